"""What can be done with situations from any screen, as conversations that read as function calls.

Each waits for dialogs, so it runs in a worker of the screen.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from textual.screen import Screen

from reflectie.domain.entry import Entry
from reflectie.domain.errors import UnknownSituation
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog
from reflectie.tui.screens.field_dialogs import LineDialog, about_name
from reflectie.tui.screens.purpose import PurposeDialog
from reflectie.tui.screens.situation_choice import NO_NAMES, SituationDialog
from reflectie.tui.told import done


def _named(title: str, name: str, keep: Callable[[str], Awaitable[Situation]]) -> LineDialog[Situation]:
    return LineDialog(title, name, partial(about_name, otherwise=NO_NAMES), keep, "een verzonnen naam")


async def make(screen: Screen[None], desk: Desk) -> Situation | None:
    """A new situation; None when it was not made after all."""

    async def keep(name: str) -> Situation:
        return await desk.open_journal.call(situations.make, name)

    return await screen.app.push_screen_wait(_named("Een nieuwe situatie", "", keep))


async def rename(screen: Screen[None], desk: Desk, situation: Situation) -> None:
    """Another name for a situation."""

    async def keep(name: str) -> Situation:
        return await desk.open_journal.call(situations.rename, situation.id, name)

    await screen.app.push_screen_wait(_named("Hoe gaat deze situatie heten?", situation.name, keep))


async def merge(screen: Screen[None], desk: Desk, situation: Situation) -> None:
    """Another situation comes into this one, if the person chooses one."""
    others = await desk.open_journal.call(situations.situations)
    names = {one.id: _name(one) for one in others if one.id != situation.id}
    if not names:
        screen.notify("Er is geen andere situatie om hiermee samen te voegen.", markup=False)
        return
    title = f"Welke situatie gaat op in '{situation.name}'? Alles wat erin staat komt mee."
    other = await screen.app.push_screen_wait(ListDialog(title, names))
    if other is not None:
        await done(screen, desk.open_journal.call(situations.merge, situation.id, other))


async def close_or_reopen(screen: Screen[None], desk: Desk, situation: Situation) -> None:
    """Closes what is open and opens what was closed; nothing in it changes."""
    change = situations.close if situation.is_open else situations.reopen
    await done(screen, desk.open_journal.call(change, situation.id))


async def show_purpose(
    screen: Screen[None], desk: Desk, situation: Situation, can_change: bool = False
) -> bool:
    """*Waarvoor ook alweer*, to read and write; whether another situation is wanted."""
    wants_other = await screen.app.push_screen_wait(PurposeDialog(desk, situation, can_change))
    return bool(wants_other)


async def situate(screen: Screen[None], desk: Desk, entry: Entry) -> str | None:
    """Shows why this entry was begun; where it belongs to no situation, asks for one.

    Returns:
        The id of the situation to which the entry belongs afterwards, also in the journal; None for none.
    """
    here = await situation_of(desk, entry)
    while here is None or await show_purpose(screen, desk, here, can_change=True):
        found = await desk.open_journal.call(situations.situations, only_open=True)
        dialog = SituationDialog(desk, found, can_leave=here is not None)
        chosen = await screen.app.push_screen_wait(dialog)
        if chosen is None:
            break
        if not await _put(screen, desk, entry, chosen.situation):
            break
        here = chosen.situation
        if here is None:
            break
    return here.id if here else None


async def _put(screen: Screen[None], desk: Desk, entry: Entry, situation: Situation | None) -> bool:
    """Whether the journal took it."""
    wanted = situation.id if situation else None
    return await done(screen, desk.open_journal.call(situations.put_entry, entry.id, wanted))


async def situation_of(desk: Desk, entry: Entry) -> Situation | None:
    """The situation to which an entry belongs."""
    if entry.situation is None:
        return None
    try:
        return await desk.open_journal.call(situations.situation, entry.situation)
    except UnknownSituation:  # merged into another, in another window
        return None


def _name(situation: Situation) -> str:
    return situation.name if situation.is_open else f"{situation.name} (afgesloten)"
