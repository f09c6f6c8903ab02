"""``reflectie inhoud``: list the content, check a pack, print a schema, make a starter pack."""

import argparse
from functools import partial
from pathlib import Path

from reflectie.cli.command import Command, add_subcommands
from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_library_from_console
from reflectie.cli.output import fit_row
from reflectie.content.json_schema import SCHEMA_TYPES, encode_schema
from reflectie.content.yaml_tree import display_name
from reflectie.domain.duration import in_minutes
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value
from reflectie.export.json import to_json
from reflectie.journal.folder import read_settings
from reflectie.services.new_pack import create_pack
from reflectie.services.packs import check_pack_folder


class ContentRow(Value):
    """An exercise in the list; ``state`` says in Dutch when it is not offered."""

    id: str
    title: str
    minutes: int
    author: str = ""
    replaces: str | None = None
    state: str = ""


# List ----------------------------------------------------------------------------------------------
def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _list(options: argparse.Namespace, console: Console) -> int:
    library = open_library_from_console(options, console)
    rows = [_content_row(library, exercise) for exercise in library.exercises]
    rows += [_content_row(library, exercise, "staat uit") for exercise in library.hidden]
    if options.json:
        console.write(to_json(rows))
    else:
        console.write("".join(_format_row(row, console) for row in rows))
    return 0


def _content_row(library: Library, exercise: Exercise, state: str = "") -> ContentRow:
    return ContentRow(
        id=exercise.id,
        title=exercise.name,
        minutes=exercise.minutes,
        author=library.credit(exercise.id),
        replaces=exercise.replaces,
        state=state,
    )


def _format_row(row: ContentRow, console: Console) -> str:
    minutes = in_minutes(row.minutes)
    parts = [
        f"{row.id}  {clean_line(row.title)}",
        minutes,
        row.author and f"van {clean_line(row.author)}",
        f"in plaats van {row.replaces}" if row.replaces else "",
        row.state,
    ]
    return fit_row(" · ".join(filter(None, parts)), console.width)


# Check ---------------------------------------------------------------------------------------------
def _add_check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pad", metavar="MAP", type=Path, help="de map met het pakket")


def _check(options: argparse.Namespace, console: Console) -> int:
    checked = check_pack_folder(read_settings(console.folder), options.pad, options.inhoud)
    if checked.rejected:
        console.write("".join(f"{problem}\n" for problem in checked.rejected.problems))
        return 1
    exercises = f"{checked.exercises} {'werkvorm' if checked.exercises == 1 else 'werkvormen'}"
    questions = f"{checked.questions} {'vraag' if checked.questions == 1 else 'vragen'} van de dag"
    console.write(f"{display_name(options.pad)} is in orde: {exercises}, {questions}.\n")
    return 0


# Schema --------------------------------------------------------------------------------------------
def _add_schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "soort",
        nargs="?",
        choices=tuple(SCHEMA_TYPES),
        default="werkvorm",
        help="van welk soort bestand; als je niets kiest van een werkvorm",
    )


def _print_schema(options: argparse.Namespace, console: Console) -> int:
    console.write(encode_schema(options.soort))
    return 0


# New -----------------------------------------------------------------------------------------------
def _add_new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pad", metavar="MAP", type=Path, help="de map die er dan komt")


def _create(options: argparse.Namespace, console: Console) -> int:
    create_pack(options.pad)
    console.write(
        f"Je pakket staat in {display_name(options.pad)}. Lees LEESMIJ.md, en pas aan wat erin staat. "
        "Met 'reflectie inhoud controleer' zie je of alles klopt.\n"
    )
    return 0


# The group -----------------------------------------------------------------------------------------
_SUBCOMMANDS = {
    "lijst": (
        "alle werkvormen, en van wie ze zijn",
        Command("Toont alle werkvormen met hun id, ook die uit staan.", _list, _add_list_options),
    ),
    "controleer": (
        "een eigen pakket nakijken",
        Command(
            "Kijkt een pakket na en noemt alles wat anders moet, met bestand en regel. "
            "Afsluitcode 1 als er iets mis is.",
            _check,
            _add_check_options,
        ),
    ),
    "schema": (
        "het JSON Schema voor je editor",
        Command(
            "Geeft het JSON Schema van een soort bestand. Een editor vult er sleutels mee aan.",
            _print_schema,
            _add_schema_options,
        ),
    ),
    "nieuw": (
        "een eerste pakket maken, met uitleg erin",
        Command(
            "Maakt een map met een klein pakket dat al werkt. Wat er al is, wordt nooit overschreven.",
            _create,
            _add_new_options,
        ),
    ),
}
"""The line of help and the command for each word after ``inhoud``."""


CONTENT = Command(
    "Toont de werkvormen, en helpt bij een pakket met eigen werkvormen.",
    _list,  # replaced by the subcommand, which is required
    partial(add_subcommands, _SUBCOMMANDS),
)
