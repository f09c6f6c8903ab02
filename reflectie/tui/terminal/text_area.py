"""A text area whose subclasses decide what may be inserted, through private methods of Textual."""

from typing import ClassVar

from textual import events
from textual.document._document import EditResult
from textual.widgets import TextArea

Location = tuple[int, int]
"""Row and column in a text."""


class SafeTextArea(TextArea):
    """A ``TextArea`` of which a subclass decides what may be inserted, by ``filter_insert``."""

    IS_SINGLE_LINE: ClassVar[bool] = False
    """Enter inserts no line break; it goes to the bindings of the parents."""

    def filter_insert(self, insert: str, start: Location, end: Location) -> str | None:
        """Return the text to put in the place of ``start`` to ``end``, or None to change nothing."""
        return insert

    def after_insert(self, inserted: str) -> None:
        """Called after text was typed or pasted."""

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        # Every key and every paste ends up in this method.
        filtered = self.filter_insert(insert, start, end)
        if filtered is None:
            return None
        result = super()._replace_via_keyboard(filtered, start, end)
        self.after_insert(filtered)
        return result

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls ``_on_key`` of every class in turn; this one comes before that of TextArea.
        if self.IS_SINGLE_LINE and event.key == "enter":
            event.prevent_default()

    def _recompute_cursor_offset(self) -> None:
        # Textual 8.2.8 crashes on undo after a paste that made the scrollbar appear (its issue 6686).
        self._cursor_offset = self.wrapped_document.location_to_offset(
            self.clamp_visitable(self.cursor_location)
        )
