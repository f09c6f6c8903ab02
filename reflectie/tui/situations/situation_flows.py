"""Actions on situations as sequences of dialogs: create, rename, merge, close, assign an entry."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import Entry
from reflectie.domain.errors import ReflectieError
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import MAX_NAME_LENGTH, Situation, situations_named
from reflectie.domain.value import Value
from reflectie.journal import situations
from reflectie.services.context import Context
from reflectie.services.entries import situation_of
from reflectie.tui.common.dialogs import FormDialog, InputDialog, ListDialog, name_hint
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.widgets.editor import Editor


class SituationChoice(Value):
    """To which situation something is to belong: to one, or to none."""

    situation: Situation | None


INVENTED_NAME_HINT = "Verzin een naam die alleen jij snapt: geen namen van kinderen, ouders of cliënten."

_NEW_ID, _NONE_ID = "new", "none"


class SituationDialog(FormDialog[SituationChoice | None]):
    """One of the open situations, a new one by typing its name, or none; gives None when nothing changes."""

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

    def __init__(self, context: Context, found: tuple[Situation, ...], can_leave: bool = False) -> None:
        """``found`` are the open situations; ``can_leave`` also offers to belong to none."""
        super().__init__()
        self.context, self._situations, self._offers_none = context, found, can_leave

    def compose(self) -> ComposeResult:
        words = "zoek, of typ een nieuwe naam" if self._situations else "typ een verzonnen naam"
        with Vertical(id="frame"):
            yield Static("Bij welke situatie hoort dit?", classes="dialog-title")
            yield Input(max_length=MAX_NAME_LENGTH, placeholder=words)
            yield OptionList(classes="long")
            yield Static(INVENTED_NAME_HINT, markup=False, classes="word")
            yield Static("↑ ↓ en Enter: kiezen   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self._show_options("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show_options(event.value)

    def _show_options(self, typed: str) -> None:
        fitting = [one for one in self._situations if typed.strip().casefold() in one.name.casefold()]
        offered = [Option(Content(one.name), id=f"id:{one.id}") for one in fitting]
        is_new = bool(typed.strip()) and not situations_named(typed, self._situations)
        if is_new:
            offered.append(Option(Content(f"+ nieuw: {typed.strip()}"), id=_NEW_ID))
        if self._offers_none and not typed.strip():
            offered.append(Option(Content("bij geen enkele"), id=_NONE_ID))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(offered)
        choices.highlighted = 0 if offered else None
        hint = privacy_hint(typed) if is_new else ""
        self.show_message(hint or INVENTED_NAME_HINT, hint=bool(hint))

    def action_move(self, direction: str) -> None:
        choices = self.query_one(OptionList)
        choices.action_cursor_up() if direction == "up" else choices.action_cursor_down()

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _NEW_ID:
            await self._create_situation(self.query_one(Input).value)
            return
        chosen = next((one for one in self._situations if f"id:{one.id}" == event.option_id), None)
        self.dismiss(SituationChoice(situation=chosen))

    async def _create_situation(self, name: str) -> None:
        try:
            made = await self.context.require_journal.call(situations.create_situation, name)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
        else:
            self.dismiss(SituationChoice(situation=made))

    def action_cancel(self) -> None:
        self.dismiss(None)


PURPOSE_AUTOSAVE_DELAY = 0.5
"""Seconds after a key before a purpose is on its way to disk; typing on does not put it off."""


class PurposeDialog(FormDialog[bool]):
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
    HELP_TITLE: ClassVar[str] = "Bij waarvoor ook alweer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,f3", "done", "klaar", priority=True),
        Binding("f4", "other", "andere situatie", priority=True),
    ]

    def __init__(self, context: Context, situation: Situation, can_change: bool) -> None:
        super().__init__()
        self.context, self._situation, self._can_change = context, situation, can_change
        self._autosave_timer: Timer | None = None

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
        if self._autosave_timer is None:
            self._autosave_timer = self.set_timer(PURPOSE_AUTOSAVE_DELAY, self._save)

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self.show_message(event.reason, alert=True)

    async def _save(self) -> bool:
        """Keeps the sentence as it stands; False when the disk refused."""
        self._autosave_timer = None
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
        """Keeps what is on the screen before it goes; False when the disk refused."""
        await wait_for_keys(self.focused)
        return await self._save()

    async def save_now(self) -> None:
        """Keeps what is on the screen, for whoever looks away."""
        await self._save()

    async def _save_and_close(self, other: bool) -> None:
        await wait_for_keys(self.focused)
        if await self._save():
            self.dismiss(other)

    async def action_done(self) -> None:
        await self._save_and_close(other=False)

    async def action_other(self) -> None:
        if self._can_change:
            await self._save_and_close(other=True)


def _name_dialog(
    title: str, name: str, submit: Callable[[str], Awaitable[Situation]]
) -> InputDialog[Situation]:
    return InputDialog(
        title, name, partial(name_hint, default=INVENTED_NAME_HINT), submit, "een verzonnen naam"
    )


async def create_situation(screen: Screen[None], context: Context) -> Situation | None:
    """A new situation; None when it was not made after all."""

    async def keep(name: str) -> Situation:
        return await context.require_journal.call(situations.create_situation, name)

    return await screen.app.push_screen_wait(_name_dialog("Een nieuwe situatie", "", keep))


async def rename_situation(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Another name for a situation."""

    async def keep(name: str) -> Situation:
        return await context.require_journal.call(situations.rename_situation, situation.id, name)

    await screen.app.push_screen_wait(_name_dialog("Hoe gaat deze situatie heten?", situation.name, keep))


async def merge_situations(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Another situation comes into this one, if the person chooses one."""
    others = await context.require_journal.call(situations.list_situations)
    names = {one.id: _situation_label(one) for one in others if one.id != situation.id}
    if not names:
        screen.notify("Er is geen andere situatie om hiermee samen te voegen.", markup=False)
        return
    title = f"Welke situatie gaat op in '{situation.name}'? Alles wat erin staat komt mee."
    other = await screen.app.push_screen_wait(ListDialog(title, names))
    if other is not None:
        await notify_on_error(
            screen, context.require_journal.call(situations.merge_situations, situation.id, other)
        )


async def toggle_closed(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Closes what is open and opens what was closed; nothing in it changes."""
    change = situations.close_situation if situation.is_open else situations.reopen_situation
    await notify_on_error(screen, context.require_journal.call(change, situation.id))


async def show_purpose(
    screen: Screen[None], context: Context, situation: Situation, can_change: bool = False
) -> bool:
    """*Waarvoor ook alweer*, to read and write; whether another situation is wanted."""
    wants_other = await screen.app.push_screen_wait(PurposeDialog(context, situation, can_change))
    return bool(wants_other)


async def choose_situation(screen: Screen[None], context: Context, entry: Entry) -> str | None:
    """Shows why this entry was begun; where it belongs to no situation, asks for one.

    Returns:
        The id of the situation to which the entry belongs afterwards, also in the journal; None for none.
    """
    here = await context.require_journal.call(situation_of, entry)
    while here is None or await show_purpose(screen, context, here, can_change=True):
        found = await context.require_journal.call(situations.list_situations, open_only=True)
        dialog = SituationDialog(context, found, can_leave=here is not None)
        chosen = await screen.app.push_screen_wait(dialog)
        if chosen is None:
            break
        if not await _save_situation(screen, context, entry, chosen.situation):
            break
        here = chosen.situation
        if here is None:
            break
    return here.id if here else None


async def _save_situation(
    screen: Screen[None], context: Context, entry: Entry, situation: Situation | None
) -> bool:
    """Whether the journal took it."""
    wanted = situation.id if situation else None
    return await notify_on_error(
        screen, context.require_journal.call(situations.move_entry_to_situation, entry.id, wanted)
    )


def _situation_label(situation: Situation) -> str:
    return situation.name if situation.is_open else f"{situation.name} (afgesloten)"
