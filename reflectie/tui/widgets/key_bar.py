"""The footer: the keys that work now, made from the bindings."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget


class KeyBar(Widget):
    """Shows every binding of the screen that asks to be shown; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: auto; max-height: 3; padding: 0 1; background: $footer-background;
        color: $quiet; link-style: none; link-color: $quiet; link-style-hover: none;
        link-background-hover: $panel; link-color-hover: $foreground;
    }
    """
    GAP: ClassVar[Content] = Content("   ")
    MAX_ROWS: ClassVar[int] = 3
    TRAILING_ACTIONS: ClassVar[tuple[str, ...]] = ("dismiss", "stop", "app.pop_screen", "quit", "app.help")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._rows(self.size.width))

    def _key_groups(self) -> tuple[list[Content], list[Content]]:
        """The keys of this screen, and those that stand last: the way back, and help."""
        active = {a.binding.action: a for a in self.screen.active_bindings.values() if a.binding.show}
        # Quitting is shown where there is no way back.
        if any(back in active for back in self.TRAILING_ACTIONS[:3]):
            active.pop("quit", None)
        last = [active.pop(action) for action in self.TRAILING_ACTIONS if action in active]
        declared = [binding.action for binding in self._declared_bindings()]
        first = sorted(active.values(), key=lambda a: _declared_order(a.binding.action, declared))
        shown = ([self._key_content(a.binding, a.node) for a in keys if a.enabled] for keys in (first, last))
        return next(shown), next(shown)

    def _declared_bindings(self) -> Iterator[Binding]:
        """The bindings of the screen in the order in which they are written."""
        return (binding for binding in self.screen.BINDINGS if isinstance(binding, Binding))

    def _rows(self, width: int) -> list[Content]:
        """The keys on as many rows as they need; where that is too many, the way back and help stay."""
        first, last = self._key_groups()
        rows = self._wrap_keys([*first, *last], width)
        if len(rows) <= self.MAX_ROWS:
            return rows
        end = self._wrap_keys(last, width)
        return [*self._wrap_keys(first, width)[: self.MAX_ROWS - len(end)], *end]

    def _wrap_keys(self, keys: list[Content], width: int) -> list[Content]:
        """Keys on rows; a key and its word never part."""
        rows: list[Content] = []
        for key in keys:
            wider = self.GAP.join([rows[-1], key]) if rows else key
            if rows and wider.cell_length <= width:
                rows[-1] = wider
            else:
                rows.append(key)
        return rows

    def _key_content(self, binding: Binding, node: DOMNode) -> Content:
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        click = f"={action}" if node is self.screen or "." in binding.action else "="
        return _key_label(click, self.app.get_key_display(binding), f" {binding.description}")


@lru_cache(maxsize=256)
def _key_label(click: str, key: str, words: str) -> Content:
    """The same few come back at every move, and reading a template is slow."""
    return Content.from_markup(f"[@click{click}][$primary bold]$key[/]$words[/]", key=key, words=words)


def _declared_order(action: str, declared: list[str]) -> int:
    """Keys of the widget in focus come first, then those of the screen."""
    return declared.index(action) if action in declared else -1
