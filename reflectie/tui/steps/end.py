"""The end of an exercise."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from reflectie.tui.steps.view import plain


class EndView(Vertical):
    """No applause and no sum: it is there, and it is yours; ``has_card`` says that there is a card of it."""

    DEFAULT_CSS = "EndView { height: 1fr; Static { margin-bottom: 1; } .question { text-style: bold; } }"

    def __init__(self, has_card: bool = False) -> None:
        super().__init__()
        self._has_card = has_card

    def compose(self) -> ComposeResult:
        yield plain("Dit was de laatste vraag.", "question")
        yield plain("Wat je schreef staat in je logboek. Je kunt nog terug, of het zo laten.")
        if self._has_card:
            yield plain("Bij dit overleg staat je kaart klaar, voor aan tafel.")
        yield plain("Met Enter sluit je af; later kun je toch verder. Met Esc blijft het open.", "quiet")

    @property
    def first(self) -> Widget | None:
        return None
