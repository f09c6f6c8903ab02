"""Steps on a tension line: place yourself and others on it, and explore beside your mark."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.scale import OPEN_MARK_SIGN
from reflectie.domain.draft_change import asks_nature, other_origins, own_origin, restored_marks
from reflectie.domain.entry import Placement
from reflectie.domain.field import UNKNOWN_MARK, Aspect, Mark, TensionField
from reflectie.domain.labels import ASPECT_LABELS, aspect_label
from reflectie.domain.plan import Stop
from reflectie.domain.responses import PlaceResponse, Response
from reflectie.domain.step import Place
from reflectie.tui.steps.step_view import StepView, TextStepView, forward_typing, plain_text
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import MarkLine, OtherLine, PoleGlosses


class NatureLine(OtherLine):
    """The line for the mark by nature: an open mark, as everywhere else."""

    mark_sign = OPEN_MARK_SIGN


_HOW_TO_PLACE = "Met ← → of een klik zet je jouw teken. Er is geen goede plek."

_HOW_TO_PLACE_OTHERS = "Met ↓ kom je bij de anderen. Jouw beeld van hen blijft bij jou."


class PlaceView(StepView):
    """The line of the user with the glosses of its poles, and a line for each of the others."""

    DEFAULT_CSS = """
    PlaceView {
        overflow-y: auto; scrollbar-size-vertical: 1;
        .aspect { color: $quiet; text-style: italic; }
        TensionLine { margin-top: 1; }
        OtherLine { margin-top: 0; }
        .nature { margin-top: 1; }
        .unknown { margin-top: 1; height: auto; color: $mark; }
        &.-others .glosses { display: none; }
        &.-others .first { margin-top: 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Als je het niet weet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "mark_unknown", "weet ik (nog) niet", show=False),
        Binding("a", "show_nature", "van nature", show=False),
    ]

    shows_nature = reactive(False, bindings=True)
    """Whether the line for the mark by nature is shown: the first time in a field, or on request."""

    @property
    def _field(self) -> TensionField:
        field = self.library.field(self.stop.field_id)
        assert field is not None, "the loader checks that the field of a place exists"
        return field

    def compose(self) -> ComposeResult:
        stop, field = self.stop, self._field
        assert isinstance(stop.step, Place)
        self.set_class(bool(stop.others), "-others")
        if self.session.entry_with_preparation.placement(stop.beside) is None:
            yield from self.compose_beside()  # an earlier mark stands on the line itself
        if not stop.looks_back:
            yield plain_text(aspect_label(stop.step.aspect, stop.step.past), "aspect")
        yield plain_text(stop.text, "question")
        if stop.step.hint:
            yield plain_text(stop.step.hint, "hint")
        marks = restored_marks(self.session, stop, field)
        yield MarkLine(field.left.name, field.right.name, marks.own, own_origin(self.session, stop))
        yield PoleGlosses(field.left, field.right)
        if stop.nature:
            yield plain_text(stop.nature.text, "question nature")
            yield NatureLine(ASPECT_LABELS[Aspect.NATURE], marks.nature)
        others = zip(stop.others, marks.others, other_origins(self.session, stop), strict=True)
        for number, (person, mark, origin) in enumerate(others):
            yield OtherLine(person.whose, mark, origin).set_class(number == 0, "first")
        yield Static(classes="unknown", markup=False)

    def on_mount(self) -> None:
        self.shows_nature = restored_marks(self.session, self.stop, self._field).nature.is_set
        self._show_status()

    @property
    def own_line(self) -> MarkLine:
        return self.query(MarkLine).first()

    @property
    def other_lines(self) -> tuple[OtherLine, ...]:
        return tuple(line for line in self.query(OtherLine) if not isinstance(line, NatureLine))

    @property
    def initial_focus(self) -> Widget | None:
        return self.own_line

    def _show_status(self) -> None:
        """Say in words what the mark means."""
        self.set_class(self.own_line.unknown, "-unknown")
        text = _status_text(self.own_line, self.stop)
        static = self.query_one(".unknown", Static)
        if static.content != text:  # not at every key: an update lays out the whole screen again
            static.update(text)

    # The mark by nature --------------------------------------------------------------------------

    def watch_shows_nature(self) -> None:
        for widget in (*self.query(".nature"), *self.query(NatureLine)):
            widget.display = self.shows_nature

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show_nature":
            return self.stop.nature is not None and not self.shows_nature
        return super().check_action(action, parameters)

    def action_show_nature(self) -> None:
        """Let the user set the mark by nature again."""
        self.shows_nature = True
        self.query_one(NatureLine).focus()

    # What is reported ----------------------------------------------------------------------------

    def handle_action(self, action: str) -> bool:
        """Ask for the mark by nature before the next stop; mark the focused line of another as unknown."""
        if action == "next" and not self.shows_nature and asks_nature(self.session, self.stop):
            self.action_show_nature()
            return True
        focused = next((line for line in self.query(OtherLine) if line is self.screen.focused), None)
        if action == "unknown" and focused:
            focused.set_mark(UNKNOWN_MARK)
            return True
        return False

    def action_mark_unknown(self) -> None:
        if not self.handle_action("unknown"):
            self.own_line.set_mark(UNKNOWN_MARK)

    def on_mark_line_moved(self) -> None:
        self._show_status()
        self.post_message(self.Changed(self, is_selection=True))

    @property
    def response(self) -> Response:
        others = tuple(line.mark for line in self.other_lines)
        nature = next((line.mark for line in self.query(NatureLine)), Mark())
        return PlaceResponse(field=self._field, own=self.own_line.mark, nature=nature, others=others)


def _status_text(line: MarkLine, stop: Stop) -> str:
    """What the screen says about the mark: in words, never as a number."""
    if line.unknown:
        return "Je weet het (nog) niet. Dat is een antwoord."
    legend = f"○ is waar je {'vooraf stond' if stop.looks_back else 'van nature staat'}."
    if line.value is None:
        return _HOW_TO_PLACE if line.origin is None else f"{_HOW_TO_PLACE}\n{legend}"
    if line.origin is not None:
        return legend
    return _HOW_TO_PLACE_OTHERS if stop.others else ""


_HOW_TO_SHIFT = "Met ← of → schuif je je teken. Typ daarna wat je merkt."


class _ExploreLine(MarkLine):
    """A line on which the user tries another place. What is typed here goes to the text field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab,down", "app.focus_next", "erbij schrijven"),
    ]

    def __init__(self, placement: Placement, value: int, editor: Editor) -> None:
        """``value`` is where the mark is now; the placement stays its origin."""
        super().__init__(placement.left, placement.right, Mark(value=value), placement.value or 0)
        self._editor = editor

    async def on_key(self, event: events.Key) -> None:
        await forward_typing(self, self._editor, event)

    async def on_paste(self, event: events.Paste) -> None:
        await forward_typing(self, self._editor, event)


class ExploreView(TextStepView):
    """The line above a text field. The user moves the mark; an open ring stays at its saved value."""

    DEFAULT_CSS = "ExploreView { TensionLine { margin-bottom: 1; } }"

    class Shifted(Message):
        """The user moved the mark; it is not saved."""

        def __init__(self, place: Stop, value: int) -> None:
            self.place, self.value = place, value
            super().__init__()

    @property
    def _placement(self) -> Placement:
        placement = self.session.entry_with_preparation.placement(self.stop.beside)
        assert placement is not None, "the plan has no explore step without a mark"
        return placement

    def compose(self) -> ComposeResult:
        placement, editor = self._placement, self.make_editor("Schrijf zoals het komt.")
        shift = self.session.shift_at(self.stop)
        yield _ExploreLine(placement, placement.value or 0 if shift is None else shift, editor)
        yield plain_text(self.stop.text, "question")
        yield plain_text(_HOW_TO_SHIFT, "hint")
        yield editor

    @property
    def initial_focus(self) -> Widget | None:
        """The line, until the mark was moved or something was written."""
        is_begun = self.session.shift_at(self.stop) is not None or bool(self.text)
        return self.editor if is_begun else self.query_one(MarkLine)

    def on_mark_line_moved(self, event: MarkLine.Moved) -> None:
        event.stop()
        self.post_message(self.Shifted(self.stop, event.line.value or 0))
