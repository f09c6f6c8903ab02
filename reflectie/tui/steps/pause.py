"""A still while. Nothing counts down in figures, nothing sounds; one can go on at any moment."""

from textual.app import ComposeResult
from textual.widgets import Static

from reflectie.domain.entry import State
from reflectie.domain.step import Pause
from reflectie.tui.steps.view import Kept, StopView, plain

MINUTE = 60.0
"""Seconds of a still minute."""
_DOTS = 12
_WORDS = {1: "Een minuut stil.", 2: "Twee minuten stil.", 3: "Drie minuten stil.", 5: "Vijf minuten stil."}
_OVER = "De stilte is voorbij. Blijf zo lang je wilt."


class PauseView(StopView):
    """A row of dots that empties slowly; where nothing may move there are only words, also at the end."""

    DEFAULT_CSS = """
    PauseView {
        align-vertical: middle;
        .question { text-style: none; }
        .still { width: 100%; text-align: center; height: 1; margin: 1 0; color: $trail; }
        .words { width: 100%; text-align: center; height: auto; color: $quiet; }
    }
    """

    is_present = False
    """Whether the still while goes on: whoever sits still is there, and the journal stays open."""

    @property
    def _step(self) -> Pause:
        assert isinstance(self.stop.step, Pause)
        return self.stop.step

    def compose(self) -> ComposeResult:
        for paragraph in self.stop.text.split("\n"):
            if paragraph.strip():
                yield plain(paragraph.strip(), "question")
        yield Static(classes="still", markup=False)
        minutes = self._step.minutes
        yield plain(_WORDS.get(minutes, f"Ongeveer {minutes} minuten stil."), "words")

    def on_mount(self) -> None:
        self._full = _DOTS
        self.is_present = True
        length = self._step.minutes * MINUTE
        self.set_timer(length, self._end)
        if self.app.animation_level != "none":
            self._show()
            self.set_interval(length / _DOTS, self._empty, repeat=_DOTS - 1)

    def _empty(self) -> None:
        self._full -= 1
        self._show()

    def _show(self) -> None:
        dots = ["●"] * self._full + ["·"] * (_DOTS - self._full)
        self.query_one(".still", Static).update(" ".join(dots))

    def _end(self) -> None:
        self._full = 0
        self.is_present = False
        if self.app.animation_level != "none":
            self._show()
        self.query_one(".words", Static).update(_OVER)

    def kept(self, state: State | None = None) -> Kept:
        return Kept()
