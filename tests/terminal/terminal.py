"""A program in a real terminal: keys in, every byte out, and the picture those bytes make. Never sleeps."""

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

ENTER, ESCAPE, LEFT, RIGHT = "\r", "\x1b", "\x1b[D", "\x1b[C"
NEXT, QUIT, BREAK, UNDO, BACKSPACE = "\x0e", "\x11", "\x02", "\x1a", "\x7f"
PATIENCE = 20.0
"""Seconds to wait for what must come; a busy machine may take its time, and nothing waits for all of it."""

# Makes the terminal on standard input the one that rules the process, as it is for a person.
_LEAD = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_MODES = (1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048)
"""Mouse, focus, own screen, paste brackets, whole pictures, resize messages: all are off at the end."""


class Terminal:
    """A program and its terminal of 80 by 24.

    With ``leads=False`` the terminal does not rule the process: when it goes, no signal tells of it.
    """

    def __init__(
        self, command: Sequence[str], environ: dict[str, str], folder: Path, *, leads: bool = True
    ) -> None:
        import fcntl
        import termios

        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._line = termios.tcgetattr(slave)
        lead = [sys.executable, "-I", "-S", "-c", _LEAD] if leads else []
        self.process = subprocess.Popen(
            [*lead, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            cwd=folder,
            start_new_session=True,
        )
        os.close(slave)
        self.raw = bytearray()
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._picture: str | None = None
        """What the screen shows; None after bytes that may have changed it."""

    # What a person does --------------------------------------------------------------------------

    def types(self, *keys: str) -> None:
        """Sends keys, up to 2,000 at once; reads along, so that neither side waits for the other."""
        data = "".join(keys).encode()
        while data:
            self.reads(0)
            if select.select([], [self.master], [], PATIENCE)[1]:
                data = data[os.write(self.master, data[:2000]) :]

    def pastes(self, text: str) -> None:
        self.types(f"\x1b[200~{text}\x1b[201~")

    def sends(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def goes_away(self) -> None:
        """The terminal is closed."""
        os.close(self.master)
        self.master = -1

    # What a person sees --------------------------------------------------------------------------

    @property
    def picture(self) -> str:
        if self._picture is None:
            self._picture = "\n".join(line.rstrip() for line in self._screen.display)
        return self._picture

    @property
    def middle(self) -> str:
        """The picture without the title above, and the status and keys below."""
        return "\n".join(self.picture.split("\n")[1:21])

    def shows(self, *texts: str) -> bool:
        """Whether all of this stands on the screen; breaks between lines count as spaces."""
        words = " ".join(self.picture.split())
        return all(text in words for text in texts)

    def sees(self, *texts: str) -> None:
        self.waits_for(lambda: self.shows(*texts), f"{texts} on the screen")

    def waits_for(self, come_true: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not come_true():
            alive = self.reads(0.05)
            assert alive or come_true(), f"the program ended without {what}:\n{self.picture}"
            assert time.monotonic() < deadline, f"waited in vain for {what}:\n{self.picture}"

    def reads(self, wait: float) -> bool:
        """Takes in what the program gives, waiting ``wait`` seconds for it; False when it gives no more."""
        if not select.select([self.master], [], [], wait)[0]:
            return self.process.poll() is None
        data = b""
        with contextlib.suppress(OSError):  # EIO: the program let go of its side
            # A terminal gives at most 4 kB at once; what is there already is one picture.
            while len(data) < 65536 and select.select([self.master], [], [], 0)[0]:
                data += os.read(self.master, 65536)
        self.raw += data
        self._stream.feed(data.replace(b"\x1b[<u", b""))  # the keyboard mode, which pyte takes for text
        self._picture = None
        return bool(data)

    def watches(self, seconds: float) -> None:
        """Looks on for a while: for what must not come, or to let time pass while a person types."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self.reads(left):
            pass

    def ends(self) -> int:
        """Waits for the end; gives the exit code, or minus the number of the signal that killed it."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None or (self.master >= 0 and self.reads(0)):
            assert time.monotonic() < deadline, f"the program did not end:\n{self.picture}"
            if self.master >= 0:
                self.reads(0.05)
            else:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
        return self.process.returncode

    # What it leaves behind -----------------------------------------------------------------------

    @property
    def afterwards(self) -> str:
        """What stands in the terminal after the program gave it back."""
        return self.raw.rpartition(b"\x1b[?1049l")[2].decode()

    def is_clean(self) -> None:
        """The terminal is as it was: own screen, cursor, no mouse, no paste brackets, keys as keys."""
        import termios

        assert b"\x1b[?1049h" in self.raw, "the full screen was never there"
        left_on = [mode for mode in _MODES if self._is_on(mode)]
        assert not left_on, f"modes {left_on} were left on"
        assert self._is_on(25), "the cursor was left hidden"
        assert self.raw.count(b"\x1b[<u") >= self.raw.count(b"\x1b[>1u"), "the keyboard mode was left on"
        assert termios.tcgetattr(self.master) == self._line, "the line was left in another mode"

    def _is_on(self, mode: int) -> bool:
        on, off = (self.raw.rfind(b"\x1b[?%d%c" % (mode, letter)) for letter in b"hl")
        return on > off

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        if self.master >= 0:
            self.goes_away()
        self.process.wait(PATIENCE)
