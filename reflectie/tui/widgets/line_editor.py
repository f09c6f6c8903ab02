"""A field of one line: Enter, Tab and the arrows out of it belong to what stands around it."""

from textual import events
from textual.document._document import EditResult, Location
from textual.message import Message

from reflectie.domain.text import clean
from reflectie.tui.widgets.editor import Editor


class LineEditor(Editor):
    """As safe as ``Editor``; what is pasted over several lines becomes one line."""

    DEFAULT_CSS = "LineEditor { height: auto; min-height: 1; max-height: 4; }"

    class Passed(Message):
        """The cursor went up (-1) or down (1) out of the field."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls the handlers of every class in turn; this keeps its own from breaking the line.
        if event.key == "enter":
            event.prevent_default()

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        return super()._replace_via_keyboard(clean(insert).replace("\n", " "), start, end)

    def action_cursor_up(self, select: bool = False) -> None:
        if self._row == 0 and not select:
            self.post_message(self.Passed(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self._row >= self.wrapped_document.height - 1 and not select:
            self.post_message(self.Passed(1))
        else:
            super().action_cursor_down(select)

    @property
    def _row(self) -> int:
        """The row of the cursor, as the text is folded on the screen."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y
