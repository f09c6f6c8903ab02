"""``reflectie kaart`` and ``terug``: the six lines with today's marks, and the trail of one line."""

import argparse
from collections.abc import Iterator, Sequence

from reflectie.cli.command import Command, parse_typed_date
from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_journal_from_console, open_library_from_console
from reflectie.diagrams.scale import inner_width, pole_rows, trail_legend, trail_row
from reflectie.diagrams.trail_path import TrailText, draw_trail
from reflectie.domain.entry import Trail, trail_of
from reflectie.domain.field import TensionField, find_field
from reflectie.domain.text_layout import align_left, pack_into_rows
from reflectie.domain.trail import Period, TrailMoment, TrailPoint, Zoom, chosen_period, moments_of, neighbour
from reflectie.domain.value import Value
from reflectie.export.json import to_json
from reflectie.services.home_overview import home_overview
from reflectie.services.trail_history import field_trail, find_scope, moment_texts

_PIPE_WIDTH, _MAX_WIDTH, _MAX_TRAIL_WIDTH, _MIN_WIDTH = 76, 100, 140, 40
"""Cells of a row: without a terminal, at most (a trail has words beside it), and at least."""

_NUMBER_WIDTH = 4

_ZOOM_NAMES = {zoom: zoom.value.replace(" ", "") for zoom in Zoom}

_ZOOMS = {name: zoom for zoom, name in _ZOOM_NAMES.items()}
"""How long a period is, by the word in ``--periode``."""

_NO_MARKS = "Hier staat nog geen teken. Zet er een met 'reflectie'."


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
class _Moment(Value):
    """A moment of a trail with its text, for other programs."""

    label: str
    points: tuple[TrailPoint, ...]
    about: str
    words: str


def _add_trail_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "field", metavar="VELD", nargs="+", help="het nummer van de lijn, of een woord eruit: 4, of vertragen"
    )
    parser.add_argument(
        "--periode", choices=tuple(_ZOOMS), help="hoe lang; anders vijf jaar, of één jaar met veel tekens"
    )
    parser.add_argument(
        "--in", metavar="WANNEER", dest="when", help="welke tijd, zoals 2023, maart of maart 2023; anders nu"
    )
    parser.add_argument("--situatie", metavar="NAAM", help="alleen in deze situatie; een deel mag")
    parser.add_argument("--reeks", metavar="NAAM", help="alleen in deze reeks; een deel mag")
    _add_json_option(parser)


def _show_trail(options: argparse.Namespace, console: Console) -> int:
    library = open_library_from_console(options, console)
    field = find_field(library.core_fields, " ".join(options.field))
    date = parse_typed_date(options.when, console.today) if options.when else None
    with open_journal_from_console(console) as journal:
        scope = find_scope(journal, options.situatie, options.reeks)
        points = field_trail(journal, field.id, scope.situation, scope.series).points
        period = chosen_period(points, console.today, _ZOOMS.get(options.periode), date)
        moments = moments_of(points, period)
        texts = moment_texts(journal, moments, library.kept_steps)
    if options.json:
        console.write(
            to_json({"field": field, "period": period, "moments": list(map(_to_json, moments, texts))})
        )
        return 0
    if moments:
        title = " · ".join(filter(None, (f"Lijn {field.number}", period.label, scope.label)))
        drawing = draw_trail(moments, texts, _width(console, _MAX_TRAIL_WIDTH))
        console.write("\n".join((title, "", *drawing)) + "\n")
    for message in _trail_messages(points, period):
        console.print_message(message)
    return 0


def _to_json(moment: TrailMoment, text: TrailText) -> _Moment:
    return _Moment(label=moment.label, points=moment.points, about=text.about, words=text.words)


def _trail_messages(points: Sequence[TrailPoint], period: Period) -> Iterator[str]:
    """Say that there are no marks, or how to see those of before and after the period."""
    if not points:
        yield _NO_MARKS
        return
    if not any(period.holds(point.day) for point in points):
        yield f"In {period.label} staat geen teken op deze lijn."
    for when, direction in (("Eerder", -1), ("Later", 1)):
        if other := neighbour(points, period, direction):
            month = f"{other.last.month}-" if other.zoom is Zoom.MONTH else ""
            zoom = _ZOOM_NAMES[other.zoom]
            yield f"{when} staan er ook tekens. Je ziet ze met --periode {zoom} --in {month}{other.last.year}"


def _legend(trails: list[Trail], width: int) -> list[str]:
    return pack_into_rows(trail_legend(trails), width, "   ")


def _width(console: Console, maximum: int = _MAX_WIDTH) -> int:
    return _PIPE_WIDTH if console.width is None else min(max(console.width, _MIN_WIDTH), maximum)


CARD = Command(
    "Toont de zes lijnen: waar je het laatst stond in een situatie, waar je van nature staat, en waar je "
    "eerder stond.",
    _show_card,
    _add_json_option,
)

TRAIL = Command(
    "Toont het spoor van je tekens op één lijn. De tijd loopt omlaag, met de dag, de situatie en je eigen "
    "woorden ernaast. Een lijn noem je met haar nummer, of met een woord eruit.",
    _show_trail,
    _add_trail_options,
)
