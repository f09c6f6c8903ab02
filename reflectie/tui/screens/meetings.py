"""Overleg: the meetings to come, the first one on top, and below them those that were."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.meeting import Meeting, is_past, when
from reflectie.domain.text import first_words
from reflectie.tui import convening
from reflectie.tui.desk import Desk
from reflectie.tui.invited import make_from_file
from reflectie.tui.screens.meeting_care import CARE, MeetingCareScreen
from reflectie.tui.standing import Standing, every

_NONE = (
    "Straks een overleg? Met n zet je het hier neer, met een dag en een tijd als je wilt; met i haal je het "
    "uit je agenda. Dan kun je het voorbereiden, en er later op terugkijken."
)
_COMING, _PAST = "straks", "geweest"


class MeetingsScreen(MeetingCareScreen):
    """Two parts in one list; a meeting of a series says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        Binding("i", "invite", "uit je agenda"),
        *CARE,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Overleg", _NONE)
        self._found: dict[str, Standing] = {}

    @property
    def here(self) -> Standing | None:
        marked = self.rows.highlighted_option if self.is_mounted else None
        return self._found.get(marked.id or "") if marked else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.here is not None if action == "open" else super().check_action(action, parameters)

    async def show(self) -> None:
        marked = self.here
        found = await self._desk.open_journal.call(every, self._desk.library)
        self._found = {one.meeting.id: one for one in found}
        self._list(marked.meeting.id if marked else None)
        self.query_one("#none").display = not self._found
        self.rows.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        here = self.here
        self._list(here.meeting.id if here else None)

    def _list(self, marked: str | None) -> None:
        now = self._desk.clock()
        coming = [one for one in self._found.values() if not is_past(one.meeting, now)]
        past = [one for one in reversed(self._found.values()) if is_past(one.meeting, now)]
        choices = self.rows
        choices.clear_options()
        for heading, part in ((_COMING, coming), (_PAST, past)):
            if part:
                choices.add_option(
                    Option(self._heading(heading, part is not coming and bool(coming)), disabled=True)
                )
                choices.add_options(Option(self._row(one), id=one.meeting.id) for one in part)
        choices.display = bool(self._found)
        first = (coming or past)[0].meeting.id if self._found else None
        marked = marked if marked in self._found else first
        choices.highlighted = choices.get_option_index(marked) if marked else None
        if marked == first:
            choices.scroll_home(animate=False)

    def _heading(self, words: str, is_below: bool) -> Content:
        return Content.from_markup(f"{chr(10) if is_below else ''}$words", words=words)

    def _row(self, one: Standing) -> Content:
        room = max(self.size.width - 6, 10)
        table = series_words(one)
        below = f"{when(one.meeting, self._desk.today)} · {one.words(self._desk.clock())}"
        return Content.from_markup(
            "[b]$name[/][$quiet]$series\n  $below[/]",
            name=first_words(one.meeting.name, max(room - len(table), 10)),
            series=table,
            below=first_words(below, room - 2),
        )

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.here:
            self._open(self.here.meeting)

    def _open(self, meeting: Meeting) -> None:
        from reflectie.tui.screens.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(self._desk, meeting.id))

    def action_new(self) -> None:
        self.run_worker(self._new())

    async def _new(self) -> None:
        """Makes one and opens it, to be prepared."""
        if made := await convening.make(self, self._desk):
            self._open(made)

    def action_invite(self) -> None:
        self.run_worker(self._invite())

    async def _invite(self) -> None:
        """As ``_new``, from an invitation."""
        if made := await make_from_file(self, self._desk):
            self._open(made)


def series_words(one: Standing) -> str:
    """That a meeting is one of a series, and of which when that has another name."""
    if one.series is None:
        return ""
    same = one.series.name.casefold() == one.meeting.name.casefold()
    return " · reeks" if same else f" · reeks {one.series.name}"
