"""Create the made-up journal of --voorbeeld in memory, from a file in the form of an export."""

import datetime as dt

from reflectie.content.pack import EXAMPLE_DAYS, example_file
from reflectie.domain.archive import Archive, shift_archive
from reflectie.domain.dates import Clock
from reflectie.domain.field import Role
from reflectie.importing.own_json import read_own_json
from reflectie.journal.archive_store import add_archive
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.worker import JournalWorker


def example_journal(role: Role, clock: Clock) -> JournalWorker:
    """Return a worker that fills its journal at its first call. Nothing is written to disk.

    ``role`` is that of the person who wrote it.
    """

    def fill() -> Journal:
        journal, now = journal_in_memory(clock), clock()
        add_archive(journal, read_example(role, now.date(), now.tzinfo or dt.UTC))
        return journal

    return JournalWorker(fill)


def read_example(role: Role, today: dt.date, zone: dt.tzinfo) -> Archive:
    """Return the example of a role as if it had been written up to ``today``, with its times in ``zone``."""
    archive = read_own_json(example_file(role).read_bytes())
    return shift_archive(archive, today - EXAMPLE_DAYS[role], zone)
