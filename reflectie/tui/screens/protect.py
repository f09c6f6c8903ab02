"""Protection, before any text is asked: a password of one's own choosing, and a card for when it is lost."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from reflectie.domain.errors import ReflectieError
from reflectie.journal.synced import warning
from reflectie.journal.worker import JournalWorker
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door, DoorOpened
from reflectie.tui.refused import not_marked
from reflectie.tui.screens.passwords import TwiceScreen


class ProtectScreen(TwiceScreen[None]):
    """Asks twice for a new password, makes the journal, puts the first marks in it and offers a code."""

    TITLE_WORDS = "Op slot, voor alleen jou"
    EXPLAINS = (
        "Kies een wachtwoord, liefst een korte zin. Je logboek wordt ermee versleuteld. "
        "Daarna kun je een herstelcode opschrijven. Wie beide kwijt is, komt er niet meer in: ook wij niet."
    )
    ENTER = "Enter: het logboek maken"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door
        self._making = False

    def on_mount(self) -> None:
        if service := self._desk.synced():
            self.say(warning(service))

    def chosen(self, password: str) -> None:
        if not self._making:
            self._making = True
            self.say("Je logboek wordt gemaakt…")
            self.run_worker(self._make(password))

    async def _make(self, password: str) -> None:
        try:
            if self._desk.journal is None:  # else it was made, and only the first mark found no room
                self._desk.journal = await self._door.make(password)
                self.refresh_bindings()
            data_key = await self._door.key(password)
        except ReflectieError as error:
            self._making = False
            self.say(str(error))
            return
        try:
            await self._keep_first_marks(self._desk.journal)
        except ReflectieError as error:
            self._making = False
            self.say(not_marked(error))
            return
        self.forget()
        from reflectie.tui.locks import offer_code

        await offer_code(self.app, self._desk, data_key)
        self.app.post_message(DoorOpened())

    async def _keep_first_marks(self, journal: JournalWorker) -> None:
        for entry in self._desk.first_entries:
            await journal.keep(entry, entry.answers, entry.placements)
        self._desk.first_entries.clear()

    async def settle(self) -> bool:
        """Keeps the first marks where there is a journal for them already; False when the disk refused."""
        try:
            if self._desk.journal:
                await self._keep_first_marks(self._desk.journal)
        except ReflectieError:
            return False
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stop":
            return self._desk.journal is None  # from then on the first mark is kept, not laid anew
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        self.app.pop_screen()
