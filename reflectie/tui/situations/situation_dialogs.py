"""Dialogs to choose a situation, and to read and change its purpose."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import MAX_NAME_LENGTH, Situation, situations_named
from reflectie.domain.value import Value
from reflectie.journal import situations
from reflectie.services.context import Context
from reflectie.tui.common.delayed_call import DelayedCall
from reflectie.tui.common.dialogs import FormDialog
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.widgets.editor import Editor


class SituationChoice(Value):
    """The situation that the user chose; None for no situation."""

    situation: Situation | None


INVENTED_NAME_HINT = "Verzin een naam die alleen jij snapt: geen namen van kinderen, ouders of cliënten."

_NEW_ID, _NONE_ID = "new", "none"


class SituationDialog(FormDialog[SituationChoice | None]):
    """Asks for one of the open situations, a new one, or none. Returns None when the user cancels."""

    DEFAULT_CSS = """
    SituationDialog {
        OptionList { margin-top: 1; background: $surface; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Bij de keuze van een situatie"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", "omhoog", show=False),
        Binding("down", "move('down')", "omlaag", show=False),
        Binding("escape,f3", "cancel", "terug", priority=True),
    ]

    def __init__(
        self, context: Context, offered: tuple[Situation, ...], offers_none: bool = False
    ) -> None:
        super().__init__()
        self.context, self._situations, self._offers_none = context, offered, offers_none

    def compose(self) -> ComposeResult:
        placeholder = "zoek, of typ een nieuwe naam" if self._situations else "typ een verzonnen naam"
        with Vertical(id="frame"):
            yield Static("Bij welke situatie hoort dit?", classes="dialog-title")
            yield Input(max_length=MAX_NAME_LENGTH, placeholder=placeholder)
            yield OptionList(classes="long")
            yield Static(INVENTED_NAME_HINT, markup=False, classes="word")
            yield Static("↑ ↓ en Enter: kiezen   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self._show_options("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show_options(event.value.strip())

    def _show_options(self, typed: str) -> None:
        """Offer the situations with the typed text in their name, and the text as a new name."""
        matches = [s for s in self._situations if typed.casefold() in s.name.casefold()]
        options = [Option(Content(situation.name), id=f"id:{situation.id}") for situation in matches]
        is_new = bool(typed) and not situations_named(typed, self._situations)
        if is_new:
            options.append(Option(Content(f"+ nieuw: {typed}"), id=_NEW_ID))
        if self._offers_none and not typed:
            options.append(Option(Content("bij geen enkele"), id=_NONE_ID))
        option_list = self.query_one(OptionList)
        option_list.clear_options()
        option_list.add_options(options)
        option_list.highlighted = 0 if options else None
        hint = privacy_hint(typed) if is_new else ""
        self.show_message(hint or INVENTED_NAME_HINT, hint=bool(hint))

    def action_move(self, direction: str) -> None:
        option_list = self.query_one(OptionList)
        option_list.action_cursor_up() if direction == "up" else option_list.action_cursor_down()

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _NEW_ID:
            await self._create_situation(self.query_one(Input).value)
            return
        chosen = next((s for s in self._situations if f"id:{s.id}" == event.option_id), None)
        self.dismiss(SituationChoice(situation=chosen))

    async def _create_situation(self, name: str) -> None:
        try:
            situation = await self.context.require_journal.call(situations.create_situation, name)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
        else:
            self.dismiss(SituationChoice(situation=situation))

    def action_cancel(self) -> None:
        self.dismiss(None)


PURPOSE_AUTOSAVE_DELAY = 0.5
"""Seconds from the first unsaved key to the save; further keys do not put it off."""


class PurposeDialog(FormDialog[bool]):
    """Shows the purpose of a situation (*Waarvoor ook alweer*), a sentence that can be changed in place.

    Returns True when the user wants another situation.
    """

    DEFAULT_CSS = """
    PurposeDialog {
        Editor { height: 5; background: $panel; }
        &.-short Editor { height: 4; }
        #name { color: $primary; text-style: bold; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Bij waarvoor ook alweer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,f3", "done", "klaar", priority=True),
        Binding("f4", "other", "andere situatie", priority=True),
    ]

    def __init__(self, context: Context, situation: Situation, can_change: bool) -> None:
        """``can_change`` offers to choose another situation."""
        super().__init__()
        self.context, self._situation, self._can_change = context, situation, can_change
        self._next_save = DelayedCall(self, self._save)

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
        self._next_save.request(PURPOSE_AUTOSAVE_DELAY)

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self.show_message(event.reason, alert=True)

    async def _save(self) -> bool:
        """Save the purpose; False when that failed."""
        text = self.query_one(Editor).text
        if text == self._situation.purpose:
            return True
        call = self.context.require_journal.call
        try:
            self._situation = await call(situations.set_situation_purpose, self._situation.id, text)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
            return False
        self.show_message(f"bewaard om {self.context.format_time(self.context.clock())}")
        return True

    async def save_pending(self) -> bool:
        """Save what is on the screen, including keys on their way; False when that failed."""
        await wait_for_keys(self.focused)
        return await self._save()

    async def save_now(self) -> None:
        """Save what was typed now, without waiting for the timer."""
        await self._save()

    async def _save_and_close(self, wants_other: bool) -> None:
        if await self.save_pending():
            self.dismiss(wants_other)

    async def action_done(self) -> None:
        await self._save_and_close(wants_other=False)

    async def action_other(self) -> None:
        if self._can_change:
            await self._save_and_close(wants_other=True)
