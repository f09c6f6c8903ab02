"""Create the made-up journal of --voorbeeld in memory."""

import datetime as dt

from reflectie.content.compiled_example import open_example
from reflectie.domain.dates import Clock
from reflectie.domain.exercise import Library
from reflectie.domain.field import Role
from reflectie.journal import meetings, situations
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.worker import JournalWorker


def example_journal(role: Role, library: Library, clock: Clock) -> JournalWorker:
    """Return a worker that fills its journal at its first call. Nothing is written to disk.

    ``role`` is that of the person who wrote it.
    """

    def fill() -> Journal:
        moment: dt.datetime | None = None
        journal = journal_in_memory(lambda: moment or clock())
        example = open_example(role, library, clock().date(), clock().tzinfo or dt.UTC)
        situations.import_situations(journal, example.situations)
        meetings.import_meetings(journal, example.meetings, example.series)
        for entry in example.entries:
            moment = entry.closed or entry.begun
            journal.save(entry, entry.answers, entry.placements)
        moment = None
        return journal

    return JournalWorker(fill)
