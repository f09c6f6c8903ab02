"""The list of situations, and one situation: purpose, views and entries."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import Entry, EntrySummary
from reflectie.domain.errors import UnknownSituation
from reflectie.domain.exercise import Exercise
from reflectie.domain.situation import Situation
from reflectie.domain.text import shorten
from reflectie.domain.text_layout import wrap_at_most
from reflectie.journal import situations
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.services.situation_views import SituationView, build_views, has_views
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.situations import situation_flows


class SituationViewScreen(BaseScreen[None]):
    """A view of a situation; it is drawn again when the window changes."""

    DEFAULT_CSS = """
    SituationViewScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { width: 100%; height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #drawing { width: auto; height: auto; text-wrap: nowrap; }
        &.-short #title { margin: 0 1; }
        &.-short #page, &.-narrow #page { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "terug", key_display="Esc")]

    def __init__(self, name: str, view: SituationView) -> None:
        super().__init__()
        self._situation_name, self._view = name, view

    def compose_body(self) -> ComposeResult:
        yield Static(f"{self._situation_name} · {self._view.label}", id="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="drawing", markup=False)

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        page = self.query_one("#page")
        room = self.size.width - page.styles.padding.width - 1
        self.query_one("#drawing", Static).update("\n".join(self._view.draw(room)))


SITUATION_BINDINGS: list[BindingType] = [
    Binding("w", "purpose", "waarvoor"),
    Binding("r", "rename", "naam"),
    Binding("z", "close", "afsluiten"),
    Binding("z", "reopen", "heropenen"),
    Binding("v", "merge", "samenvoegen"),
]
"""What can be done with one situation, in the list and on its own page."""

_EMPTY_TEXT = (
    "Een situatie is iets waar je vaker op terugkomt: een gezin, een overleg, een besluit. "
    "Met n maak je er een, onder een naam die je zelf verzint. Wat je dan schrijft kan erbij horen."
)


class SituationActionsScreen(ListScreen[Situation]):
    """What the list and the page of one can do with a situation."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        here = self.current_item
        match action:
            case "purpose" | "rename" | "merge":
                return here is not None
            case "close":
                return here is not None and here.is_open
            case "reopen":
                return here is not None and not here.is_open
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


class SituationsScreen(SituationActionsScreen):
    """Open ones above, those that were closed below them."""

    HELP_TITLE: ClassVar[str] = "Situaties"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        *SITUATION_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Situaties", _EMPTY_TEXT)
        self._situations: tuple[Situation, ...] = ()

    @property
    def current_item(self) -> Situation | None:
        place = self.option_list.highlighted if self.is_mounted else None
        return self._situations[place] if place is not None and place < len(self._situations) else None

    async def reload(self) -> None:
        marked = self.current_item
        found = await self.context.require_journal.call(situations.list_situations)
        self._situations = tuple(sorted(found, key=lambda one: not one.is_open))
        self._show_rows(marked)
        self.query_one("#none").display = not self._situations
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._show_rows(self.current_item)

    def _show_rows(self, marked: Situation | None) -> None:
        choices = self.option_list
        choices.clear_options()
        choices.add_options(Option(self._row(one), id=one.id) for one in self._situations)
        ids = [one.id for one in self._situations]
        choices.highlighted = ids.index(marked.id) if marked and marked.id in ids else (0 if ids else None)
        choices.display = bool(ids)

    def _row(self, one: Situation) -> Content:
        room = max(self.size.width - 4, 10)
        closed = "" if one.is_open else " · afgesloten"
        return Content.from_markup(
            "[b]$name[/][$quiet]$closed\n  $purpose[/]",
            name=shorten(one.name, room - len(closed)),
            closed=closed,
            purpose=shorten(one.purpose or "waarvoor? nog niet opgeschreven", room - 2),
        )

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current_item:
            self._open(self.current_item)

    def _open(self, one: Situation) -> None:

        self.app.push_screen(SituationScreen(self.context, one))

    def action_new(self) -> None:
        self.run_worker(self._create_situation())

    async def _create_situation(self) -> None:
        """Makes one, asks what it is for, and opens it."""
        made = await situation_flows.create_situation(self, self.context)
        if made:
            await situation_flows.show_purpose(self, self.context, made)
            self._open(made)


_LABEL_WIDTH = 13
"""Cells of the day or the word before each row, with the gap after it."""


class SituationScreen(SituationActionsScreen):
    """A list: first what can be looked at as a whole, then every entry; Enter opens a row."""

    HELP_TITLE: ClassVar[str] = "Een situatie"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "choose", "nieuw"),
        *SITUATION_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
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
        call = self.context.require_journal.call
        try:
            self._situation = await call(situations.get_situation, self._situation.id)
        except UnknownSituation:  # merged into another, in another window
            self.dismiss_if_current()
            return
        self._summaries = await call(Journal.summaries, situation=self._situation.id)
        library = self.context.library
        telling = [s for s in self._summaries if has_views(library.exercise(s.exercise))]
        entries = [await call(Journal.entry, summary.id) for summary in telling]
        self._views = {view.id: view for view in build_views(self._summaries, entries, library)}
        self._show_rows()
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        closed = "" if self._situation.is_open else " · afgesloten"
        self.query_one("#title", Static).update(f"{self._situation.name}{closed}")
        here = self.option_list.highlighted
        options = [Option(self._purpose_row(), id="purpose")]
        views = [*self._views.values()]
        options += [Option(self._view_row(v, v is views[-1]), id=f"view:{v.id}") for v in views]
        options += [Option(self._entry_row(summary), id=f"entry:{summary.id}") for summary in self._summaries]
        self.option_list.clear_options()
        self.option_list.add_options(options)
        self.option_list.highlighted = min(here or 0, len(options) - 1)

    @property
    def _text_width(self) -> int:
        return max(self.size.width - _LABEL_WIDTH - 4, 10)

    def _purpose_row(self) -> Content:
        most = 2 if self.size.height < 22 else 5
        rows, _ = wrap_at_most(self._situation.purpose or "nog niet opgeschreven", self._text_width, most)
        text = f"\n{' ' * _LABEL_WIDTH}".join(rows)
        style = "[$foreground]" if self._situation.purpose else "[$quiet]"
        return Content.from_markup(
            f"[$quiet]$label[/]{style}$text[/]\n", label="waarvoor".ljust(_LABEL_WIDTH), text=text
        )

    def _view_row(self, view: SituationView, is_last: bool) -> Content:
        words = shorten(view.summary, self._text_width) + ("\n" if is_last else "")
        return Content.from_markup(
            "[$quiet]$label[/]$words", label=view.label.ljust(_LABEL_WIDTH), words=words
        )

    def _entry_row(self, summary: EntrySummary) -> Content:
        still = " · nog open" if summary.is_open else ""
        return Content.from_markup(
            f"[$quiet]$day[/]  [b]$title[/][$mark]$still[/]\n{' ' * _LABEL_WIDTH}[$quiet]$words[/]",
            day=short_day(summary.day),
            title=shorten(summary.title, self._text_width - len(still)),
            still=still,
            words=shorten(summary.words, self._text_width) or "alleen een teken op de lijn",
        )

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "purpose":
            self.action_purpose()
        elif kind == "view":
            self.app.push_screen(SituationViewScreen(self._situation.name, self._views[name]))
        else:
            self._open_reader(name)

    def _open_reader(self, entry_id: str) -> None:
        from reflectie.tui.logbook.reader_screen import ReaderScreen

        self.app.push_screen(ReaderScreen(self.context, entry_id))

    def action_choose(self) -> None:
        """Kiezen; what is begun then belongs to this situation."""
        from reflectie.tui.home.choose_screen import ChooseScreen

        self.app.push_screen(ChooseScreen(self.context), self._start_exercise)

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise in this situation."""
        return partial(self._start_exercise, exercise)

    def _start_exercise(self, exercise: Exercise | None) -> None:
        if exercise:
            self._run(exercise, self.context.new_entry(exercise, self._situation.id))

    def _run(self, exercise: Exercise, entry: Entry) -> None:
        from reflectie.services.walkthrough import Walkthrough
        from reflectie.tui.runner.runner_screen import RunnerScreen

        self.app.push_screen(RunnerScreen(self.context, Walkthrough.resume(self.context, exercise, entry)))
