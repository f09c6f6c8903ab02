"""``reflectie schrijf``: save a free note from standard input, never from an argument."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import suppress

from reflectie.cli.command import Command
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.cli.output import short_id
from reflectie.cli.typed_lines import LineReader
from reflectie.domain.date_parser import parse_past_day
from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import FIELD_LIMIT, format_number
from reflectie.services.notes import NoteWriter

_END_OF_INPUT_KEYS = "Ctrl+Z en Enter" if sys.platform == "win32" else "Ctrl+D"

_MAX_INPUT_BYTES = 8 * FIELD_LIMIT
"""A text with more bytes never fits in a field, in any script."""


_CUT_LINE = (
    "Deze regel was te lang voor je terminal: alleen het begin kwam aan, en dat is bewaard. "
    "Schrijf de rest opnieuw, in kortere regels."
)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dag", metavar="DAG", help="de dag waar je over schrijft, zoals gisteren; anders de dag van nu"
    )


def _run(options: argparse.Namespace, console: Console) -> int:
    day = _parse_day(options.dag, console.today) if options.dag is not None else console.day_of_writing
    # The journal is opened first: what can fail must fail before the user has typed something.
    with open_journal_from_console(console, create=True) as journal:
        writer = NoteWriter(journal, lambda: console.now, console.print_message, day)
        (_read_typed if console.is_interactive else _read_piped)(writer, console)
        entry_ids = writer.finish()
    if not entry_ids:
        console.print_message("Er kwam geen tekst; er is niets bewaard.")
        return 1
    for entry_id in entry_ids:
        console.print_message(f"Bewaard als {short_id(entry_id)}.")
    return 0


def _parse_day(text: str, today: dt.date) -> dt.date:
    try:
        return parse_past_day(text, today)
    except InvalidInput as error:
        raise UsageError(str(error)) from error


def _read_piped(writer: NoteWriter, console: Console) -> None:
    """Read the output of another program, which is saved whole or not at all."""
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
    writer.add_text(_decode(data, console))


def _read_typed(writer: NoteWriter, console: Console) -> None:
    """Read lines from the terminal. Each is on disk before the next one is read."""
    try:
        with LineReader(
            console.stdin
        ) as reader:  # before the prompt: what is pasted at it must be kept whole
            console.print_message(f"{writer.question}\nKlaar? Geef op een nieuwe regel {_END_OF_INPUT_KEYS}.")
            for line in _read_lines(reader, console):
                writer.add_line(_decode(line, console))
                writer.autosave()
    except KeyboardInterrupt:
        _print_interrupted(writer, console)
        raise


def _read_lines(reader: LineReader, console: Console) -> Iterator[bytes]:
    with suppress(OSError):  # the terminal was closed
        while line := reader.read_line():
            yield line
            if reader.was_cut:
                console.print_message(_CUT_LINE)


def _print_interrupted(writer: NoteWriter, console: Console) -> None:
    failure, entry_ids = writer.save_draft(), [short_id(entry_id) for entry_id in writer.entry_ids]
    if failure or not entry_ids:
        console.print_message(f"\nAfgebroken. {failure or 'Er is niets bewaard.'}")
    else:
        console.print_message(
            f"\nAfgebroken. Bewaard tot en met je laatste hele regel, als {' en '.join(entry_ids)}. "
            "Start reflectie om verder te gaan."
        )


def _decode(data: bytes, console: Console) -> str:
    text = data.decode(errors="replace")
    if text.count("\ufffd") > data.count("\ufffd".encode()):
        console.print_message("Sommige tekens waren geen UTF-8; op hun plek staat nu \ufffd.")
    return text


WRITE = Command(
    "Bewaart een vrije notitie. In een terminal typ je haar regel voor regel, en elke regel is meteen "
    "bewaard. Een ander programma mag de tekst ook aanleveren, via standaardinvoer. Schrijf over jezelf; "
    "namen van anderen zijn niet nodig.",
    _run,
    _add_options,
)
