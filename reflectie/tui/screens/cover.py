"""The cover over what could not be brought to disk: nothing of it can be seen, and none of it is gone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.tui.door import Door
from reflectie.tui.screens.card import CardScreen

_WORDS = (
    "Je scherm is afgedekt, maar het laatste stuk van je tekst kon niet naar schijf. Het staat nog in het "
    "geheugen en er is niets weg. Laat de computer aan; zodra bewaren weer lukt, gaat het slot er helemaal "
    "op."
)


class CoverScreen(CardScreen[None]):
    """Asks for the password, held against the key file; gives way to the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._trying = False

    def card(self) -> ComposeResult:
        yield Static("reflectie", classes="title")
        yield Static(_WORDS)
        yield Input(password=True, placeholder="wachtwoord")
        yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if not self._trying:
            self._trying = True
            self.say("Even kijken…")
            self.run_worker(self._look(event.value))
            self.forget()

    async def _look(self, password: str) -> None:
        try:
            await self._door.key(password)
        except ReflectieError as error:
            self.say(str(error))
        else:
            self.dismiss()
        finally:
            self._trying = False
