"""A question answered in free text; a follow-up stands under what was said before it."""

from textual.app import ComposeResult

from reflectie.domain.entry import State
from reflectie.tui.steps.view import StopView, plain


class AskView(StopView):
    """The head and its answer above, when this is a follow-up; then the question and a field."""

    def compose(self) -> ComposeResult:
        head = self.session.find(self.stop.head)
        if head:
            yield plain(head.text, "head")
            if (said := self.entry.answer(head.address)) and said.text:
                yield plain(said.text, "said")
        yield from self.heading()
        yield self.write_field(self._placeholder())

    def _placeholder(self) -> str:
        if self.answer and self.answer.state is State.UNKNOWN:
            return "Hier zei je: dat weet ik (nog) niet."
        return "Schrijf zoals het komt."
