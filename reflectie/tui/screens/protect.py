"""Protection, before any text is asked: a password of one's own choosing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door, DoorOpened
from reflectie.tui.screens.unlock import CARD

SHORTEST = 8
"""Characters a password has at least; a sentence is better and is what the screen suggests."""


class ProtectScreen(BaseScreen[None]):
    """Asks twice for a new password, makes the journal and puts the first marks in it."""

    DEFAULT_CSS = f"ProtectScreen {{ {CARD} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door

    def body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="card"):
            yield Static("Op slot, voor alleen jou", classes="title")
            yield Static(
                "Kies een wachtwoord, liefst een korte zin. Je logboek wordt ermee versleuteld. "
                "Wie het kwijt is, komt er niet meer in: ook wij niet."
            )
            yield Input(password=True, placeholder="een zin die je onthoudt", id="first")
            yield Input(password=True, placeholder="nog een keer", id="again")
            yield Static("Enter: het logboek maken", id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one("#first").focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        first, again = self.query_one("#first", Input), self.query_one("#again", Input)
        if len(first.value) < SHORTEST:
            self._say(f"Neem minstens {SHORTEST} tekens; een korte zin onthoudt het best.", first)
        elif event.input is first and not again.value:
            again.focus()
        elif first.value != again.value:
            again.clear()
            self._say("Die twee zijn niet gelijk. Typ de tweede rustig nog eens.", again)
        else:
            await self._make(first.value)

    async def _make(self, password: str) -> None:
        self._say("Je logboek wordt gemaakt…")
        try:
            self._desk.journal = await self._door.make(password)
            for entry in self._desk.first_entries:
                await self._desk.journal.keep(entry, entry.answers, entry.placements)
        except ReflectieError as error:
            self._say(str(error))
        else:
            self._desk.first_entries.clear()
            self.app.post_message(DoorOpened())

    def _say(self, words: str, focus: Input | None = None) -> None:
        self.query_one("#word", Static).update(words)
        if focus:
            focus.focus()
