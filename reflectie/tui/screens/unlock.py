"""The door: one password, a calm retry."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError, WrongPassword
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door, DoorOpened

CARD = """
    #middle { height: 1fr; align: center middle; }
    #card { width: 100%; max-width: 64; height: auto; padding: 0 2; }
    #card Static { height: auto; margin-bottom: 1; }
    #card .title { text-style: bold; color: $primary; }
    Input { border: round $border-blurred; background: $surface; margin-bottom: 1; }
    Input:focus { border: round $border; }
    #word { color: $quiet; min-height: 2; }
    &.-short Input { border: none; }
"""
"""How the screens at the door look: one calm card in the middle."""

_MADE = "Er was nog geen logboek. Er is er een gemaakt, alleen met het wachtwoord uit REFLECTIE_WACHTWOORD."


class UnlockScreen(BaseScreen[None]):
    """Asks for the password; gives way when the journal is open. Nothing of the journal is known here.

    A password given from outside is tried first, and makes the journal when there is none.
    """

    DEFAULT_CSS = f"UnlockScreen {{ {CARD} }}"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door

    def body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="card"):
            yield Static("reflectie", classes="title")
            yield Static("Welkom terug. Je logboek is op slot; jij hebt de sleutel.")
            yield Input(password=True, placeholder="wachtwoord")
            yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        if self._door.password:
            self.run_worker(self._enter(self._door.password))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        await self._enter(event.value)

    async def _enter(self, password: str) -> None:
        self._say("Even openen…")
        made = not self._door.has_journal
        enter = self._door.make if made else self._door.open
        try:
            self._desk.journal = await enter(password)
        except WrongPassword as error:
            self.query_one(Input).clear()
            self._say(str(error))
        except ReflectieError as error:
            self._say(str(error))
        else:
            if made:
                self.app.notify(_MADE, markup=False)
            self.app.post_message(DoorOpened())

    def _say(self, words: str) -> None:
        self.query_one("#word", Static).update(words)
