"""What a person says at a stop, on its way to the journal.

What is typed goes into the worker's buffer at once and to disk within half a second; it becomes an answer
when the person leaves the stop. A mark is kept within half a second too.
"""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Entry, State
from reflectie.domain.session import Session
from reflectie.tui.desk import Desk
from reflectie.tui.steps.view import StopView


class Keeper:
    """Keeps what stands in a stop's widget. Every method raises what the journal raises (``CannotWrite``)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._has_mark = False

    async def keep(
        self, session: Session, view: StopView, state: State | None = None
    ) -> tuple[Session, dt.datetime | None]:
        """The session with what the widget holds, and when that was on disk; None when nothing was new."""
        journal = self._desk.open_journal
        entry = replace(session.entry, position=view.stop.address)
        news = view.kept(state).news(entry)
        entry = news.into(entry)
        moment = None
        if entry.is_begun:
            moment = await journal.keep(entry, news.answers, news.placements, news.removed)
        journal.drop_draft(entry.id, view.stop.address)
        return session.with_entry(entry), None if news.is_nothing else moment

    def notice(self, entry: Entry, view: StopView, mark: bool) -> None:
        """Takes over what was just typed or moved; no key waits for the disk."""
        self._has_mark = self._has_mark or mark
        if draft := view.draft():
            self._desk.open_journal.put_draft(replace(entry, position=draft.address), draft)

    async def save(self, session: Session, view: StopView) -> tuple[Session, dt.datetime | None]:
        """Brings to disk what was noticed since the last time."""
        if self._has_mark:
            self._has_mark = False
            return await self.keep(session, view)
        await self._desk.open_journal.flush()
        return session, self._desk.clock()

    async def close(self, entry: Entry) -> None:
        """Klaar, or laat zo: the entry is closed; an empty one leaves no trace."""
        if entry.is_begun:
            closed = self._desk.clock().astimezone(dt.UTC)
            await self._desk.open_journal.keep(replace(entry, closed=closed, position=None))
