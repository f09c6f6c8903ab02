"""A row of Home below the lines."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class HomeRow(Horizontal, can_focus=True):
    """A key, what it opens, and a text about that. Hidden while there is no text.

    Enter and a click do the same as the key.
    """

    DEFAULT_CSS = """
    HomeRow {
        width: 100%; height: auto; padding: 0 0 0 4; display: none;
        .label { width: 20; color: $quiet; }
        .text { width: 1fr; height: auto; }
        &:focus { background: $focus; color: $focus-text; text-style: bold; }
        &:focus .label { color: $focus-text; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Onder de zes lijnen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move(-1)", "omhoog", show=False),
        Binding("down", "screen.move(1)", "omlaag", show=False),
        Binding("enter", "open", "openen", show=False),
    ]

    def __init__(self, key: str, label: str, action: str, id: str) -> None:
        super().__init__(id=id)
        self._label = Content.from_markup("[$primary b]$key[/] $label", key=key, label=label)
        self._action = action

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label")
        yield Static(classes="text", markup=False)

    def set_text(self, text: str) -> None:
        self.display = bool(text)
        self.query_one(".text", Static).update(text)

    async def action_open(self) -> None:
        await self.screen.run_action(self._action)

    async def on_click(self) -> None:
        self.focus()
        await self.action_open()
