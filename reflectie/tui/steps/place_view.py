"""Steps on a tension line: place yourself and others on it, and explore beside your mark."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.scale import OPEN_MARK_SIGN
from reflectie.domain.entry import Address, Placement
from reflectie.domain.field import Aspect, TensionField
from reflectie.domain.labels import ASPECT_LABELS
from reflectie.domain.plan import NatureStop, OtherPerson, Stop
from reflectie.domain.preparation import is_preparation_address
from reflectie.domain.responses import Mark, PlaceResponse, Response
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.tui.steps.step_view import StepView, forward_typing, plain_text
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.tension_line import OtherLine, TensionLine


class NatureLine(OtherLine):
    """The line for the mark by nature: an open mark, as everywhere else."""

    mark_sign = OPEN_MARK_SIGN


_HOW_TO_PLACE = "Met ← → of een klik zet je jouw teken. Er is geen goede plek."

_HOW_TO_PLACE_OTHERS = "Met ↓ kom je bij de anderen. Het is jouw beeld van hen, en dat blijft bij jou."


class PlaceView(StepView):
    """The line of the user with the glosses of its poles, and a line for each of the others."""

    DEFAULT_CSS = """
    PlaceView {
        overflow-y: auto; scrollbar-size-vertical: 1;
        .aspect { color: $quiet; text-style: italic; }
        TensionLine { margin-top: 1; }
        OtherLine { margin-top: 0; }
        .glosses { height: auto; margin-top: 1; }
        .glosses Static { width: 1fr; height: auto; }
        .glosses .right { text-align: right; margin-left: 4; }
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

    unknown = reactive(False)
    """Whether the user does not know where they stand."""

    shows_nature = reactive(False, bindings=True)
    """Whether the line for the mark by nature is shown: the first time in a field, or on request."""

    @property
    def _field(self) -> TensionField:
        field = self.library.field(self.stop.field_id)
        assert field is not None, "the loader checks that the field of a place exists"
        return field

    def compose(self) -> ComposeResult:
        assert isinstance(self.stop.step, Place)
        self.set_class(bool(self.stop.others), "-others")
        if not self._beside_is_mark:
            yield from self.compose_beside()
        if not self._looks_back:
            yield plain_text(ASPECT_LABELS[self.stop.step.aspect], "aspect")
        yield plain_text(self.stop.text, "question")
        if self.stop.step.hint:
            yield plain_text(self.stop.step.hint, "hint")
        yield self._make_own_line()
        with Horizontal(classes="glosses"):
            yield plain_text(self._field.left.gloss, "gloss")
            yield plain_text(self._field.right.gloss, "gloss right")
        if self.stop.nature:
            yield plain_text(self.stop.nature.text, "question nature")
            yield self._make_nature_line(self.stop.nature)
        for number, person in enumerate(self.stop.others):
            yield self._make_other_line(person).set_class(number == 0, "first")
        yield Static(classes="unknown", markup=False)

    def _make_own_line(self) -> TensionLine:
        field, saved = self._field, self.entry.placement(self.stop.address)
        self.unknown = bool(saved and saved.value is None)
        line = TensionLine(field.left.name, field.right.name, saved.value if saved else None)
        line.origin = _earlier_value(self.session, self.stop.beside)
        if self.stop.nature and line.origin is None:
            line.origin = self.session.natures.get(self.stop.field_id)
        return line

    def _make_nature_line(self, nature: NatureStop) -> NatureLine:
        saved = self.entry.placement(nature.address)
        value = saved.value if saved else None
        return NatureLine(ASPECT_LABELS[Aspect.NATURE], value, bool(saved and value is None), None)

    def _make_other_line(self, person: OtherPerson) -> OtherLine:
        saved = self.entry.placement(person.address)
        earlier = self.stop.beside.child(person.address.part) if self.stop.beside else None
        unknown = bool(saved and saved.value is None)
        origin = _earlier_value(self.session, earlier)
        return OtherLine(person.whose, saved.value if saved else None, unknown, origin)

    def on_mount(self) -> None:
        self.watch_unknown()
        self.shows_nature = bool(self.stop.nature and self.entry.placement(self.stop.nature.address))

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

    def next_field(self) -> bool:
        """Ask for the mark by nature, once, where no earlier entry has it."""
        if self.shows_nature or not self.session.asks_nature(self.stop):
            return False
        self.action_show_nature()
        return True

    def watch_unknown(self) -> None:
        self.set_class(self.unknown, "-unknown")
        for static in self.query(".unknown").results(Static):
            if static.content != (text := self._status_text()):
                static.update(text)  # not at every key: an update lays out the whole screen again

    def _status_text(self) -> str:
        """What the screen says about the mark: in words, never as a number."""
        if self.unknown:
            return "Je weet het (nog) niet. Dat is een antwoord."
        is_placed, has_origin = self.own_line.value is not None, self.own_line.origin is not None
        legend = f"○ is waar je {'vooraf stond' if self._looks_back else 'van nature staat'}."
        if not is_placed:
            return f"{_HOW_TO_PLACE}\n{legend}" if has_origin else _HOW_TO_PLACE
        if has_origin:
            return legend
        return _HOW_TO_PLACE_OTHERS if self.stop.others else ""

    @property
    def _looks_back(self) -> bool:
        return bool(self.stop.beside and is_preparation_address(self.stop.beside))

    @property
    def _beside_is_mark(self) -> bool:
        """Whether the earlier answer is a mark, which stands on the line itself."""
        beside = self.stop.beside
        return beside is None or self.session.entry_with_preparation.placement(beside) is not None

    @property
    def own_line(self) -> TensionLine:
        lines = (line for line in self.query(TensionLine) if not line.read_only)
        return next(lines)

    @property
    def other_lines(self) -> tuple[OtherLine, ...]:
        return tuple(line for line in self.query(OtherLine) if not isinstance(line, NatureLine))

    @property
    def initial_focus(self) -> Widget | None:
        return self.own_line

    def action_mark_unknown(self) -> None:
        if self.mark_part_unknown():
            return
        self.own_line.value = None
        self.unknown = True
        self.post_message(self.Changed(self, is_selection=True))

    def mark_part_unknown(self) -> bool:
        """Mark the focused line of another person as not known; False when no such line is focused."""
        focused = next((line for line in self.query(OtherLine) if line.has_focus), None)
        if focused:
            focused.mark_unknown()
        return focused is not None

    def on_tension_line_moved(self, event: TensionLine.Moved) -> None:
        if event.line is self.own_line:
            self.unknown = False
            self.watch_unknown()
        self.post_message(self.Changed(self, is_selection=True))

    @property
    def response(self) -> Response:
        others = (Mark(value=line.value, is_unknown=line.unknown) for line in self.other_lines)
        own = Mark(value=self.own_line.value, is_unknown=self.unknown)
        natures = (Mark(value=line.value, is_unknown=line.unknown) for line in self.query(NatureLine))
        return PlaceResponse(field=self._field, own=own, nature=next(natures, Mark()), others=tuple(others))


def _earlier_value(session: Session, address: Address | None) -> int | None:
    """The value of a mark at an earlier question."""
    placement = session.entry_with_preparation.placement(address)
    return placement.value if placement else None


_HOW_TO_SHIFT = "Met ← of → schuif je je teken. Typ daarna wat je merkt."


class _ExploreLine(TensionLine):
    """A line on which the user tries another place. What is typed here goes to the text field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab,down", "app.focus_next", "erbij schrijven"),
    ]

    def __init__(self, placement: Placement, value: int, editor: Editor) -> None:
        super().__init__(placement.left, placement.right, value)
        self._editor = editor

    async def on_key(self, event: events.Key) -> None:
        await forward_typing(self, self._editor, event)

    async def on_paste(self, event: events.Paste) -> None:
        await forward_typing(self, self._editor, event)


class ExploreView(StepView):
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
        origin = placement.value or 0
        shift = self.session.shift_at(self.stop)
        line = _ExploreLine(placement, origin if shift is None else shift, editor)
        line.origin = origin
        yield line
        yield plain_text(self.stop.text, "question")
        yield plain_text(_HOW_TO_SHIFT, "hint")
        yield editor

    @property
    def initial_focus(self) -> Widget | None:
        """The line, until the mark was moved or something was written."""
        is_begun = self.session.shift_at(self.stop) is not None or bool(self.text)
        return self.editor if is_begun else self.query_one(TensionLine)

    def on_tension_line_moved(self, event: TensionLine.Moved) -> None:
        event.stop()
        self.post_message(self.Shifted(self.stop, event.line.value or 0))
