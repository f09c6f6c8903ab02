"""Actions on situations as sequences of dialogs: create, rename, merge, close, assign an entry."""

from collections.abc import Awaitable, Callable
from functools import partial

from textual.screen import Screen

from reflectie.domain.entry import Entry
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.services.context import Context
from reflectie.services.entries import situation_of
from reflectie.tui.common.dialogs import InputDialog, ListDialog, name_hint
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.situations.situation_dialogs import INVENTED_NAME_HINT, PurposeDialog, SituationDialog


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

    dialog = _name_dialog("Hoe gaat deze situatie heten?", situation.name, rename)
    await screen.app.push_screen_wait(dialog)


async def merge_situations(screen: Screen[None], context: Context, situation: Situation) -> None:
    """Ask for another situation to merge into this one."""
    call = context.require_journal.call
    others = [other for other in await call(situations.list_situations) if other.id != situation.id]
    if not others:
        screen.notify("Er is geen andere situatie om hiermee samen te voegen.", markup=False)
        return
    labels = {other.id: other.name if other.is_open else f"{other.name} (afgesloten)" for other in others}
    title = f"Welke situatie gaat op in '{situation.name}'? Alles wat erin staat komt mee."
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


async def choose_situation(screen: Screen[None], context: Context, entry: Entry) -> str | None:
    """Show the purpose of the situation of an entry; ask for a situation when it has none.

    Returns:
        The id of the situation to which the entry belongs now, in the journal as well; None for none.
    """
    call = context.require_journal.call
    current = await call(situation_of, entry)
    while current is None or await show_purpose(screen, context, current, can_change=True):
        offered = await call(situations.list_situations, open_only=True)
        dialog = SituationDialog(context, offered, offers_none=current is not None)
        choice = await screen.app.push_screen_wait(dialog)
        if choice is None:
            break
        chosen_id = choice.situation.id if choice.situation else None
        if not await notify_on_error(screen, call(situations.move_entry_to_situation, entry.id, chosen_id)):
            break
        current = choice.situation
        if current is None:
            break
    return current.id if current else None
