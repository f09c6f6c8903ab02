"""To which situation something belongs: one that is open, a new one, or none."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.domain.giveaway import hint_about
from reflectie.domain.situation import LONGEST_NAME, Situation, bearing
from reflectie.domain.value import Value
from reflectie.journal import situations
from reflectie.tui.desk import Desk
from reflectie.tui.screens.field_dialogs import FieldDialog


class Chosen(Value):
    """To which situation something is to belong: to one, or to none."""

    situation: Situation | None


NO_NAMES = "Verzin een naam die alleen jij snapt: geen namen van kinderen, ouders of cliënten."
_NEW, _NONE = "new", "none"


class SituationDialog(FieldDialog[Chosen | None]):
    """One of the open situations, a new one by typing its name, or none; gives None when nothing changes."""

    DEFAULT_CSS = """
    SituationDialog {
        OptionList { margin-top: 1; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", "omhoog", show=False),
        Binding("down", "move('down')", "omlaag", show=False),
        Binding("escape,f3", "cancel", "terug", priority=True),
    ]

    def __init__(self, desk: Desk, found: tuple[Situation, ...], can_leave: bool = False) -> None:
        """``found`` are the open situations; ``can_leave`` also offers to belong to none."""
        super().__init__()
        self._desk, self._found, self._can_leave = desk, found, can_leave

    def compose(self) -> ComposeResult:
        words = "zoek, of typ een nieuwe naam" if self._found else "typ een verzonnen naam"
        with Vertical(id="frame"):
            yield Static("Bij welke situatie hoort dit?", classes="dialog-title")
            yield Input(max_length=LONGEST_NAME, placeholder=words)
            yield OptionList(classes="long")
            yield Static(NO_NAMES, markup=False, classes="word")
            yield Static("↑ ↓ en Enter: kiezen   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self._offer("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        fitting = [one for one in self._found if typed.strip().casefold() in one.name.casefold()]
        offered = [Option(Content(one.name), id=f"id:{one.id}") for one in fitting]
        is_new = bool(typed.strip()) and not bearing(typed, self._found)
        if is_new:
            offered.append(Option(Content(f"+ nieuw: {typed.strip()}"), id=_NEW))
        if self._can_leave and not typed.strip():
            offered.append(Option(Content("bij geen enkele"), id=_NONE))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(offered)
        choices.highlighted = 0 if offered else None
        hint = hint_about(typed) if is_new else ""
        self.say(hint or NO_NAMES, hint=bool(hint))

    def action_move(self, direction: str) -> None:
        choices = self.query_one(OptionList)
        choices.action_cursor_up() if direction == "up" else choices.action_cursor_down()

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _NEW:
            await self._make(self.query_one(Input).value)
            return
        chosen = next((one for one in self._found if f"id:{one.id}" == event.option_id), None)
        self.dismiss(Chosen(situation=chosen))

    async def _make(self, name: str) -> None:
        try:
            made = await self._desk.open_journal.call(situations.make, name)
        except ReflectieError as error:
            self.say(str(error), alert=True)
        else:
            self.dismiss(Chosen(situation=made))

    def action_cancel(self) -> None:
        self.dismiss(None)
