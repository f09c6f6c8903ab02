"""What every use case needs: content, journal, settings and the clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock
from reflectie.journal.folder import JournalFolder
from reflectie.journal.settings import Settings, write_settings
from reflectie.journal.trails import last_shown_days, list_trails

if TYPE_CHECKING:
    from reflectie.domain.coach import Coach
    from reflectie.domain.entry import Entry
    from reflectie.domain.exercise import Exercise, Library
    from reflectie.journal.worker import JournalWorker


@dataclass
class Context:
    """The things on the desk. ``folder`` is None when nothing is kept on disk (``--voorbeeld``)."""

    load_library: "Callable[[], Library]"
    clock: Clock
    folder: "JournalFolder | None"
    settings: Settings = field(default_factory=Settings)
    journal: "JournalWorker | None" = None
    make_example_journal: "Callable[[], JournalWorker] | None" = None
    """Makes the journal of ``--voorbeeld`` when it is first asked for."""
    unsaved_first_entries: "list[Entry]" = field(default_factory=list)
    """What was marked before there was a journal to keep it in."""
    sync_service_name: Callable[[], str | None] = lambda: None
    """Gives the name of the service that takes the data folder along, where there is one."""

    @cached_property
    def library(self) -> "Library":
        """The content, read when it is first asked for."""
        return self.load_library()

    @property
    def today(self) -> dt.date:
        return self.clock().date()

    @property
    def require_journal(self) -> "JournalWorker":
        """The journal; only to be asked for by screens that stand behind the lock."""
        if self.journal is None and self.make_example_journal:
            self.journal = self.make_example_journal()
        assert self.journal is not None, "no screen that needs the journal opens before it is unlocked"
        return self.journal

    async def make_coach(self, entry: "Entry | None" = None, before_day: dt.date = dt.date.max) -> "Coach":
        """The coach, who knows what was shown before a day and where the person stood before an entry."""
        from reflectie.domain.coach import Coach

        shown = await self.require_journal.call(last_shown_days, before_day)
        earlier = await self.require_journal.call(list_trails, exclude_entry=entry.id if entry else "")
        return Coach(
            day=self.today, roles=frozenset(self.settings.roles), last_shown=shown, placements=earlier
        )

    def new_entry(
        self, exercise: "Exercise", situation: str | None = None, meeting: str | None = None
    ) -> "Entry":
        """Return an empty entry. It is saved once it has content."""
        from reflectie.domain.entry import new_entry

        return new_entry(exercise, self.clock(), situation, meeting)

    def save_settings(self, settings: Settings) -> None:
        self.settings = settings
        if self.folder:
            write_settings(self.folder, settings)

    def format_time(self, moment: dt.datetime) -> str:
        """A moment as the clock on the wall shows it."""
        return f"{moment.astimezone(self.clock().tzinfo):%H:%M}"


def local_now() -> dt.datetime:
    """The present moment in the time zone of this machine."""
    return dt.datetime.now().astimezone()
