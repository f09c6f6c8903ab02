"""What keeps the terminal and the person's words safe, whatever is on the screen."""

import asyncio
import select
import signal
import sys
from collections.abc import Callable

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reflectie.domain.text import UNSAFE

WATCH = 1.0
"""Seconds between two looks at whether the terminal is still there."""


class CleanLines(LineFilter):
    """No control or bidi code reaches the terminal through text, from whatever widget it comes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [s if s.control or not UNSAFE.search(s.text) else _cleaned(s) for s in segments]


def _cleaned(segment: Segment) -> Segment:
    return Segment(UNSAFE.sub("", segment.text), segment.style)


def on_goodbye(leave: Callable[[], None]) -> None:
    """Calls ``leave`` when the system asks us to stop or closes the terminal, where it can tell us."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave)
        except NotImplementedError:  # Windows: the event loop cannot; its closing event ends us instead
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave))


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
