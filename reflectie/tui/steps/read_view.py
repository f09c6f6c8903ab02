"""Screens without a question: a text, a pause, and the end of an exercise."""

import re

from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content, Span
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.diagram_data import diagram_data
from reflectie.diagrams.renderers import render_legend, render_picture
from reflectie.domain.responses import NoResponse, Response
from reflectie.domain.step import Draw, Pause
from reflectie.domain.text_layout import wrap
from reflectie.tui.steps.step_view import StepView, plain_text

_FRAMES = re.compile("[─│╭╮╰╯┼┤├┴╌╎┈┊]+")
"""What holds a drawing together and says little itself: light lines, but no double or wavy ones."""

_MAX_HEADER_SHARE = 0.4
"""The part of the height that what stays in sight may take; in less room it scrolls along."""

_MIN_HEIGHT_FOR_HEADER = 14
"""Rows below which nothing but the drawing stays in sight."""


class DrawView(StepView):
    """The drawing is made anew when the screen changes; arrows and the wheel scroll it.

    The question and the signs stay in sight above it where there is room for them.
    """

    USES_FULL_WIDTH = True
    DEFAULT_CSS = """
    DrawView {
        ScrollableContainer { height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
        .legend { height: auto; margin-bottom: 1; text-wrap: nowrap; }
        .drawing { width: auto; height: auto; text-wrap: nowrap; }
    }
    """

    def compose(self) -> ComposeResult:
        yield plain_text(self.stop.text, "question")
        yield plain_text("", "legend")
        with ScrollableContainer():
            yield plain_text(self.stop.text, "question")
            yield plain_text("", "legend")
            yield plain_text("", "drawing")

    def on_mount(self) -> None:
        assert isinstance(self.stop.step, Draw)
        self._drawing = self.stop.step.drawing
        self._picture = diagram_data(self.stop.step, self.stop, self.entry, self.session.exercise)

    def on_resize(self) -> None:
        width = self.size.width - 1  # one cell stays free for the scrollbar
        signs = render_legend(self._drawing, self._picture, width)
        asked = len(wrap(self.stop.text, width)) + 1
        room = self.size.height * _MAX_HEADER_SHARE if self.size.height >= _MIN_HEIGHT_FOR_HEADER else 0
        self._place_header(".question", asked <= room)
        self._place_header(".legend", asked + len(signs) + 1 <= room, is_there=bool(signs))
        for told in self.query(".legend").results(Static):
            told.update(_dim_frames(signs))
        self.query_one(".drawing", Static).update(
            _dim_frames(render_picture(self._drawing, self._picture, width))
        )

    def _place_header(self, what: str, is_kept: bool, is_there: bool = True) -> None:
        """Shows it above the drawing, or else at its top."""
        above, along = self.query(what)
        above.display, along.display = is_there and is_kept, is_there and not is_kept

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(ScrollableContainer)

    @property
    def response(self) -> Response:
        return NoResponse()


def _dim_frames(rows: tuple[str, ...]) -> Content:
    """The rows with their frames less bright than the words; without colour nothing is lost."""
    text = "\n".join(rows)
    return Content(text, [Span(*found.span(), "$quiet") for found in _FRAMES.finditer(text)])


class ReadView(StepView):
    DEFAULT_CSS = """
    ReadView { Static { margin-bottom: 1; } VerticalScroll { height: 1fr; } }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for paragraph in self.stop.text.split("\n"):
                if paragraph.strip():
                    yield plain_text(paragraph.strip())

    @property
    def response(self) -> Response:
        return NoResponse()

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(VerticalScroll)


MINUTE_SECONDS = 60.0
"""Seconds of a still minute."""

_DOTS = 12

_DURATION_TEXTS = {
    1: "Een minuut stil.",
    2: "Twee minuten stil.",
    3: "Drie minuten stil.",
    5: "Vijf minuten stil.",
}

_FINISHED_TEXT = "De stilte is voorbij. Blijf zo lang je wilt."


class PauseView(StepView):
    """A row of dots that empties slowly; where nothing may move there are only words, also at the end."""

    DEFAULT_CSS = """
    PauseView {
        align-vertical: middle;
        .question { text-style: none; }
        .still { width: 100%; text-align: center; height: 1; margin: 1 0; color: $trail; }
        .words { width: 100%; text-align: center; height: auto; color: $quiet; }
    }
    """

    prevents_idle_lock = False
    """Whether the still while goes on: whoever sits still is there, and the journal stays open."""

    @property
    def _step(self) -> Pause:
        assert isinstance(self.stop.step, Pause)
        return self.stop.step

    def compose(self) -> ComposeResult:
        for paragraph in self.stop.text.split("\n"):
            if paragraph.strip():
                yield plain_text(paragraph.strip(), "question")
        yield Static(classes="still", markup=False)
        minutes = self._step.minutes
        yield plain_text(_DURATION_TEXTS.get(minutes, f"Ongeveer {minutes} minuten stil."), "words")

    def on_mount(self) -> None:
        self._dots_left = _DOTS
        self.prevents_idle_lock = True
        length = self._step.minutes * MINUTE_SECONDS
        self.set_timer(length, self._finish)
        if self.app.animation_level != "none":
            self._show_dots()
            self.set_interval(length / _DOTS, self._remove_dot, repeat=_DOTS - 1)

    def _remove_dot(self) -> None:
        self._dots_left -= 1
        self._show_dots()

    def _show_dots(self) -> None:
        dots = ["●"] * self._dots_left + ["·"] * (_DOTS - self._dots_left)
        self.query_one(".still", Static).update(" ".join(dots))

    def _finish(self) -> None:
        self._dots_left = 0
        self.prevents_idle_lock = False
        if self.app.animation_level != "none":
            self._show_dots()
        self.query_one(".words", Static).update(_FINISHED_TEXT)

    @property
    def response(self) -> Response:
        return NoResponse()


class EndView(Vertical):
    """No applause and no sum: it is there, and it is yours; ``has_card`` says that there is a card of it."""

    DEFAULT_CSS = "EndView { height: 1fr; Static { margin-bottom: 1; } .question { text-style: bold; } }"

    def __init__(self, has_card: bool = False) -> None:
        super().__init__()
        self._has_card = has_card

    def compose(self) -> ComposeResult:
        yield plain_text("Dit was de laatste vraag.", "question")
        yield plain_text("Wat je schreef staat in je logboek. Je kunt nog terug, of het zo laten.")
        if self._has_card:
            yield plain_text("Bij dit overleg staat je kaart klaar, voor aan tafel.")
        yield plain_text("Met Enter sluit je af; later kun je toch verder. Met Esc blijft het open.", "quiet")

    @property
    def initial_focus(self) -> Widget | None:
        return None
