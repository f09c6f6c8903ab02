"""Move an entry to the situation that the user named or chose."""

from msgspec.structs import replace

from reflectie.domain.responses import Response, TextResponse
from reflectie.domain.situation import situation_name
from reflectie.journal.journal import Journal
from reflectie.journal.situations import find_or_create_situation, get_situation, move_entry_to_situation
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough


async def save_situation(context: Context, walkthrough: Walkthrough, situation: str | None) -> None:
    """Move the entry to a situation, with its drafts."""
    journal, entry_id = context.require_journal, walkthrough.session.entry.id
    await journal.flush()
    await journal.call(move_entry_to_situation, entry_id, situation)
    walkthrough.update_entry(replace(walkthrough.session.entry, situation=situation))


async def save_chosen_situation(
    context: Context, walkthrough: Walkthrough, situation: str | None
) -> str | None:
    """Move the entry to the situation that the user chose from the list.

    Returns:
        Its name, "" for no situation, or None when the entry was there already.
    """
    is_other = situation != walkthrough.session.entry.situation
    await save_situation(context, walkthrough, situation)
    if situation is None or not is_other:
        return "" if is_other else None
    chosen = await context.require_journal.call(get_situation, situation)
    walkthrough.add_situation(chosen)
    return chosen.name


async def save_named_situation(
    context: Context, walkthrough: Walkthrough, response: Response, initial: Response | None
) -> None:
    """Move the entry to the situation that was named, which is created if needed.

    When the name that the stop showed at first (``initial``) was cleared, the entry belongs to no situation
    any more.
    """
    assert isinstance(response, TextResponse)
    if name := situation_name(response.text):
        situation = await context.require_journal.call(find_or_create_situation, name)
        walkthrough.add_situation(situation)
        await save_situation(context, walkthrough, situation.id)
    elif isinstance(initial, TextResponse) and initial.text.strip():
        await save_situation(context, walkthrough, None)


def move_to_named_situation(journal: Journal, entry_id: str, name: str | None) -> None:
    """Move an entry to the situation with this name, or for an empty name to none. None changes nothing."""
    if name is not None:
        situation = find_or_create_situation(journal, name) if name else None
        move_entry_to_situation(journal, entry_id, situation.id if situation else None)
