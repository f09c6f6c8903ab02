"""Keep control codes off the terminal, and survive signals and a closed terminal."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Callable
from typing import TextIO

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reflectie.domain.text import UNSAFE_CHARACTERS

TERMINAL_CHECK_SECONDS = 1.0
"""Seconds between two looks at whether the terminal is still there."""


class ControlCodeFilter(LineFilter):
    """No control or bidi code reaches the terminal through text, from whatever widget it comes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            s if s.control or not UNSAFE_CHARACTERS.search(s.text) else _clean_segment(s) for s in segments
        ]


def _clean_segment(segment: Segment) -> Segment:
    return Segment(UNSAFE_CHARACTERS.sub("", segment.text), segment.style)


def install_exit_signals(leave: Callable[[], None]) -> None:
    """Calls ``leave`` when the system asks us to stop or closes the terminal, where it can tell us."""
    loop = asyncio.get_running_loop()

    def leave_soon(*_: object) -> None:
        if not loop.is_closed():  # else what was typed is on its way to disk, and nothing may break that off
            loop.call_soon_threadsafe(leave)

    # Not loop.add_signal_handler: it loses a signal that comes together with a burst of keys.
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if number := getattr(signal, name, None):
            signal.signal(number, leave_soon)


class _SafeStream:
    """A stream to the terminal; what cannot be shown any more goes nowhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._try_write(lambda: self._stream.write(text))

    def flush(self) -> None:
        self._try_write(self._stream.flush)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def _try_write(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def install_safe_streams() -> None:
    """Lets writing go on without a terminal; call before the app runs.

    Textual's output thread ends at the first error, and the program would then wait for it for ever.
    """
    for name in ("__stdout__", "__stderr__"):
        if stream := getattr(sys, name):
            setattr(sys, name, _SafeStream(stream))


def terminal_is_gone() -> bool:
    """Whether the terminal went away without a signal (a dropped connection): Textual would spin for ever."""
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)
    except (OSError, ValueError):
        return True
    return bool(poll.poll(0))
