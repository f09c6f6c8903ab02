"""Choose an exercise (Kiezen) by need, role, time or a word."""

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

from reflectie.domain.exercise import Exercise, Need
from reflectie.domain.exercise_filter import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    ExerciseFilter,
    duration_of,
    find_exercises,
)
from reflectie.domain.field import Role
from reflectie.domain.text import shorten
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.widgets.filter_bar import FilterBar

_NO_RESULTS = "Hier past nu niets bij. Haal een woord of een keuze weg; schrijven zonder vragen kan altijd."


class _SearchInput(Input):
    """The search field; Enter begins what stands first in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "beginnen", key_display="Enter")]


class _ResultList(OptionList):
    """The list; going up from its first row leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "beginnen", key_display="Enter")]

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class ChooseScreen(BaseScreen[Exercise | None]):
    """Gives the exercise that was chosen. A letter typed anywhere goes to the search field."""

    DEFAULT_CSS = """
    ChooseScreen {
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
        &.-tall FilterBar { margin-bottom: 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Kiezen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "volgende rij", show=False),
        Binding("tab", "app.focus_next", "volgende rij", key_display="Tab"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._results: tuple[Exercise, ...] = ()

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="page"):
            yield Static("Kiezen", id="title")
            yield _SearchInput(placeholder="Zoek met een woord", select_on_focus=False)
            yield FilterBar("Nodig", {need.value: NEED_LABELS[need] for need in Need})
            yield FilterBar("Rol", {role.value: role.value for role in Role})
            yield FilterBar("Tijd", {size.value: DURATION_LABELS[size] for size in Duration})
            yield _ResultList()
            yield Static(_NO_RESULTS, id="none")

    def on_mount(self) -> None:
        self._update_results()
        self.query(FilterBar).first().focus()

    def on_resize(self) -> None:
        self._update_results()

    def on_key(self, event: events.Key) -> None:
        """What is typed outside the search field goes there."""
        words = self.query_one(Input)
        if event.is_printable and event.character:
            event.stop()
            words.focus()
            words.insert_text_at_cursor(event.character)

    @property
    def exercise_filter(self) -> ExerciseFilter:
        need, role, size = (sieve.value for sieve in self.query(FilterBar))
        return ExerciseFilter(
            words=self.query_one(Input).value,
            need=Need(need) if need else None,
            role=Role(role) if role else None,
            duration=Duration(size) if size else None,
        )

    def on_input_changed(self) -> None:
        self._update_results()

    def on_filter_bar_changed(self) -> None:
        self._update_results()

    def on_filter_bar_submitted(self) -> None:
        if self._results:
            self.query_one(OptionList).focus()

    def _update_results(self) -> None:
        self._results = find_exercises(self.context.library, self.exercise_filter)
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(Option(self._result_row(exercise), id=exercise.id) for exercise in self._results)
        found.highlighted = 0 if self._results else None
        found.display = bool(self._results)
        self.query_one("#none").display = not self._results

    def _result_row(self, exercise: Exercise) -> Content:
        size = duration_of(exercise)
        time = f" · {DURATION_LABELS[size]}" if size else ""
        room = max(min(self.size.width, 100) - 6, 10)
        return Content.from_markup(
            "[b]$name[/][$quiet]$time\n$words[/]",
            name=shorten(exercise.name, room - len(time)),
            time=time,
            words=shorten(exercise.summary, room),
        )

    def on_input_submitted(self) -> None:
        if self._results:
            self.dismiss(self._results[0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._results[event.option_index])

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise."""
        return partial(self._dismiss_with, exercise)

    def _dismiss_with(self, exercise: Exercise) -> None:
        self.dismiss(exercise)
