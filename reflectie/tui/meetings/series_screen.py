"""One series of meetings: where the user stood on each line over time."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.dates import short_day
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Series
from reflectie.journal import meetings
from reflectie.journal.meetings import SeriesPlacement
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.trail_chart import TrailChart

_EMPTY_TRAIL_TEXT = "Hier komt te staan waar je stond, bij elk overleg van deze reeks. Er is nog geen teken."


class SeriesScreen(BaseScreen[None]):
    """A trail for each line that was used in a meeting of the series. Nothing is counted or compared."""

    DEFAULT_CSS = """
    SeriesScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { height: 1fr; padding: 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 96; height: auto; }
        TrailChart { margin-bottom: 1; }
        &.-short #title { margin: 0 1; }
        &.-short #page { padding: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een reeks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "naam"),
        Binding("escape,enter", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, series: Series) -> None:
        super().__init__()
        self.context, self._series = context, series

    def compose_body(self) -> ComposeResult:
        yield Static(self._title_text, id="title", markup=False)
        yield VerticalScroll(id="page")

    @property
    def _title_text(self) -> str:
        return f"{self._series.name} · spoor"

    async def on_mount(self) -> None:
        placements = await self.context.require_journal.call(meetings.series_trail, self._series.id)
        charts = _trail_charts(placements, self.context.library)
        page = self.query_one("#page")
        await page.mount_all(charts or [plain_text(_EMPTY_TRAIL_TEXT, "quiet")])
        page.focus()

    @work
    async def action_rename(self) -> None:
        if renamed := await meeting_flows.rename_series(self, self.context, self._series):
            self._series = renamed
            self.query_one("#title", Static).update(self._title_text)


def _trail_charts(placements: tuple[SeriesPlacement, ...], library: Library) -> list[Widget]:
    """A chart for each line: first the lines of Thuis in their order, then others by first use."""
    order = {field.id: number for number, field in enumerate(library.core_fields)}
    fields = dict.fromkeys(item.placement.field for item in placements)
    labels = {id(item): _placement_label(item, library) for item in placements}
    width = max(map(len, labels.values()), default=0)
    charts: list[Widget] = []
    for field in sorted(fields, key=lambda field: order.get(field, len(order))):
        of_field = [item for item in placements if item.placement.field == field]
        moments = [(labels[id(item)].ljust(width), item.placement.value) for item in of_field]
        latest = of_field[-1].placement
        charts.append(TrailChart(latest.left, latest.right, moments))
    return charts


def _placement_label(item: SeriesPlacement, library: Library) -> str:
    """The day of the meeting, and whether the mark is from the preparation."""
    exercise = library.exercise(item.exercise)
    before = " vooraf" if exercise and exercise.meeting is MeetingPhase.PREPARE else ""
    nature = " van nature" if item.placement.aspect is Aspect.NATURE else ""
    return f"{short_day(item.day)}{before}{nature}"
