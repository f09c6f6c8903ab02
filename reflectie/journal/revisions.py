"""Revisions in the journal: the earlier versions of answers."""

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Revision, SaveReceipt
from reflectie.journal import drafts, queries, records, statements
from reflectie.journal.journal import Journal, record_save


def list_revisions(journal: Journal, entry_id: str, address: Address | None = None) -> tuple[Revision, ...]:
    """Return the earlier versions at an address, or in the whole entry, newest first."""
    with journal.read_transaction() as connection:
        return tuple(map(records.to_revision, queries.revisions(connection, entry_id, address)))


def restore_revision(journal: Journal, entry_id: str, revision: Revision) -> SaveReceipt:
    """Make a revision the answer at its address again; the present answer and drafts become revisions.

    Raises:
        NotFound: there is no entry with this id.
    """
    with journal.write_transaction() as (connection, timestamp):
        entry = queries.entry(connection, entry_id)
        drafts.archive_drafts_at(connection, entry_id, revision.address, timestamp)
        change = Change(answers=(_as_answer(revision, entry),))
        result = statements.save_entry(connection, journal.seen_versions, timestamp, entry, change)
        statements.delete_revision(connection, revision.id)
    return record_save(journal, entry_id, result)


def _as_answer(revision: Revision, entry: Entry) -> Answer:
    """The revision as a private answer; other properties are those of the present answer there."""
    present = entry.answer(revision.address) or Answer(address=revision.address, question="")
    return replace(
        present,
        question=revision.question,
        text=revision.text,
        value=revision.value,
        state=revision.state or AnswerState.ANSWERED,
        shared=False,
    )
