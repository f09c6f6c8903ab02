"""The page of a line: the line itself, its trail through time with own words, and the way to a new mark."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.diagrams.scale import line_cells, trail_legend
from reflectie.diagrams.trail_path import moments_legend
from reflectie.domain.entry import Trail, new_entry
from reflectie.domain.field import TensionField
from reflectie.domain.trail import Period, Zoom, first_period, moments_of, neighbour, period_around
from reflectie.services.context import Context
from reflectie.services.trail_history import FieldTrail, TrailScope, field_trail, moment_texts, trail_scopes
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.dialogs import ListDialog
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import start_entry
from reflectie.tui.widgets.fitted_row import fit_legend
from reflectie.tui.widgets.tension_line import PoleGlosses, TensionLine
from reflectie.tui.widgets.trail_chart import TrailChart

_BEGIN_ID = "begin"

_BEGIN_TEXT = "Zet opnieuw een teken, voor hoe het nu is"


class TrailLine(TensionLine):
    """The line of a field with the marks of a trail. It cannot be moved."""

    def __init__(self, field: TensionField) -> None:
        super().__init__(field.left.name, field.right.name)
        self._trail = Trail()

    def show_trail(self, trail: Trail) -> None:
        self._trail = trail
        self.refresh()

    def _cells(self, width: int) -> list[tuple[str, str]]:
        trail = self._trail
        return line_cells(width, trail.value, trail.earlier, nature=trail.nature_value)


class FieldScreen(BaseScreen[None]):
    """Time goes down; a moment opens its entry, and the last row begins a new one."""

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    FieldScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #page { height: 1fr; width: 100%; max-width: 140; padding: 1 2 0 2; }
        #title { text-style: bold; color: $primary; margin-bottom: 1; }
        #period { margin-top: 1; height: 1; color: $primary; }
        #legend { color: $quiet; height: auto; }
        TrailChart { height: 1fr; margin-top: 1; }
        &.-short #page { padding: 0 1; }
        &.-short .glosses, &.-short #title { display: none; }
        &.-short #period, &.-short TrailChart { margin-top: 0; }
        &.-medium .glosses { display: none; }
        &.-tall .glosses { margin-top: 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een lijn"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "nieuw"),
        Binding("space", "zoom", "maand, jaar, vijf jaar"),
        Binding("left", "step(-1)", "eerder"),
        Binding("right", "step(1)", "later"),
        Binding("f", "filter", "filter"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, field: TensionField) -> None:
        super().__init__()
        self.context, self._field = context, field
        self._history = FieldTrail()
        self._period: Period | None = None
        """None until the journal was read."""
        self._scope: TrailScope | None = None
        """The situation or series of which the trail is shown; None for all."""

    def compose_body(self) -> ComposeResult:
        left, right = self._field.left, self._field.right
        with Container(id="middle"), Container(id="page"):
            yield Static(f"Lijn {self._field.number}", id="title")
            yield TrailLine(self._field)
            yield PoleGlosses(left, right)
            yield Static(id="period", markup=False)
            yield Static(id="legend", markup=False)
            yield TrailChart(last=[Option(_BEGIN_TEXT, id=_BEGIN_ID)])

    async def on_screen_resume(self) -> None:
        await self._load()

    async def _load(self) -> None:
        scope = self._scope or TrailScope(label="")
        self._history = await self.context.require_journal.call(
            field_trail, self._field.id, scope.situation, scope.series
        )
        if self._period is None:
            self._period = first_period(self._history.points, self.context.today)
        await self._show(self._period)

    async def _show(self, period: Period) -> None:
        self._period, history = period, self._history
        moments = moments_of(history.points, period)
        texts = await self.context.require_journal.call(
            moment_texts, moments, self.context.library.kept_steps
        )
        if not self.is_attached:  # the user went back meanwhile
            return
        self.query_one(TrailLine).show_trail(history.trail)
        labels = (period.label, self._scope.label if self._scope else "")
        title = Content(" · ".join(filter(None, labels)))
        self.query_one("#period", Static).update(title + Content.styled(self._key_hints(period), "$quiet"))
        signs = [*trail_legend([history.trail]), *moments_legend(moments)]
        self.query_one("#legend", Static).update(fit_legend(dict.fromkeys(signs)))
        chart = self.query_one(TrailChart)
        chart.show(moments, texts)
        chart.focus()
        self.refresh_bindings()

    def _key_hints(self, period: Period) -> str:
        """The keys that show another time, which a narrow footer has no room for."""
        points, closer = self._history.points, period.zoom.closer
        shown = closer if closer is Zoom.FIVE_YEARS else f"een {closer}"
        hints = (
            f"met spatie {shown}" if len(points) > 1 else "",
            "← eerder" if neighbour(points, period, -1) else "",
            "→ later" if neighbour(points, period, 1) else "",
        )
        return "".join(f"   {hint}" for hint in hints if hint)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "step":
            period, (direction,) = self._period, parameters
            return bool(period and neighbour(self._history.points, period, int(str(direction))))
        return super().check_action(action, parameters)

    async def action_step(self, direction: int) -> None:
        """Go to the nearest period before or after this one that has marks."""
        period = self._period and neighbour(self._history.points, self._period, direction)
        if period:
            await self._show(period)

    async def action_zoom(self) -> None:
        """Show a month, a year or five years."""
        if self._period:
            shown = [point.day for point in self._history.points if self._period.holds(point.day)]
            await self._show(period_around(max(shown, default=self._period.last), self._period.zoom.closer))

    @work
    async def action_filter(self) -> None:
        """Show the trail of one situation or series, or of all."""
        scopes = await self.context.require_journal.call(trail_scopes)
        labels = {"": "alles", **{str(n): scope.label for n, scope in enumerate(scopes)}}
        chosen = await self.app.push_screen_wait(ListDialog("Welk spoor wil je zien?", labels))
        if chosen is not None:
            self._scope, self._period = scopes[int(chosen)] if chosen else None, None
            await self._load()

    async def on_trail_chart_opened(self, event: TrailChart.Opened) -> None:
        """Open the entry of a moment; a moment of several entries is shown by month."""
        if len(event.moment.entries) == 1:
            self.app.push_screen(ReaderScreen(self.context, event.moment.entries[0]))
        else:
            await self._show(period_around(event.moment.points[-1].day, Zoom.MONTH))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _BEGIN_ID:
            self.action_begin()

    def action_begin(self) -> None:
        """Start the exercise of this line; the mark can be moved at once."""
        number = self._field.number
        exercise = next((e for e in self.context.library.exercises if e.core_number == number), None)
        if exercise:
            start_entry(self, self.context, exercise, new_entry(exercise, self.context.clock()))
