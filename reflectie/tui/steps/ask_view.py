"""Steps answered in free text: a question, and a date."""

from textual.app import ComposeResult
from textual.widgets import Static

from reflectie.domain.date_parser import date_in_words
from reflectie.domain.entry import AnswerState
from reflectie.domain.responses import date_value
from reflectie.domain.step import Date
from reflectie.tui.steps.step_view import StepView, plain_text
from reflectie.tui.widgets.editor import LineEditor


class AskView(StepView):
    """The head and its answer above, when this is a follow-up; then the question and a field."""

    def compose(self) -> ComposeResult:
        head = self.session.stop_at(self.stop.parent)
        if head:
            yield plain_text(head.text, "head")
            if (said := self.entry.answer(head.address)) and said.text:
                yield plain_text(said.text, "said")
        yield from self.compose_heading()
        yield self.make_editor(self._placeholder())

    def _placeholder(self) -> str:
        if self.answer and self.answer.state is AnswerState.UNKNOWN:
            return "Hier zei je: dat weet ik (nog) niet."
        return "Schrijf zoals het komt."


_EXAMPLES = "Bijvoorbeeld 12-3-2026, 12 maart, maart 2025 of vorig jaar. Alleen een jaar mag ook."

_TIME_EXAMPLES = "Bijvoorbeeld 24 november 14:30, of alleen de dag."

_AS_TYPED = "Dit blijft staan zoals je het schrijft."


class DateView(StepView):
    """Nothing is refused: what is no day stays as it was typed."""

    DEFAULT_CSS = "DateView { .understood { height: auto; margin-top: 1; color: $quiet; } }"

    @property
    def _step(self) -> Date:
        assert isinstance(self.stop.step, Date)
        return self.stop.step

    def compose(self) -> ComposeResult:
        yield from self.compose_heading()
        yield LineEditor(*self.initial_text)
        yield Static(classes="understood", markup=False)

    def on_mount(self) -> None:
        self._show_hint()

    def on_text_area_changed(self) -> None:
        self._show_hint()
        super().on_text_area_changed()

    def _show_hint(self) -> None:
        text = self.text.strip()
        value = date_value(self.stop, self.entry, text)
        words = date_in_words(value) if value else _AS_TYPED
        examples = _TIME_EXAMPLES if self._step.time else _EXAMPLES
        self.query_one(".understood", Static).update(words if text else examples)
