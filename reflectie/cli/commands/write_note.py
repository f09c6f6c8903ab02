"""``reflectie schrijf``: save a free note from standard input, never from an argument."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from msgspec.structs import replace

from reflectie.cli.console import Console, short_id
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.entry import Address, Answer, Draft, Entry, new_entry
from reflectie.domain.errors import InvalidInput, ReflectieError
from reflectie.domain.text import FIELD_LIMIT, clean_field, format_number
from reflectie.journal.journal import Journal

HELP = "een vrije notitie, getypt of uit een ander programma"

DESCRIPTION = (
    "Bewaart een vrije notitie uit standaardinvoer. In een terminal typ je haar regel voor regel, en na elke "
    "regel is ze bewaard. "
    "Ze gaat over jou; namen van anderen zijn niet nodig."
)

EXERCISE, STEP_ADDRESS = "kern:vrij-schrijven", Address(step="tekst")

_END_OF_INPUT_KEYS = "Ctrl+Z en Enter" if sys.platform == "win32" else "Ctrl+D"

_MAX_INPUT_BYTES = 8 * FIELD_LIMIT
"""Bytes; more than this cannot fit a field, in whatever script."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """There are none: what is written comes from standard input only."""


def run(_: argparse.Namespace, console: Console) -> int:
    # All that can fail comes before the typing.
    with open_journal_from_console(console) as opened:
        kept = (_write_typed if console.is_interactive else _write_piped)(opened, console)
    if not kept:
        console.print_message("Er kwam geen tekst; er is niets bewaard.")
        return 1
    for note in kept:
        console.print_message(f"Bewaard als {short_id(note.entry.id)}.")
    return 0


class _NewNote(NamedTuple):
    """An entry of free writing that is new, and what stands in it."""

    entry: Entry
    answer: Answer

    @property
    def is_blank(self) -> bool:
        return not self.answer.text.strip()

    def with_text(self, text: str) -> "_NewNote":
        return self._replace(answer=replace(self.answer, text=text))


def _new_note(console: Console) -> _NewNote:
    """A note without words, with the question as content has it."""
    from reflectie.content.compiled import builtin_library
    from reflectie.domain.session import Session

    exercise = builtin_library().exercise(EXERCISE)
    assert exercise is not None  # the built-in pack always has it
    entry = new_entry(exercise, console.clock().astimezone())
    stop = Session(exercise=exercise, entry=entry).stop_at(STEP_ADDRESS)
    assert stop is not None
    return _NewNote(entry, stop.make_answer())


def _write_piped(opened: Journal, console: Console) -> list[_NewNote]:
    """The note of another program: it is kept whole, or not at all."""
    try:
        data = console.stdin.read(_MAX_INPUT_BYTES + 1)
    except KeyboardInterrupt:
        console.print_message("\nAfgebroken; er is niets bewaard.")
        raise
    if len(data) > _MAX_INPUT_BYTES:
        raise InvalidInput(
            f"Deze tekst is te lang: in één veld passen {format_number(FIELD_LIMIT)} tekens. "
            "Verdeel hem over meer stukken. Er is niets bewaard."
        )
    return _save_notes([_new_note(console).with_text(clean_field(_decode(data, console)))], opened, console)


def _write_typed(opened: Journal, console: Console) -> list[_NewNote]:
    """What a person types, on disk line by line; what does not fit goes on in a next note."""
    notes = [_new_note(console)]
    console.print_message(
        f"{notes[0].answer.question}\nKlaar? Geef op een nieuwe regel {_END_OF_INPUT_KEYS}."
    )
    refused = ""
    try:
        for line in _read_lines(console.stdin):
            _add_line(notes, _decode(line, console), console)
            before, refused = refused, _save_draft(notes[-1], opened)
            if refused != before:
                console.print_message(refused or "Het bewaren lukt weer.")
    except KeyboardInterrupt:
        _print_interrupted(notes, _save_draft(notes[-1], opened), console)
        raise
    return _save_notes(notes, opened, console)


def _read_lines(stdin: BinaryIO) -> Iterator[bytes]:
    with suppress(OSError):  # the terminal is gone
        yield from iter(stdin.readline, b"")


def _add_line(notes: list[_NewNote], line: str, console: Console) -> None:
    """A line to the last note, or to a new one when that is full. No line ends the typing: what is pasted
    after it would go to the shell.
    """
    try:
        notes[-1] = notes[-1].with_text(clean_field(notes[-1].answer.text + line))
    except InvalidInput as error:
        if notes[-1].is_blank:
            console.print_message(f"{error} Deze regel is niet bewaard; wat je daarvoor typte wel.")
            return
        console.print_message("Deze notitie is vol; wat je nu typt komt in een volgende.")
        notes.append(_new_note(console))
        _add_line(notes, line, console)


def _save_draft(note: _NewNote, opened: Journal) -> str:
    """Keep it as working text of an open entry; gives why not, or nothing."""
    if note.is_blank:
        return ""
    address, question, text = note.answer.address, note.answer.question, note.answer.text
    try:
        opened.save_draft(note.entry, Draft(address=address, question=question, text=text, cursor=len(text)))
    except ReflectieError as error:
        return str(error)
    return ""


def _print_interrupted(notes: list[_NewNote], refused: str, console: Console) -> None:
    marks = [short_id(note.entry.id) for note in notes if not note.is_blank]
    if refused or not marks:
        console.print_message(f"\nAfgebroken. {refused or 'Er is niets bewaard.'}")
    else:
        console.print_message(
            f"\nAfgebroken. Bewaard tot en met je laatste hele regel, als {' en '.join(marks)}. "
            "Start reflectie om verder te gaan."
        )


def _save_notes(notes: list[_NewNote], opened: Journal, console: Console) -> list[_NewNote]:
    """Keep those with words as answers of closed entries."""
    done = [note.with_text(note.answer.text.rstrip("\n")) for note in notes if not note.is_blank]
    for entry, answer in done:
        opened.save(replace(entry.with_answer(answer), closed=console.clock()), (answer,))
    return done


def _decode(data: bytes, console: Console) -> str:
    text = data.decode(errors="replace")
    if text.count("\ufffd") > data.count("\ufffd".encode()):
        console.print_message("Sommige tekens waren geen UTF-8; op hun plek staat nu \ufffd.")
    return text
