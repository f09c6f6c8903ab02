"""Private names of Textual that the program uses, each behind a function or class of our own."""

from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.document._document import EditResult
from textual.screen import Screen
from textual.widgets import OptionList, TextArea


async def replace_all_screens(app: App[None], screen: Screen[Any]) -> None:
    """Show a screen and remove all others, without any of the others becoming visible again."""
    await app.push_screen(screen)
    *below, _ = app._screen_stack
    del app._screen_stack[:-1]
    while below:
        await below.pop().remove()


def clear_clipboard(app: App[None]) -> None:
    """Forget what was copied inside the app; the clipboard of the system stays as it is."""
    app._clipboard = ""


def option_rows(option_list: OptionList) -> dict[int, int]:
    """Return for each index of an option the row at which it starts, counted from the top of the list."""
    return option_list._index_to_line


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
