"""A mark on a line between two poles, or not to know."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.entry import Placement, State
from reflectie.domain.field import TensionField
from reflectie.domain.step import Place
from reflectie.export.words import ASPECTS
from reflectie.tui.steps.view import Kept, StopView, plain
from reflectie.tui.widgets.tension_line import TensionLine


class PlaceView(StopView):
    """The line with both glosses under it, and one quiet row that says where things stand in words."""

    DEFAULT_CSS = """
    PlaceView {
        .aspect { color: $quiet; text-style: italic; }
        TensionLine { margin-top: 1; }
        .glosses { height: auto; margin-top: 1; }
        .glosses Static { width: 1fr; height: auto; }
        .glosses .right { text-align: right; margin-left: 4; }
        .unknown { margin-top: 1; height: auto; color: $mark; }
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
        beside = self.session.known.placement(self.stop.beside)
        yield plain(ASPECTS[self.stop.step.aspect], "aspect")
        yield plain(self.stop.text, "question")
        if self.stop.step.hint:
            yield plain(self.stop.step.hint, "hint")
        line = TensionLine(field.left.name, field.right.name, before.value if before else None)
        line.home = beside.value if beside else None
        yield line
        with Horizontal(classes="glosses"):
            yield plain(field.left.gloss, "gloss")
            yield plain(field.right.gloss, "gloss right")
        self.unknown = bool(before and before.value is None)
        yield Static(classes="unknown", markup=False)

    def on_mount(self) -> None:
        self.watch_unknown()

    def watch_unknown(self) -> None:
        for static in self.query(".unknown").results(Static):
            static.update(self._words())

    def _words(self) -> str:
        """What the screen says about the mark: in words, never a number."""
        if self.unknown:
            return "Je weet het (nog) niet. Dat is een antwoord."
        if self.line.value is None:
            return "Met ← → of een klik zet je jouw teken. Er is geen goede plek."
        return "○ is waar je van nature staat." if self.line.home is not None else ""

    @property
    def line(self) -> TensionLine:
        return self.query_one(TensionLine)

    @property
    def first(self) -> Widget | None:
        return self.line

    def action_not_known(self) -> None:
        """Not knowing (yet) is an answer: it shows, and it is kept."""
        self.line.value = None
        self.unknown = True
        self.post_message(self.Changed(self, mark=True))

    def on_tension_line_moved(self) -> None:
        self.unknown = False
        self.watch_unknown()
        self.post_message(self.Changed(self, mark=True))

    def kept(self, state: State | None = None) -> Kept:
        assert isinstance(self.stop.step, Place)
        if state is State.UNKNOWN or self.unknown:
            return Kept(answers=(self.stop.answer(state=State.UNKNOWN),), placements=(self._placement(None),))
        if self.line.value is None:
            skipped = (self.stop.answer(state=State.SKIPPED),) if state is State.SKIPPED else ()
            return Kept(answers=skipped)
        return Kept(answers=(self.stop.answer(),), placements=(self._placement(self.line.value),))

    def _placement(self, value: int | None) -> Placement:
        assert isinstance(self.stop.step, Place)
        return Placement(
            address=self.stop.address,
            field=self._field.id,
            left=self._field.left.name,
            right=self._field.right.name,
            aspect=self.stop.step.aspect,
            value=value,
            day=self.entry.day,
        )
