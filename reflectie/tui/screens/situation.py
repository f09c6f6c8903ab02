"""One situation: waarvoor ook alweer, where it is in the learning cycle, its timeline, people and entries."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import Entry, Summary
from reflectie.domain.errors import UnknownSituation
from reflectie.domain.exercise import Exercise
from reflectie.domain.situation import Situation
from reflectie.domain.text import first_words
from reflectie.export.drawings.text import folded
from reflectie.journal import situations
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.matter import View, can_show, views_of
from reflectie.tui.screens.drawings import DrawingsScreen
from reflectie.tui.screens.situations import CARE, SituationCareScreen

_LABEL = 13
"""Cells of the day or the word before each row, with the gap after it."""


class SituationScreen(SituationCareScreen):
    """A list: first what can be looked at as a whole, then every entry; Enter opens a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        *CARE,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, situation: Situation) -> None:
        super().__init__(desk)
        self._situation = situation
        self._views: dict[str, View] = {}
        self._summaries: tuple[Summary, ...] = ()

    @property
    def here(self) -> Situation | None:
        return self._situation

    async def show(self) -> None:
        call = self._desk.open_journal.call
        try:
            self._situation = await call(situations.situation, self._situation.id)
        except UnknownSituation:  # merged into another, in another window
            self.leave_what_is_gone()
            return
        self._summaries = await call(Journal.summaries, situation=self._situation.id)
        library = self._desk.library
        telling = [s for s in self._summaries if can_show(library.exercise(s.exercise))]
        entries = [await call(Journal.entry, summary.id) for summary in telling]
        self._views = {view.id: view for view in views_of(self._summaries, entries, library)}
        self._list()
        self.rows.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._list()

    def _list(self) -> None:
        closed = "" if self._situation.is_open else " · afgesloten"
        self.query_one("#title", Static).update(f"{self._situation.name}{closed}")
        here = self.rows.highlighted
        options = [Option(self._purpose_row(), id="purpose")]
        views = [*self._views.values()]
        options += [Option(self._view_row(v, v is views[-1]), id=f"view:{v.id}") for v in views]
        options += [Option(self._entry_row(summary), id=f"entry:{summary.id}") for summary in self._summaries]
        self.rows.clear_options()
        self.rows.add_options(options)
        self.rows.highlighted = min(here or 0, len(options) - 1)

    @property
    def _room(self) -> int:
        return max(self.size.width - _LABEL - 4, 10)

    def _purpose_row(self) -> Content:
        most = 2 if self.size.height < 22 else 5
        rows, _ = folded(self._situation.purpose or "nog niet opgeschreven", self._room, most)
        text = f"\n{' ' * _LABEL}".join(rows)
        style = "[$foreground]" if self._situation.purpose else "[$quiet]"
        return Content.from_markup(
            f"[$quiet]$label[/]{style}$text[/]\n", label="waarvoor".ljust(_LABEL), text=text
        )

    def _view_row(self, view: View, is_last: bool) -> Content:
        words = first_words(view.words, self._room) + ("\n" if is_last else "")
        return Content.from_markup("[$quiet]$label[/]$words", label=view.label.ljust(_LABEL), words=words)

    def _entry_row(self, summary: Summary) -> Content:
        still = " · nog open" if summary.is_open else ""
        return Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$still[/]\n{' ' * _LABEL}[$quiet]$words[/]",
            day=short_day(summary.day),
            title=first_words(summary.title, self._room - len(still)),
            still=still,
            words=first_words(summary.words, self._room) or "alleen een teken op de lijn",
        )

    def action_open(self) -> None:
        self.rows.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "purpose":
            self.action_purpose()
        elif kind == "view":
            self.app.push_screen(DrawingsScreen(self._situation.name, self._views[name]))
        else:
            self._read(name)

    def _read(self, entry_id: str) -> None:
        from reflectie.tui.screens.reader import ReaderScreen

        self.app.push_screen(ReaderScreen(self._desk, entry_id))

    def action_new(self) -> None:
        """Kiezen; what is begun then belongs to this situation."""
        from reflectie.tui.screens.choosing import ChoosingScreen

        self.app.push_screen(ChoosingScreen(self._desk), self._begin)

    def starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise in this situation."""
        return partial(self._begin, exercise)

    def _begin(self, exercise: Exercise | None) -> None:
        if exercise:
            self._run(exercise, self._desk.begin(exercise, self._situation.id))

    def _run(self, exercise: Exercise, entry: Entry) -> None:
        from reflectie.tui.screens.runner import RunnerScreen

        self.app.push_screen(RunnerScreen(self._desk, exercise, entry))
