"""A day, typed as people write it; below it stands how it is understood."""

from textual.app import ComposeResult
from textual.widgets import Static

from reflectie.domain.step import Date
from reflectie.domain.when import in_words, understood
from reflectie.tui.steps.view import StopView
from reflectie.tui.widgets.line_editor import LineEditor

_EXAMPLES = "Bijvoorbeeld 12-3-2026, 12 maart, maart 2025 of vorig jaar. Alleen een jaar mag ook."
_TIMES = "Bijvoorbeeld 24 november 14:30, of alleen de dag."
_AS_TYPED = "Dit blijft staan zoals je het schrijft."


class DateView(StopView):
    """Nothing is refused: what is no day stays as it was typed."""

    DEFAULT_CSS = "DateView { .understood { height: auto; margin-top: 1; color: $quiet; } }"

    @property
    def _step(self) -> Date:
        assert isinstance(self.stop.step, Date)
        return self.stop.step

    def compose(self) -> ComposeResult:
        yield from self.heading()
        yield LineEditor(*self.begin)
        yield Static(classes="understood", markup=False)

    def on_mount(self) -> None:
        self._tell()

    def on_text_area_changed(self) -> None:
        self._tell()
        super().on_text_area_changed()

    def _tell(self) -> None:
        text = self.text.strip()
        words = in_words(self.value) if self.value else _AS_TYPED
        examples = _TIMES if self._step.time else _EXAMPLES
        self.query_one(".understood", Static).update(words if text else examples)

    @property
    def value(self) -> str:
        return understood(self.text, self.entry.day, time=self._step.time)
