"""Share what is on the card of a meeting, or make it private again."""

from msgspec.structs import replace

from reflectie.domain.entry import Entry
from reflectie.export.card import CardItem
from reflectie.services.context import Context


async def toggle_shared(context: Context, entry: Entry, item: CardItem) -> Entry:
    """Make an item of the card private if any of its answers is shared, or else share all of them.

    Returns:
        The entry as it was saved.
    """
    answers = [answer for answer in entry.answers if answer.address in item.addresses]
    changed = [replace(answer, shared=not item.is_shared) for answer in answers]
    for answer in changed:
        entry = entry.with_answer(answer)
    await context.require_journal.save(entry, changed)
    return entry
