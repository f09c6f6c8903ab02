"""Screens without a question: a text, a drawing, a pause, and the end of an exercise."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.renderers import diagram_data, render_legend, render_picture
from reflectie.domain.step import Draw, Pause
from reflectie.domain.text_layout import wrap
from reflectie.tui.steps.step_view import StepView, drawing_content, plain_text
from reflectie.tui.terminal.textual_private import start_timer
from reflectie.tui.widgets.option_row import CHECKED_SIGN, UNCHECKED_SIGN

_MAX_HEADER_SHARE = 0.4
"""The part of the height that question and legend may take above the drawing. Taller ones scroll with it."""

_MIN_HEIGHT_FOR_HEADER = 14
"""Below this many rows question and legend scroll with the drawing."""


class DrawView(StepView):
    """A drawing that scrolls, with the question and the legend fixed above it where there is room.

    It is drawn again when the size of the window changes.
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
        self._data = diagram_data(self.stop.step, self.stop, self.entry, self.session.exercise)

    def on_resize(self) -> None:
        width, height = self.size.width - 1, self.size.height  # one cell stays free for the scrollbar
        legend = render_legend(self._drawing, self._data, width)
        max_height = height * _MAX_HEADER_SHARE if height >= _MIN_HEIGHT_FOR_HEADER else 0
        question_height = len(wrap(self.stop.text, width)) + 1
        self._place_header(".question", is_fixed=question_height <= max_height)
        is_fixed = question_height + len(legend) + 1 <= max_height
        self._place_header(".legend", is_fixed, is_shown=bool(legend))
        for static in self.query(".legend").results(Static):
            static.update(drawing_content(legend))
        picture = render_picture(self._drawing, self._data, width)
        self.query_one(".drawing", Static).update(drawing_content(picture))

    def _place_header(self, selector: str, is_fixed: bool, is_shown: bool = True) -> None:
        """Show a header above the drawing, or else scrolling with it."""
        fixed, scrolling = self.query(selector)
        fixed.display, scrolling.display = is_shown and is_fixed, is_shown and not is_fixed

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(ScrollableContainer)


def _paragraphs(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


class ReadView(StepView):
    """A text to read."""

    DEFAULT_CSS = """
    ReadView { Static { margin-bottom: 1; } VerticalScroll { height: 1fr; } }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield from self.compose_beside()
            for paragraph in _paragraphs(self.stop.text):
                yield plain_text(paragraph)

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(VerticalScroll)


MINUTE_SECONDS = 60.0
"""Seconds in a minute of silence; tests make it shorter."""

_DOT_COUNT = 12

_DURATION_TEXTS = {
    1: "Een minuut stil.",
    2: "Twee minuten stil.",
    3: "Drie minuten stil.",
    5: "Vijf minuten stil.",
}

_FINISHED_TEXT = "De stilte is voorbij. Blijf zo lang je wilt."


_SOUND_TEXT = "geluid aan het eind"

_SOUND_ON_TEXT = f"{_SOUND_TEXT}: één piep"


class SoundSwitch(Static, can_focus=True):
    """A line that says whether a sound follows. The space bar and a click change it."""

    DEFAULT_CSS = """
    SoundSwitch { width: 100%; text-align: center; height: 1; margin-top: 1; color: $quiet; }
    SoundSwitch:focus { color: $foreground; }
    """
    HELP_TITLE: ClassVar[str] = "In een stille minuut"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "toggle_sound", _SOUND_TEXT)]

    class Changed(Message):
        """The user wants a sound, or none."""

        def __init__(self, is_on: bool) -> None:
            self.is_on = is_on
            super().__init__()

    is_on: reactive[bool] = reactive(False)

    def __init__(self) -> None:
        super().__init__(markup=False)

    def render(self) -> Content:
        sign, text = (CHECKED_SIGN, _SOUND_ON_TEXT) if self.is_on else (UNCHECKED_SIGN, _SOUND_TEXT)
        return Content.from_markup("[$mark]$sign[/] $text", sign=sign, text=text)

    def action_toggle_sound(self) -> None:
        self.is_on = not self.is_on
        self.post_message(self.Changed(self.is_on))

    def on_click(self) -> None:
        self.action_toggle_sound()


class PauseView(StepView):
    """A row of dots that disappear one by one; without animations only a text, which says when it is over.

    A sound at the end follows only if the user asked for it.
    """

    DEFAULT_CSS = """
    PauseView {
        align-vertical: middle;
        .question { text-style: none; }
        .dots { width: 100%; text-align: center; height: 1; margin: 1 0; color: $trail; }
        .caption { width: 100%; text-align: center; height: auto; color: $quiet; }
    }
    """

    has_sound = False
    """Whether the sound is on when the pause is shown."""

    prevents_idle_lock = False
    """Whether the pause is running. The user presses no keys then, and the journal must stay open."""

    @property
    def _minutes(self) -> int:
        assert isinstance(self.stop.step, Pause)
        return self.stop.step.minutes

    def compose(self) -> ComposeResult:
        for paragraph in _paragraphs(self.stop.text):
            yield plain_text(paragraph, "question")
        yield Static(classes="dots", markup=False)
        yield plain_text(
            _DURATION_TEXTS.get(self._minutes, f"Ongeveer {self._minutes} minuten stil."), "caption"
        )
        yield self._make_switch()

    def _make_switch(self) -> SoundSwitch:
        switch = SoundSwitch()
        switch.set_reactive(SoundSwitch.is_on, self.has_sound)
        return switch

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(SoundSwitch)

    def on_mount(self) -> None:
        self._dots_left = _DOT_COUNT
        self.prevents_idle_lock = True
        seconds = self._minutes * MINUTE_SECONDS
        start_timer(self, seconds, self._finish)
        if self.app.animation_level != "none":
            self._show_dots()
            self.set_interval(seconds / _DOT_COUNT, self._remove_dot, repeat=_DOT_COUNT - 1)

    def _remove_dot(self) -> None:
        self._dots_left -= 1
        self._show_dots()

    def _show_dots(self) -> None:
        dots = ["●"] * self._dots_left + ["·"] * (_DOT_COUNT - self._dots_left)
        self.query_one(".dots", Static).update(" ".join(dots))

    def _finish(self) -> None:
        self._dots_left = 0
        self.prevents_idle_lock = False
        if self.app.animation_level != "none":
            self._show_dots()
        self.query_one(".caption", Static).update(_FINISHED_TEXT)
        if self.query_one(SoundSwitch).is_on:
            self.app.bell()
