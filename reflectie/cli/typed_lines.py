"""Read lines of any length that are typed in a terminal.

By itself a terminal keeps 4,095 bytes of a line (1,023 on macOS) and drops the rest without a word. The
readline library that comes with Python reads key by key instead, and lets the user correct the line.
"""

import os
import sys
from types import TracebackType
from typing import BinaryIO

from reflectie.early_terminal import early_terminal

try:
    import readline
except ImportError:  # Windows
    readline = None  # type: ignore[assignment]

_INPUT, _OUTPUT = 0, 1


class LineReader:
    """Reads lines from standard input, inside a ``with`` block.

    ``was_cut`` says whether the terminal dropped the end of the last line.
    """

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin
        self._reads_keys = _prepare_readline(stdin)
        self.was_cut = False

    def __enter__(self) -> "LineReader":
        if self._reads_keys:
            early_terminal.keep_keys()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._reads_keys:
            early_terminal.show()

    def read_line(self) -> bytes:
        """Return the next line with its line break; nothing at the end of the input."""
        if not self._reads_keys:
            line = self._stdin.readline()
            self.was_cut = self._stdin.isatty() and len(line) >= _longest_line(self._stdin)
            return line
        try:
            return (input() + "\n").encode(errors="surrogateescape")
        except EOFError:
            return b""


def _prepare_readline(stdin: BinaryIO) -> bool:
    """Return whether lines are read with readline. It keeps no history, and Tab completes nothing."""
    if readline is None or not (stdin.isatty() and stdin.fileno() == _INPUT and os.isatty(_OUTPUT)):
        return False
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I ed-insert" if is_libedit else "tab: self-insert")
    readline.set_auto_history(False)
    sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    return True


def _longest_line(stdin: BinaryIO) -> int:
    """Return the length in bytes, with its end, of a line from which the terminal may have dropped a part."""
    try:
        return os.fpathconf(stdin.fileno(), "PC_MAX_CANON") if sys.platform == "darwin" else 4096
    except (OSError, ValueError):
        return 255
