"""``reflectie schrijf``: a free note from standard input, never from an argument."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from msgspec.structs import replace

from reflectie.cli.commands.listing import short
from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.domain.errors import ReflectieError, TextTooLong
from reflectie.domain.ids import new_id
from reflectie.domain.text import FIELD_LIMIT, dutch_number, fitting
from reflectie.journal.store import Journal

HELP = "een vrije notitie, getypt of uit een ander programma"
DESCRIPTION = (
    "Bewaart een vrije notitie uit standaardinvoer. In een terminal typ je haar regel voor regel, en na elke "
    "regel is ze bewaard. "
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
        kept = (_typed if console.types else _piped)(opened, console)
    if not kept:
        console.say("Er kwam geen tekst; er is niets bewaard.")
        return 1
    for note in kept:
        console.say(f"Bewaard als {short(note.entry.id)}.")
    return 0


class _Note(NamedTuple):
    """An entry of free writing that is new, and what stands in it."""

    entry: Entry
    answer: Answer

    @property
    def is_blank(self) -> bool:
        return not self.answer.text.strip()

    def holding(self, text: str) -> "_Note":
        return self._replace(answer=replace(self.answer, text=text))


def _blank(console: Console) -> _Note:
    """A note without words, with the question as content has it."""
    from reflectie.content.compiled import builtin_library
    from reflectie.domain.session import Session

    now = console.clock()
    exercise = builtin_library().exercise(EXERCISE)
    title = exercise.title if exercise else "Vrij schrijven"
    entry = Entry(id=new_id(), exercise=EXERCISE, title=title, day=now.astimezone().date(), begun=now)
    stop = Session(exercise=exercise, entry=entry).find(STEP) if exercise else None
    return _Note(entry, stop.answer() if stop else Answer(address=STEP, question=""))


def _piped(opened: Journal, console: Console) -> list[_Note]:
    """The note of another program: it is kept whole, or not at all."""
    try:
        data = console.stdin.read(_MOST + 1)
    except KeyboardInterrupt:
        console.say("\nAfgebroken; er is niets bewaard.")
        raise
    if len(data) > _MOST:
        raise TextTooLong(
            f"Deze tekst is te lang: in één veld passen {dutch_number(FIELD_LIMIT)} tekens. "
            "Verdeel hem over meer stukken. Er is niets bewaard."
        )
    return _close([_blank(console).holding(fitting(_decoded(data, console)))], opened, console)


def _typed(opened: Journal, console: Console) -> list[_Note]:
    """What a person types, on disk line by line; what does not fit goes on in a next note."""
    notes = [_blank(console)]
    console.say(f"{notes[0].answer.question}\nKlaar? Geef op een nieuwe regel {_END}.")
    refused = ""
    try:
        for line in _lines(console.stdin):
            _add(notes, _decoded(line, console), console)
            before, refused = refused, _keep_draft(notes[-1], opened)
            if refused != before:
                console.say(refused or "Het bewaren lukt weer.")
    except KeyboardInterrupt:
        _tell_broken_off(notes, _keep_draft(notes[-1], opened), console)
        raise
    return _close(notes, opened, console)


def _lines(stdin: BinaryIO) -> Iterator[bytes]:
    with suppress(OSError):  # the terminal is gone
        yield from iter(stdin.readline, b"")


def _add(notes: list[_Note], line: str, console: Console) -> None:
    """A line to the last note, or to a new one when that is full. No line ends the typing: what is pasted
    after it would go to the shell.
    """
    try:
        notes[-1] = notes[-1].holding(fitting(notes[-1].answer.text + line))
    except TextTooLong as error:
        if notes[-1].is_blank:
            console.say(f"{error} Deze regel is niet bewaard; wat je daarvoor typte wel.")
            return
        console.say("Deze notitie is vol; wat je nu typt komt in een volgende.")
        notes.append(_blank(console))
        _add(notes, line, console)


def _keep_draft(note: _Note, opened: Journal) -> str:
    """Keep it as working text of an open entry; gives why not, or nothing."""
    if note.is_blank:
        return ""
    address, question, text = note.answer.address, note.answer.question, note.answer.text
    try:
        opened.draft(note.entry, Draft(address=address, question=question, text=text, cursor=len(text)))
    except ReflectieError as error:
        return str(error)
    return ""


def _tell_broken_off(notes: list[_Note], refused: str, console: Console) -> None:
    marks = [short(note.entry.id) for note in notes if not note.is_blank]
    if refused or not marks:
        console.say(f"\nAfgebroken. {refused or 'Er is niets bewaard.'}")
    else:
        console.say(
            f"\nAfgebroken. Bewaard tot en met je laatste hele regel, als {' en '.join(marks)}. "
            "Start reflectie om verder te gaan."
        )


def _close(notes: list[_Note], opened: Journal, console: Console) -> list[_Note]:
    """Keep those with words as answers of closed entries."""
    done = [note.holding(note.answer.text.rstrip("\n")) for note in notes if not note.is_blank]
    for entry, answer in done:
        opened.keep(replace(entry.with_answer(answer), closed=console.clock()), (answer,))
    return done


def _decoded(data: bytes, console: Console) -> str:
    text = data.decode(errors="replace")
    if text.count("\ufffd") > data.count("\ufffd".encode()):
        console.say("Sommige tekens waren geen UTF-8; op hun plek staat nu \ufffd.")
    return text
