"""What all step widgets share: they show one stop and say what is to be kept of it."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.before import is_before
from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, State
from reflectie.domain.exercise import Library
from reflectie.domain.session import Session, Stop
from reflectie.domain.table import rows_of
from reflectie.domain.text import clean
from reflectie.domain.value import Value
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import TensionLine


class Kept(Value):
    """What a stop gives to the journal: answers and marks at its address, and answers taken back."""

    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    removed: tuple[Address, ...] = ()

    def news(self, entry: Entry) -> "Kept":
        """What of this the entry does not have yet; what may be shared stays so while it says the same."""
        moved = {p.address for p in self.placements if entry.placement(p.address) != p}
        answers = (a if a.address in moved else _marked(a, entry) for a in self.answers)
        return Kept(
            answers=tuple(a for a in answers if entry.answer(a.address) != a),
            placements=tuple(p for p in self.placements if entry.placement(p.address) != p),
            removed=tuple(a for a in self.removed if entry.answer(a) or entry.placement(a)),
        )

    def into(self, entry: Entry) -> Entry:
        """The entry with this kept in it."""
        for answer in self.answers:
            entry = entry.with_answer(answer)
        for placement in self.placements:
            entry = entry.with_placement(placement)
        for address in self.removed:
            entry = entry.without_answer(address)
        return entry

    @property
    def is_nothing(self) -> bool:
        return not (self.answers or self.placements or self.removed)


def _marked(answer: Answer, entry: Entry) -> Answer:
    """The answer as marked to share before; one that now says something else is for oneself again."""
    said = replace(answer, shared=True)
    return said if entry.answer(answer.address) == said else answer


class StopView(Vertical):
    """The widget of one stop. A subclass composes its screen and fills in ``kept``."""

    DEFAULT_CSS = """
    StopView {
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
        """Something on this stop changed and is to be kept soon; ``mark`` when it was not text."""

        def __init__(self, view: "StopView", mark: bool = False) -> None:
            self.view, self.mark = view, mark
            super().__init__()

    class Moved(Message):
        """The cursor moved, and where it stands is to be kept soon."""

    WIDE: ClassVar[bool] = False
    """Whether it uses the whole width of a large screen, where text would be too wide to read."""

    def __init__(
        self, stop: Stop, session: Session, library: Library, drafts: tuple[Draft, ...] = ()
    ) -> None:
        super().__init__()
        self.stop, self.session, self.library, self.drafts = stop, session, library, drafts

    def heading(self) -> ComposeResult:
        """What was said before and stands beside it, the question, and its hint."""
        yield from _beside(self.stop, self.session.known)
        yield plain(self.stop.text, "question")
        hint: str = getattr(self.stop.step, "hint", "")
        if hint and not self.stop.address.turn:
            yield plain(hint, "hint")

    @property
    def saved_draft(self) -> Draft | None:
        """The working text of this stop that was on disk."""
        return next((draft for draft in self.drafts if draft.address == self.stop.address), None)

    @property
    def place(self) -> Address:
        """The address of what is being written."""
        return self.stop.address

    @property
    def entry(self) -> Entry:
        return self.session.entry

    @property
    def answer(self) -> Answer | None:
        """What was said here before."""
        return self.entry.answer(self.stop.address)

    def kept(self, state: State | None = None) -> Kept:
        """What is to be kept if the person leaves now; ``state`` when they say not to know, or skip."""
        text = self.text
        if state is State.SKIPPED and text:
            state = State.ANSWERED
        if state is None:
            state = self._state(text)
        return Kept(answers=(self.stop.answer(text, self.value, state),)) if state else Kept()

    def meanwhile(self) -> Kept:
        """What is to be kept while the person is still at this stop."""
        return self.kept()

    def _state(self, text: str) -> State | None:
        """The state on merely going on; None when there is nothing to keep."""
        if text or self.value:
            return State.ANSWERED
        return self.answer.state if self.answer else None

    @property
    def text(self) -> str:
        """The text as it stands in the field of this stop; an accent typed by itself joins its letter."""
        editor = self.editor
        return clean(editor.text) if editor else ""

    @property
    def value(self) -> str:
        return ""

    @property
    def editor(self) -> Editor | None:
        return next(iter(self.query(Editor)), None)

    def draft(self) -> Draft | None:
        """The working text, when it differs from what is kept."""
        return None if self.text == self.said else self.working()

    def working(self) -> Draft | None:
        """The text and the cursor as they stand in the field."""
        if self.cursor is None:
            return None
        return Draft(address=self.place, question=self.stop.text, text=self.text, cursor=self.cursor)

    @property
    def cursor(self) -> int | None:
        """Where the cursor stands in the text as it is kept; None without a field."""
        editor = self.editor
        return len(clean(editor.text[: editor.cursor_offset])) if editor else None

    def write_field(self, placeholder: str = "") -> Editor:
        """The field of this stop, with the draft or the kept text in it."""
        return Editor(*self.begin, placeholder)

    @property
    def begin(self) -> tuple[str, int]:
        """The draft or the kept text, and where the cursor stood in it."""
        if draft := self.saved_draft:
            return draft.text, draft.cursor
        cursor = self.entry.cursor if self.entry.position == self.stop.address else None
        return self.said, len(self.said) if cursor is None else cursor

    @property
    def said(self) -> str:
        """The text that is kept for this stop."""
        return self.answer.text if self.answer else ""

    def leaves_part_unknown(self) -> bool:
        """Says of the part where the person is that it is not known, if there is such a part; one stays."""
        return False

    async def leave(self) -> None:
        """The last thing a stop does before another takes its place."""

    @property
    def first(self) -> Widget | None:
        """Where the focus goes."""
        return self.editor

    def on_text_area_changed(self) -> None:
        self.post_message(self.Changed(self))

    def on_text_area_selection_changed(self) -> None:
        self.post_message(self.Moved())


def plain(text: str, classes: str = "") -> Static:
    """Text that is shown as it is, never read as markup."""
    return Static(text, markup=False, classes=classes)


def line_of(placement: Placement) -> TensionLine:
    """A placement to look at."""
    line = TensionLine(placement.left, placement.right, placement.value, fixed=True)
    line.add_class("beside")
    return line


def _beside(stop: Stop, entry: Entry) -> list[Widget]:
    """The earlier answer that stands next to this question: a line with its mark, or one's own words."""
    said = list(_said(stop.beside, entry)) if stop.beside else []
    if said and stop.beside and is_before(stop.beside):
        return [plain("In je voorbereiding:", "head"), *said]
    return said


def _said(address: Address, entry: Entry) -> Iterator[Widget]:
    placement = entry.placement(address)
    if placement and placement.value is not None:
        yield line_of(placement)
        return
    answer = entry.answer(address)
    if words := answer.text if answer and answer.text else _listed(address, entry):
        yield plain(words, "said")


def _listed(address: Address, entry: Entry) -> str:
    """What was chosen of a list, or filled in in a table, on a line each."""
    chosen = [answer.text for answer in entry.chosen(address)]
    rows = (row for row in rows_of(entry, address) if not row.is_out)
    return "\n".join([*chosen, *(" · ".join(cell.text for cell in row.cells if cell.text) for row in rows)])
