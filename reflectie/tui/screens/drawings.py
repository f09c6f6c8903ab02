"""One drawing, as wide as the screen allows, to look at."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reflectie.tui.base import BaseScreen
from reflectie.tui.matter import View


class DrawingsScreen(BaseScreen[None]):
    """A view of a situation; it is drawn again when the window changes."""

    DEFAULT_CSS = """
    DrawingsScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { width: 100%; height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #drawing { width: auto; height: auto; text-wrap: nowrap; }
        &.-short #title { margin: 0 1; }
        &.-short #page, &.-narrow #page { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "terug", key_display="Esc")]

    def __init__(self, name: str, view: View) -> None:
        super().__init__()
        self._name, self._view = name, view

    def body(self) -> ComposeResult:
        yield Static(f"{self._name} · {self._view.label}", id="title", markup=False)
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
