"""The end of the short route or of a part: what can be done more, or done."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.domain.session import OfferedPart, Session
from reflectie.tui.steps.step_view import plain_text

_DONE_ID = ":done"


class EndView(Vertical):
    """The closing of an exercise, without praise or a score, with the parts that can still be walked."""

    DEFAULT_CSS = """
    EndView {
        height: 1fr;
        Static { margin-bottom: 1; }
        .question { text-style: bold; }
        OptionList { height: auto; max-height: 1fr; background: $background; }
    }
    """

    class PartChosen(Message):
        """The user chose a part."""

        def __init__(self, part: str) -> None:
            self.part = part
            super().__init__()

    class Done(Message):
        """The user is done with this entry."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        yield plain_text("Dit was de laatste vraag.", "question")
        yield plain_text("Wat je schreef staat in je logboek. Je kunt nog terug, of het zo laten.")
        if self._session.exercise.card and self._session.entry.meeting:
            yield plain_text("Bij dit overleg staat je kaart klaar, voor aan tafel.")
        yield OptionList(
            Option(Content("klaar"), id=_DONE_ID),
            *(Option(Content(_offer(part)), id=part.id) for part in self._session.parts),
        )

    @property
    def initial_focus(self) -> Widget | None:
        """The list of what can be done."""
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id in (None, _DONE_ID):
            self.post_message(self.Done())
        else:
            self.post_message(self.PartChosen(event.option_id))


def _offer(part: OfferedPart) -> str:
    """The title of a part with its minutes, or that it was begun."""
    minutes = "een minuut" if part.minutes == 1 else f"{part.minutes} minuten"
    return f"{part.title} · {'begonnen' if part.is_open else minutes}"
