"""One meeting, one series, and the rows of both."""

import datetime as dt
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.duration import in_minutes
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.meeting import Series, meeting_moment
from reflectie.domain.text_layout import cell_width, one_line, truncate
from reflectie.domain.trail import moments_by_entry
from reflectie.services.appointments import look_back_form
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, meeting_overview
from reflectie.services.trail_history import moment_texts, series_trails
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import NO_TEXT, ListScreen, open_suffix
from reflectie.tui.exporting.appointment_dialog import write_appointment
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow
from reflectie.tui.widgets.trail_chart import TrailChart

_EMPTY_TRAIL_TEXT = "Hier komt te staan waar je stond, bij elk overleg van deze reeks. Er is nog geen teken."


class SeriesScreen(BaseScreen[None]):
    """A trail for each line that was used in a meeting of the series, without counts or comparisons."""

    SHOWS_JOURNAL = True
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
        Binding("escape,enter", "dismiss", "terug"),
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
        call, library = self.context.require_journal.call, self.context.library
        trails = [moments_by_entry(t.marks) for t in await call(series_trails, library, self._series.id)]
        texts = [await call(moment_texts, moments, library.kept_steps) for moments in trails]
        charts = [TrailChart(*chart) for chart in zip(trails, texts, strict=True)]
        page = self.query_one("#page")
        await page.mount_all(charts or [plain_text(_EMPTY_TRAIL_TEXT, "quiet")])
        (charts[0] if charts else page).focus()

    def on_trail_chart_opened(self, event: TrailChart.Opened) -> None:
        self.app.push_screen(ReaderScreen(self.context, event.moment.entries[-1]))

    @work
    async def action_rename(self) -> None:
        if renamed := await meeting_flows.rename_series(self, self.context, self._series):
            self._series = renamed
            self.query_one("#title", Static).update(self._title_text)


_LABEL_WIDTH = 14
"""Cells of the label before each row, with its gap."""

_PHASE_LABELS = {MeetingPhase.PREPARE: "voorbereiden", MeetingPhase.LOOK_BACK: "terugkijken"}

_NOT_ASKED_TEXT = "niet meer vragen; met Enter kan het nog"


class MeetingRows:
    """Makes the rows of a meeting: when, what to write, the card, the series, and other entries.

    The ids of the rows are "plan", a ``MeetingPhase``, "card", "trail" and "entry:" with the id of an entry.
    """

    def __init__(self, overview: MeetingOverview, library: Library, now: dt.datetime) -> None:
        self._overview, self._library, self._now = overview, library, now

    def options(self) -> list[Option]:
        overview = self._overview
        moment = meeting_moment(overview.meeting, self._now.date())
        options = [Option(_row("wanneer", moment), id="plan")]
        options += [Option(self._phase_row(phase), id=phase) for phase in overview.offered_phases(self._now)]
        if overview.preparation:
            options.append(Option(_row("kaart", "wat je aan tafel nodig hebt"), id="card"))
        if overview.series:
            options.append(Option(_row("reeks", overview.series.name), id="trail"))
        return options + [Option(self._entry_row(entry), id=f"entry:{entry.id}") for entry in overview.others]

    def _phase_row(self, phase: MeetingPhase) -> FittedRow:
        label, entry = _PHASE_LABELS[phase], self._overview.entry_for(phase)
        if entry is None:
            is_asked = phase is MeetingPhase.PREPARE or self._overview.meeting.looks_back
            return _row(label, self._start_text(phase) if is_asked else _NOT_ASKED_TEXT)
        action = "verdergaan" if entry.is_open else "lezen"
        text = f"{short_day(entry.day).strip()} · {action}"
        return _row(label, text, entry.words or NO_TEXT, open_suffix(entry))

    def _start_text(self, phase: MeetingPhase) -> str:
        exercises = self._library.for_meeting(phase)
        minutes = exercises[0].minutes if exercises else None
        return f"beginnen · ongeveer {in_minutes(minutes)}" if minutes else "beginnen"

    def _entry_row(self, summary: EntrySummary) -> FittedRow:
        return _row(short_day(summary.day), summary.title, summary.words, open_suffix(summary))


def _row(label: str, text: str, below: str = "", suffix: str = "") -> FittedRow:
    """A label, a text and a suffix that is not cut, with a dimmed row below the text if there is one."""
    second_row = f"\n{' ' * _LABEL_WIDTH}[$quiet]$below[/]" if below else ""

    def write(width: int) -> Content:
        text_width = max(width - _LABEL_WIDTH, MIN_WIDTH)
        return Content.from_markup(
            f"[$quiet]$label[/]$text[$mark]$suffix[/]{second_row}",
            label=label.ljust(_LABEL_WIDTH),
            text=truncate(one_line(text), text_width - cell_width(suffix)),
            suffix=suffix,
            below=truncate(one_line(below), text_width),
        )

    return FittedRow(write)


MEETING_BINDINGS: list[BindingType] = [
    Binding("d", "reschedule", "dag en tijd"),
    Binding("r", "rename", "naam"),
    Binding("j", "series", "reeks", tooltip="overleggen aan dezelfde tafel"),
    Binding("x", "delete", "wissen", tooltip="kan niet terug; wat je erover schreef blijft"),
]
"""The actions on one meeting, in the list and on its own page."""


class MeetingActionsScreen(ListScreen[MeetingOverview]):
    """Base of the list of meetings and of the page of one: the actions on the current meeting."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("reschedule", "rename", "series", "delete"):
            return self.current_item is not None
        return super().check_action(action, parameters)

    def action_reschedule(self) -> None:
        self.run_flow(meeting_flows.reschedule_meeting)

    def action_rename(self) -> None:
        self.run_flow(meeting_flows.rename_meeting)

    def action_series(self) -> None:
        self.run_flow(meeting_flows.move_to_series)

    def action_delete(self) -> None:
        self.run_flow(meeting_flows.delete_meeting)


class MeetingScreen(MeetingActionsScreen):
    """The page of a meeting: rows to open. The first time, the row of what to write now is highlighted.

    When the user comes back from a preparation that they finished, the card is shown.
    """

    HELP_TITLE: ClassVar[str] = "Eén overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("k", "card", "kaart"),
        Binding("m", "stop_asking", "niet meer vragen"),
        Binding("m", "ask_again", "weer vragen"),
        Binding("at", "calendar", "in je agenda", tooltip="een moment om terug te kijken"),
        *MEETING_BINDINGS,
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, meeting_id: str, begin: Exercise | None = None) -> None:
        """``begin`` is an exercise to start at once, unless there is an entry of that phase already."""
        super().__init__(context)
        self._meeting_id, self._begin = meeting_id, begin
        self._overview: MeetingOverview | None = None

    @property
    def current_item(self) -> MeetingOverview | None:
        return self._overview

    async def reload(self) -> None:
        previous = self._overview
        try:
            call = self.context.require_journal.call
            self._overview = await call(meeting_overview, self.context.library, self._meeting_id)
        except NotFound:  # deleted, perhaps in another window
            self.dismiss_if_current()
            return
        self.query_one("#title", Static).update(self._overview.meeting.name)
        now = self.context.clock()
        self.set_options(MeetingRows(self._overview, self.context.library, now).options())
        if previous is None:
            phase = self._overview.next_phase(now)
            self.option_list.highlighted = self.option_list.get_option_index(phase)
        elif self._overview.is_prepared and not previous.is_prepared:
            self.option_list.highlighted = self.option_list.get_option_index("card")
            self.action_card()
        self.refresh_bindings()
        if (exercise := self._begin) and exercise.meeting:
            self._begin = None
            self._open_entry(exercise.meeting, exercise)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        overview = self._overview
        match action:
            case "card":
                return overview is not None and overview.preparation is not None
            case "calendar":
                return overview is not None and overview.look_back is None
            case "stop_asking":
                return overview is not None and overview.can_stop_asking(self.context.clock())
            case "ask_again":
                return overview is not None and overview.can_ask_again
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, entry_id = (event.option_id or "").partition(":")
        match kind:
            case "plan":
                self.action_reschedule()
            case "card":
                self.action_card()
            case "trail":
                self._open_series()
            case "entry":
                self.app.push_screen(ReaderScreen(self.context, entry_id))
            case _:
                self._open_entry(MeetingPhase(kind))

    def _open_entry(self, phase: MeetingPhase, chosen: Exercise | None = None) -> None:
        if overview := self._overview:
            self.run_and_reload(meeting_flows.open_meeting_entry, self, self.context, overview, phase, chosen)

    def _open_series(self) -> None:
        if self._overview and self._overview.series:
            self.app.push_screen(SeriesScreen(self.context, self._overview.series))

    def action_card(self) -> None:
        """Show what the user needs in the meeting, on one page."""
        overview = self._overview
        if overview and overview.preparation:
            self.app.push_screen(CardScreen(self.context, overview.preparation.id, overview.meeting))

    def action_calendar(self) -> None:
        """Write a moment to look back, for the calendar of the user."""
        if self._overview:
            form = look_back_form(self._overview.meeting, self.context.clock())
            self.run_and_reload(write_appointment, self, self.context, form)

    def action_stop_asking(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)

    def action_ask_again(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)
