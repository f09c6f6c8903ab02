"""The logbook: its pages, by day or with the words of a search, and one entry as a document."""

import datetime as dt

from reflectie.domain.entry import Address, Entry, EntrySummary, SearchHit
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.domain.exercise import Library
from reflectie.domain.value import Value
from reflectie.export.document import Document
from reflectie.export.render import asked_addresses, render_entry
from reflectie.journal.bin import get_keep_until
from reflectie.journal.find_entries import filter_entries, search_with_entries
from reflectie.journal.journal import Journal
from reflectie.services.entries import load_entry_with_drafts, situation_of
from reflectie.services.kept_words import NO_KEPT_STEPS, KeptSteps, with_kept_words
from reflectie.services.meeting_overview import meeting_details


class LogbookRow(Value):
    """An entry in the list; for a search with the hit that found it."""

    entry: EntrySummary
    hit: SearchHit | None = None


class LogbookPage(Value):
    """Rows, newest day first. ``cursor`` is None, or where the next page of a search goes on."""

    rows: tuple[LogbookRow, ...] = ()
    has_more: bool = False
    cursor: int | None = None


def list_page(
    journal: Journal,
    limit: int,
    after: EntrySummary | None = None,
    criteria: EntryFilter = EVERY_ENTRY,
    kept: KeptSteps = NO_KEPT_STEPS,
) -> LogbookPage:
    """Return at most ``limit`` entries that match a filter; to go on after one, pass it as ``after``."""
    entries = with_kept_words(journal, kept, filter_entries(journal, criteria, limit, after))
    return LogbookPage(
        rows=tuple(LogbookRow(entry=entry) for entry in entries), has_more=len(entries) == limit
    )


def search_page(
    journal: Journal,
    words: str,
    limit: int,
    cursor: int | None = None,
    criteria: EntryFilter = EVERY_ENTRY,
) -> LogbookPage:
    """Return the entries of at most ``limit`` hits that match a filter, each once, with its newest hit."""
    found = search_with_entries(journal, words, limit, cursor, criteria)
    rows: dict[str, LogbookRow] = {}
    for hit, entry in found:
        rows.setdefault(entry.id, LogbookRow(entry=entry, hit=hit))
    last_cursor = found[-1][0].cursor if found else None
    return LogbookPage(rows=tuple(rows.values()), has_more=len(found) == limit, cursor=last_cursor)


class EntryPage(Value):
    """An entry to read: as it is saved, and with its drafts as a document.

    ``addresses`` are those of the questions of the document, in order; None where the answer cannot be
    changed. ``keep_until`` is the day until which the user keeps the entry, and ``credit`` is who
    wrote the exercise, if it is in a pack that was added.
    """

    entry: Entry
    document: Document
    addresses: tuple[Address | None, ...] = ()
    keep_until: dt.date | None = None
    credit: str = ""


def load_entry_page(journal: Journal, library: Library, entry_id: str) -> EntryPage:
    """Return an entry to read.

    Raises:
        NotFound: there is no entry with this id.
    """
    saved, entry = journal.entry(entry_id), load_entry_with_drafts(journal, library, entry_id)
    _, preparation = meeting_details(journal, library, entry)
    return EntryPage(
        entry=saved,
        document=entry_document(journal, library, entry),
        addresses=asked_addresses(entry, library.exercise(entry.exercise), preparation),
        keep_until=get_keep_until(journal, entry_id),
        credit=library.credit(entry.exercise),
    )


def entry_document(journal: Journal, library: Library, entry: Entry) -> Document:
    """Render an entry with its situation, its meeting, and the preparation on which it looks back."""
    meeting, preparation = meeting_details(journal, library, entry)
    situation = situation_of(journal, entry)
    return render_entry(entry, library.exercise(entry.exercise), situation, meeting, preparation)
