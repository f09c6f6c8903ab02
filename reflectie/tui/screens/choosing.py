"""Kiezen: find an exercise by what one needs now, by role, by the time there is, or by a word."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.choosing import NEEDS, SIZES, Size, Wish, find, size_of
from reflectie.domain.exercise import Exercise, Need
from reflectie.domain.role import Role
from reflectie.domain.text import first_words
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.widgets.sieve import Sieve

_NOTHING = "Hier past nu niets bij. Haal een woord of een keuze weg; schrijven zonder vragen kan altijd."


class _Words(Input):
    """The search field; Enter begins what stands first in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "beginnen", key_display="Enter")]


class _Found(OptionList):
    """The list; going up from its first row leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "beginnen", key_display="Enter")]

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class ChoosingScreen(BaseScreen[Exercise | None]):
    """Gives the exercise that was chosen. A letter typed anywhere goes to the search field."""

    DEFAULT_CSS = """
    ChoosingScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #page { height: 1fr; width: 100%; max-width: 100; padding: 1 2 0 2; }
        Input { border: none; height: 1; padding: 0 1; background: $surface; margin-bottom: 1; }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        OptionList { height: 1fr; background: $background; scrollbar-size-vertical: 1; margin-top: 1; }
        #title { text-style: bold; color: $primary; margin-bottom: 1; }
        &.-short #title { display: none; }
        #none { color: $quiet; display: none; margin-top: 1; }
        &.-short #page { padding: 0 1; }
        &.-short Input, &.-short OptionList { margin: 0; }
        &.-tall #page { padding-top: 2; }
        &.-tall Sieve { margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "volgende rij", show=False),
        Binding("tab", "app.focus_next", "volgende rij", key_display="Tab"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: tuple[Exercise, ...] = ()

    def body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="page"):
            yield Static("Kiezen", id="title")
            yield _Words(placeholder="Zoek met een woord", select_on_focus=False)
            yield Sieve("Nodig", {need.value: NEEDS[need] for need in Need})
            yield Sieve("Rol", {role.value: role.value for role in Role})
            yield Sieve("Tijd", {size.value: SIZES[size] for size in Size})
            yield _Found()
            yield Static(_NOTHING, id="none")

    def on_mount(self) -> None:
        self._find()
        self.query(Sieve).first().focus()

    def on_resize(self) -> None:
        self._find()

    def on_key(self, event: events.Key) -> None:
        """What is typed outside the search field goes there."""
        words = self.query_one(Input)
        if event.is_printable and event.character:
            event.stop()
            words.focus()
            words.insert_text_at_cursor(event.character)

    @property
    def wish(self) -> Wish:
        need, role, size = (sieve.value for sieve in self.query(Sieve))
        return Wish(
            words=self.query_one(Input).value,
            need=Need(need) if need else None,
            role=Role(role) if role else None,
            size=Size(size) if size else None,
        )

    def on_input_changed(self) -> None:
        self._find()

    def on_sieve_chosen(self) -> None:
        self._find()

    def on_sieve_done(self) -> None:
        if self._found:
            self.query_one(OptionList).focus()

    def _find(self) -> None:
        self._found = find(self._desk.library, self.wish)
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(Option(self._row(exercise), id=exercise.id) for exercise in self._found)
        found.highlighted = 0 if self._found else None
        found.display = bool(self._found)
        self.query_one("#none").display = not self._found

    def _row(self, exercise: Exercise) -> Content:
        size = size_of(exercise)
        time = f" · {SIZES[size]}" if size else ""
        room = max(min(self.size.width, 100) - 6, 10)
        return Content.from_markup(
            "[b]$name[/][$quiet]$time\n$words[/]",
            name=first_words(exercise.name, room - len(time)),
            time=time,
            words=first_words(exercise.summary, room),
        )

    def on_input_submitted(self) -> None:
        if self._found:
            self.dismiss(self._found[0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

    def starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise."""
        return partial(self._dismissed_with, exercise)

    def _dismissed_with(self, exercise: Exercise) -> None:
        self.dismiss(exercise)
