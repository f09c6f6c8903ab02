"""Text fields for several lines and for one line. They clean input and reject text that does not fit."""

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from reflectie.domain.text import FIELD_LIMIT, PARAGRAPH_LIMIT, clean, format_number
from reflectie.tui.terminal.keyboard import run_key_binding
from reflectie.tui.terminal.text_area import Location, SafeTextArea


class Editor(SafeTextArea):
    """Plain text, soft-wrapped, of at most ``FIELD_LIMIT`` characters; input is cleaned.

    A text with a paragraph above ``PARAGRAPH_LIMIT`` is read-only until the user splits the paragraph, since
    each key in it takes 5.5 ms per 1,000 characters.
    """

    DEFAULT_CSS = """
    Editor {
        height: 1fr; min-height: 3; border: none; border-left: outer $border-blurred; padding: 0 1;
        background: $surface; scrollbar-size-vertical: 1;
        &:focus { border: none; border-left: outer $mark; }
        .text-area--cursor-line { background: $surface; }
        .text-area--placeholder { color: $quiet; }
    }
    """
    HELP_TITLE: ClassVar[str] = "In een tekst"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "break_paragraph", "alinea opdelen"),
    ]

    class Rejected(Message):
        """Text was not inserted; ``reason`` says why, in Dutch."""

        def __init__(self, reason: str) -> None:
            self.reason = reason
            super().__init__()

    def __init__(self, text: str = "", cursor: int = 0, placeholder: str = "", **options: Any) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", **options)
        self.cursor_blink = False  # blinking paints a row twice a second, also when nobody types
        self.placeholder = placeholder
        self.cursor_offset = cursor
        self._update_read_only()

    @property
    def cursor_offset(self) -> int:
        """The position of the cursor, in characters from the start."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(line)) + 1 for line in range(row)) + column

    @cursor_offset.setter
    def cursor_offset(self, offset: int) -> None:
        before = self.text[: max(offset, 0)].split("\n")
        self.cursor_location = (len(before) - 1, len(before[-1]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.read_only if action == "break_paragraph" else super().check_action(action, parameters)

    async def on_key(self, event: events.Key) -> None:
        # A read-only text area ignores keys and pastes silently.
        if self.read_only and (
            event.is_printable
            or event.key in ("backspace", "delete")
            or (event.key == "enter" and not self.IS_SINGLE_LINE)
        ):
            self.post_message(self.Rejected(_LONG_PARAGRAPH_TEXT))
        await run_key_binding(self, event)

    def action_break_paragraph(self) -> None:
        """Split every paragraph that is too long, after a sentence if possible."""
        split = "\n".join(part for line in self.text.split("\n") for part in _split_paragraph(line))
        offset = self.cursor_offset
        self.read_only = False
        self.text = split
        self.cursor_offset = offset
        self.refresh_bindings()

    def filter_insert(self, insert: str, start: Location, end: Location) -> str | None:
        """Return the cleaned text; reject it as a whole when it does not fit in the field."""
        insert = self._in_new_paragraph(clean(insert), start)
        if reason := self._rejection_reason(insert, start, end):
            self.post_message(self.Rejected(reason))
            return None
        return insert

    def after_insert(self, inserted: str) -> None:
        if len(inserted) > 1:
            self._update_read_only()

    def on_paste(self) -> None:
        if self.read_only:
            self.post_message(self.Rejected(_LONG_PARAGRAPH_TEXT))

    def _in_new_paragraph(self, typed: str, start: Location) -> str:
        """Let typing go on in a new paragraph when this one is full, at a space if possible.

        A program that dictates or fills in text does not read a message.
        """
        length = len(self.document.get_line(start[0]))
        if self.IS_SINGLE_LINE or len(typed) != 1 or typed == "\n" or length < _FULL_LENGTH:
            return typed
        if typed == " ":
            return "\n"
        return typed if length < PARAGRAPH_LIMIT else f"\n{typed}"

    def _rejection_reason(self, insert: str, start: Location, end: Location) -> str | None:
        """Why this text cannot be inserted, or None."""
        if self.read_only:
            return _LONG_PARAGRAPH_TEXT
        if len(self.text) - len(self.get_text_range(start, end)) + len(insert) > FIELD_LIMIT:
            return f"Dat past niet: in één veld passen {_FIELD_LIMIT_TEXT} tekens. Er is niets veranderd."
        if len(insert) == 1 and insert != "\n" and len(self.document.get_line(start[0])) >= PARAGRAPH_LIMIT:
            return "Deze regel is vol. Wat je nu typt, komt er niet meer bij."
        return None

    def _update_read_only(self) -> None:
        self.read_only = max(map(len, self.text.split("\n"))) > PARAGRAPH_LIMIT
        if self.is_attached:
            self.screen.refresh_bindings()


_FULL_LENGTH = PARAGRAPH_LIMIT - 100
"""From this length on, the next space begins a new paragraph."""

_FIELD_LIMIT_TEXT = format_number(FIELD_LIMIT)

_LONG_PARAGRAPH_TEXT = "Deze alinea is heel lang. Met F8 deel je hem op; dan kun je verder."


def _split_paragraph(paragraph: str) -> list[str]:
    """Split a paragraph into parts that fit: after a sentence, else after a word, else anywhere."""
    parts = []
    while len(paragraph) > PARAGRAPH_LIMIT:
        piece = paragraph[:PARAGRAPH_LIMIT]
        cut = max(piece.rfind(end) + 1 for end in (". ", "! ", "? ")) or piece.rfind(" ") + 1
        cut = cut or PARAGRAPH_LIMIT
        parts.append(paragraph[:cut].rstrip(" "))
        paragraph = paragraph[cut:].lstrip(" ")
    return [*parts, paragraph]


class LineEditor(Editor):
    """An ``Editor`` for one line; line breaks in pasted text become spaces."""

    IS_SINGLE_LINE = True
    DEFAULT_CSS = "LineEditor { height: auto; min-height: 1; max-height: 4; }"

    class CursorExited(Message):
        """The user pressed up (-1) on the first row or down (1) on the last."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def filter_insert(self, insert: str, start: Location, end: Location) -> str | None:
        return super().filter_insert(clean(insert).replace("\n", " "), start, end)

    def action_cursor_up(self, select: bool = False) -> None:
        if self._cursor_row == 0 and not select:
            self.post_message(self.CursorExited(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self._cursor_row >= self.wrapped_document.height - 1 and not select:
            self.post_message(self.CursorExited(1))
        else:
            super().action_cursor_down(select)

    @property
    def _cursor_row(self) -> int:
        """The row of the cursor in the wrapped text."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y
