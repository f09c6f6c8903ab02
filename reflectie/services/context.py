"""What every use case needs: content, journal, settings and the clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock, day_of_writing, local_time
from reflectie.journal.folder import JournalFolder, Settings, write_settings

if TYPE_CHECKING:
    from reflectie.domain.entry import Entry
    from reflectie.domain.exercise import Library
    from reflectie.domain.field import TensionField
    from reflectie.journal.worker import JournalWorker


@dataclass
class Context:
    """Passed to every screen and use case. ``folder`` is None with ``--voorbeeld``."""

    load_library: "Callable[[], Library]"
    clock: Clock
    folder: "JournalFolder | None"
    settings: Settings = field(default_factory=Settings)
    journal: "JournalWorker | None" = None
    make_example_journal: "Callable[[], JournalWorker] | None" = None
    """Creates the journal of ``--voorbeeld`` when it is first needed."""
    unsaved_first_entries: "list[Entry]" = field(default_factory=list)
    """Entries made before there was a journal, to be saved once there is one."""
    load_core_fields: "Callable[[], tuple[TensionField, ...] | None]" = lambda: None
    """Loads the core fields before the rest of the content, or returns None where that is not possible."""
    has_pause_sound: bool = False
    """Whether a pause ends with a sound. It is remembered until the program ends."""
    sync_service_name: Callable[[], str | None] = lambda: None
    """Returns the name of the service that synchronises the data folder to a cloud, or None."""

    @cached_property
    def library(self) -> "Library":
        """The content, loaded at first use."""
        return self.load_library()

    @property
    def core_fields(self) -> "tuple[TensionField, ...]":
        """The fields of Home. While the content is not loaded, they are loaded without the rest of it."""
        is_loaded = "library" in self.__dict__
        return (None if is_loaded else self.load_core_fields()) or self.library.core_fields

    def reload_library(self) -> None:
        """Load the content again, when the folders of packs have changed. Meanwhile the old content stays."""
        self.library = self.load_library()

    @property
    def today(self) -> dt.date:
        return self.clock().date()

    @property
    def day_of_writing(self) -> dt.date:
        """The day to which what the user writes now belongs."""
        return day_of_writing(self.clock(), self.settings.day_starts_at)

    @property
    def is_example(self) -> bool:
        """Whether the journal is that of ``--voorbeeld``, of which nothing is kept."""
        return self.make_example_journal is not None

    @property
    def require_journal(self) -> "JournalWorker":
        """The open journal. Screens that appear only while it is unlocked may use this."""
        if self.journal is None and self.make_example_journal:
            self.journal = self.make_example_journal()
        assert self.journal is not None, "the journal is not unlocked yet"
        return self.journal

    def save_settings(self, settings: Settings) -> None:
        self.settings = settings
        if self.folder:
            write_settings(self.folder, settings)

    def format_time(self, moment: dt.datetime) -> str:
        """Format as "14:30", in the time zone of the clock."""
        return f"{moment.astimezone(self.clock().tzinfo):%H:%M}"


def local_now() -> dt.datetime:
    """Return the present moment in the time zone of this machine."""
    return local_time(dt.datetime.now(dt.UTC))
