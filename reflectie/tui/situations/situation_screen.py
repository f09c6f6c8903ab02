"""The list of situations, and one situation: purpose, views and entries."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import EntrySummary, new_entry
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Meeting
from reflectie.domain.situation import Situation
from reflectie.domain.text_layout import one_line, truncate, wrap_at_most
from reflectie.journal import situations
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.services.kept_words import with_kept_words
from reflectie.services.situation_views import SituationView, build_views, has_views
from reflectie.tui.common.base_screen import MEDIUM_HEIGHT, BaseScreen
from reflectie.tui.common.list_screen import DAY_WIDTH, ListScreen, entry_row, heading_row
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import start_entry
from reflectie.tui.situations import situation_flows
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow


class SituationViewScreen(BaseScreen[None]):
    """A diagram of a situation, drawn again when the size of the window changes."""

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    SituationViewScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { width: 100%; height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #drawing { width: auto; height: auto; text-wrap: nowrap; }
        &.-short #title { margin: 0 1; }
        &.-short #page, &.-narrow #page { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "terug")]

    def __init__(self, name: str, view: SituationView) -> None:
        """``name`` is the name of the situation."""
        super().__init__()
        self._situation_name, self._view = name, view

    def compose_body(self) -> ComposeResult:
        yield Static(f"{self._situation_name} · {self._view.label}", id="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="drawing", markup=False)

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        width = self.size.width - self.query_one("#page").styles.padding.width - 1
        self.query_one("#drawing", Static).update("\n".join(self._view.draw(width)))


SITUATION_BINDINGS: list[BindingType] = [
    Binding("f3", "purpose", "waarvoor"),
    Binding("r", "rename", "naam"),
    Binding("z", "close", "archiveren", tooltip="klaar voor nu; alles blijft te lezen"),
    Binding("z", "reopen", "weer oppakken"),
    Binding("plus", "merge", "samenvoegen"),
]
"""The actions on one situation, in the list and on its own page."""


class SituationActionsScreen(ListScreen[Situation]):
    """Base of the list of situations and of the page of one: the actions on the current situation."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        situation = self.current_item
        match action:
            case "purpose" | "rename" | "merge":
                return situation is not None
            case "close":
                return situation is not None and situation.is_open
            case "reopen":
                return situation is not None and not situation.is_open
        return super().check_action(action, parameters)

    def action_purpose(self) -> None:
        self.run_flow(situation_flows.show_purpose)

    def action_rename(self) -> None:
        self.run_flow(situation_flows.rename_situation)

    def action_merge(self) -> None:
        self.run_flow(situation_flows.merge_situations)

    def action_close(self) -> None:
        self.run_flow(situation_flows.toggle_closed)

    def action_reopen(self) -> None:
        self.run_flow(situation_flows.toggle_closed)


def closed_suffix(situation: Situation) -> str:
    """What follows the name of a closed situation."""
    return "" if situation.is_open else " · gearchiveerd"


_LABEL_WIDTH = DAY_WIDTH
"""Cells of the label before each row, with its gap."""


class SituationScreen(SituationActionsScreen):
    """The page of a situation: its purpose, its views, and its entries. Enter opens a row."""

    HELP_TITLE: ClassVar[str] = "Een situatie"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("n", "choose", "kiezen"),
        *SITUATION_BINDINGS,
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, situation: Situation) -> None:
        super().__init__(context)
        self._situation = situation
        self._views: dict[str, SituationView] = {}
        self._summaries: tuple[EntrySummary, ...] = ()

    @property
    def current_item(self) -> Situation | None:
        return self._situation

    async def reload(self) -> None:
        call, library = self.context.require_journal.call, self.context.library
        try:
            self._situation = await call(situations.get_situation, self._situation.id)
        except NotFound:  # another window merged it into another situation
            self.dismiss_if_current()
            return
        summaries = await call(Journal.summaries, situation=self._situation.id)
        self._summaries = await call(with_kept_words, library.kept_steps, summaries)
        entries_with_views = [s.id for s in self._summaries if has_views(library.exercise(s.exercise))]
        entries = [await call(Journal.entry, entry_id) for entry_id in entries_with_views]
        self._views = {view.id: view for view in build_views(self._summaries, entries, library)}
        self.query_one("#title", Static).update(f"{self._situation.name}{closed_suffix(self._situation)}")
        self.set_options(list(self._options()))

    def _options(self) -> Iterator[Option]:
        yield Option(FittedRow(self._write_purpose), id="purpose")
        views = [*self._views.values()]
        for view in views:
            yield Option(_view_row(view, is_last=view is views[-1]), id=f"view:{view.id}")
        for summary in self._summaries:
            yield Option(entry_row(summary), id=f"entry:{summary.id}")

    def _write_purpose(self, width: int) -> Content:
        max_lines = 5 if self.size.height >= MEDIUM_HEIGHT else 2
        return _purpose_content(self._situation, width, max_lines)

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "purpose":
            self.action_purpose()
        elif kind == "view":
            self.app.push_screen(SituationViewScreen(self._situation.name, self._views[name]))
        else:
            self.app.push_screen(ReaderScreen(self.context, name))

    def action_choose(self) -> None:
        """Let the user choose an exercise and start it in this situation."""
        self.app.push_screen(ChooseScreen(self.context), self._start_exercise)

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the command palette calls to start an exercise in this situation."""
        return partial(self._start_exercise, exercise)

    def _start_exercise(self, exercise: Exercise | Meeting | None) -> None:
        if isinstance(exercise, Exercise):
            entry = new_entry(exercise, self.context.clock(), self._situation.id)
            start_entry(self, self.context, exercise, entry)


def _purpose_content(situation: Situation, width: int, max_lines: int) -> Content:
    """The purpose on at most ``max_lines`` rows, with a blank row below it."""
    text_width = max(width - _LABEL_WIDTH, MIN_WIDTH)
    lines, _ = wrap_at_most(situation.purpose or "nog niet opgeschreven", text_width, max_lines)
    style = "[$foreground]" if situation.purpose else "[$quiet]"
    text = f"\n{' ' * _LABEL_WIDTH}".join(lines)
    return Content.from_markup(
        f"[$quiet]$label[/]{style}$text[/]\n", label="waarvoor".ljust(_LABEL_WIDTH), text=text
    )


def _view_row(view: SituationView, is_last: bool) -> FittedRow:
    """The label and the summary of a view, with a blank row below the last view."""

    def write(width: int) -> Content:
        summary = truncate(one_line(view.summary), max(width - _LABEL_WIDTH, MIN_WIDTH))
        text = f"{summary}\n" if is_last else summary
        return Content.from_markup("[$quiet]$label[/]$text", label=view.label.ljust(_LABEL_WIDTH), text=text)

    return FittedRow(write)


_EMPTY_TEXT = (
    "Een situatie is iets waar je vaker op terugkomt: een gezin, een overleg, een besluit. "
    "Met n maak je er een, onder een naam die je zelf verzint. Wat je dan schrijft kan erbij horen."
)

_NO_PURPOSE = "waarvoor? nog niet opgeschreven"


class SituationsScreen(SituationActionsScreen):
    """The list of situations with their purposes."""

    HELP_TITLE: ClassVar[str] = "Situaties"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("n", "new", "nieuw"),
        *SITUATION_BINDINGS,
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Situaties", _EMPTY_TEXT)

    async def reload(self) -> None:
        listed = await self.context.require_journal.call(situations.list_situations)
        ordered = sorted(listed, key=lambda situation: not situation.is_open)
        self.items = {situation.id: situation for situation in ordered}
        self.set_options([Option(_situation_row(situation), id=situation.id) for situation in ordered])

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current_item:
            self.app.push_screen(SituationScreen(self.context, self.current_item))

    @work
    async def action_new(self) -> None:
        """Create a situation, ask for its purpose, and open its page."""
        situation = await situation_flows.create_situation(self, self.context)
        if situation:
            await situation_flows.show_purpose(self, self.context, situation)
            self.app.push_screen(SituationScreen(self.context, situation))


def _situation_row(situation: Situation) -> FittedRow:
    return heading_row(situation.name, closed_suffix(situation), situation.purpose or _NO_PURPOSE)
