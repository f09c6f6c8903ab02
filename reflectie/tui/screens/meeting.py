"""One meeting: when it is, its preparation, the look back on it, its card, and the series it belongs to."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import Summary
from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.meeting import Around, is_past, when
from reflectie.domain.text import first_words
from reflectie.tui import convening
from reflectie.tui.desk import Desk
from reflectie.tui.screens.meeting_card import MeetingCardScreen
from reflectie.tui.screens.meeting_care import CARE, MeetingCareScreen
from reflectie.tui.screens.reader import ReaderScreen
from reflectie.tui.screens.series import SeriesScreen
from reflectie.tui.standing import Standing, one

_LABEL = 14
"""Cells of the word before each row, with the gap after it."""

_LABELS = {Around.PREPARE: "voorbereiden", Around.LOOK_BACK: "terugkijken"}
_NEVER = "niet meer vragen; met Enter kan het nog"


class MeetingScreen(MeetingCareScreen):
    """A list of what can be done and read; Enter does it. It begins at what comes now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("k", "card", "kaart"),
        Binding("z", "never", "nooit terugkijken"),
        Binding("z", "again", "toch terugkijken"),
        *CARE,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__(desk)
        self._meeting_id = meeting_id
        self._standing: Standing | None = None

    @property
    def here(self) -> Standing | None:
        return self._standing

    async def show(self) -> None:
        is_new = self._standing is None
        try:
            call = self._desk.open_journal.call
            self._standing = await call(one, self._desk.library, self._meeting_id)
        except UnknownMeeting:  # thrown away, perhaps in another window
            self.leave_what_is_gone()
            return
        self._list(self._standing)
        self.rows.focus()
        if is_new:
            self.rows.highlighted = self.rows.get_option_index(self._begins_at(self._standing))
        self.refresh_bindings()

    def _begins_at(self, standing: Standing) -> str:
        """What comes now: to prepare it, and once it was, to look back."""
        over = is_past(standing.meeting, self._desk.clock())
        return Around.LOOK_BACK if over or standing.look_back else Around.PREPARE

    def on_resize(self) -> None:
        if self._standing:
            self._list(self._standing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        standing = self._standing
        if action == "card":
            return standing is not None and standing.preparation is not None
        if action in ("never", "again"):
            asked = standing is not None and standing.meeting.looks_back
            return self._can_skip and asked is (action == "never")
        return super().check_action(action, parameters)

    @property
    def _can_skip(self) -> bool:
        """Whether there is a look back to be asked for, or not any more."""
        standing = self._standing
        if standing is None or standing.look_back:
            return False
        return is_past(standing.meeting, self._desk.clock()) or not standing.meeting.looks_back

    # The rows ------------------------------------------------------------------------------------

    def _list(self, standing: Standing) -> None:
        meeting = standing.meeting
        self.query_one("#title", Static).update(meeting.name)
        here = self.rows.highlighted_option
        options = [Option(self._row("wanneer", when(meeting, self._desk.today)), id="plan")]
        options += [Option(self._written(standing, around), id=around) for around in self._stages(standing)]
        if standing.preparation:
            options.append(Option(self._row("kaart", "wat je aan tafel nodig hebt"), id="card"))
        if standing.series:
            options.append(Option(self._row("reeks", standing.series.name), id="trail"))
        options += [Option(self._other(summary), id=f"entry:{summary.id}") for summary in standing.others]
        self.rows.clear_options()
        self.rows.add_options(options)
        places = [option.id for option in options]
        self.rows.highlighted = places.index(here.id) if here and here.id in places else 0

    def _stages(self, standing: Standing) -> list[Around]:
        """To prepare it, and to look back unless it is still to come."""
        comes = standing.meeting.day and not is_past(standing.meeting, self._desk.clock())
        return [one for one in Around if not comes or one is Around.PREPARE or standing.written(one)]

    @property
    def _room(self) -> int:
        return max(self.size.width - _LABEL - (3 if self.size.height < 22 else 5), 10)

    def _row(self, label: str, words: str, below: str = "", still: str = "") -> Content:
        """A label and what stands behind it; a quiet row below, where there is something to say."""
        more = f"\n{' ' * _LABEL}[$quiet]$below[/]" if below else ""
        return Content.from_markup(
            f"[$quiet]$label[/]$words[$mark]$still[/]{more}",
            label=label.ljust(_LABEL),
            words=first_words(words, self._room - len(still)),
            still=still,
            below=first_words(below, self._room),
        )

    def _written(self, standing: Standing, around: Around) -> Content:
        label, written = _LABELS[around], standing.written(around)
        if written is None:
            never = around is Around.LOOK_BACK and not standing.meeting.looks_back
            return self._row(label, _NEVER if never else self._offer(around))
        still = " · nog open" if written.is_open else ""
        words = f"{short_day(written.day).strip()} · {convening.read_words(written)}"
        return self._row(label, words, written.words or "alleen een teken op de lijn", still)

    def _offer(self, around: Around) -> str:
        found = self._desk.library.around(around)
        minutes = f" · ongeveer {found[0].minutes} minuten" if found and found[0].minutes else ""
        return f"{convening.read_words(None)}{minutes}"

    def _other(self, summary: Summary) -> Content:
        still = " · nog open" if summary.is_open else ""
        return self._row(short_day(summary.day), summary.title, summary.words, still)

    # What a person can do ------------------------------------------------------------------------

    def action_open(self) -> None:
        self.rows.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        match kind:
            case "plan":
                self.action_plan()
            case "card":
                self.action_card()
            case "trail":
                self._show_trail()
            case "entry":
                self.app.push_screen(ReaderScreen(self._desk, name))
            case _:
                self.run_worker(self._write(Around(kind)))

    async def _write(self, around: Around) -> None:
        if self._standing:
            await convening.write(self, self._desk, self._standing, around)

    def _show_trail(self) -> None:
        if self._standing and self._standing.series:
            self.app.push_screen(SeriesScreen(self._desk, self._standing.series))

    def action_card(self) -> None:
        """What one needs at the table, on one page."""
        if self._standing and self._standing.preparation:
            self.app.push_screen(
                MeetingCardScreen(self._desk, self._standing.meeting, self._standing.preparation.id)
            )

    def action_never(self) -> None:
        self.care(convening.ask_or_not)

    def action_again(self) -> None:
        self.care(convening.ask_or_not)
