"""Steps answered in free text: a question, and a date."""

from textual.app import ComposeResult
from textual.widgets import Static

from reflectie.domain.dates import date_in_words
from reflectie.domain.entry import AnswerState
from reflectie.domain.responses import date_value
from reflectie.domain.step import Choose, Date
from reflectie.tui.steps.step_view import TextStepView, answer_text, plain_text
from reflectie.tui.widgets.editor import LineEditor


class AskView(TextStepView):
    """The question with a text field; above a follow-up stand the first question and its answer."""

    def compose(self) -> ComposeResult:
        parent = self.session.stop_at(self.stop.parent)
        answer = answer_text(parent.address, self.entry) if parent else ""
        if parent and (answer or isinstance(parent.step, Choose)):  # a skipped question would only distract
            yield plain_text(parent.text, "earlier-heading")
        if answer:
            yield plain_text(answer, "earlier-answer")
        yield from self.compose_heading()
        yield self.make_editor(self._placeholder)

    @property
    def _placeholder(self) -> str:
        answer = self.entry.answer(self.stop.address)
        if answer and answer.state is AnswerState.UNKNOWN:
            return "Hier zei je: dat weet ik (nog) niet."
        return "Schrijf zoals het komt."


_EXAMPLES = "Bijvoorbeeld 12-3-2026, 12 maart, maart 2025 of vorig jaar. Alleen een jaar mag ook."

_TIME_EXAMPLES = "Bijvoorbeeld 24 november 14:30, of alleen de dag."

_AS_TYPED = "Die datum herken ik niet; je woorden blijven staan."


class DateView(TextStepView):
    """The question with a line of text, and how it is understood. Text that is no date is kept as typed."""

    DEFAULT_CSS = "DateView { .understood { height: auto; margin-top: 1; color: $quiet; } }"

    def compose(self) -> ComposeResult:
        yield from self.compose_heading()
        yield self.make_editor(editor_class=LineEditor)
        yield Static(classes="understood", markup=False)

    def on_mount(self) -> None:
        self._show_hint()

    def on_text_area_changed(self) -> None:
        self._show_hint()
        super().on_text_area_changed()

    def _show_hint(self) -> None:
        self.query_one(".understood", Static).update(self._hint)

    @property
    def _hint(self) -> str:
        assert isinstance(self.stop.step, Date)
        text = self.text.strip()
        if not text:
            return _TIME_EXAMPLES if self.stop.step.time else _EXAMPLES
        value = date_value(self.stop, self.entry, text)
        return date_in_words(value) if value else _AS_TYPED
