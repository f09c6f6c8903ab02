"""Hide what is typed from the first moment of the process, and keep it for whoever reads it.

A terminal shows every key until a program asks it not to, and a password can be typed before the program is
loaded. So this module comes before all others, and imports only what loads at once. On Windows, which has no
``termios``, nothing is shown before a program reads, and there is nothing to do.
"""

import os
import sys

try:
    import fcntl
    import termios
except ImportError:  # Windows
    termios = None  # type: ignore[assignment]

TYPE_CHECKING = False  # typing takes too long to load here
if TYPE_CHECKING:
    from typing import Any

_INPUT = 0
"""The file descriptor of standard input."""

_IFLAG, _LFLAG, _CC = 0, 3, 6
"""Places in the settings of a terminal: input modes, local modes, special characters."""

_FULL_SCREEN_OPTIONS = ("--inhoud", "--voorbeeld")
"""The options of the full screen. Each can have a value."""

_ENTER, _BACKSPACE, _CTRL_D, _CTRL_U = (b"\r", b"\n"), (b"\x7f", b"\b"), b"\x04", b"\x15"

_FIRST_WIDE = 0x1100
"""From this code point on, a character may take two cells."""


class EarlyTerminal:
    """The terminal on standard input, while what is typed in it is hidden."""

    def __init__(self) -> None:
        self.settings_before: list[Any] | None = None
        """The settings of the terminal before typing was hidden; None when it was not."""
        self.is_loading = False
        """Whether the full screen is loading. There is nothing to save: the process may end at once."""
        self.held_signal = 0
        """The number of a signal to end that came while the full screen opened; 0 when none came."""
        self._settings_now: list[Any] = []
        """The settings with which typing is hidden now."""
        self._typed = b""

    # Hiding --------------------------------------------------------------------------------------

    def hide(self, arguments: list[str]) -> None:
        """Hide what is typed, and erase what the terminal showed of it.

        ``arguments`` are those of the program. Nothing is lost. Before the full screen the keys typed so far
        wait in ``take_typed``; for a command they stay in the terminal, where the shell finds them if the
        command does not.
        """
        if opens_full_screen(arguments):
            self.is_loading = True
            self._hide_keys()
        elif not os.environ.get("REFLECTIE_WACHTWOORD"):
            self._hide_lines()

    def show(self) -> None:
        """Give the terminal the settings from before. Nothing happens when typing was not hidden."""
        if self.settings_before:
            self._apply(self.settings_before)
            self.settings_before = None

    def keep_keys(self) -> bool:
        """Pass on every key and show none, until ``show``. Return whether that is possible."""
        is_possible = self._reads_settings()
        if is_possible:
            self._apply(self._prompt_settings())
        return is_possible

    def show_while_stopped(self) -> None:
        """Give the terminal the settings from before, until ``hide_again``."""
        if self.settings_before:
            self._apply(self.settings_before)

    def hide_again(self) -> None:
        """Hide what is typed as before the process was stopped; the shell may have changed the settings."""
        if self.settings_before and self._settings_now:
            self._apply(self._settings_now)

    def take_typed(self) -> str:
        """Return, once, the keys that were typed before they were hidden. Enter is ``\\r``.

        Bytes that are no UTF-8 are surrogates, as in a file name.
        """
        typed, self._typed = self._typed, b""
        return typed.decode(errors="surrogateescape").replace("\n", "\r").replace("\0", "")

    def _hide_keys(self) -> None:
        if self._reads_settings():
            self._apply(self._raw_settings(waits=False))
            self._typed = _read_waiting()
            self._apply(self._raw_settings(waits=True))
            _erase(self._typed.decode(errors="replace"))

    def _hide_lines(self) -> None:
        """Hide what is typed and keep whole lines, with the keys to correct them."""
        if self._reads_settings():
            whole_lines = _count_waiting()
            self._apply(self._raw_settings(waits=True))  # only now the last line is counted too
            last_line = _count_waiting() - whole_lines
            self._apply(self._line_settings())
            _erase("x" * (whole_lines - 1) + "\n" * bool(whole_lines) + "x" * last_line)

    # Asking --------------------------------------------------------------------------------------

    def read_hidden_line(self, prompt: str) -> str | None:
        """Ask for a line and hide it. None when standard input is no terminal in which this is possible.

        What was typed before is part of the line, and what follows it stays in the terminal.

        Raises:
            EOFError: the user ended the input.
        """
        was_hidden = bool(self.settings_before)
        if not was_hidden and not self._reads_settings():
            return None
        try:
            self._apply(self._prompt_settings())
            _write(prompt)
            line = _read_line()
            _write("\n")
            self._apply(self._line_settings())
        finally:
            if not was_hidden:
                self.show()
        return line

    # Settings ------------------------------------------------------------------------------------

    def _reads_settings(self) -> bool:
        """Return whether standard input is a terminal, and this process may change it."""
        if termios is None or not os.isatty(_INPUT) or _is_in_background():
            return False
        self.settings_before = termios.tcgetattr(_INPUT)
        return True

    def _raw_settings(self, waits: bool) -> "list[Any]":
        """Settings that pass each key on at once, as Textual wants them; only Ctrl+C still interrupts.

        Without ``waits`` reading never blocks.
        """
        settings = self._line_settings()
        settings[_IFLAG] &= ~(termios.IXON | termios.ICRNL | termios.INLCR | termios.IGNCR)
        settings[_LFLAG] &= ~(termios.ICANON | termios.IEXTEN)
        characters = settings[_CC].copy()
        characters[termios.VMIN], characters[termios.VTIME] = int(waits), 0
        for key in (termios.VSUSP, termios.VQUIT):
            characters[key] = os.fpathconf(_INPUT, "PC_VDISABLE")
        settings[_CC] = characters
        return settings

    def _prompt_settings(self) -> "list[Any]":
        """Settings to read a line key by key. A part of it may be typed already, as a shell passes it on."""
        settings = self._line_settings()
        settings[_LFLAG] &= ~(termios.ICANON | termios.IEXTEN)
        return settings

    def _line_settings(self) -> "list[Any]":
        assert self.settings_before is not None
        settings = [*self.settings_before]
        settings[_LFLAG] &= ~termios.ECHO
        return settings

    def _apply(self, settings: "list[Any]") -> None:
        """Change the settings at once; what was typed stays."""
        if settings is not self.settings_before:
            self._settings_now = settings
        if not _is_in_background():
            try:
                termios.tcsetattr(_INPUT, termios.TCSANOW, settings)
            except termios.error:  # the terminal was closed
                self.settings_before = None


early_terminal = EarlyTerminal()
"""The terminal of this process."""


def opens_full_screen(arguments: list[str]) -> bool:
    """Return whether the program is started without a command."""
    option = ""
    for word in arguments:
        is_value = option == "--inhoud" or (option == "--voorbeeld" and not word.startswith("-"))
        if not is_value and word.partition("=")[0] not in _FULL_SCREEN_OPTIONS:
            return False
        option = "" if is_value else word
    return True


def discard_typed() -> None:
    """Throw away what is typed and not read: after a crash the shell would run it as commands."""
    if termios is not None and os.isatty(_INPUT) and not _is_in_background():
        try:
            termios.tcflush(_INPUT, termios.TCIFLUSH)
        except termios.error:
            return  # the terminal was closed


def _is_in_background() -> bool:
    """Whether another job has the terminal. Changing its settings would stop this process."""
    try:
        return os.tcgetpgrp(_INPUT) != os.getpgrp()
    except OSError:  # not the controlling terminal
        return False


def _read_waiting() -> bytes:
    """Return what was typed. The settings must not make reading wait."""
    typed = b""
    try:
        while data := os.read(_INPUT, 4096):
            typed += data
    except OSError:  # the terminal was closed
        pass
    return typed


def _read_line() -> str:
    """Read keys up to Enter, and correct the line with Backspace and Ctrl+U.

    Raises:
        EOFError: Ctrl+D on an empty line, or the terminal was closed.
    """
    line = b""
    while (key := os.read(_INPUT, 1)) not in _ENTER:
        if not key or (key == _CTRL_D and not line):
            raise EOFError
        if key in _BACKSPACE:
            line = line.decode(errors="ignore")[:-1].encode()
        else:
            line = b"" if key == _CTRL_U else line + key
    return line.decode(errors="replace")


def _count_waiting() -> int:
    """Return the number of bytes that can be read: in whole lines, unless the settings pass on each key."""
    count = fcntl.ioctl(_INPUT, termios.FIONREAD, b"\0" * 4)
    return int.from_bytes(count, sys.byteorder)


# What the terminal showed ------------------------------------------------------------------------


def _erase(shown: str) -> None:
    """Erase this text, which ends at the cursor, and the rest of its rows."""
    if shown:
        width = os.get_terminal_size(_INPUT).columns or 80
        lines = shown.split("\n")
        rows_above = len(lines) - 1 + sum(max(sum(map(_cells, line)) - 1, 0) // width for line in lines)
        _write("\r\x1b[2K" + "\x1b[A\x1b[2K" * rows_above)


def _cells(character: str) -> int:
    """Return how many cells a terminal needs to show a typed character. A control key is shown as ``^X``."""
    return 2 if character < " " or ord(character) >= _FIRST_WIDE else 1


def _write(text: str) -> None:
    """Write to the terminal, wherever standard output goes."""
    for descriptor in (2, 1, _INPUT):
        if os.isatty(descriptor):
            os.write(descriptor, text.encode())
            return
