"""Write to the terminal without ever waiting for it (replaces a class of Textual 8.2.8).

Textual queues 30 writes and then waits. With a terminal that stops reading, the program would stop too: no
draft would go to disk, and no signal would end it.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import TextIO

MAX_WAITING = 500_000
"""Characters that may wait for the terminal. With more, all are dropped, and the screen is painted anew."""

GIVE_UP_SECONDS = 2.0
"""At the end: time in which the terminal must accept something, or the rest is not written."""

_PIECE_BYTES = 4096


class TerminalWriter(threading.Thread):
    """A thread that writes to a terminal, with the methods of Textual's ``WriterThread``."""

    def __init__(self, file: TextIO) -> None:
        super().__init__(daemon=True, name="textual-output")
        self._descriptor, self._encoding = file.fileno(), file.encoding or "utf-8"
        self._waiting: list[str] = []
        self._size = 0
        self._changed = threading.Condition()
        self._is_stopped = self._is_gone = self._has_dropped = False
        self._last_progress = time.monotonic()
        self.on_dropped: Callable[[], None] = lambda: None
        """Called, in this thread, when the terminal reads again after text was dropped."""

    def write(self, text: str) -> None:
        """Queue a text. Returns at once."""
        with self._changed:
            if self._size > MAX_WAITING:
                self._drop()
                self._has_dropped = True
            self._waiting.append(text)
            self._size += len(text)
            self._changed.notify()

    def drop_waiting(self) -> None:
        """Forget what the terminal has not accepted yet."""
        with self._changed:
            self._drop()

    def _drop(self) -> None:
        self._waiting.clear()
        self._size = 0

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def flush(self) -> None:
        """Nothing to do: each text is written as soon as the terminal accepts it."""

    def run(self) -> None:
        while text := self._next_text():
            self._write_all(text.encode(self._encoding, errors="replace"))
            with self._changed:
                is_behind = bool(self._waiting) or not self._has_dropped
                self._has_dropped = self._has_dropped and is_behind
            if not is_behind:
                self.on_dropped()

    def _next_text(self) -> str:
        """Wait for text; an empty string is the end."""
        with self._changed:
            while not self._waiting and not self._is_stopped:
                self._changed.wait()
            text = "".join(self._waiting)
            self._drop()
            return text

    def _write_all(self, data: bytes) -> None:
        # Not through the file: a thread that waits in it would hold its lock when the process ends.
        while data and not self._is_gone:
            try:
                data = data[os.write(self._descriptor, data[:_PIECE_BYTES]) :]
            except OSError:  # the terminal was closed
                self._is_gone = True
            self._last_progress = time.monotonic()

    def stop(self) -> None:
        """Write what is left, and end. A terminal that accepts nothing is not waited for."""
        with self._changed:
            self._is_stopped = True
            self._last_progress = time.monotonic()
            self._changed.notify()
        while self.is_alive() and time.monotonic() - self._last_progress < GIVE_UP_SECONDS:
            self.join(GIVE_UP_SECONDS / 10)
