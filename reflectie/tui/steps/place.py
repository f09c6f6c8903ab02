"""A mark on a line between two poles, or not to know; and where somebody imagines the others."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.before import is_before
from reflectie.domain.entry import SELF, Address, Placement, State
from reflectie.domain.field import TensionField
from reflectie.domain.step import Place
from reflectie.domain.stop import Other
from reflectie.export.words import ASPECTS
from reflectie.tui.steps.view import Kept, StopView, plain
from reflectie.tui.widgets.other_line import OtherLine
from reflectie.tui.widgets.tension_line import TensionLine

_HOW = "Met ← → of een klik zet je jouw teken. Er is geen goede plek."
_HOW_OTHERS = "Met ↓ kom je bij de anderen. Het is jouw beeld van hen, en dat blijft bij jou."


class PlaceView(StopView):
    """The line with both glosses under it, a quiet line for each of the others, and one row of words."""

    DEFAULT_CSS = """
    PlaceView {
        overflow-y: auto; scrollbar-size-vertical: 1;
        .aspect { color: $quiet; text-style: italic; }
        TensionLine { margin-top: 1; }
        OtherLine { margin-top: 0; }
        .glosses { height: auto; margin-top: 1; }
        .glosses Static { width: 1fr; height: auto; }
        .glosses .right { text-align: right; margin-left: 4; }
        .unknown { margin-top: 1; height: auto; color: $mark; }
        &.-others .glosses { display: none; }
        &.-others .first { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "not_known", "weet ik (nog) niet", key_display="?", show=False)
    ]

    unknown = reactive(False)

    @property
    def _field(self) -> TensionField:
        field = self.library.field(self.stop.field)
        assert field is not None, "the loader checks that a place has its field"
        return field

    def compose(self) -> ComposeResult:
        assert isinstance(self.stop.step, Place)
        field = self._field
        before = self.entry.placement(self.stop.address)
        self.set_class(bool(self.stop.others), "-others")
        if not self._looks_back:
            yield plain(ASPECTS[self.stop.step.aspect], "aspect")
        yield plain(self.stop.text, "question")
        if self.stop.step.hint:
            yield plain(self.stop.step.hint, "hint")
        line = TensionLine(field.left.name, field.right.name, before.value if before else None)
        line.home = self._home(self.stop.beside)
        yield line
        with Horizontal(classes="glosses"):
            yield plain(field.left.gloss, "gloss")
            yield plain(field.right.gloss, "gloss right")
        yield from (self._other(other, n == 0) for n, other in enumerate(self.stop.others))
        self.unknown = bool(before and before.value is None)
        yield Static(classes="unknown", markup=False)

    def _other(self, other: Other, is_first: bool) -> OtherLine:
        mark = self.entry.placement(other.address)
        beside = self.stop.beside.below(other.address.part) if self.stop.beside else None
        line = OtherLine(
            other.whose, mark.value if mark else None, bool(mark and mark.value is None), self._home(beside)
        )
        line.set_class(is_first, "first")
        return line

    def _home(self, address: Address | None) -> int | None:
        """Where a mark stood at an earlier question."""
        mark = self.session.known.placement(address)
        return mark.value if mark else None

    def on_mount(self) -> None:
        self.watch_unknown()

    def watch_unknown(self) -> None:
        self.set_class(self.unknown, "-unknown")
        for static in self.query(".unknown").results(Static):
            # The same words again would lay out the whole screen, at every key.
            if static.content != (words := self._words()):
                static.update(words)

    def _words(self) -> str:
        """What the screen says about the mark: in words, never a number."""
        if self.unknown:
            return "Je weet het (nog) niet. Dat is een antwoord."
        if self.line.value is None:
            return _HOW
        if self.line.home is not None:
            return f"○ is waar je {'vooraf stond' if self._looks_back else 'van nature staat'}."
        return _HOW_OTHERS if self.stop.others else ""

    @property
    def _looks_back(self) -> bool:
        return bool(self.stop.beside and is_before(self.stop.beside))

    @property
    def line(self) -> TensionLine:
        """One's own."""
        return self.query(TensionLine).first()

    @property
    def others(self) -> tuple[OtherLine, ...]:
        return tuple(self.query(OtherLine))

    @property
    def first(self) -> Widget | None:
        return self.line

    def action_not_known(self) -> None:
        """Not knowing (yet) is an answer: it shows, and it is kept."""
        if self.leaves_part_unknown():
            return
        self.line.value = None
        self.unknown = True
        self.post_message(self.Changed(self, mark=True))

    def leaves_part_unknown(self) -> bool:
        """On the line of another it is said of that other, and one's own mark stays."""
        other = next((line for line in self.others if line.has_focus), None)
        if other:
            other.leave_unknown()
        return other is not None

    def on_tension_line_moved(self, event: TensionLine.Moved) -> None:
        if event.line is self.line:
            self.unknown = False
            self.watch_unknown()
        self.post_message(self.Changed(self, mark=True))

    def kept(self, state: State | None = None) -> Kept:
        own = self._own(state)
        marks, removed = list(own.placements), list(own.removed)
        for other, line in zip(self.stop.others, self.others, strict=True):
            if line.value is not None or line.unknown:
                marks.append(self._placement(line.value, other.address, other.whose))
            else:
                removed.append(other.address)
        return Kept(answers=own.answers, placements=tuple(marks), removed=tuple(removed))

    def _own(self, state: State | None) -> Kept:
        if state is State.UNKNOWN or self.unknown:
            mark = self._placement(None, self.stop.address)
            return Kept(answers=(self.stop.answer(state=State.UNKNOWN),), placements=(mark,))
        if self.line.value is None:
            skipped = (self.stop.answer(state=State.SKIPPED),) if state is State.SKIPPED else ()
            return Kept(answers=skipped)
        mark = self._placement(self.line.value, self.stop.address)
        return Kept(answers=(self.stop.answer(),), placements=(mark,))

    def _placement(self, value: int | None, address: Address, whose: str = SELF) -> Placement:
        assert isinstance(self.stop.step, Place)
        return Placement(
            address=address,
            field=self._field.id,
            left=self._field.left.name,
            right=self._field.right.name,
            aspect=self.stop.step.aspect,
            value=value,
            day=self.entry.day,
            whose=whose,
        )
