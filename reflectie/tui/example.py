"""The made-up year of ``--voorbeeld``, in a journal that lives in memory only."""

import datetime as dt

from reflectie.domain.entry import Entry
from reflectie.domain.situation import Situation
from reflectie.journal.store import Journal
from reflectie.journal.worker import JournalWorker
from reflectie.tui.desk import Clock


def example_journal(
    entries: tuple[Entry, ...], situations: tuple[Situation, ...], clock: Clock
) -> JournalWorker:
    """A worker that fills its journal when it is first asked; nothing of it ever touches the disk."""

    def fill() -> Journal:
        from reflectie.journal.opening import journal_in_memory
        from reflectie.journal.situations import take_in

        moment: dt.datetime | None = None
        journal = journal_in_memory(lambda: moment or clock())
        take_in(journal, situations)
        for entry in entries:
            moment = entry.closed or entry.begun
            journal.keep(entry, entry.answers, entry.placements)
        moment = None
        return journal

    return JournalWorker(fill)
