"""Read lines of any length that are typed in a terminal.

By itself a terminal keeps 4,095 bytes of a line (1,023 on macOS) and drops the rest without a word. Here the
keys are read one by one and shown. The readline library is no help: it drops bytes that are no UTF-8.
"""

import os
import re
import shutil
import sys
from codecs import getincrementaldecoder
from types import TracebackType
from typing import BinaryIO

from wcwidth import wcwidth

from reflectie.domain.text import without_unsafe_characters
from reflectie.early_terminal import early_terminal

_INPUT, _OUTPUT = 0, 2
"""File descriptors. The prompt goes to standard error, and so do the keys."""

_READ_BYTES = 65_536

_TAB_CELLS = 8

_BACKSPACE, _CTRL_D, _CTRL_U, _CTRL_W = "\x7f\b", "\x04", "\x15", "\x17"

_KEY_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\[O])?")
"""An arrow or a function key; there is nothing to do with it."""


class LineReader:
    """Reads lines from standard input, inside a ``with`` block.

    Backspace, Ctrl+W and Ctrl+U correct the line; Ctrl+D on an empty line is the end. ``was_cut`` says
    whether the terminal dropped the end of the last line, where keys cannot be read one by one.
    """

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin
        self._reads_keys = False
        self._decode = getincrementaldecoder("utf-8")(errors="surrogateescape").decode
        self._waiting = ""
        """Keys that were read and not handled yet."""
        self._line: list[str] = []
        self._cell_count, self._width = 0, 80
        self._is_ended = False
        self.was_cut = False

    def __enter__(self) -> "LineReader":
        if self._stdin.isatty() and self._stdin.fileno() == _INPUT and os.isatty(_OUTPUT):
            self._reads_keys = early_terminal.keep_keys()
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
        self._line.clear()
        self._cell_count = 0
        while not self._is_ended:
            if not self._waiting:
                self._wait_for_keys()
            if self._take_keys():
                return ("".join(self._line) + "\n").encode(errors="surrogateescape")
        return "".join(self._line).encode(errors="surrogateescape")

    def _wait_for_keys(self) -> None:
        data = os.read(_INPUT, _READ_BYTES)
        self._is_ended = not data
        self._width = shutil.get_terminal_size().columns
        self._waiting = _KEY_SEQUENCE.sub("", self._decode(data))

    def _take_keys(self) -> bool:
        """Handle the keys that were read, up to the end of the line. Return whether it came."""
        shown, count, is_complete = list[str](), 0, False
        for count, key in enumerate(self._waiting, 1):  # noqa: B007 - used after the loop
            if key in "\r\n":
                is_complete = True
                shown.append("\n")
            elif key == _CTRL_D:
                self._is_ended = not self._line
            elif key in _BACKSPACE or key in (_CTRL_U, _CTRL_W):
                shown.append(self._erase(key))
            elif key >= " " or key == "\t":
                shown.append(self._add(key))
            if is_complete or self._is_ended:
                break
        self._waiting = self._waiting[count:]
        os.write(_OUTPUT, "".join(shown).encode())
        return is_complete

    def _add(self, key: str) -> str:
        """Add a character to the line. Return what shows it: nothing for a control code, as in a text."""
        self._line.append(key)
        cells = _cells(key)
        self._cell_count += cells
        at_edge = self._column == 0 and cells > 0
        return _shown(key) + (" \b" if at_edge else "")  # otherwise the terminal waits with the next row

    def _erase(self, key: str) -> str:
        """Take one character, word or line back. Return what shows it."""
        shown, has_word = "", False
        while self._line:
            is_space = self._line[-1].isspace()
            if key == _CTRL_W and has_word and is_space:
                break
            has_word = has_word or not is_space
            shown += self._erase_last()
            if key in _BACKSPACE:
                break
        return shown

    def _erase_last(self) -> str:
        column, cells = self._column, _cells(self._line.pop())
        self._cell_count -= cells
        if cells and column < cells:  # the character is on the row above
            place = self._column + 1
            return f"\x1b[A\x1b[{place}G\x1b[K"
        return "\b" * cells + " " * cells + "\b" * cells

    @property
    def _column(self) -> int:
        return self._cell_count % max(self._width, 1)


def _shown(character: str) -> str:
    return " " * _TAB_CELLS if character == "\t" else without_unsafe_characters(character)


def _cells(character: str) -> int:
    """Return how many cells a character takes here."""
    return sum(max(wcwidth(shown), 0) for shown in _shown(character))


def _longest_line(stdin: BinaryIO) -> int:
    """Return the length in bytes, with its end, of a line from which the terminal may have dropped a part."""
    if sys.platform == "win32":
        return sys.maxsize
    try:
        return os.fpathconf(stdin.fileno(), "PC_MAX_CANON") if sys.platform == "darwin" else 4096
    except (OSError, ValueError):
        return 255
