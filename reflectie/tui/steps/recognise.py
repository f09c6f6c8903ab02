"""One statement at a time: herken ik, soms, nu niet, and a line of note. Nothing is counted."""

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from reflectie.domain.step import Recognise
from reflectie.export.words import RECOGNITION
from reflectie.tui.steps.view import StopView, plain
from reflectie.tui.widgets.choice import Choice
from reflectie.tui.widgets.editor import Editor

_EDITS = ("enter", "backspace", "delete")


class _Recognition(Choice):
    """Who begins to write while the answers have the focus writes the note."""

    def __init__(self, value: str, note: Editor) -> None:
        super().__init__(RECOGNITION, value)
        self._note = note

    async def on_key(self, event: events.Key) -> None:
        # A key that was on its way when the focus went is for the note too, after those before it.
        has_gone = self.screen.focused is not self
        if event.key in (*_EDITS, "space") and not has_gone:
            return
        if event.is_printable or event.key in _EDITS:
            await self._hand_over(event)

    async def on_paste(self, event: events.Paste) -> None:
        await self._hand_over(event)

    async def _hand_over(self, event: events.Event) -> None:
        self.screen.set_focus(self._note)
        await self._note.on_event(event)
        event.prevent_default().stop()


class RecogniseView(StopView):
    DEFAULT_CSS = """
    RecogniseView {
        .statement { border-left: outer $border-blurred; padding: 0 2; margin: 0 0 1 0; }
        Choice { margin-bottom: 1; }
        Editor { max-height: 8; }
    }
    """

    def compose(self) -> ComposeResult:
        assert isinstance(self.stop.step, Recognise)
        yield plain(self.stop.step.text, "hint")
        yield plain(self.stop.text, "statement question")
        note = self.write_field("Een regel erbij mag: begin maar te typen.")
        yield _Recognition(self.answer.value if self.answer else "", note)
        yield note

    @property
    def first(self) -> Widget | None:
        return self.query_one(Choice)

    @property
    def value(self) -> str:
        return self.query_one(Choice).value

    def on_choice_chosen(self) -> None:
        self.post_message(self.Changed(self, mark=True))
