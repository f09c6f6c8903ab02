"""The list of meetings: first those to come, then the past ones."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.meeting import Meeting, is_past, meeting_moment
from reflectie.domain.text import shorten
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, all_overviews
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.meetings.meeting_flows import import_meeting
from reflectie.tui.meetings.meeting_screen import MEETING_BINDINGS, MeetingActionsScreen, MeetingScreen

_EMPTY_TEXT = (
    "Straks een overleg? Met n zet je het hier neer, met een dag en een tijd als je wilt; met i haal je het "
    "uit je agenda. Dan kun je het voorbereiden, en er later op terugkijken."
)

_UPCOMING_HEADING, _PAST_HEADING = "straks", "geweest"

_MARGINS = 6
"""Cells beside the rows, with the scrollbar."""


class MeetingsScreen(MeetingActionsScreen):
    """One list in two parts, with the first meeting to come highlighted."""

    HELP_TITLE: ClassVar[str] = "Overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        Binding("i", "import_invitation", "uit je agenda"),
        *MEETING_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Overleg", _EMPTY_TEXT)
        self._overviews: dict[str, MeetingOverview] = {}

    @property
    def current_item(self) -> MeetingOverview | None:
        option = self.option_list.highlighted_option if self.is_mounted else None
        return self._overviews.get(option.id or "") if option else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.current_item is not None if action == "open" else super().check_action(action, parameters)

    async def reload(self) -> None:
        overviews = await self.context.require_journal.call(all_overviews, self.context.library)
        self._overviews = {overview.meeting.id: overview for overview in overviews}
        self._show_rows()
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        options = list(self._options())
        first = next((option for option in options if not option.disabled), None)
        self.set_options(options, first)
        self.query_one("#empty").display = not options
        self.option_list.display = bool(options)
        if first and self.option_list.highlighted_option is first:
            self.option_list.scroll_home(animate=False)  # so that the heading above it is visible

    def _options(self) -> Iterator[Option]:
        now, overviews = self.context.clock(), list(self._overviews.values())
        coming = [overview for overview in overviews if not is_past(overview.meeting, now)]
        past = [overview for overview in reversed(overviews) if is_past(overview.meeting, now)]
        for heading, part in ((_UPCOMING_HEADING, coming), (_PAST_HEADING, past)):
            if part:
                blank_row = "\n" if coming and part is past else ""
                yield Option(Content(f"{blank_row}{heading}"), disabled=True)
                yield from (Option(self._row(overview), id=overview.meeting.id) for overview in part)

    def _row(self, overview: MeetingOverview) -> Content:
        width = max(self.size.width - _MARGINS, 10)
        meeting, series = overview.meeting, series_suffix(overview)
        below = f"{meeting_moment(meeting, self.context.today)} · {overview.status(self.context.clock())}"
        return Content.from_markup(
            "[b]$name[/][$quiet]$series\n  $below[/]",
            name=shorten(meeting.name, max(width - len(series), 10)),
            series=series,
            below=shorten(below, width - 2),
        )

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
        """Create a meeting from an invitation and open its page."""
        if meeting := await import_meeting(self, self.context):
            self._open(meeting)


def series_suffix(overview: MeetingOverview) -> str:
    """Say that a meeting belongs to a series, with its name when that differs from the meeting's."""
    if overview.series is None:
        return ""
    is_same = overview.series.name.casefold() == overview.meeting.name.casefold()
    return " · reeks" if is_same else f" · reeks {overview.series.name}"
