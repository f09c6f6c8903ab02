"""The menu *Wat kan ik hier?*: all that can be done on a screen, with its key, searched as one types."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.background import Background
from reflectie.domain.exercise import search_words
from reflectie.domain.menu import MenuItem, arrange_menu, find_in_menu
from reflectie.domain.text_layout import cell_width, one_line, truncate
from reflectie.tui.common.dialogs import DialogKeyBar, FormDialog
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow
from reflectie.tui.widgets.key_bar import MENU_ACTION, ActiveKey, KeyBar, active_keys
from reflectie.tui.widgets.steady_input import SteadyInput

if TYPE_CHECKING:
    from reflectie.tui.navigation import NavigationApp

_NO_MATCHES = "Niets gevonden. Probeer een ander woord."


_ARROWS = ("↑", "↓")
"""Keys that move over what is shown; they come after the keys that do something."""


class MenuEntry(NamedTuple):
    """A row of the menu, and what it does."""

    item: MenuItem
    run: Callable[[], object]


class ActionMenu(FormDialog[MenuEntry | None]):
    """The rows that fit what is typed. The result is the chosen entry, or None.

    It may stand on another dialog, and then has the actions of that dialog.
    """

    MAY_STACK = True

    DEFAULT_CSS = """
    ActionMenu {
        #frame { height: 90%; }
        Input { margin-bottom: 1; }
        OptionList { height: 1fr; background: $surface; scrollbar-size-vertical: 1; }
        &.-short Input { margin: 0; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Wat kan ik hier?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "doen"),
        Binding("up", "move('up')", "omhoog", show=False),
        Binding("down", "move('down')", "omlaag", show=False),
        Binding("pageup", "move('page_up')", "omhoog", show=False),
        Binding("pagedown", "move('page_down')", "omlaag", show=False),
        Binding("f1", "explain", "uitleg"),
        Binding("escape,ctrl+p", "cancel", "terug"),
    ]

    def __init__(self, entries: list[MenuEntry], explain: MenuEntry) -> None:
        """``explain`` is the entry that opens the long text."""
        super().__init__()
        by_item = {entry.item.id: entry for entry in (*entries, explain)}
        items = arrange_menu(entry.item for entry in by_item.values())
        self._entries = [by_item[item.id] for item in items]
        self._explain = explain

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static("Wat kan ik hier?", classes="dialog-title")
            yield SteadyInput(placeholder="zoek", select_on_focus=False)
            yield SafeOptionList()
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self._show_matches("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show_matches(event.value)

    def _show_matches(self, typed: str) -> None:
        items = find_in_menu((entry.item for entry in self._entries), typed)
        key_width = max((cell_width(item.key) for item in items), default=0)
        options = [Option(_row(item, key_width), id=item.id) for item in items]
        option_list = self.query_one(OptionList)
        option_list.clear_options()
        option_list.add_options(options or [Option(Content(_NO_MATCHES), disabled=True)])
        option_list.highlighted = 0 if options else None
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self.is_mounted and self.query_one(OptionList).highlighted is not None
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Send what is typed in the list to the search field."""
        if event.is_printable and event.character and not self.query_one(Input).has_focus:
            event.stop()
            self.query_one(Input).focus()
            self.query_one(Input).insert_text_at_cursor(event.character)

    def action_move(self, direction: str) -> None:
        option_list = self.query_one(OptionList)
        moves: dict[str, Callable[[], None]] = {
            "up": option_list.action_cursor_up,
            "down": option_list.action_cursor_down,
            "page_up": option_list.action_page_up,
            "page_down": option_list.action_page_down,
        }
        moves[direction]()

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(next(entry for entry in self._entries if entry.item.id == event.option_id))

    def action_explain(self) -> None:
        self.dismiss(self._explain)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _row(item: MenuItem, key_width: int) -> FittedRow:
    """The key, the label and, below the label, the detail."""

    def write(width: int) -> Content:
        text_width = max(width - key_width - 2, MIN_WIDTH)
        below = f"\n{' ' * (key_width + 2)}[$quiet]$detail[/]" if item.detail else ""
        return Content.from_markup(
            f"[$primary b]$key[/]  $label{below}",
            key=item.key + " " * (key_width - cell_width(item.key)),
            label=truncate(one_line(item.label), text_width),
            detail=truncate(one_line(item.detail), text_width),
        )

    return FittedRow(write)


def open_menu(app: "NavigationApp") -> None:
    """Show the menu for the screen on top, and run what is chosen when that screen is on top again."""
    screen = app.screen
    if isinstance(screen, ActionMenu):  # the key repeats
        return
    explain = MenuEntry(
        MenuItem(id="help", label="uitleg en alle toetsen", key="F1", detail="Wat dit is, en de meldcode"),
        app.action_help,
    )

    def run(chosen: MenuEntry | None) -> None:
        if chosen:
            screen.call_later(chosen.run)

    app.push_screen(ActionMenu(list(menu_entries(app, screen)), explain), run)


def menu_entries(app: "NavigationApp", screen: Screen[Any]) -> Iterator[MenuEntry]:
    """Everything that can be done on this screen: its keys, the main screens, every exercise and text."""
    focused = next((bar.focus_before for bar in screen.query(KeyBar)), screen.focused)
    keys = active_keys(screen, focused)
    has_lines = any(key.name == "field" for key in keys)
    shown = [key for key in keys if key.name not in (MENU_ACTION, "field", "quit")]
    shown.sort(key=lambda key: key.sign in _ARROWS)
    yield from (_key_entry(app, key) for key in shown)
    if make_starter := getattr(screen, "make_starter", None):
        listed = {key.name for key in shown}
        yield from (entry for entry in _main_screens(app) if entry.item.id not in listed)
        for exercise in app.context.library.standalone:
            key = str(exercise.core_number or "") if has_lines else ""
            item = MenuItem(
                id=f"exercise:{exercise.id}",
                label=exercise.name,
                key=key,
                detail=exercise.summary,
                words=search_words(exercise),
            )
            yield MenuEntry(item, make_starter(exercise))
        yield from (_background_entry(app, text) for text in app.context.library.backgrounds)
    yield from (_key_entry(app, key) for key in keys if key.name == "quit")


def _key_entry(app: "NavigationApp", key: ActiveKey) -> MenuEntry:
    item = MenuItem(id=key.action.rpartition(".")[2], label=key.text, key=key.sign, detail=key.detail)
    return MenuEntry(item, partial(app.run_action, key.action, key.node))


def _background_entry(app: "NavigationApp", background: Background) -> MenuEntry:
    item = MenuItem(
        id=f"background:{background.id}",
        label=background.title,
        detail="achtergrond, om te lezen",
        words=background.text,
    )
    return MenuEntry(item, lambda: app.push_screen(BackgroundScreen([background])))


def _main_screens(app: "NavigationApp") -> Iterator[MenuEntry]:
    yield MenuEntry(MenuItem(id="logbook", label="logboek"), app.action_logbook)
    yield MenuEntry(MenuItem(id="situations", label="situaties"), app.action_situations)
    yield MenuEntry(MenuItem(id="meetings", label="overleg"), app.action_meetings)
    yield MenuEntry(MenuItem(id="settings", label="instellingen"), app.action_settings)
