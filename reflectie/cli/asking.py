"""What several commands ask or show: a confirmation, the day of today, a bar that fills."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reflectie.cli.console import Console, WrongUse

_CELLS = 30
_SMALL = 2_000
"""Pages up to which a copy is made before a bar could be seen."""


def today(console: Console) -> dt.date:
    """The day on the calendar of this machine."""
    return console.clock().astimezone().date()


def confirmed(console: Console, question: str, word: str, beforehand: bool) -> bool:
    """Whether the person types this word; ``beforehand`` is that they gave ``--ja``.

    Raises:
        WrongUse: there is nobody to ask.
    """
    if beforehand:
        return True
    if not console.types:
        raise WrongUse("Hier is niemand om het te bevestigen; geef --ja mee als je het zeker weet.")
    return console.ask(f"{question} Typ '{word}' om door te gaan: ").strip().lower() == word


@contextmanager
def bar(console: Console, words: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error for what takes long; None where nobody would see it."""
    if not console.stderr.isatty():
        yield None
        return
    drawn = ""

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        full = _CELLS * done // total if total > _SMALL else 0
        line = f"\r{words} {'█' * full}{'·' * (_CELLS - full)}"
        if total > _SMALL and line != drawn:
            drawn = line
            console.stderr.write(line)
            console.stderr.flush()

    try:
        yield draw
    finally:
        if drawn:
            console.stderr.write("\r" + " " * len(drawn) + "\r")
            console.stderr.flush()
