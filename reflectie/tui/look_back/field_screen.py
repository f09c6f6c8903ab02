"""The page of a field: its line, its trail through time, and the entries with a mark on it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.diagrams.scale import line_cells, trail_legend
from reflectie.domain.dates import short_day
from reflectie.domain.entry import Trail, new_entry
from reflectie.domain.field import TensionField
from reflectie.services.context import Context
from reflectie.services.trail_history import FieldHistory, FieldMoment, field_history
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import start_entry
from reflectie.tui.widgets.fitted_row import fit_legend
from reflectie.tui.widgets.tension_line import PoleGlosses, TensionLine
from reflectie.tui.widgets.trail_chart import TrailChart, TrailMoment

_BEGIN_ID = "begin"

_BEGIN_TEXT = "Zet opnieuw een teken, voor hoe het nu is"

_OLDER_TEXT = "Wat je daarvoor schreef, staat in het logboek."


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
    """The first row begins a new entry on this line; the other rows open an earlier one."""

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    FieldScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #page { height: 1fr; width: 100%; max-width: 100; padding: 1 2 0 2; }
        #title { text-style: bold; color: $primary; margin-bottom: 1; }
        #legend { color: $quiet; margin-top: 1; height: auto; }
        #older { color: $quiet; margin-top: 1; display: none; }
        TrailChart { height: 1fr; margin-top: 1; }
        &.-short #page { padding: 0 1; }
        &.-short .glosses, &.-short #title { display: none; }
        &.-short #legend, &.-short TrailChart { margin-top: 0; }
        &.-tall #page { padding-top: 2; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een lijn"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "nieuw"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, field: TensionField) -> None:
        super().__init__()
        self.context, self._field = context, field

    def compose_body(self) -> ComposeResult:
        left, right = self._field.left, self._field.right
        with Container(id="middle"), Container(id="page"):
            yield Static(f"Lijn {self._field.number}", id="title")
            yield TrailLine(self._field)
            yield PoleGlosses(left, right)
            yield Static(id="legend", markup=False)
            yield TrailChart(left.name, right.name, first=[Option(_BEGIN_TEXT, id=_BEGIN_ID)])
            yield Static(_OLDER_TEXT, id="older")

    async def on_screen_resume(self) -> None:
        history = await self.context.require_journal.call(
            field_history, self._field.id, kept=self.context.library.kept_steps
        )
        if self.is_attached:  # otherwise the user went back meanwhile
            self._show(history)

    def _show(self, history: FieldHistory) -> None:
        self.query_one(TrailLine).show_trail(history.trail)
        trails = [history.trail, *(moment.trail for moment in history.moments)]
        self.query_one("#legend", Static).update(fit_legend(trail_legend(trails)))
        self.query_one("#older").display = not history.is_complete
        chart = self.query_one(TrailChart)
        chart.show_moments([_chart_moment(moment) for moment in history.moments])
        chart.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _BEGIN_ID:
            self.action_begin()
        elif event.option_id:
            entry_id = event.option_id.partition("/")[0]
            self.app.push_screen(ReaderScreen(self.context, entry_id))

    def action_begin(self) -> None:
        """Start the exercise of this line; the mark can be moved at once."""
        number = self._field.number
        exercise = next((e for e in self.context.library.exercises if e.core_number == number), None)
        if exercise:
            start_entry(self, self.context, exercise, new_entry(exercise, self.context.clock()))


def _chart_moment(moment: FieldMoment) -> TrailMoment:
    trail, entry = moment.trail, moment.entry
    return TrailMoment(
        label=short_day(moment.day),
        value=trail.value,
        nature=trail.nature_value,
        earlier=trail.earlier,
        is_unknown=trail.is_unknown,
        words=" · ".join(filter(None, (entry.about, entry.words))),
        id=f"{entry.id}/{moment.day}",
    )
