"""Base class of the step widgets: shows one stop and reports what is entered there."""

import re
from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical
from textual.content import Content, Span
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.renderers import diagram_data, render_beside
from reflectie.domain.draft_change import restored_field
from reflectie.domain.entry import Address, Draft, Entry, Placement
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.moves import where_to_write
from reflectie.domain.plan import Stop
from reflectie.domain.responses import NoResponse, Response, TextResponse
from reflectie.domain.session import Session
from reflectie.domain.step import Draw
from reflectie.domain.table import rows_of
from reflectie.domain.text import clean
from reflectie.services.autosave import StopInput
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import TensionLine

_FRAME_CHARACTERS = re.compile("[─│╭╮╰╯┼┤├┴╌╎┈┊]+")
"""Light lines, which carry little meaning; double and wavy lines do."""

_OWN_SIGNS = re.compile(r"▲|\bjij\b")
"""The user in a drawing."""


def drawing_content(rows: tuple[str, ...]) -> Content:
    """The rows, with frames dimmer than text, and the user in the colour of the mark."""
    text = "\n".join(rows)
    frames = (Span(*match.span(), "$quiet") for match in _FRAME_CHARACTERS.finditer(text))
    own = (Span(*match.span(), "$mark") for match in _OWN_SIGNS.finditer(text))
    return Content(text, [*frames, *own])


_MAX_SHARE = 0.55
"""The part of the height that a drawing may take above a question; the maximum height of the panel."""


class DrawingPanel(ScrollableContainer):
    """A drawing above a question that looks back at it, drawn lower if it does not fit.

    It scrolls, and is drawn again at another width.
    """

    DEFAULT_CSS = """
    DrawingPanel {
        height: auto; max-height: 55%; margin-bottom: 1; padding-left: 1;
        border-left: outer $border-blurred;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
        Static { width: auto; height: auto; text-wrap: nowrap; }
        &:focus { border-left: outer $mark; }
    }
    """

    def __init__(self, stop: Stop, entry: Entry, exercise: Exercise) -> None:
        """``stop`` is the stop of the drawing."""
        super().__init__()
        assert isinstance(stop.step, Draw)
        self._kind = stop.step.drawing
        self._data = diagram_data(stop.step, stop, entry, exercise)

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Draw for the width of the panel, and for the height of the view in which it stands."""
        width = self.size.width - 1  # one cell stays free for the scrollbar
        assert isinstance(self.parent, Widget)
        height = int(self.parent.size.height * _MAX_SHARE)
        self.query_one(Static).update(drawing_content(render_beside(self._kind, self._data, width, height)))


class StepView(Vertical):
    """The widget of one stop. A subclass composes its content and returns a ``response``."""

    DEFAULT_CSS = """
    StepView {
        height: 1fr;
        .question { text-style: bold; margin-bottom: 1; }
        .hint { color: $quiet; margin-bottom: 1; }
        .earlier-heading { color: $quiet; }
        .earlier-answer {
            color: $quiet; border-left: outer $border-blurred; padding-left: 1;
            margin-bottom: 1; max-height: 5;
        }
        .gloss { color: $quiet; }
        .beside { margin-bottom: 1; }
    }
    """

    class Changed(Message):
        """The response changed; ``is_selection`` when something was marked or selected rather than typed."""

        def __init__(self, view: "StepView", is_selection: bool = False) -> None:
            self.view, self.is_selection = view, is_selection
            super().__init__()

    class CursorMoved(Message):
        """The cursor moved in the text."""

    USES_FULL_WIDTH: ClassVar[bool] = False
    """Whether it uses the full width of a wide screen. Text does not: long lines are hard to read."""

    def __init__(
        self, stop: Stop, session: Session, library: Library, drafts: tuple[Draft, ...] = ()
    ) -> None:
        """``drafts`` are working texts from disk to continue with."""
        super().__init__()
        self.stop, self.session, self.library, self.drafts = stop, session, library, drafts

    @property
    def entry(self) -> Entry:
        """The entry as it was when this stop was shown."""
        return self.session.entry

    def on_resize(self) -> None:
        for panel in self.query(DrawingPanel):  # its own size can stay the same when there is more height
            self.call_after_refresh(panel.fit)

    # What is reported ----------------------------------------------------------------------------

    @property
    def entered(self) -> StopInput:
        """What is entered at this stop now."""
        return StopInput(
            stop=self.stop, response=self.response, address=self.address, working=self.working_text
        )

    @property
    def response(self) -> Response:
        """What is entered, in the type that belongs to the step kind."""
        return NoResponse()

    @property
    def address(self) -> Address:
        """The address of what is being edited."""
        return self.stop.address

    @property
    def working_text(self) -> Draft | None:
        """The text field with its cursor; None without a text field."""
        return None

    # What is shown -------------------------------------------------------------------------------

    def compose_heading(self) -> ComposeResult:
        """The earlier answer that belongs to the question, the question, and its hint."""
        yield from self.compose_beside()
        yield plain_text(self.stop.text, "question")
        hint: str = getattr(self.stop.step, "hint", "")
        if hint and not self.stop.address.turn:
            yield plain_text(hint, "hint")

    def compose_beside(self) -> ComposeResult:
        """The earlier answer that belongs to the question: a drawing, a line with its mark, or text."""
        if drawn := self.session.drawing_at(self.stop.beside):
            yield DrawingPanel(drawn, self.entry, self.session.exercise)
        else:
            yield from _earlier_answer(self.stop, self.session.entry_with_preparation)

    @property
    def initial_focus(self) -> Widget | None:
        """The widget to focus first."""
        return None

    @property
    def where_to_write(self) -> str:
        """What to say when words are typed that this widget does not take."""
        return where_to_write(self.session, self.stop)

    def show_situation(self, name: str) -> None:
        """Called when the user moved the entry to another situation; "" is none."""

    def handle_action(self, action: str) -> bool:
        """Do the action "next" or "unknown" inside this stop. Return False when it is for the whole stop."""
        return False


class TextStepView(StepView):
    """The widget of a stop with a text field."""

    @property
    def editor(self) -> Editor | None:
        """The text field; None where it is hidden now."""
        return next(iter(self.query(Editor)), None)

    @property
    def text(self) -> str:
        """The cleaned text in the text field."""
        return clean(self.editor.text) if self.editor else ""

    @property
    def response(self) -> Response:
        return TextResponse(text=self.text)

    @property
    def working_text(self) -> Draft | None:
        return working_text(self.editor, self.address, self.stop.text)

    def make_editor(self, placeholder: str = "", editor_class: type[Editor] = Editor) -> Editor:
        """A text field with what the stop begins with in it."""
        return editor_class(*restored_field(self.session, self.stop, self.drafts), placeholder)

    @property
    def initial_focus(self) -> Widget | None:
        return self.editor

    def on_text_area_changed(self) -> None:
        self.post_message(self.Changed(self))

    def on_text_area_selection_changed(self) -> None:
        self.post_message(self.CursorMoved())


_EDIT_KEYS = ("enter", "backspace", "delete")


async def forward_typing(widget: Widget, editor: Editor, event: events.Key | events.Paste) -> None:
    """Move the focus from a widget that takes no text to the text field, with what is typed or pasted.

    Enter, Backspace, Delete and the space bar are keys of the widget itself, until the focus has moved.
    """
    if isinstance(event, events.Key):
        has_left = widget.screen.focused is not widget  # this key was typed after those before it
        is_own_key = event.key in (*_EDIT_KEYS, "space") and not has_left
        if is_own_key or not (event.is_printable or event.key in _EDIT_KEYS):
            return
    widget.screen.set_focus(editor)
    await editor.on_event(event)
    event.prevent_default().stop()


def working_text(editor: Editor | None, address: Address, question: str) -> Draft | None:
    """The text of a field with its cursor, as the draft of an answer."""
    if editor is None:
        return None
    cursor = len(clean(editor.text[: editor.cursor_offset]))
    return Draft(address=address, question=question, text=clean(editor.text), cursor=cursor)


def plain_text(text: str, classes: str = "") -> Static:
    """Text that is never read as markup."""
    return Static(text, markup=False, classes=classes)


def _earlier_answer(stop: Stop, entry: Entry) -> list[Widget]:
    """The earlier answer to show with this question: a line with its mark, or text."""
    if not stop.beside:
        return []
    widgets = list(_answer_widgets(stop.beside, entry))
    if widgets and stop.looks_back:
        return [plain_text("In je voorbereiding:", "earlier-heading"), *widgets]
    return widgets


def _answer_widgets(address: Address, entry: Entry) -> Iterator[Widget]:
    placement = entry.placement(address)
    if placement and placement.value is not None:
        yield _read_only_line(placement)
        return
    if text := answer_text(address, entry):
        yield plain_text(text, "earlier-answer")


def answer_text(address: Address, entry: Entry) -> str:
    """What was answered to an earlier question: what was chosen or listed, one per line, and its text."""
    answer = entry.answer(address)
    return "\n".join(filter(None, (_list_text(address, entry), answer.text if answer else "")))


def _read_only_line(placement: Placement) -> TensionLine:
    line = TensionLine(placement.left, placement.right, placement.value)
    line.add_class("beside")
    return line


def _list_text(address: Address, entry: Entry) -> str:
    """The selected options of a list, or the rows of a table, one per line."""
    chosen = [answer.text for answer in entry.choices(address)]
    rows = (row for row in rows_of(entry, address) if not row.is_removed)
    return "\n".join([*chosen, *(" · ".join(cell.text for cell in row.cells if cell.text) for row in rows)])
