"""Steps answered by choosing: options of a list, and a statement to recognise."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from reflectie.domain.draft_change import restored_response
from reflectie.domain.field import Pole
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.responses import ChooseResponse, RecogniseResponse, Response, options_shown
from reflectie.domain.step import Choose, Recognise
from reflectie.tui.steps.step_view import TextStepView, forward_typing, plain_text
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.option_row import CheckList, OptionRow

_ADDITIONS_TEXT = "Staat het er niet bij? Schrijf het hier, elk op een eigen regel."

_NOTE_TEXT = "Wat maakt dat? Als je wilt, schrijf je het hier."


class _ChoiceList(CheckList):
    """The options of a step. Text that is typed or pasted here goes to the field below."""

    def __init__(
        self, labels: dict[str, str], chosen: list[str], allow_many: bool, field: Editor | None
    ) -> None:
        super().__init__(labels, chosen, allow_many)
        self._field = field

    async def on_key(self, event: events.Key) -> None:
        if self._field:
            await forward_typing(self, self._field, event)

    async def on_paste(self, event: events.Paste) -> None:
        if self._field:
            await forward_typing(self, self._field, event)


class ChooseView(TextStepView):
    """The list of options and, where the step allows it, a text field for additions or a note.

    Below options that are lines stands what both poles of the highlighted one mean.
    """

    DEFAULT_CSS = """
    ChooseView {
        CheckList { max-height: 60%; }
        .poles { margin-top: 1; height: auto; color: $quiet; display: none; }
        .own { margin-top: 1; color: $quiet; }
        Editor { min-height: 2; max-height: 6; }
    }
    """

    def compose(self) -> ComposeResult:
        step = self.stop.step
        assert isinstance(step, Choose)
        yield from self.compose_heading()
        restored = restored_response(self.session, self.stop, self.drafts)
        assert isinstance(restored, ChooseResponse)
        field = self.make_editor() if step.note or step.own else None
        yield _ChoiceList(options_shown(self.stop, self.entry), list(restored.chosen), step.many, field)
        yield Static(classes="poles", markup=False)
        if field:
            yield plain_text(_NOTE_TEXT if step.note else _ADDITIONS_TEXT, "own")
            yield field

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(CheckList)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the poles of a line mean."""
        field = self.library.field(f"{self.session.exercise.pack}:{event.option_id}")
        poles = self.query_one(".poles", Static)
        poles.display = field is not None
        if field:
            poles.update(Content("\n").join(map(_pole_meaning, (field.left, field.right))))

    def on_check_list_changed(self) -> None:
        self.post_message(self.Changed(self, is_selection=True))

    @property
    def response(self) -> Response:
        options = self.query_one(CheckList)
        return ChooseResponse(chosen=tuple(options.chosen), text=self.text, labels=options.labels)


def _pole_meaning(pole: Pole) -> Content:
    return Content.from_markup("[$foreground]$name[/]: $gloss", name=pole.name, gloss=pole.gloss)


class _RecognitionRow(OptionRow):
    """The options of a statement. Text that is typed or pasted here goes to the note."""

    def __init__(self, value: str, note: Editor) -> None:
        super().__init__(RECOGNITION_LABELS, value)
        self._note = note

    async def on_key(self, event: events.Key) -> None:
        await forward_typing(self, self._note, event)

    async def on_paste(self, event: events.Paste) -> None:
        await forward_typing(self, self._note, event)


class RecogniseView(TextStepView):
    """A statement with options for how far the user recognises it, and a note."""

    DEFAULT_CSS = """
    RecogniseView {
        .statement { border-left: outer $border-blurred; padding: 0 2; margin: 0 0 1 0; }
        OptionRow { margin-bottom: 1; }
        Editor { max-height: 8; }
    }
    """

    def compose(self) -> ComposeResult:
        assert isinstance(self.stop.step, Recognise)
        yield from self.compose_beside()
        yield plain_text(self.stop.step.text, "hint")
        yield plain_text(self.stop.text, "statement question")
        note = self.make_editor("Een regel erbij mag: begin maar te typen.")
        restored = restored_response(self.session, self.stop, self.drafts)
        assert isinstance(restored, RecogniseResponse)
        yield _RecognitionRow(restored.recognition, note)
        yield note

    @property
    def initial_focus(self) -> Widget | None:
        return self.query_one(OptionRow)

    @property
    def response(self) -> Response:
        return RecogniseResponse(recognition=self.query_one(OptionRow).value, text=self.text)

    def on_option_row_changed(self) -> None:
        self.post_message(self.Changed(self, is_selection=True))
