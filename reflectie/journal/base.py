"""What every part of the journal works with: the connection, the clock, and what this window has seen."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reflectie.domain.errors import NewerFormat
from reflectie.journal import rows
from reflectie.journal.database import Connection, connect, reading, writing
from reflectie.journal.folder import Folder, behind_link
from reflectie.journal.schema import MIGRATIONS, version
from reflectie.journal.window import Window

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with its time zone."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a journal on disk lives, and the key that opens it and its copies."""

    folder: Folder
    data_key: bytes = field(repr=False)


class Base:
    """A journal that is open. It belongs to the thread that opened it."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        where: object = "het geheugen",
        home: Home | None = None,
        window: Window | None = None,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._where = where
        self.home = home
        self._window = window or Window()

    def close(self) -> None:
        """End the connection; the key goes with it."""
        self._connection.close()
        self.home = None

    def connect_anew(self) -> None:
        """SQLCipher writes nothing more over a connection that met damage; what is sound can still be kept.

        Raises:
            CannotWrite, DamagedJournal: it cannot be opened; then the connection is the old one.
        """
        if self.home:
            fresh = connect(behind_link(self.home.folder.journal), self.home.data_key)
            self._connection.close()
            self._connection = fresh

    @property
    def connection(self) -> Connection:
        """The connection, outside a transaction; for the modules of this package."""
        return self._connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Several queries that see one moment; for the modules of this package."""
        with reading(self._connection, self._where):
            yield self._connection

    @contextmanager
    def changing(self) -> Iterator[tuple[Connection, str]]:
        """A transaction, and the moment to write down for it; for the modules of this package."""
        with writing(self._connection, self._where):
            if version(self._connection) != len(MIGRATIONS):  # another program came by while this one ran
                raise NewerFormat(self._where)
            yield self._connection, rows.moment(self._clock())
