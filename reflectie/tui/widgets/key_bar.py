"""The footer: the keys that work now, made from the bindings."""

from functools import lru_cache
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from reflectie.domain.text_layout import flow_layout

_GAP = 3
"""Cells between two keys."""


class KeyBar(Widget):
    """Shows every active binding with ``show=True``; a click on one runs its action."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: auto; max-height: 3; padding: 0 1; background: $footer-background;
        color: $quiet; link-style: none; link-color: $quiet; link-style-hover: none;
        link-background-hover: $panel; link-color-hover: $foreground;
    }
    """
    MAX_ROWS: ClassVar[int] = 3
    BACK_ACTIONS: ClassVar[tuple[str, ...]] = ("dismiss", "stop", "app.pop_screen")
    TRAILING_ACTIONS: ClassVar[tuple[str, ...]] = (*BACK_ACTIONS, "quit", "app.help")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._rows(self.size.width))

    def _rows(self, width: int) -> list[Content]:
        """All keys; when they need too many rows, the way back and help stay and others are left out."""
        first, last = self._key_groups()
        rows = _wrap_keys([*first, *last], width)
        if len(rows) <= self.MAX_ROWS:
            return rows
        end = _wrap_keys(last, width)
        return [*_wrap_keys(first, width)[: self.MAX_ROWS - len(end)], *end]

    def _key_groups(self) -> tuple[list[Content], list[Content]]:
        """The keys of this screen, and the keys that come last: the way back, and help."""
        active = {a.binding.action: a for a in self.screen.active_bindings.values() if a.binding.show}
        if any(back in active for back in self.BACK_ACTIONS):
            active.pop("quit", None)
        last = [active.pop(action) for action in self.TRAILING_ACTIONS if action in active]
        declared = [binding.action for binding in self.screen.BINDINGS if isinstance(binding, Binding)]
        first = sorted(active.values(), key=lambda a: _declared_order(a.binding.action, declared))
        shown = ([self._key_content(a.binding, a.node) for a in keys if a.enabled] for keys in (first, last))
        return next(shown), next(shown)

    def _key_content(self, binding: Binding, node: DOMNode) -> Content:
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        click = f"={action}" if node is self.screen or "." in binding.action else "="
        return _key_label(click, self.app.get_key_display(binding), f" {binding.description}")


def _wrap_keys(keys: list[Content], width: int) -> list[Content]:
    rows = flow_layout((key.cell_length for key in keys), width, _GAP)
    return [Content(" " * _GAP).join(keys[number] for number in row) for row in rows]


@lru_cache(maxsize=256)
def _key_label(click: str, key: str, text: str) -> Content:
    """The label of a key; cached, since parsing a template is slow and few labels are used."""
    return Content.from_markup(f"[@click{click}][$primary bold]$key[/]$text[/]", key=key, text=text)


def _declared_order(action: str, declared: list[str]) -> int:
    """Sort key: keys of the focused widget come first, then those of the screen as declared."""
    return declared.index(action) if action in declared else -1
