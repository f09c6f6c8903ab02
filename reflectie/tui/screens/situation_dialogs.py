"""Small screens for situations: a name, *waarvoor ook alweer*, and which one this belongs to."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.domain.situation import LONGEST_NAME, Situation, bearing, hint_about
from reflectie.domain.value import Value
from reflectie.journal import situations
from reflectie.tui.desk import Desk
from reflectie.tui.keys import caught_up
from reflectie.tui.screens.dialogs import FRAME
from reflectie.tui.widgets.editor import Editor

AUTOSAVE = 0.5
"""Seconds after a key before a purpose is on its way to disk; typing on does not put it off."""

NO_NAMES = "Verzin een naam die alleen jij snapt: geen namen van kinderen, ouders of cliënten."

_FIELDS = """
    Input { border: none; height: 1; padding: 0 1; background: $panel; }
    Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
    .word { color: $quiet; margin-top: 1; height: auto; }
    .-alert { color: $error; }
    .-hint { color: $mark; }
"""


class NameDialog(ModalScreen[Situation | None]):
    """Asks for a name until ``keep`` takes it; gives what ``keep`` gave, or None."""

    DEFAULT_CSS = f"NameDialog {{ {FRAME} {_FIELDS} }}"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "terug")]

    def __init__(self, title: str, name: str, keep: Callable[[str], Awaitable[Situation]]) -> None:
        super().__init__()
        self._title, self._name, self._keep = title, name, keep

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield Input(self._name, max_length=LONGEST_NAME, placeholder="een verzonnen naam")
            yield Static(NO_NAMES, markup=False, classes="word")
            yield Static("Enter: klaar   Esc: terug", classes="dialog-keys")

    def on_input_changed(self, event: Input.Changed) -> None:
        show_word(self, hint_about(event.value) or NO_NAMES, hint=bool(hint_about(event.value)))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            kept = await self._keep(event.value)
        except ReflectieError as error:
            show_word(self, str(error), alert=True)
        else:
            self.dismiss(kept)

    def action_cancel(self) -> None:
        self.dismiss(None)


class PurposeDialog(ModalScreen[bool]):
    """*Waarvoor ook alweer*: the sentence of a situation, to read and to change where it stands.

    Gives True when another situation is wanted instead.
    """

    DEFAULT_CSS = f"""PurposeDialog {{ {FRAME} {_FIELDS}
        Editor {{ height: 5; background: $panel; }}
        #name {{ color: $primary; text-style: bold; }}
    }}"""
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
        keys = "Enter of Esc: klaar" + ("   F4: andere situatie" if self._can_change else "")
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
        show_word(self, event.reason, alert=True)

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
            show_word(self, str(error), alert=True)
            return False
        show_word(self, f"bewaard om {self._desk.clock_time(self._desk.clock())}")
        return True

    async def settle(self) -> None:
        """Keeps what is on the screen before the program ends."""
        await caught_up(self.focused)
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


class Chosen(Value):
    """To which situation something is to belong: to one, or to none."""

    situation: Situation | None


_NEW, _NONE = "new", "none"


class SituationDialog(ModalScreen[Chosen | None]):
    """One of the open situations, a new one by typing its name, or none; gives None when nothing changes."""

    DEFAULT_CSS = f"""SituationDialog {{ {FRAME} {_FIELDS}
        OptionList {{ height: auto; max-height: 100%; margin-top: 1; background: $surface; }}
    }}"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", "", show=False),
        Binding("down", "move('down')", "", show=False),
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
            yield OptionList()
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
        show_word(self, hint or NO_NAMES, hint=bool(hint))

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
            show_word(self, str(error), alert=True)
        else:
            self.dismiss(Chosen(situation=made))

    def action_cancel(self) -> None:
        self.dismiss(None)


def show_word(dialog: DOMNode, words: str, hint: bool = False, alert: bool = False) -> None:
    """A word to the user in a dialog, as something to think of or as something that went wrong."""
    word = dialog.query_one(".word", Static)
    word.set_class(hint, "-hint")
    word.set_class(alert, "-alert")
    word.update(words)
