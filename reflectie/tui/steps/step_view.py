"""Base class of the step widgets: shows one stop and reports what changed."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.exercise import Library
from reflectie.domain.plan import Stop, is_preparation_address
from reflectie.domain.responses import Response, TextResponse
from reflectie.domain.session import Session
from reflectie.domain.table import rows_of
from reflectie.domain.text import clean
from reflectie.services.autosave import StopInput
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import TensionLine


class StepView(Vertical):
    """The widget of one stop. A subclass composes its screen and reports a ``response``."""

    DEFAULT_CSS = """
    StepView {
        height: 1fr;
        .question { text-style: bold; margin-bottom: 1; }
        .hint { color: $quiet; margin-bottom: 1; }
        .head { color: $quiet; }
        .said {
            color: $quiet; border-left: outer $border-blurred; padding-left: 1;
            margin-bottom: 1; max-height: 5;
        }
        .gloss { color: $quiet; }
        .beside { margin-bottom: 1; }
    }
    """

    class Changed(Message):
        """Something on this stop changed; ``is_selection`` when it was marked or chosen, not typed."""

        def __init__(self, view: "StepView", is_selection: bool = False) -> None:
            self.view, self.is_selection = view, is_selection
            super().__init__()

    class CursorMoved(Message):
        """The cursor moved."""

    USES_FULL_WIDTH: ClassVar[bool] = False
    """Whether it uses the full width of a wide screen; text would be too wide to read there."""

    def __init__(
        self, stop: Stop, session: Session, library: Library, drafts: tuple[Draft, ...] = ()
    ) -> None:
        super().__init__()
        self.stop, self.session, self.library, self.drafts = stop, session, library, drafts

    def compose_heading(self) -> ComposeResult:
        """The earlier answer beside the question, the question, and its hint."""
        yield from _earlier_answer(self.stop, self.session.entry_with_preparation)
        yield plain_text(self.stop.text, "question")
        hint: str = getattr(self.stop.step, "hint", "")
        if hint and not self.stop.address.turn:
            yield plain_text(hint, "hint")

    @property
    def entry(self) -> Entry:
        """The entry as it was when this stop was shown."""
        return self.session.entry

    @property
    def answer(self) -> Answer | None:
        """The answer that was saved here before."""
        return self.entry.answer(self.stop.address)

    # What is reported ----------------------------------------------------------------------------

    @property
    def entered(self) -> StopInput:
        """What stands at this stop now."""
        return StopInput(
            stop=self.stop, response=self.response, address=self.address, working=self.working_text
        )

    @property
    def response(self) -> Response:
        """What was entered, as the step kind of this stop takes it."""
        return TextResponse(text=self.text)

    @property
    def address(self) -> Address:
        """The address of what is being edited."""
        return self.stop.address

    @property
    def working_text(self) -> Draft | None:
        """The text field with its cursor; None without a text field."""
        editor = self.editor
        if editor is None:
            return None
        cursor = len(clean(editor.text[: editor.cursor_offset]))
        return Draft(address=self.address, question=self.text_label, text=self.text, cursor=cursor)

    @property
    def text_label(self) -> str:
        """The question that the text field answers."""
        return self.stop.text

    @property
    def text(self) -> str:
        """The text in the field of this stop; a combining accent joins its letter."""
        editor = self.editor
        return clean(editor.text) if editor else ""

    @property
    def editor(self) -> Editor | None:
        return next(iter(self.query(Editor)), None)

    # What is shown -------------------------------------------------------------------------------

    def make_editor(self, placeholder: str = "") -> Editor:
        """The field of this stop, with the draft or the saved text in it."""
        return Editor(*self.initial_text, placeholder)

    @property
    def initial_text(self) -> tuple[str, int]:
        """The draft or the saved text, and where the cursor was in it."""
        draft = next((draft for draft in self.drafts if draft.address == self.stop.address), None)
        if draft:
            return draft.text, draft.cursor
        text = self.entry.saved_text(self.stop.address)
        cursor = self.entry.cursor if self.entry.position == self.stop.address else None
        return text, len(text) if cursor is None else cursor

    def mark_part_unknown(self) -> bool:
        """Mark the focused part as not known, if there is such a part. True: the user stays at this stop."""
        return False

    async def before_leave(self) -> None:
        """What a stop does before another one is shown."""

    @property
    def initial_focus(self) -> Widget | None:
        """The widget that gets the focus."""
        return self.editor

    def on_text_area_changed(self) -> None:
        self.post_message(self.Changed(self))

    def on_text_area_selection_changed(self) -> None:
        self.post_message(self.CursorMoved())


def plain_text(text: str, classes: str = "") -> Static:
    """Text that is shown as it is, never read as markup."""
    return Static(text, markup=False, classes=classes)


def read_only_line(placement: Placement) -> TensionLine:
    """A placement to look at."""
    line = TensionLine(placement.left, placement.right, placement.value, read_only=True)
    line.add_class("beside")
    return line


def _earlier_answer(stop: Stop, entry: Entry) -> list[Widget]:
    """The earlier answer that stands next to this question: a line with its mark, or one's own words."""
    said = list(_answer_widgets(stop.beside, entry)) if stop.beside else []
    if said and stop.beside and is_preparation_address(stop.beside):
        return [plain_text("In je voorbereiding:", "head"), *said]
    return said


def _answer_widgets(address: Address, entry: Entry) -> Iterator[Widget]:
    placement = entry.placement(address)
    if placement and placement.value is not None:
        yield read_only_line(placement)
        return
    answer = entry.answer(address)
    if words := answer.text if answer and answer.text else _list_text(address, entry):
        yield plain_text(words, "said")


def _list_text(address: Address, entry: Entry) -> str:
    """What was chosen of a list, or filled in in a table, on a line each."""
    chosen = [answer.text for answer in entry.choices(address)]
    rows = (row for row in rows_of(entry, address) if not row.is_removed)
    return "\n".join([*chosen, *(" · ".join(cell.text for cell in row.cells if cell.text) for row in rows)])
