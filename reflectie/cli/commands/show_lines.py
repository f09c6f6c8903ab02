"""``reflectie kaart`` and ``terug``: the six lines with today's marks, and the trail of one line."""

import argparse
from collections.abc import Iterator

from reflectie.cli.command import Command
from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_journal_from_console, open_library_from_console
from reflectie.cli.output import MAX_SNIPPET_LENGTH
from reflectie.diagrams.scale import inner_width, pole_rows, trail_legend, trail_row
from reflectie.domain.dates import short_day
from reflectie.domain.entry import Trail, trail_of
from reflectie.domain.field import TensionField, find_field
from reflectie.domain.text import shorten
from reflectie.domain.text_layout import align_left, pack_into_rows, truncate
from reflectie.domain.value import Value
from reflectie.export.json import to_json
from reflectie.services.home_overview import home_overview
from reflectie.services.trail_history import FieldMoment, field_history

_PIPE_WIDTH, _MAX_WIDTH, _MIN_WIDTH = 76, 100, 40
"""Cells of a row: without a terminal, at most, and at least."""

_NUMBER_WIDTH = 4

_LABEL_WIDTH = len(" 3 nov 2026 ?") + 2

_NO_MARKS = "Hier staat nog geen teken. Zet er een met 'reflectie'."

_OLDER = "Wat je daarvoor schreef, staat in je logboek: zie 'reflectie lijst'."


class _FieldTrail(Value):
    """A line with the marks on it, for other programs."""

    field: TensionField
    trail: Trail


def _add_json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


# The six lines ------------------------------------------------------------------------------------
def _show_card(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        library = open_library_from_console(options, console)
        placements = home_overview(journal, library, console.now).placements
    lines = [_FieldTrail(field=field, trail=trail_of(field.id, placements)) for field in library.core_fields]
    if options.json:
        console.write(to_json(lines))
        return 0
    width = _width(console)
    rows = [row for line in lines for row in _rows_of_line(line, width)]
    console.write("\n".join([*rows, *_legend([line.trail for line in lines], width)]) + "\n")
    if not placements:
        console.print_message(_NO_MARKS)
    return 0


def _rows_of_line(line: _FieldTrail, width: int) -> Iterator[str]:
    """The poles, with the number before them, the line below, and an empty row."""
    trail, width = line.trail, width - _NUMBER_WIDTH
    poles = pole_rows(line.field.left.name, line.field.right.name, inner_width(width) + 2)
    number = f"{line.field.number}{'?' if trail.is_unknown else ''}"
    for index, row in enumerate([*poles, trail_row(trail, width)]):
        yield align_left(number if index == 0 else "", _NUMBER_WIDTH) + row
    yield ""


# The trail of one line ----------------------------------------------------------------------------
def _add_trail_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "field", metavar="VELD", nargs="+", help="het nummer van de lijn, of een woord eruit: 4, of vertragen"
    )
    _add_json_option(parser)


def _show_trail(options: argparse.Namespace, console: Console) -> int:
    field = find_field(open_library_from_console(options, console).core_fields, " ".join(options.field))
    with open_journal_from_console(console) as journal:
        history = field_history(journal, field.id)
    if options.json:
        console.write(to_json({"field": field, "history": history}))
        return 0
    if not history.moments:
        console.print_message(_NO_MARKS)
        return 0
    width = _width(console)
    indent = " " * _LABEL_WIDTH
    poles = pole_rows(field.left.name, field.right.name, inner_width(width - _LABEL_WIDTH) + 2)
    rows = [row for moment in history.moments for row in _rows_of_moment(moment, width)]
    legend = _legend([moment.trail for moment in history.moments], width)
    console.write("\n".join([*(indent + row for row in poles), *rows, *legend]) + "\n")
    if not history.is_complete:
        console.print_message(_OLDER)
    return 0


def _rows_of_moment(moment: FieldMoment, width: int) -> Iterator[str]:
    """The day and the marks, with what the entry is about and its words below them."""
    label = f"{short_day(moment.day)}{' ?' if moment.trail.is_unknown else ''}"
    yield align_left(label, _LABEL_WIDTH) + trail_row(moment.trail, width - _LABEL_WIDTH)
    words = " · ".join(filter(None, (moment.entry.about, moment.entry.words)))
    if words:
        text = shorten(words, MAX_SNIPPET_LENGTH)
        yield " " * _LABEL_WIDTH + truncate(text, width - _LABEL_WIDTH)
    yield ""


def _legend(trails: list[Trail], width: int) -> list[str]:
    return pack_into_rows(trail_legend(trails), width, "   ")


def _width(console: Console) -> int:
    return _PIPE_WIDTH if console.width is None else min(max(console.width, _MIN_WIDTH), _MAX_WIDTH)


CARD = Command(
    "Toont de zes lijnen: waar je het laatst stond in een situatie, waar je van nature staat, en waar je "
    "eerder stond.",
    _show_card,
    _add_json_option,
)

TRAIL = Command(
    "Toont je tekens op één lijn, van nu naar toen, met de dag en je eigen woorden. Een lijn noem je met "
    "haar nummer, of met een woord eruit.",
    _show_trail,
    _add_trail_options,
)
