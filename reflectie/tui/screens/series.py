"""The trail of a series: how somebody moved at this table, line by line, time running down."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.dates import short_day
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Around, Series
from reflectie.journal import series
from reflectie.journal.series import Moment
from reflectie.tui import convening
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.steps.view import plain
from reflectie.tui.widgets.footpath import Footpath

_NONE = "Hier komt te staan waar je stond, bij elk overleg van deze reeks. Er is nog geen teken."


class SeriesScreen(BaseScreen[None]):
    """Each line at which a mark was put around a meeting of the series; nothing is counted or compared."""

    DEFAULT_CSS = """
    SeriesScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { height: 1fr; padding: 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 96; height: auto; }
        Footpath { margin-bottom: 1; }
        &.-short #title { margin: 0 1; }
        &.-short #page { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "naam"),
        Binding("escape,enter", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, belongs: Series) -> None:
        super().__init__()
        self._desk, self._series = desk, belongs

    def body(self) -> ComposeResult:
        yield Static(self._words, id="title", markup=False)
        yield VerticalScroll(id="page")

    @property
    def _words(self) -> str:
        return f"{self._series.name} · spoor"

    async def on_mount(self) -> None:
        moments = await self._desk.open_journal.call(series.trail, self._series.id)
        page = self.query_one("#page")
        await page.mount_all(self._paths(moments) or [plain(_NONE, "quiet")])
        page.focus()

    def _paths(self, moments: tuple[Moment, ...]) -> list[Widget]:
        """A path for each line, in the order of Thuis and then as they came."""
        order = {field.id: place for place, field in enumerate(self._desk.library.core)}
        lines = dict.fromkeys(moment.mark.field for moment in moments)
        width = max((len(self._label(moment)) for moment in moments), default=0)
        paths: list[Widget] = []
        for line in sorted(lines, key=lambda line: order.get(line, len(order))):
            mine = [moment for moment in moments if moment.mark.field == line]
            steps = [(self._label(moment).ljust(width), moment.mark.value) for moment in mine]
            last = mine[-1].mark
            paths.append(Footpath(last.left, last.right, steps))
        return paths

    def _label(self, moment: Moment) -> str:
        """The day of the meeting, and whether it was before it."""
        exercise = self._desk.library.exercise(moment.exercise)
        before = " vooraf" if exercise and exercise.meeting is Around.PREPARE else ""
        nature = " van nature" if moment.mark.aspect is Aspect.NATURE else ""
        return f"{short_day(moment.day)}{before}{nature}"

    def action_rename(self) -> None:
        self.run_worker(self._rename())

    async def _rename(self) -> None:
        if renamed := await convening.rename_series(self, self._desk, self._series):
            self._series = renamed
            self.query_one("#title", Static).update(self._words)
