"""One meeting: when it is, what was written about it, its card and its series."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.exercise import MeetingPhase
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, meeting_overview
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.meetings.meeting_card_screen import MeetingCardScreen
from reflectie.tui.meetings.meeting_rows import MeetingRows, can_toggle_prompt, next_phase
from reflectie.tui.meetings.series_screen import SeriesScreen

MEETING_BINDINGS: list[BindingType] = [
    Binding("w", "reschedule", "wanneer"),
    Binding("r", "rename", "naam"),
    Binding("s", "series", "reeks"),
    Binding("x", "delete", "weggooien"),
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
    """The page of a meeting: rows to open. It starts at what there is to write now."""

    HELP_TITLE: ClassVar[str] = "Eén overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("k", "card", "kaart"),
        Binding("z", "stop_asking", "nooit terugkijken"),
        Binding("z", "ask_again", "toch terugkijken"),
        *MEETING_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, meeting_id: str) -> None:
        super().__init__(context)
        self._meeting_id = meeting_id
        self._overview: MeetingOverview | None = None

    @property
    def current_item(self) -> MeetingOverview | None:
        return self._overview

    async def reload(self) -> None:
        is_first = self._overview is None
        try:
            call = self.context.require_journal.call
            self._overview = await call(meeting_overview, self.context.library, self._meeting_id)
        except UnknownMeeting:  # deleted, perhaps in another window
            self.dismiss_if_current()
            return
        self._show_rows(self._overview)
        self.option_list.focus()
        if is_first:
            phase = next_phase(self._overview, self.context.clock())
            self.option_list.highlighted = self.option_list.get_option_index(phase)
        self.refresh_bindings()

    def on_resize(self) -> None:
        if self._overview:
            self._show_rows(self._overview)

    def _show_rows(self, overview: MeetingOverview) -> None:
        self.query_one("#title", Static).update(overview.meeting.name)
        width = self.size.width - (3 if self.size.height < 22 else 5)
        rows = MeetingRows(overview, self.context.library, self.context.clock(), width)
        self.set_options(rows.options())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        overview = self._overview
        if action == "card":
            return overview is not None and overview.preparation is not None
        if action in ("stop_asking", "ask_again"):
            if overview is None or not can_toggle_prompt(overview, self.context.clock()):
                return False
            return overview.meeting.looks_back is (action == "stop_asking")
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

    @work
    async def _open_entry(self, phase: MeetingPhase) -> None:
        if self._overview:
            await meeting_flows.open_meeting_entry(self, self.context, self._overview, phase)

    def _open_series(self) -> None:
        if self._overview and self._overview.series:
            self.app.push_screen(SeriesScreen(self.context, self._overview.series))

    def action_card(self) -> None:
        """Show what the user needs in the meeting, on one page."""
        overview = self._overview
        if overview and overview.preparation:
            self.app.push_screen(MeetingCardScreen(self.context, overview.meeting, overview.preparation.id))

    def action_stop_asking(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)

    def action_ask_again(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)
