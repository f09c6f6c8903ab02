"""The line of somebody else, as one imagines it: under the same poles, with a name of its own."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from reflectie.tui.widgets.tension_line import TensionLine


class OtherLine(TensionLine):
    """Unplaced until it is moved; a mark can be taken back, and where it is not known a ``?`` says so."""

    DEFAULT_CSS = """
    OtherLine {
        color: $quiet;
        .tension-mark { color: $foreground; text-style: none; }
        &:focus { color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "take_back", "teken weg", key_display="Backspace"),
    ]

    unknown = reactive(False)

    def __init__(self, name: str, value: int | None, unknown: bool, home: int | None) -> None:
        super().__init__(name, "", value)
        self.set_reactive(OtherLine.unknown, unknown)
        self.home = home

    def _names(self, width: int) -> list[str]:
        return [f"{self.left} ?" if self.unknown else self.left]

    def _move(self, value: int) -> None:
        self.unknown = False
        super()._move(value)

    def watch_unknown(self) -> None:
        self.refresh()

    def action_take_back(self) -> None:
        """As if it had never been placed."""
        self.value, self.unknown = None, False
        self.post_message(self.Moved(self))

    def leave_unknown(self) -> None:
        """Not to know where somebody stands."""
        self.value, self.unknown = None, True
        self.post_message(self.Moved(self))
