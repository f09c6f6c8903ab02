"""The made-up year of ``--voorbeeld``, in a journal that lives in memory only."""

import datetime as dt

from reflectie.domain.exercise import Library
from reflectie.journal.store import Journal
from reflectie.journal.worker import JournalWorker
from reflectie.tui.desk import Clock


def example_journal(library: Library, clock: Clock) -> JournalWorker:
    """A worker that fills its journal when it is first asked; nothing of it ever touches the disk."""

    def fill() -> Journal:
        from reflectie.content.compiled_example import example_year
        from reflectie.journal import meetings, situations
        from reflectie.journal.opening import journal_in_memory

        moment: dt.datetime | None = None
        journal = journal_in_memory(lambda: moment or clock())
        example = example_year(library, clock().date(), clock().tzinfo or dt.UTC)
        situations.take_in(journal, example.situations)
        meetings.take_in(journal, example.meetings, example.series)
        for entry in example.entries:
            moment = entry.closed or entry.begun
            journal.keep(entry, entry.answers, entry.placements)
        moment = None
        return journal

    return JournalWorker(fill)
