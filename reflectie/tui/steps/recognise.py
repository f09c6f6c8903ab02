"""One statement at a time: herken ik, soms, nu niet, and a line of note. Nothing is counted."""

from textual.app import ComposeResult
from textual.widget import Widget

from reflectie.domain.step import Recognise
from reflectie.export.words import RECOGNITION
from reflectie.tui.steps.view import StopView, plain
from reflectie.tui.widgets.choice import Choice


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
        yield Choice(RECOGNITION, self.answer.value if self.answer else "")
        yield self.write_field("Een regel erbij mag (Tab).")

    @property
    def first(self) -> Widget | None:
        return self.query_one(Choice)

    @property
    def value(self) -> str:
        return self.query_one(Choice).value

    def on_choice_chosen(self) -> None:
        self.post_message(self.Changed(self, mark=True))
