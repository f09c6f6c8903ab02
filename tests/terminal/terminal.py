"""A program in a real terminal: keys in, every byte out, and the screen those bytes paint."""

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

ENTER, ESCAPE, LEFT, RIGHT, FAR_LEFT = "\r", "\x1b", "\x1b[D", "\x1b[C", "\x1b[1;2D"
NEXT, QUIT, BREAK, UNDO, BACKSPACE = "\x0e", "\x11", "\x02", "\x1a", "\x7f"
PATIENCE = 60.0
"""Seconds to wait for something before a test fails. A passing test waits much shorter."""

# Makes the terminal on standard input the controlling terminal of the process, as in a shell. The signals
# that end a program work again: where tests run in the background they are ignored.
_SET_CONTROLLING = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
_MODES = (1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048)
"""Mouse, focus, alternate screen, bracketed paste, synchronised output, resize: all off at the end."""

_FRAMES_QUESTION = b"\x1b[?2026$p"
_FRAME_BEGIN, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
"""Synchronised output: what stands between these is painted at once."""


class Terminal:
    """A program and its terminal of 80 by 24.

    With ``is_controlling=False`` the process gets no SIGHUP when the terminal is closed.
    """

    def __init__(
        self, command: Sequence[str], environ: dict[str, str], folder: Path, *, is_controlling: bool = True
    ) -> None:
        import fcntl
        import termios

        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._line = termios.tcgetattr(slave)
        self.path = os.ttyname(slave)
        wrapper = [sys.executable, "-I", "-S", "-c", _SET_CONTROLLING] if is_controlling else []
        self.process = subprocess.Popen(
            [*wrapper, *command],
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
        self._painted = 0
        """How many bytes of ``raw`` are on the screen."""
        self._paints_frames = False
        self._picture: str | None = None
        """The text on the screen; None after bytes that may have changed it."""

    # Input ---------------------------------------------------------------------------------------

    def types(self, *keys: str) -> None:
        """Send keys, up to 2,000 bytes at once. Output is read meanwhile, so that neither side blocks."""
        data = "".join(keys).encode()
        while data:
            self.reads(0)
            if select.select([], [self.master], [], PATIENCE)[1]:
                data = data[os.write(self.master, data[:2000]) :]

    def types_unread(self, *keys: str | bytes) -> None:
        """Send keys and bytes without reading any output, as when the terminal stands still.

        What is left when the program ends is not sent.
        """
        deadline = time.monotonic() + PATIENCE
        for key in keys:
            data = key.encode() if isinstance(key, str) else key
            while data and self.process.poll() is None:
                assert time.monotonic() < deadline, "the program reads no keys"
                if select.select([], [self.master], [], 0.1)[1]:
                    data = data[os.write(self.master, data[:200]) :]

    def pastes(self, text: str) -> None:
        self.types(f"\x1b[200~{text}\x1b[201~")

    def sends(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def goes_away(self) -> None:
        """Close the terminal."""
        os.close(self.master)
        self.master = -1

    # Output --------------------------------------------------------------------------------------

    @property
    def is_full(self) -> bool:
        """Whether the terminal keeps no more output until some is read."""
        slave = os.open(self.path, os.O_WRONLY | os.O_NOCTTY)
        try:
            return not select.select([], [slave], [], 0)[1]
        finally:
            os.close(slave)

    @property
    def picture(self) -> str:
        if self._picture is None:
            self._picture = "\n".join(line.rstrip() for line in self._screen.display)
        return self._picture

    @property
    def middle(self) -> str:
        """The screen without the title row above and the status and key rows below."""
        return "\n".join(self.picture.split("\n")[1:21])

    def shows(self, *texts: str) -> bool:
        """Return whether all texts are on the screen. Line breaks count as spaces."""
        screen = " ".join(self.picture.split())
        return all(text in screen for text in texts)

    def sees(self, *texts: str) -> None:
        self.waits_for(lambda: self.shows(*texts), f"{texts} on the screen")

    def waits_for(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            alive = self.reads(0.05)
            assert alive or condition(), f"the program ended without {what}:\n{self.picture}"
            assert time.monotonic() < deadline, f"{what} did not come:\n{self.picture}"

    def reads(self, wait: float) -> bool:
        """Read output, waiting up to ``wait`` seconds for it. Return False when the program has ended."""
        if not select.select([self.master], [], [], wait)[0]:
            return self.process.poll() is None
        data = b""
        with contextlib.suppress(OSError):  # EIO: the program closed its side
            # A terminal gives at most 4 kB at once; all that is there already is read together.
            while len(data) < 65536 and select.select([self.master], [], [], 0)[0]:
                data += os.read(self.master, 65536)
        self.raw += data
        self._paints()
        return bool(data)

    def _paints(self) -> None:
        """Paint what came, but no frame before its end, as terminals do: no screen is half old, half new."""
        if not self._paints_frames and _FRAMES_QUESTION in self.raw:
            self._paints_frames = True
            os.write(self.master, b"\x1b[?2026;2$y")
        since = max(0, self._painted - len(_FRAME_BEGIN))  # a mark can come in two pieces
        begin = self.raw.rfind(_FRAME_BEGIN, since)
        end = begin if begin > self.raw.rfind(_FRAME_END, since) else len(self.raw)
        if end > self._painted:
            data = bytes(self.raw[self._painted : end])
            self._stream.feed(data.replace(b"\x1b[<u", b""))  # a keyboard mode, which pyte would show as text
            self._painted, self._picture = end, None

    def watches(self, seconds: float) -> None:
        """Read output for a while: to see that something does not come, or to let time pass between keys."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self.reads(left):
            pass

    def ends(self) -> int:
        """Wait for the end. Return the exit code, or minus the number of the signal that ended it."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None or (self.master >= 0 and self.reads(0)):
            assert time.monotonic() < deadline, f"the program did not end:\n{self.picture}"
            if self.master >= 0:
                self.reads(0.05)
            else:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
        return self.process.returncode

    def ends_unread(self) -> int:
        """Wait for the end without reading any output. Return the exit code as ``ends`` does."""
        return self.process.wait(PATIENCE)

    def waits_unread(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition without reading any output."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come"
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)

    # After the end -------------------------------------------------------------------------------

    @property
    def afterwards(self) -> str:
        """The text in the terminal after the program left the alternate screen."""
        return self.raw.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")

    def is_clean(self) -> None:
        """Assert that the terminal is as it was before the program: modes, cursor and line settings."""
        import termios

        assert b"\x1b[?1049h" in self.raw, "the full screen never opened"
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
