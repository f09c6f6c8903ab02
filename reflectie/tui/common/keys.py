"""The keys that work on a screen now, each with the words for what it does."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from reflectie.tui.terminal.textual_private import inherits_bindings

_KEY_NAMES = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "shift": "Shift", "ctrl": "Ctrl", "alt": "Alt"},
    **{"enter": "Enter", "space": "spatie", "escape": "Esc", "home": "Home", "end": "End", "tab": "Tab"},
    **{
        "backspace": "Backspace",
        "question_mark": "?",
        "slash": "/",
        "plus": "+",
        "pageup": "PgUp",
        "pagedown": "PgDn",
    },
}


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
    return focused.check_consume_key(binding.key.split(",")[0], sign if len(sign) == 1 else None)
