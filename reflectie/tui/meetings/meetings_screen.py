"""The list of meetings: first those to come, then the past ones."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.meeting import Meeting, is_past, meeting_moment
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, all_overviews
from reflectie.tui.common.list_screen import heading_row
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.meetings.meeting_flows import import_meeting
from reflectie.tui.meetings.meeting_screen import MEETING_BINDINGS, MeetingActionsScreen, MeetingScreen
from reflectie.tui.widgets.fitted_row import FittedRow

_EMPTY_TEXT = (
    "Straks een overleg? Met n zet je het hier neer, met een dag en een tijd als je wilt; met u haal je het "
    "uit je agenda. Dan kun je het voorbereiden, en er later op terugkijken."
)

_UPCOMING_HEADING, _PAST_HEADING = "straks", "geweest"


class MeetingsScreen(MeetingActionsScreen):
    """One list in two parts, with the first meeting to come highlighted."""

    HELP_TITLE: ClassVar[str] = "Overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("n", "new", "nieuw"),
        Binding("u", "import_invitation", "uit je agenda"),
        *MEETING_BINDINGS,
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Overleg", _EMPTY_TEXT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.current_item is not None if action == "open" else super().check_action(action, parameters)

    async def reload(self) -> None:
        overviews = await self.context.require_journal.call(all_overviews, self.context.library)
        self.items = {overview.meeting.id: overview for overview in overviews}
        options = list(self._options())
        first = next((option for option in options if not option.disabled), None)
        self.set_options(options, first)
        if first and self.option_list.highlighted_option is first:
            self.option_list.scroll_home(animate=False)  # so that the heading above it is visible

    def _options(self) -> Iterator[Option]:
        now, overviews = self.context.clock(), list(self.items.values())
        coming = [overview for overview in overviews if not is_past(overview.meeting, now)]
        past = [overview for overview in reversed(overviews) if is_past(overview.meeting, now)]
        for heading, part in ((_UPCOMING_HEADING, coming), (_PAST_HEADING, past)):
            if part:
                blank_row = "\n" if coming and part is past else ""
                yield Option(Content(f"{blank_row}{heading}"), disabled=True)
                yield from (Option(self._row(overview), id=overview.meeting.id) for overview in part)

    def _row(self, overview: MeetingOverview) -> FittedRow:
        moment = meeting_moment(overview.meeting, self.context.today)
        below = f"{moment} · {overview.status(self.context.clock())}"
        return heading_row(overview.meeting.name, series_suffix(overview), below)

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current_item:
            self._open(self.current_item.meeting)

    def _open(self, meeting: Meeting) -> None:
        self.app.push_screen(MeetingScreen(self.context, meeting.id))

    @work
    async def action_new(self) -> None:
        """Create a meeting and open its page."""
        if meeting := await meeting_flows.create_meeting(self, self.context):
            self._open(meeting)

    @work
    async def action_import_invitation(self) -> None:
        """Create a meeting from an invitation and open its page, or several meetings and stay here."""
        if meeting := await import_meeting(self, self.context):
            self._open(meeting)
        else:
            await self.reload()


def series_suffix(overview: MeetingOverview) -> str:
    """Say that a meeting belongs to a series, with its name when that differs from the meeting's."""
    if overview.series is None:
        return ""
    is_same = overview.series.name.casefold() == overview.meeting.name.casefold()
    return " · reeks" if is_same else f" · reeks {overview.series.name}"
