"""Choose an exercise (Kiezen) by need, role, duration or search text, or a meeting by its name."""

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import reactive
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.background import Background
from reflectie.domain.duration import in_minutes
from reflectie.domain.exercise import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    Exercise,
    ExerciseFilter,
    Need,
    find_backgrounds,
)
from reflectie.domain.field import Role
from reflectie.domain.meeting import Meeting, Series, find_choices, is_past, meeting_moment
from reflectie.domain.text import shorten
from reflectie.journal.meetings import list_meetings, list_series
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import heading_row
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow
from reflectie.tui.widgets.option_row import FilterBar
from reflectie.tui.widgets.steady_input import SteadyInput

_MAX_CREDIT = 30
"""The most characters of who wrote an exercise, so that its name can still be read."""

_ANY_ROLE = "any"

_OTHER_ROLE = "Er is ook iets voor een andere rol. Die vind je bij 'Voor wie'."

_BACKGROUND_HEADING = "Achtergrond, om te lezen"

_NO_RESULTS = "Hier past nu niets bij. Haal een woord of een keuze weg; schrijven zonder vragen kan altijd."


class _SearchInput(SteadyInput):
    """The search field. Enter starts the first exercise of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "beginnen")]

    has_results = reactive(True, bindings=True)
    """Whether there is an exercise to start."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.has_results if action == "submit" else super().check_action(action, parameters)


class _ResultList(SafeOptionList):
    """The exercises and the background texts. Up on its first row moves the focus to the widget above."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "beginnen")]

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class ChooseScreen(BaseScreen[Exercise | Meeting | None]):
    """The result is what was chosen, or None. A character typed anywhere starts a search.

    A background text that is chosen is shown on top of this screen.
    """

    DEFAULT_CSS = """
    ChooseScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #page { height: 1fr; width: 100%; max-width: 100; padding: 1 2 0 2; }
        Input { border: none; height: 1; padding: 0 1; background: $surface; margin-bottom: 1; }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        OptionList { height: 1fr; background: $background; scrollbar-size-vertical: 1; margin-top: 1; }
        OptionList > .option-list--option-disabled { color: $quiet; }
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

    def __init__(self, context: Context, finds_meetings: bool = False) -> None:
        super().__init__()
        self.context, self._finds_meetings = context, finds_meetings
        self._meetings: tuple[Meeting, ...] = ()
        self._series: dict[str, Series] = {}
        self._results: tuple[Exercise | Meeting, ...] = ()
        self._backgrounds: tuple[Background, ...] = ()

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="page"):
            yield Static("Kiezen", id="title")
            yield _SearchInput(placeholder="Zoek met een woord", select_on_focus=False)
            yield FilterBar("Waarvoor", {need.value: NEED_LABELS[need] for need in Need})
            roles = {role.value: role.value for role in Role}
            yield FilterBar("Voor wie", {_ANY_ROLE: "iedereen", **roles}, "mij")
            durations = {duration.value: DURATION_LABELS[duration] for duration in Duration}
            yield FilterBar("Tijd", durations, "maakt niet uit")
            yield _ResultList()
            yield Static(_NO_RESULTS, id="empty")
            yield Static(_OTHER_ROLE, id="others")

    async def on_mount(self) -> None:
        self._update_results()
        self.query(FilterBar).first().focus()
        if self._finds_meetings:
            call = self.context.require_journal.call
            self._series = {series.id: series for series in await call(list_series)}
            self._meetings = await call(list_meetings)
            self._update_results()  # a word may have been typed meanwhile

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
            role=Role(role) if role not in ("", _ANY_ROLE) else None,
            any_role=role == _ANY_ROLE,
            duration=Duration(duration) if duration else None,
            own_roles=frozenset(self.context.settings.roles),
        )

    def on_input_changed(self) -> None:
        self._update_results()

    def on_filter_bar_changed(self) -> None:
        self._update_results()

    def on_filter_bar_submitted(self) -> None:
        self.query_one(OptionList).focus()

    def _update_results(self) -> None:
        library, criteria, now = self.context.library, self.exercise_filter, self.context.clock()
        self._results = find_choices(library, criteria, self._meetings, self._series.values(), now)
        self._backgrounds = find_backgrounds(library, criteria)
        result_list = self.query_one(OptionList)
        result_list.clear_options()
        result_list.add_options(
            Option(self._result_row(result, now), id=result.id) for result in self._results
        )
        if self._backgrounds:
            result_list.add_option(Option(_BACKGROUND_HEADING, disabled=True))
            result_list.add_options(
                Option(_background_row(text), id=_background_key(text)) for text in self._backgrounds
            )
        has_results = bool(self._results or self._backgrounds)
        result_list.action_first()
        result_list.display = has_results
        self.query_one("#empty").display = not has_results
        self.query_one(_SearchInput).has_results = has_results
        for filter_bar in self.query(FilterBar):
            filter_bar.has_results = has_results
        self.query_one("#others").display = any(map(criteria.matches_for_other_role, library.exercises))

    def on_input_submitted(self) -> None:
        if self._results:
            self._open(self._results[0].id)
        elif self._backgrounds:
            self._open(_background_key(self._backgrounds[0]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id or "")

    def _open(self, chosen: str) -> None:
        """Choose what has this id, or show the background text that has it as its key."""
        # By its id: the list may have changed since the key that chose it.
        texts = self.context.library.backgrounds
        if background := next((text for text in texts if _background_key(text) == chosen), None):
            self.app.push_screen(BackgroundScreen([background]))
        else:
            meeting = next((meeting for meeting in self._meetings if meeting.id == chosen), None)
            self.dismiss(meeting or self.context.library.exercise(chosen))

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """Return what the command palette calls to start this exercise."""

        def start() -> None:
            self.dismiss(exercise)

        return start

    def _result_row(self, result: Exercise | Meeting, now: dt.datetime) -> FittedRow:
        if isinstance(result, Meeting):
            series = self._series.get(result.series or "")
            suffix = f" · reeks {series.name}" if series else " · overleg"
            purpose = "terugkijken" if is_past(result, now) else "voorbereiden"
            return heading_row(result.name, suffix, f"{purpose} · {meeting_moment(result, now.date())}")
        return _exercise_row(result, self.context.library.credit(result.id))


def _exercise_row(exercise: Exercise, credit: str) -> FittedRow:
    """The name, the minutes and, for an exercise of one's own, who wrote it."""
    minutes = in_minutes(exercise.minutes)
    written_by = f" · van {shorten(credit, _MAX_CREDIT)}" if credit else ""
    return heading_row(exercise.name, f" · {minutes}{written_by}", exercise.summary)


def _background_key(background: Background) -> str:
    """The id of its row. An exercise may have the same id as a text about it."""
    return f"background/{background.id}"


def _background_row(background: Background) -> FittedRow:
    return heading_row(background.title, "", background.text)
