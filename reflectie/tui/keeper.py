"""What a person says at a stop, on its way to the journal.

What is typed goes into the worker's buffer at once and to disk within half a second; it becomes an answer
when the person leaves the stop. A mark is kept within half a second too.
"""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, State
from reflectie.domain.session import Session
from reflectie.journal.situations import put_entry
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.steps.view import Kept, StopView


class Keeper:
    """Keeps what stands in a stop's widget. Every method raises what the journal raises (``CannotWrite``)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._has_mark = False
        self.was_overtaken = False
        """Whether another window had written at the place of the last save."""
        self._drafted: set[Address] = set()
        """Where a draft may be on disk."""

    async def keep(
        self, session: Session, view: StopView, state: State | None = None
    ) -> tuple[Session, dt.datetime | None]:
        """The session with what the widget holds, and when that was on disk; None when nothing was new."""
        drafts = self._drafted | {draft.address for draft in view.drafts}
        return await self._keep(session, view, view.kept(state), drafts)

    async def _keep(
        self, session: Session, view: StopView, kept: Kept, drafts: set[Address]
    ) -> tuple[Session, dt.datetime | None]:
        """As ``keep``; ``drafts`` are the addresses at which working text is over and done with."""
        journal = self._desk.open_journal
        entry = replace(session.entry, position=view.stop.address)
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
        self._has_mark = self._has_mark or mark
        if draft := view.draft():
            self._drafted.add(draft.address)
            self._desk.open_journal.put_draft(replace(entry, position=draft.address), draft)
        else:
            self._desk.open_journal.drop_draft(entry.id, view.place)

    async def save(self, session: Session, view: StopView) -> tuple[Session, dt.datetime | None]:
        """Brings to disk what was noticed since the last time."""
        moment: dt.datetime | None = self._desk.clock()
        if self._has_mark:
            drafts = self._drafted - {view.place}
            session, moment = await self._keep(session, view, view.meanwhile(), drafts)
            self._has_mark = False
        await self._desk.open_journal.flush()
        return session, moment

    async def situate(self, session: Session) -> None:
        """Puts an entry that is on disk in its situation, with what was typed so far."""
        journal, entry = self._desk.open_journal, session.entry
        await journal.flush()
        await journal.call(put_entry, entry.id, entry.situation)

    async def rest(self, entry: Entry, view: StopView) -> None:
        """Remembers where the cursor stood, for when the entry is taken up again."""
        draft = view.working()
        if draft and entry.is_begun and draft.cursor < len(draft.text):
            self._desk.open_journal.put_draft(entry, draft)
            await self._desk.open_journal.flush()

    async def close(self, entry: Entry, answers: tuple[Answer, ...] = ()) -> None:
        """Klaar, or laat zo: the entry is closed; an empty one leaves no trace."""
        if entry.is_begun:
            closed = self._desk.clock().astimezone(dt.UTC)
            await self._desk.open_journal.keep(replace(entry, closed=closed, position=None), answers)


def typed(entry: Entry, drafts: tuple[Draft, ...]) -> tuple[Answer, ...]:
    """Working text that did not become an answer (the machine fell out), as the answers it was to be."""
    return tuple(_as_answer(entry, draft) for draft in drafts if draft.text != _said(entry, draft.address))


def _as_answer(entry: Entry, draft: Draft) -> Answer:
    answer = entry.answer(draft.address) or Answer(address=draft.address, question=draft.question)
    return replace(answer, text=draft.text, state=State.ANSWERED)


def _said(entry: Entry, address: Address) -> str:
    own = "\n".join(answer.text for answer in entry.chosen(address) if not answer.value)
    answer = entry.answer(address)
    return own or (answer.text if answer else "")
