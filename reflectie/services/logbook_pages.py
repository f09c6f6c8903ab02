"""Pages of the logbook: all entries or the unfinished ones by day, or those with the words of a search."""

from reflectie.domain.entry import EntrySummary, SearchHit
from reflectie.domain.value import Value
from reflectie.journal.find_entries import search_with_entries
from reflectie.journal.journal import Journal
from reflectie.services.kept_words import NO_KEPT_STEPS, KeptSteps, with_kept_words


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
    journal: Journal, limit: int, offset: int, open_only: bool, kept: KeptSteps = NO_KEPT_STEPS
) -> LogbookPage:
    """Return at most ``limit`` entries after the first ``offset``."""
    entries = with_kept_words(journal, kept, journal.summaries(limit, offset, open_only=open_only))
    return LogbookPage(
        rows=tuple(LogbookRow(entry=entry) for entry in entries), has_more=len(entries) == limit
    )


def search_page(journal: Journal, words: str, limit: int, cursor: int | None, open_only: bool) -> LogbookPage:
    """Return the entries of at most ``limit`` hits, each once, with its newest hit."""
    found = search_with_entries(journal, words, limit, cursor)
    rows: dict[str, LogbookRow] = {}
    for hit, entry in found:
        if entry.is_open or not open_only:
            rows.setdefault(entry.id, LogbookRow(entry=entry, hit=hit))
    last_cursor = found[-1][0].cursor if found else None
    return LogbookPage(rows=tuple(rows.values()), has_more=len(found) == limit, cursor=last_cursor)
