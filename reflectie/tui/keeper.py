"""What a person says at a stop, on its way to the journal.

What is typed goes into the worker's buffer at once and to disk within half a second; it becomes an answer
when the person leaves the stop. A mark, the stop one came to and the cursor are kept as soon.
"""

import datetime as dt
from contextlib import suppress

from msgspec.structs import replace

from reflectie.domain.drafts import typed
from reflectie.domain.entry import Address, Draft, Entry, State
from reflectie.domain.errors import UnknownEntry
from reflectie.domain.session import Session
from reflectie.journal.situations import put_entry
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.steps.view import Kept, StopView


class Keeper:
    """Keeps what stands in a stop's widget. Every method raises what the journal raises (``CannotWrite``)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._has_mark = self._has_news = self._has_moved = self._was_touched = False
        self.was_overtaken = False
        """Whether another window had written at the place of the last save."""
        self._drafted: set[Address] = set()
        """Where a draft may be on disk."""
        self._found = Kept()
        """What the stop would give when the person came there, working text of another window included."""

    def arrive(self, view: StopView) -> None:
        """The person came to a stop."""
        self._found = view.kept()

    async def keep(
        self, session: Session, view: StopView, state: State | None = None
    ) -> tuple[Session, dt.datetime | None]:
        """The session with what the widget holds, and when that was on disk; None when nothing was new."""
        journal, place, text = self._desk.open_journal, view.place, view.text
        taken = {draft.address for draft in view.drafts}
        if taken:
            await journal.call(Journal.take, session.entry.id, tuple(taken))
        kept = await self._keep(session, view, view.kept(state), self._drafted | taken)
        if view.text == text:  # a last key that was noticed during the save is in it already
            journal.drop_draft(session.entry.id, place)
            self._was_touched = False
        return kept

    async def settle(self, session: Session, view: StopView) -> tuple[Session, dt.datetime | None]:
        """As ``keep``, for somebody who stays or whose screen is locked.

        A window in which nothing was done writes nothing but where it is: another one may have gone on.
        """
        return await (self.save if self._is_idle(session, view) else self.keep)(session, view)

    async def leave(
        self, session: Session, view: StopView, state: State | None = None
    ) -> tuple[Session, dt.datetime | None]:
        """As ``keep``, for somebody who goes to another stop.

        Where nothing was done the session is told what another window wrote meanwhile, which stays as it is;
        only working text that still stands as it was found becomes an answer.
        """
        if state or not self._is_idle(session, view) or await self._still_stand(session.entry, view.drafts):
            return await self.keep(session, view, state)
        session, moment = await self.save(session, view)
        with suppress(UnknownEntry):  # there is nothing of it on disk
            found = await self._desk.open_journal.call(Journal.entry, session.entry.id)
            session = session.with_entry(replace(found, closed=None).with_shown(session.entry.shown))
        return session, moment

    def _is_idle(self, session: Session, view: StopView) -> bool:
        """Whether the person did nothing at this stop, though working text may have been found there."""
        kept = view.kept()
        as_found = bool(view.drafts) and kept == self._found
        return not self._was_touched and (as_found or kept.news(session.entry).is_nothing)

    async def _still_stand(self, entry: Entry, found: tuple[Draft, ...]) -> bool:
        """Whether there were working texts, and all of them stand on disk as they were found."""
        now = await self._desk.open_journal.call(Journal.drafts, entry.id) if found else ()
        return bool(found) and set(found) <= set(now)

    async def _keep(
        self, session: Session, view: StopView, kept: Kept, drafts: set[Address]
    ) -> tuple[Session, dt.datetime | None]:
        """As ``keep``; ``drafts`` are the addresses at which working text is over and done with."""
        journal = self._desk.open_journal
        entry = _at(session.entry, view)
        news = kept.news(entry)
        entry = news.into(entry)
        moment = None
        if entry.is_begun:
            # What was skipped before the first word or mark was not worth an entry yet; now it goes along.
            answers = news.answers if session.entry.is_begun else entry.answers
            saved = await journal.keep(entry, answers, news.placements, news.removed)
            moment, self.was_overtaken = saved.moment, bool(saved.overtaken)
        await self._drop_drafts(entry, drafts - {answer.address for answer in news.answers})
        self._drafted -= drafts
        return session.with_entry(entry), None if news.is_nothing else moment

    async def _drop_drafts(self, entry: Entry, addresses: set[Address]) -> None:
        """Working text that became no answer here, because it was taken away again, does not come back."""
        for address in addresses:
            self._desk.open_journal.drop_draft(entry.id, address)
            await self._desk.open_journal.call(Journal.drop_draft, entry.id, address)

    def notice(self, entry: Entry, view: StopView, mark: bool) -> None:
        """Takes over what was just typed or moved; no key waits for the disk."""
        self._has_news, self._has_mark, self._was_touched = True, self._has_mark or mark, True
        if not self._typed(entry, view):
            self._desk.open_journal.drop_draft(entry.id, view.place)

    def moved(self) -> None:
        """The person came to a stop, or moved the cursor there; ``save`` looks where that is."""
        self._has_moved = True

    def _typed(self, entry: Entry, view: StopView) -> bool:
        """Puts the working text in the buffer; False when there is none."""
        draft = view.draft()
        if draft:
            self._drafted.add(draft.address)
            self._desk.open_journal.put_draft(_at(entry, view), draft)
        return draft is not None

    async def save(self, session: Session, view: StopView) -> tuple[Session, dt.datetime | None]:
        """Brings to disk what was noticed since the last time; no moment when only the cursor moved."""
        moment = self._desk.clock() if self._has_news else None
        has_moved, self._has_moved = self._has_moved, False
        if self._has_mark:
            drafts = self._drafted - {view.place}
            session, moment = await self._keep(session, view, view.meanwhile(), drafts)
            self._has_mark = False
        if has_moved and not (self._was_touched and self._typed(session.entry, view)):
            await self._desk.open_journal.call(Journal.rest, _at(session.entry, view))
        await self._desk.open_journal.flush()
        self._has_news = False
        return session, moment

    async def situate(self, session: Session) -> None:
        """Puts an entry that is on disk in its situation, with what was typed so far."""
        journal, entry = self._desk.open_journal, session.entry
        await journal.flush()
        await journal.call(put_entry, entry.id, entry.situation)

    async def close(self, entry: Entry) -> None:
        """Klaar, or laat zo: it is closed with all that was typed in it; an empty one leaves no trace."""
        journal = self._desk.open_journal
        await journal.flush()
        if answers := typed(entry, await journal.call(Journal.drafts, entry.id)):
            closed = self._desk.clock().astimezone(dt.UTC)
            await journal.keep(replace(entry, closed=closed, position=None, cursor=None), answers)
        else:
            await journal.call(Journal.finish, entry.id)


def _at(entry: Entry, view: StopView) -> Entry:
    """The entry, left where the person is now."""
    return replace(entry, position=view.place, cursor=view.cursor)
