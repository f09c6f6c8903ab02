"""The footer: one row with the most useful keys that work now, each to click or to reach with Tab."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, TypeVar

from textual import events
from textual.actions import parse
from textual.app import App, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from reflectie.domain.text_layout import cell_width
from reflectie.tui.terminal.stale_input import SafeScreen
from reflectie.tui.terminal.textual_private import inherits_bindings

_KEY_NAMES = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "shift": "Shift", "ctrl": "Ctrl", "alt": "Alt"},
    **{"enter": "Enter", "space": "spatie", "escape": "Esc", "home": "Home", "end": "End", "tab": "Tab"},
    **{
        "backspace": "Backspace",
        "question_mark": "?",
        "slash": "/",
        "number_sign": "#",
        "at": "@",
        "equals_sign": "=",
        "plus": "+",
        "pageup": "PgUp",
        "pagedown": "PgDn",
    },
}


_ARROWS = ("←", "→", "↑", "↓")
"""Signs of keys that type nothing."""


class ActiveKey(NamedTuple):
    """A binding that works now. ``sign`` is the key as it is written; ``node`` is where the action runs."""

    sign: str
    text: str
    action: str
    node: DOMNode
    is_shown: bool
    """Whether the footer may show it."""
    detail: str = ""
    """What the words mean, for the menu; often empty."""

    @property
    def name(self) -> str:
        """The name of the action, without its namespace and arguments."""
        return parse(self.action)[1]


def key_name(key: str) -> str:
    """The name of a key as it is printed on the keyboard, such as "Ctrl+N"."""
    *modifiers, last = key.split("+")
    if modifiers or (last[0] == "f" and last[1:].isdigit()):
        last = _KEY_NAMES.get(last, last.upper())
    return "+".join(_KEY_NAMES.get(part, part) for part in (*modifiers, last))


def binding_sign(binding: Binding) -> str:
    """The key of a binding as it is written: its own display, or the name of its first key."""
    return binding.key_display or key_name(binding.key.split(",")[0])


@lru_cache(maxsize=256)
def own_bindings(node_class: type[DOMNode]) -> tuple[Binding, ...]:
    """The bindings with a description that a class has from this program, the nearest class first."""
    found: list[Binding] = []
    for kind in node_class.__mro__:
        if kind.__module__.startswith("reflectie."):
            found.extend(
                b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding) and b.description
            )
        if not inherits_bindings(kind):
            break
    return tuple(found)


def active_keys(screen: Screen[Any], focused: Widget | None) -> list[ActiveKey]:
    """The keys that work when ``focused`` has the focus: its own first, then those of the screen and the app.

    Every action has one key. Its sign is empty when a nearer widget has that key too, or takes it as text.
    """
    found: dict[tuple[DOMNode, str], ActiveKey] = {}
    taken: set[str] = set()
    for node in _chain(screen, focused):
        for binding in own_bindings(type(node)):
            target, is_enabled = _target(node, binding.action)
            if not is_enabled:
                continue
            keys, action = set(binding.key.split(",")), (target, binding.action.rpartition(".")[2])
            is_free = not keys <= taken and not _is_typed(focused, node, binding)
            taken |= keys
            if action not in found or (is_free and not found[action].sign):
                sign = binding_sign(binding) if is_free else ""
                is_shown = binding.show and is_free
                text, detail = binding.description, binding.tooltip
                found[action] = ActiveKey(sign, text, binding.action, node, is_shown, detail)
    return list(found.values())


def _chain(screen: Screen[Any], focused: Widget | None) -> Iterator[DOMNode]:
    """The nodes that a key passes. A dialog keeps its keys to itself."""
    for node in focused.ancestors_with_self if focused else (screen, screen.app):
        if isinstance(node, App) and screen.is_modal:
            return
        yield node


def _target(node: DOMNode, action: str) -> tuple[DOMNode, bool]:
    """The node that has the action, and whether the action is possible now."""
    namespace, name, arguments = parse(action)
    target = {"app": node.app, "screen": node if isinstance(node, Screen) else node.screen}.get(
        namespace, node
    )
    return target, bool(target.check_action(name, arguments))


def _is_typed(focused: Widget | None, node: DOMNode, binding: Binding) -> bool:
    """Whether the focused field takes the key as text."""
    if focused is None or node is focused or binding.priority:
        return False
    sign = binding_sign(binding)
    character = sign if len(sign) == 1 and sign not in _ARROWS else None
    return focused.check_consume_key(binding.key.split(",")[0], character)


# The footer ---------------------------------------------------------------------------------------

_GAP = 3
"""Cells between two keys."""

MAX_KEYS, MAX_KEYS_WIDE = 4, 7
"""How many keys are shown below and from ``_WIDE_WIDTH``."""

_NARROW_WIDTH, _WIDE_WIDTH = 60, 100

BACK_ACTIONS = frozenset({"dismiss", "stop", "pop_screen", "cancel"})

MENU_ACTION = "menu"

SHORT_MENU_TEXT = "meer"
"""What the key of the menu is called where there is no room for its own words."""


class KeyBar(Widget):
    """Shows the first keys of the screen, then the way back and the menu, which has all other keys.

    It takes the focus only from Tab or Shift+Tab, so that every key works in a terminal that keeps it for
    itself. What is typed then goes to the field that had the focus.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; padding: 0 1; background: $footer-background; text-wrap: nowrap;
        color: $quiet; link-style: none; link-color: $quiet; link-style-hover: none;
        link-background-hover: $panel; link-color-hover: $foreground;
    }
    """
    FOCUS_ON_CLICK = False
    HELP_TITLE: ClassVar[str] = "In de onderste regel"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "step(1)", "volgende toets", show=False),
        Binding("shift+tab,left", "step(-1)", "vorige toets", key_display="Shift+Tab", show=False),
        Binding("up", "leave", "terug naar waar je was", show=False),
        Binding("enter", "run", "doen", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        """The key that has the focus."""
        self._return_to: Widget | None = None
        """The widget that had the focus before."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    # What is shown -------------------------------------------------------------------------------

    @property
    def keys(self) -> list[ActiveKey]:
        """The keys that are shown."""
        return choose_keys(active_keys(self.screen, self.focus_before), self.size.width)

    @property
    def focus_before(self) -> Widget | None:
        """The widget that has the focus, or had it before this one."""
        focused = self.screen.focused
        if not self.has_focus and focused is not self:  # the two differ until this widget hears of the focus
            return focused
        before = self._return_to if self._return_to is not self else None
        return before if before and before.is_attached else None

    def render(self) -> RenderResult:
        labels = [_key_label(number, key.sign, key.text) for number, key in enumerate(self.keys)]
        if self.has_focus and labels:
            self._number = min(self._number, len(labels) - 1)
            labels[self._number] = labels[self._number].stylize("bold $focus-text on $focus")
        return Content(" " * _GAP).join(labels)

    # The focus -----------------------------------------------------------------------------------

    def open_focus(self, direction: int) -> None:
        """Take part in the next change of the focus: forwards (1) or backwards (-1)."""
        if not self.has_focus:
            self._return_to = self.screen.focused
            self._number = 0 if direction > 0 else len(self.keys) - 1
        self.can_focus = True

    def close_focus(self) -> None:
        """Take no part in other changes of the focus."""
        self.can_focus = self.screen.focused is self

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.close_focus()
        self.refresh()

    def action_step(self, by: int) -> None:
        """Go to the next or the previous key, and from the last or first to the next widget."""
        number = self._number + by
        if 0 <= number < len(self.keys):
            self._number = number
            self.refresh()
        else:
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()

    def action_leave(self) -> None:
        """Give the focus back."""
        if self.has_focus and self.focus_before:
            self.screen.set_focus(self.focus_before)

    # Running an action ---------------------------------------------------------------------------

    def action_run(self, number: int | None = None) -> None:
        """Run the action of a key, by default of the one that has the focus.

        The screen runs it: it may wait until this widget has handled its keys.
        """
        keys, number = self.keys, self._number if number is None else number
        if number < len(keys):
            self.action_leave()
            self.screen.call_later(self.app.run_action, keys[number].action, keys[number].node)

    async def on_key(self, event: events.Key) -> None:
        if event.is_printable:
            await self._pass_on(event)

    async def on_paste(self, event: events.Paste) -> None:
        await self._pass_on(event)

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        """Let the field that had the focus handle what is typed, and give it the focus."""
        field = self.focus_before
        if field and (isinstance(event, events.Paste) or field.check_consume_key(event.key, event.character)):
            self.action_leave()
            await field.on_event(event)
            event.prevent_default().stop()


Result = TypeVar("Result")


class KeyBarScreen(SafeScreen[Result]):
    """A screen of which Tab and Shift+Tab reach the key bar too."""

    def focus_next(self, selector: Any = "*") -> Widget | None:
        return self._move_focus_through_bar(1, selector)

    def focus_previous(self, selector: Any = "*") -> Widget | None:
        return self._move_focus_through_bar(-1, selector)

    def _move_focus_through_bar(self, direction: int, selector: Any) -> Widget | None:
        bars = list(self.query(KeyBar))
        for bar in bars:
            bar.open_focus(direction)
        move = super().focus_next if direction > 0 else super().focus_previous
        focused = move(selector)
        for bar in bars:
            bar.close_focus()
        return focused


def choose_keys(keys: Sequence[ActiveKey], width: int) -> list[ActiveKey]:
    """The keys for a footer of ``width`` cells: at most four, or seven on a wide screen.

    The first key of the screen comes first, then those of the focused widget, the others of the screen, the
    way back and the menu. Quitting is shown only where there is no way back and room is left.
    """
    shown = [key for key in keys if key.is_shown]
    back = [key for key in shown if key.name in BACK_ACTIONS]
    menu = [_short_if_narrow(key, width) for key in shown if key.name == MENU_ACTION]
    quits = [] if back else [key for key in shown if key.name == "quit"]
    others = [key for key in shown if key not in back and key.name not in (MENU_ACTION, "quit")]
    of_screen = [key for key in others if isinstance(key.node, Screen)]
    of_widget = [key for key in others if not isinstance(key.node, Screen)]
    last = [*back, *menu]
    room = (MAX_KEYS if width < _WIDE_WIDTH else MAX_KEYS_WIDE) - len(last)
    first = [*of_screen[:1], *of_widget, *of_screen[1:], *quits][:room]
    while first and _row_width([*first, *last]) > width:
        first.pop()
    return [*first, *last]


def _short_if_narrow(menu: ActiveKey, width: int) -> ActiveKey:
    return menu._replace(text=SHORT_MENU_TEXT) if width < _NARROW_WIDTH else menu


def _row_width(keys: Sequence[ActiveKey]) -> int:
    return sum(cell_width(f"{key.sign} {key.text}") + _GAP for key in keys) - _GAP


@lru_cache(maxsize=256)
def _key_label(number: int, sign: str, text: str) -> Content:
    """The label of a key; cached, since parsing a template is slow and few labels are used."""
    return Content.from_markup(
        f"[@click=run({number})][$primary bold]$key[/]$text[/]", key=sign, text=f" {text}"
    )
