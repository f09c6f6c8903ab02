"""Steps answered in free text: a question, a date, and the name of the situation."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import date_in_words
from reflectie.domain.entry import AnswerState
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.responses import date_value
from reflectie.domain.situation import Situation
from reflectie.domain.step import Choose, Date
from reflectie.tui.steps.step_view import TextStepView, answer_text, plain_text
from reflectie.tui.terminal.stale_input import SafeOptionList
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


# The name of the situation ------------------------------------------------------------------------

_TYPE_NAME = "Typ een naam, of ga verder zonder."

_CHOOSE_NAME = "Typ een naam, kies ↓, of ga verder."


class NameSituationView(TextStepView):
    """A line for the name, with the open situations below it."""

    DEFAULT_CSS = """
    NameSituationView {
        OptionList { height: 1fr; background: $background; margin-top: 1; }
        .name-hint { height: auto; margin-top: 1; color: $mark; }
    }
    """

    def compose(self) -> ComposeResult:
        yield from self.compose_heading()
        yield self.make_editor(_CHOOSE_NAME if self.session.situations else _TYPE_NAME, LineEditor)
        yield Static(classes="name-hint", markup=False)
        yield SafeOptionList(*(Option(Content(s.name), id=s.id) for s in self._offered("")))

    def on_mount(self) -> None:
        self._show_matches()

    def show_situation(self, name: str) -> None:
        """Show the name in place of what was typed, which would otherwise move the entry again."""
        if self.editor:
            self.editor.text = name

    def _offered(self, typed: str) -> list[Situation]:
        """The situations with the typed text in their name."""
        return [s for s in self.session.situations if typed.casefold() in s.name.casefold()]

    def on_text_area_changed(self) -> None:
        self._show_matches()
        super().on_text_area_changed()

    def _show_matches(self) -> None:
        typed = self.text.strip()
        offered = [situation for situation in self._offered(typed) if situation.name != typed]
        option_list = self.query_one(OptionList)
        option_list.clear_options()
        option_list.add_options(Option(Content(s.name), id=s.id) for s in offered)
        option_list.display = bool(offered)
        hint = self.query_one(".name-hint", Static)
        hint.update(text := privacy_hint(typed) or "")
        hint.display = bool(text)

    def on_line_editor_cursor_exited(self, event: LineEditor.CursorExited) -> None:
        """Go from the line to the list."""
        option_list = self.query_one(OptionList)
        if event.direction > 0 and option_list.option_count:
            option_list.focus()
            option_list.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Go from the top of the list back to the line."""
        option_list = self.query_one(OptionList)
        if event.key == "up" and option_list.has_focus and not option_list.highlighted and self.editor:
            event.stop()
            event.prevent_default()
            self.editor.focus()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Use the situation that was chosen, and go on."""
        event.stop()
        situation = next(s for s in self.session.situations if s.id == event.option_id)
        if self.editor:
            self.editor.text = situation.name
            self.editor.focus()
            await self.run_action("screen.next")
