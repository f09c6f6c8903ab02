"""Choose an exercise (Kiezen) by need, role, duration or search text."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.exercise import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    Exercise,
    ExerciseFilter,
    Need,
    find_exercises,
)
from reflectie.domain.field import Role
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import heading_row
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow
from reflectie.tui.widgets.option_row import FilterBar
from reflectie.tui.widgets.steady_input import SteadyInput

_OTHER_ROLE = "Er is ook iets voor een andere rol. Die vind je bij 'Voor wie'."

_NO_RESULTS = "Hier past nu niets bij. Haal een woord of een keuze weg; schrijven zonder vragen kan altijd."


class _SearchInput(SteadyInput):
    """The search field. Enter starts the first exercise of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "beginnen")]


class _ResultList(SafeOptionList):
    """The list of exercises. Up on its first row moves the focus to the widget above."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "beginnen")]

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class ChooseScreen(BaseScreen[Exercise | None]):
    """The result is the exercise that was chosen, or None. A character typed anywhere starts a search."""

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
        #empty, #others { color: $quiet; display: none; margin-top: 1; }
        &.-short #page { padding: 0 1; }
        &.-short Input, &.-short OptionList { margin: 0; }
        &.-tall #page { padding-top: 2; }
        &.-tall FilterBar { margin-bottom: 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Kiezen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "volgende rij", show=False),
        Binding("tab", "app.focus_next", "volgende rij"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._results: tuple[Exercise, ...] = ()

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="page"):
            yield Static("Kiezen", id="title")
            yield _SearchInput(placeholder="Zoek met een woord", select_on_focus=False)
            yield FilterBar("Waarvoor", {need.value: NEED_LABELS[need] for need in Need})
            yield FilterBar("Voor wie", {role.value: role.value for role in Role}, "iedereen")
            durations = {duration.value: DURATION_LABELS[duration] for duration in Duration}
            yield FilterBar("Tijd", durations, "maakt niet uit")
            yield _ResultList()
            yield Static(_NO_RESULTS, id="empty")
            yield Static(_OTHER_ROLE, id="others")

    def on_mount(self) -> None:
        self._update_results()
        self.query(FilterBar).first().focus()

    def on_key(self, event: events.Key) -> None:
        """Send what is typed outside the search field to it."""
        search_input = self.query_one(Input)
        if event.is_printable and event.character:
            event.stop()
            search_input.focus()
            search_input.insert_text_at_cursor(event.character)

    @property
    def exercise_filter(self) -> ExerciseFilter:
        need, role, duration = (filter_bar.value for filter_bar in self.query(FilterBar))
        return ExerciseFilter(
            words=self.query_one(Input).value,
            need=Need(need) if need else None,
            role=Role(role) if role else None,
            duration=Duration(duration) if duration else None,
            own_roles=frozenset(self.context.settings.roles),
        )

    def on_input_changed(self) -> None:
        self._update_results()

    def on_filter_bar_changed(self) -> None:
        self._update_results()

    def on_filter_bar_submitted(self) -> None:
        if self._results:
            self.query_one(OptionList).focus()

    def _update_results(self) -> None:
        library, criteria = self.context.library, self.exercise_filter
        self._results = find_exercises(library, criteria)
        result_list = self.query_one(OptionList)
        result_list.clear_options()
        result_list.add_options(Option(_result_row(exercise), id=exercise.id) for exercise in self._results)
        result_list.highlighted = 0 if self._results else None
        result_list.display = bool(self._results)
        self.query_one("#empty").display = not self._results
        self.query_one("#others").display = any(map(criteria.matches_for_other_role, library.exercises))

    def on_input_submitted(self) -> None:
        if self._results:
            self.dismiss(self._results[0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        # By its name: the list may have changed since the key that chose it.
        self.dismiss(self.context.library.exercise(event.option_id or ""))

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """Return what the command palette calls to start this exercise."""

        def start() -> None:
            self.dismiss(exercise)

        return start


def _result_row(exercise: Exercise) -> FittedRow:
    minutes = "1 minuut" if exercise.minutes == 1 else f"{exercise.minutes} minuten"
    return heading_row(exercise.name, f" · {minutes}", exercise.summary)
