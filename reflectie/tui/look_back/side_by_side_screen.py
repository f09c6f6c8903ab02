"""Two viewpoints on the lines beside each other: choose them, and see what was placed."""

import datetime as dt
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from reflectie.diagrams.line_pairs import LinePair, PairSide, draw
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import add_months, long_day, short_day
from reflectie.domain.errors import InvalidInput
from reflectie.domain.field import Aspect
from reflectie.domain.trail import TrailPoint
from reflectie.services.context import Context
from reflectie.services.look_back import ComparedLine, Viewpoint, compare
from reflectie.services.trail_history import TrailScope, trail_scopes
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.widgets.fitted_row import FittedRow

_KINDS = {
    "moments": "nu, en op een ander moment",
    "situations": "de ene situatie, en de andere",
    "nature": "van nature, en in een situatie",
}

_NO_SCOPES = "Er zijn nog geen situaties of reeksen. Die maak je bij Situaties en bij Overleg."


_DAYS_TEXT = "De dag bij een lijn is die waarop je het teken zette."


class SideBySideScreen(BaseScreen[None]):
    """Each line twice, as it was placed from two viewpoints."""

    DEFAULT_CSS = """
    SideBySideScreen {
        #title { height: auto; margin: 1 2; text-style: bold; color: $primary; }
        #page { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #drawing { width: 100%; height: auto; }
        #days { color: $quiet; margin-top: 1; }
        &.-short #title { margin: 0 1; }
        &.-short #page { padding: 0 1; }
    }
    """
    SHOWS_JOURNAL = True
    HELP_TITLE: ClassVar[str] = "Naast elkaar"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "terug")]

    def __init__(self, labels: tuple[str, str], lines: tuple[ComparedLine, ...]) -> None:
        super().__init__()
        self._side_labels, self._field_lines = labels, lines

    def compose_body(self) -> ComposeResult:
        yield Static(" · ".join(self._side_labels), id="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="drawing", markup=False)
            yield Static(_DAYS_TEXT, id="days")

    def on_mount(self) -> None:
        pairs = [
            LinePair(left=line.left, right=line.right, first=_side(line.first), second=_side(line.second))
            for line in self._field_lines
        ]
        drawing = FittedRow(lambda width: Content("\n".join(draw(pairs, self._side_labels, width))))
        self.query_one("#drawing", Static).update(drawing)
        self.query_one("#page").focus()


def _side(point: TrailPoint | None) -> PairSide:
    if point is None:
        return PairSide(is_placed=False)
    return PairSide(value=point.value, day=short_day(point.day))


async def choose_viewpoints(screen: Screen[Any], context: Context) -> None:
    """Ask what to put side by side, and show it."""
    kind = await screen.app.push_screen_wait(ListDialog("Wat zet je naast elkaar?", _KINDS))
    if kind == "moments":
        viewpoints = await _two_moments(screen, context)
    elif kind:
        viewpoints = await _two_scopes(screen, context, with_nature=kind == "nature")
    else:
        return
    if viewpoints:
        lines = await context.require_journal.call(compare, context.library, *viewpoints)
        screen.app.push_screen(SideBySideScreen((viewpoints[0].label, viewpoints[1].label), lines))


async def _two_moments(screen: Screen[Any], context: Context) -> tuple[Viewpoint, Viewpoint] | None:
    def parse(text: str) -> dt.date:
        day, _ = parse_day_and_time(text, context.today, past=True)
        if day is None:
            raise InvalidInput("Typ een dag, zoals 3 maart 2025 of vorige maandag.")
        return day

    async def submit(text: str) -> dt.date:
        return parse(text)

    start = day_and_time_as_typed(add_months(context.today, -12), None)
    dialog = InputDialog("Met welke dag?", start, lambda text: long_day(parse(text)), submit)
    day = await screen.app.push_screen_wait(dialog)
    if day is None:
        return None
    return Viewpoint(label=short_day(day).strip(), until=day), Viewpoint(label="nu")


async def _two_scopes(
    screen: Screen[Any], context: Context, with_nature: bool
) -> tuple[Viewpoint, Viewpoint] | None:
    scopes = await context.require_journal.call(trail_scopes)
    if not scopes:
        screen.notify(_NO_SCOPES, markup=False)
        return None
    ask = partial(_choose_scope, screen, scopes)
    first = None if with_nature else await ask("Welke situatie zet je voorop?")
    if not with_nature and first is None:
        return None
    second = await ask("En welke daarnaast?" if first else "In welke situatie?")
    if second is None:
        return None
    beside = Viewpoint(label=second.label, scope=second)
    if first is None:
        return Viewpoint(label="van nature", aspect=Aspect.NATURE), beside
    return Viewpoint(label=first.label, scope=first), beside


async def _choose_scope(screen: Screen[Any], scopes: tuple[TrailScope, ...], title: str) -> TrailScope | None:
    labels = {str(number): scope.label for number, scope in enumerate(scopes)}
    chosen = await screen.app.push_screen_wait(ListDialog(title, labels))
    return None if chosen is None else scopes[int(chosen)]
