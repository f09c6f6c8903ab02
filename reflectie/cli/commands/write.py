"""``reflectie schrijf``: a free note from standard input, never from an argument."""

import argparse
import sys

from reflectie.cli.commands.listing import short
from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.errors import TextTooLong
from reflectie.domain.ids import new_id
from reflectie.domain.text import FIELD_LIMIT, dutch_number, fitting

HELP = "een vrije notitie, getypt of uit een ander programma"
DESCRIPTION = (
    "Bewaart een vrije notitie uit standaardinvoer. In een terminal typ je haar regel voor regel. "
    "Ze gaat over jou; namen van anderen zijn niet nodig."
)
EXERCISE, STEP = "kern:vrij-schrijven", Address(step="tekst")
_END = "Ctrl+Z en Enter" if sys.platform == "win32" else "Ctrl+D"
_MOST = 8 * FIELD_LIMIT
"""Bytes; more than this cannot fit a field, in whatever script."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """There are none: what is written comes from standard input only."""


def run(_: argparse.Namespace, console: Console) -> int:
    # All that can fail comes before the typing.
    with journal(console) as opened:
        entry, answer = _blank(console)
        if console.types:
            console.say(f"{answer.question}\nKlaar? Geef op een nieuwe regel {_END}.")
        text = _read(console)
        if not text:
            console.say("Er kwam geen tekst; er is niets bewaard.")
            return 1
        entry, answer = _written(entry, answer, text, console)
        opened.keep(entry, (answer,))
    console.say(f"Bewaard als {short(entry.id)}.")
    return 0


def _blank(console: Console) -> tuple[Entry, Answer]:
    """A new entry of free writing, and its answer with the question as content has it."""
    from reflectie.content.compiled import builtin_library
    from reflectie.domain.session import Session

    now = console.clock()
    exercise = builtin_library().exercise(EXERCISE)
    title = exercise.title if exercise else "Vrij schrijven"
    entry = Entry(id=new_id(), exercise=EXERCISE, title=title, day=now.astimezone().date(), begun=now)
    stop = Session(exercise=exercise, entry=entry).find(STEP) if exercise else None
    return entry, stop.answer() if stop else Answer(address=STEP, question="")


def _written(entry: Entry, answer: Answer, text: str, console: Console) -> tuple[Entry, Answer]:
    from msgspec.structs import replace

    answer = replace(answer, text=text)
    return replace(entry.with_answer(answer), closed=console.clock()), answer


def _read(console: Console) -> str:
    """The text until the end of input, cleaned, without the line break that ends it; empty when blank."""
    data = console.stdin.read(_MOST + 1)
    if len(data) > _MOST:
        raise TextTooLong(
            f"Deze tekst is te lang: in één veld passen {dutch_number(FIELD_LIMIT)} tekens. "
            "Verdeel hem over meer stukken. Er is niets bewaard."
        )
    text = data.decode(errors="replace")
    if text.count("\ufffd") > data.count("\ufffd".encode()):
        console.say("Sommige tekens waren geen UTF-8; op hun plek staat nu \ufffd.")
    text = fitting(text).rstrip("\n")
    return text if text.strip() else ""
