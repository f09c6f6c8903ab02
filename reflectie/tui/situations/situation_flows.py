"""Dialogs and flows about situations: choose, create, rename, merge, purpose."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import Entry
from reflectie.domain.errors import ReflectieError
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import MAX_NAME_LENGTH, Situation, situations_named
from reflectie.domain.value import Value
from reflectie.journal import situations
from reflectie.services.autosave import AUTOSAVE_DELAY, save_purpose
from reflectie.services.context import Context
from reflectie.services.entries import move_saved_entry, situation_of
from reflectie.tui.common.base_screen import DelayedCall
from reflectie.tui.common.dialogs import DialogKeyBar, FormDialog, InputDialog, ListDialog, name_hint
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.steady_input import SteadyInput


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
    HELP_TITLE: ClassVar[str] = "Bij welke situatie hoort dit?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", "omhoog", show=False),
        Binding("down", "move('down')", "omlaag", show=False),
        Binding("enter", "choose", "kiezen"),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(self, context: Context, offered: tuple[Situation, ...], offers_none: bool = False) -> None:
        super().__init__()
        self.context, self._situations, self._offers_none = context, offered, offers_none

    def compose(self) -> ComposeResult:
        placeholder = "zoek, of typ een nieuwe naam" if self._situations else "typ een verzonnen naam"
        with Vertical(id="frame"):
            yield Static("Bij welke situatie hoort dit?", classes="dialog-title")
            yield SteadyInput(max_length=MAX_NAME_LENGTH, placeholder=placeholder)
            yield SafeOptionList(classes="long")
            yield Static(INVENTED_NAME_HINT, markup=False, classes="message")
            yield DialogKeyBar()

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
        self.refresh_bindings()
        hint = privacy_hint(typed) if is_new else ""
        self.show_message(hint or INVENTED_NAME_HINT, hint=bool(hint))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self.is_mounted and self.query_one(OptionList).highlighted is not None
        return super().check_action(action, parameters)

    def action_move(self, direction: str) -> None:
        option_list = self.query_one(OptionList)
        option_list.action_cursor_up() if direction == "up" else option_list.action_cursor_down()

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
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


_CANCEL_TEXT = "Nog een keer Esc: je zin blijft zoals hij was. Met Enter bewaar je wat er nu staat."


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
    HELP_TITLE: ClassVar[str] = "Waarvoor ook alweer?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "klaar", priority=True),
        Binding("f3", "other", "andere situatie", priority=True),
        Binding("escape", "cancel", "niet bewaren", priority=True),
    ]

    def __init__(self, context: Context, situation: Situation, can_change: bool) -> None:
        """``can_change`` offers to choose another situation."""
        super().__init__()
        self.context, self._situation, self._can_change = context, situation, can_change
        self._purpose_before = situation.purpose
        self._is_cancelling = False
        """Whether Escape was pressed, and nothing was typed since."""
        self._next_save = DelayedCall(self, self._save)

    def compose(self) -> ComposeResult:
        purpose = self._situation.purpose
        with Vertical(id="frame"):
            yield Static("Waarvoor ook alweer?", classes="dialog-title")
            yield Static(self._situation.name, id="name", markup=False)
            yield Editor(purpose, len(purpose), "Waar gaat het jou hier om? Schrijf het in één zin.")
            yield Static("", markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query_one(Editor).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "other":
            return self._can_change
        return super().check_action(action, parameters)

    def on_text_area_changed(self) -> None:
        self._is_cancelling = False
        self._next_save.request(AUTOSAVE_DELAY)

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self.show_message(event.reason, alert=True)

    async def _save(self) -> bool:
        """Save the purpose; False when that failed."""
        before = self._situation
        try:
            self._situation = await save_purpose(self.context, before, self.query_one(Editor).text)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
            return False
        if self._situation is not before:
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
        await self._save_and_close(wants_other=True)

    async def action_cancel(self) -> None:
        """Put the sentence back as it was. When it was changed, ask once more first."""
        await wait_for_keys(self.focused)
        editor = self.query_one(Editor)
        if editor.text != self._purpose_before and not self._is_cancelling:
            self._is_cancelling = True
            self.show_message(_CANCEL_TEXT, alert=True)
            return
        self._next_save.cancel()
        if self._situation.purpose != self._purpose_before:
            editor.text = self._purpose_before
            if not await self._save():
                return
        self.dismiss(False)


def _name_dialog(
    title: str, name: str, submit: Callable[[str], Awaitable[Situation]]
) -> InputDialog[Situation]:
    describe = partial(name_hint, default=INVENTED_NAME_HINT)
    return InputDialog(title, name, describe, submit, "een verzonnen naam")


async def create_situation(screen: Screen[None], context: Context) -> Situation | None:
    """Ask for a new situation; None when the user cancels."""

    async def create(name: str) -> Situation:
        return await context.require_journal.call(situations.create_situation, name)

    return await screen.app.push_screen_wait(_name_dialog("Een nieuwe situatie", "", create))


async def rename_situation(screen: Screen[None], context: Context, situation: Situation) -> None:
    async def rename(name: str) -> Situation:
        return await context.require_journal.call(situations.rename_situation, situation.id, name)

    dialog = _name_dialog("Hoe noem je deze situatie?", situation.name, rename)
    await screen.app.push_screen_wait(dialog)


async def merge_situations(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Ask for another situation to merge into this one."""
    call = context.require_journal.call
    others = [other for other in await call(situations.list_situations) if other.id != situation.id]
    if not others:
        screen.notify("Er is geen andere situatie om hiermee samen te voegen.", markup=False)
        return
    labels = {other.id: other.name if other.is_open else f"{other.name} (gearchiveerd)" for other in others}
    title = f"Welke situatie voeg je bij '{situation.name}'? Alles komt mee, alleen haar naam verdwijnt."
    merged = await screen.app.push_screen_wait(ListDialog(title, labels))
    if merged is not None:
        await notify_on_error(screen, call(situations.merge_situations, situation.id, merged))


async def toggle_closed(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Close an open situation, or reopen a closed one; its content does not change."""
    change = situations.close_situation if situation.is_open else situations.reopen_situation
    await notify_on_error(screen, context.require_journal.call(change, situation.id))


async def show_purpose(
    screen: Screen[None], context: Context, situation: Situation, can_change: bool = False
) -> bool:
    """Let the user read and change the purpose; return whether they want another situation."""
    wants_other = await screen.app.push_screen_wait(PurposeDialog(context, situation, can_change))
    return bool(wants_other)


async def choose_situation(
    screen: Screen[None], context: Context, entry: Entry, is_saved: bool = False
) -> str | None:
    """Show the purpose of the situation of an entry; ask for a situation when it has none.

    ``is_saved`` says that the entry was in the journal, so that it is an error if it is there no more.

    Returns:
        The id of the situation to which the entry belongs now, in the journal as well; None for none.
    """
    call = context.require_journal.call
    move = move_saved_entry if is_saved else situations.move_entry_to_situation
    current = await call(situation_of, entry)
    while current is None or await show_purpose(screen, context, current, can_change=True):
        offered = await call(situations.list_situations, open_only=True)
        dialog = SituationDialog(context, offered, offers_none=current is not None)
        choice = await screen.app.push_screen_wait(dialog)
        if choice is None:
            break
        chosen_id = choice.situation.id if choice.situation else None
        if not await notify_on_error(screen, call(move, entry.id, chosen_id)):
            break
        current = choice.situation
        if current is None:
            break
    return current.id if current else None
