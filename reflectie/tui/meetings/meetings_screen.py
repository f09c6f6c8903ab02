"""The list of meetings: first those to come, then the past ones."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.meeting import Meeting, is_past, meeting_moment
from reflectie.domain.text import shorten
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, all_overviews
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.meetings.meeting_flows import import_meeting
from reflectie.tui.meetings.meeting_screen import MEETING_BINDINGS, MeetingActionsScreen

_EMPTY_TEXT = (
    "Straks een overleg? Met n zet je het hier neer, met een dag en een tijd als je wilt; met i haal je het "
    "uit je agenda. Dan kun je het voorbereiden, en er later op terugkijken."
)

_UPCOMING_HEADING, _PAST_HEADING = "straks", "geweest"


class MeetingsScreen(MeetingActionsScreen):
    """Two parts in one list; a meeting of a series says so."""

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
        marked = self.option_list.highlighted_option if self.is_mounted else None
        return self._overviews.get(marked.id or "") if marked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.current_item is not None if action == "open" else super().check_action(action, parameters)

    async def reload(self) -> None:
        marked = self.current_item
        found = await self.context.require_journal.call(all_overviews, self.context.library)
        self._overviews = {one.meeting.id: one for one in found}
        self._show_rows(marked.meeting.id if marked else None)
        self.query_one("#none").display = not self._overviews
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        here = self.current_item
        self._show_rows(here.meeting.id if here else None)

    def _show_rows(self, marked: str | None) -> None:
        now = self.context.clock()
        coming = [one for one in self._overviews.values() if not is_past(one.meeting, now)]
        past = [one for one in reversed(self._overviews.values()) if is_past(one.meeting, now)]
        choices = self.option_list
        choices.clear_options()
        for heading, part in ((_UPCOMING_HEADING, coming), (_PAST_HEADING, past)):
            if part:
                choices.add_option(
                    Option(self._heading(heading, part is not coming and bool(coming)), disabled=True)
                )
                choices.add_options(Option(self._row(one), id=one.meeting.id) for one in part)
        choices.display = bool(self._overviews)
        first = (coming or past)[0].meeting.id if self._overviews else None
        marked = marked if marked in self._overviews else first
        choices.highlighted = choices.get_option_index(marked) if marked else None
        if marked == first:
            choices.scroll_home(animate=False)

    def _heading(self, words: str, is_below: bool) -> Content:
        return Content.from_markup(f"{chr(10) if is_below else ''}$words", words=words)

    def _row(self, one: MeetingOverview) -> Content:
        room = max(self.size.width - 6, 10)
        table = series_suffix(one)
        below = f"{meeting_moment(one.meeting, self.context.today)} · {one.status(self.context.clock())}"
        return Content.from_markup(
            "[b]$name[/][$quiet]$series\n  $below[/]",
            name=shorten(one.meeting.name, max(room - len(table), 10)),
            series=table,
            below=shorten(below, room - 2),
        )

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current_item:
            self._open(self.current_item.meeting)

    def _open(self, meeting: Meeting) -> None:
        from reflectie.tui.meetings.meeting_screen import MeetingScreen

        self.app.push_screen(MeetingScreen(self.context, meeting.id))

    def action_new(self) -> None:
        self.run_worker(self._create_meeting())

    async def _create_meeting(self) -> None:
        """Makes one and opens it, to be prepared."""
        if made := await meeting_flows.create_meeting(self, self.context):
            self._open(made)

    def action_import_invitation(self) -> None:
        self.run_worker(self._import_invitation())

    async def _import_invitation(self) -> None:
        """As ``_new``, from an invitation."""
        if made := await import_meeting(self, self.context):
            self._open(made)


def series_suffix(one: MeetingOverview) -> str:
    """That a meeting is one of a series, and of which when that has another name."""
    if one.series is None:
        return ""
    same = one.series.name.casefold() == one.meeting.name.casefold()
    return " · reeks" if same else f" · reeks {one.series.name}"
