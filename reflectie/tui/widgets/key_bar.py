"""The keys that work now, made from the bindings; as many rows as they need, at most three."""

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
    MOST: ClassVar[int] = 3
    LAST: ClassVar[tuple[str, ...]] = ("dismiss", "stop", "app.pop_screen", "quit", "app.help")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._rows(self.size.width))

    def _keys(self) -> tuple[list[Content], list[Content]]:
        """The keys of this screen, and those that stand last: the way back, and help."""
        active = {a.binding.action: a for a in self.screen.active_bindings.values() if a.binding.show}
        # Quitting is shown where there is no way back.
        if any(back in active for back in self.LAST[:3]):
            active.pop("quit", None)
        last = [active.pop(action) for action in self.LAST if action in active]
        declared = [binding.action for binding in self._declared()]
        first = sorted(active.values(), key=lambda a: _place(a.binding.action, declared))
        shown = ([self._key(a.binding, a.node) for a in keys if a.enabled] for keys in (first, last))
        return next(shown), next(shown)

    def _declared(self) -> Iterator[Binding]:
        """The bindings of the screen in the order in which they are written."""
        return (binding for binding in self.screen.BINDINGS if isinstance(binding, Binding))

    def _rows(self, width: int) -> list[Content]:
        """The keys on as many rows as they need; where that is too many, the way back and help stay."""
        first, last = self._keys()
        rows = self._wrapped([*first, *last], width)
        if len(rows) <= self.MOST:
            return rows
        end = self._wrapped(last, width)
        return [*self._wrapped(first, width)[: self.MOST - len(end)], *end]

    def _wrapped(self, keys: list[Content], width: int) -> list[Content]:
        """Keys on rows; a key and its word never part."""
        rows: list[Content] = []
        for key in keys:
            wider = self.GAP.join([rows[-1], key]) if rows else key
            if rows and wider.cell_length <= width:
                rows[-1] = wider
            else:
                rows.append(key)
        return rows

    def _key(self, binding: Binding, node: DOMNode) -> Content:
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        click = f"={action}" if node is self.screen or "." in binding.action else "="
        return _labelled(click, self.app.get_key_display(binding), f" {binding.description}")


@lru_cache(maxsize=256)
def _labelled(click: str, key: str, words: str) -> Content:
    """The same few come back at every move, and reading a template is slow."""
    return Content.from_markup(f"[@click{click}][$primary bold]$key[/]$words[/]", key=key, words=words)


def _place(action: str, declared: list[str]) -> int:
    """Keys of the widget in focus come first, then those of the screen."""
    return declared.index(action) if action in declared else -1
