"""*Waarvoor ook alweer*: the sentence of a situation, one key away."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.tui.desk import Desk
from reflectie.tui.keys import caught_up
from reflectie.tui.screens.field_dialogs import FieldDialog
from reflectie.tui.widgets.editor import Editor

AUTOSAVE = 0.5
"""Seconds after a key before a purpose is on its way to disk; typing on does not put it off."""


class PurposeDialog(FieldDialog[bool]):
    """*Waarvoor ook alweer*: the sentence of a situation, to read and to change where it stands.

    Gives True when another situation is wanted instead.
    """

    DEFAULT_CSS = """
    PurposeDialog {
        Editor { height: 5; background: $panel; }
        &.-short Editor { height: 4; }
        #name { color: $primary; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,f3", "done", "klaar", priority=True),
        Binding("f4", "other", "andere situatie", priority=True),
    ]

    def __init__(self, desk: Desk, situation: Situation, can_change: bool) -> None:
        super().__init__()
        self._desk, self._situation, self._can_change = desk, situation, can_change
        self._autosave: Timer | None = None

    def compose(self) -> ComposeResult:
        purpose = self._situation.purpose
        keys = "Enter: klaar" + ("   F4: een andere" if self._can_change else "")
        with Vertical(id="frame"):
            yield Static("Waarvoor ook alweer?", classes="dialog-title")
            yield Static(self._situation.name, id="name", markup=False)
            yield Editor(purpose, len(purpose), "Waar gaat het jou hier om? Schrijf het in één zin.")
            yield Static("", markup=False, classes="word")
            yield Static(keys, classes="dialog-keys")

    def on_mount(self) -> None:
        self.query_one(Editor).focus()

    def on_text_area_changed(self) -> None:
        if self._autosave is None:
            self._autosave = self.set_timer(AUTOSAVE, self._save)

    def on_editor_refused(self, event: Editor.Refused) -> None:
        self.say(event.reason, alert=True)

    async def _save(self) -> bool:
        """Keeps the sentence as it stands; False when the disk refused."""
        self._autosave = None
        text = self.query_one(Editor).text
        if text == self._situation.purpose:
            return True
        call = self._desk.open_journal.call
        try:
            self._situation = await call(situations.set_purpose, self._situation.id, text)
        except ReflectieError as error:
            self.say(str(error), alert=True)
            return False
        self.say(f"bewaard om {self._desk.clock_time(self._desk.clock())}")
        return True

    async def settle(self) -> bool:
        """Keeps what is on the screen before it goes; False when the disk refused."""
        await caught_up(self.focused)
        return await self._save()

    async def save_now(self) -> None:
        """Keeps what is on the screen, for whoever looks away."""
        await self._save()

    async def _leave(self, other: bool) -> None:
        await caught_up(self.focused)
        if await self._save():
            self.dismiss(other)

    async def action_done(self) -> None:
        await self._leave(other=False)

    async def action_other(self) -> None:
        if self._can_change:
            await self._leave(other=True)
