"""An entry with what was typed and not kept yet: a draft is what its field holds now."""

from msgspec.structs import replace

from reflectie.domain.entry import Answer, Entry
from reflectie.journal.store import Journal


def whole(journal: Journal, entry_id: str) -> Entry:
    """The entry as a person would find it on opening it again: drafts in the place of older text."""
    entry = journal.entry(entry_id)
    for draft in journal.drafts(entry_id):
        if draft.text:
            known = entry.answer(draft.address) or Answer(address=draft.address, question=draft.question)
            entry = entry.with_answer(replace(known, text=draft.text))
    return entry
