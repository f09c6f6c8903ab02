"""An entry with what was typed and not kept yet: a draft is what its field holds now."""

from reflectie.domain import drafts
from reflectie.domain.entry import Entry
from reflectie.journal.store import Journal


def whole(journal: Journal, entry_id: str) -> Entry:
    """The entry as a person would find it on opening it again: drafts in the place of older text."""
    return drafts.whole(journal.entry(entry_id), journal.drafts(entry_id))
