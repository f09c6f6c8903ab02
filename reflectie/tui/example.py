"""The made-up year of ``--voorbeeld``, in a journal that lives in memory only."""

import datetime as dt

from reflectie.content.example import example_entries
from reflectie.domain.exercise import Library
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.store import Journal
from reflectie.journal.worker import JournalWorker
from reflectie.tui.desk import Clock


def example_journal(library: Library, clock: Clock) -> JournalWorker:
    """A worker that fills its journal when it opens; nothing of it ever touches the disk."""

    def fill() -> Journal:
        now = clock()
        moment: dt.datetime | None = None
        journal = journal_in_memory(lambda: moment or clock())
        for entry in example_entries(library, now.date(), now.tzinfo or dt.UTC):
            moment = entry.closed or entry.begun
            journal.keep(entry, entry.answers, entry.placements)
        moment = None
        return journal

    return JournalWorker(fill)
