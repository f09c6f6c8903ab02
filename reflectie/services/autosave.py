"""Save what is entered at a stop: as a draft while the user types, as answers when the user leaves."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.draft_change import change_from_drafts, named_situation
from reflectie.domain.entry import Address, AnswerState, Draft, Entry
from reflectie.domain.errors import NotFound
from reflectie.domain.plan import Stop
from reflectie.domain.responses import Response, TextResponse, change_for, draft_for, interim_change_for
from reflectie.domain.situation import Situation
from reflectie.domain.step import NameSituation
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.situations import set_situation_purpose
from reflectie.services.context import Context
from reflectie.services.entries import load_draft_session
from reflectie.services.walkthrough import Walkthrough, move_to_named_situation, save_named_situation

AUTOSAVE_DELAY = 0.5
"""Seconds from the first unsaved key to the save; further keys do not delay it."""

RETRY_DELAY = 5.0
"""Seconds from a failed save to the next attempt."""


class StopInput(Value):
    """What is entered at a stop at one moment, as a widget or a line-by-line prompt reports it.

    ``address`` is where the user is: the stop, or a cell of its table. ``working`` is the text field with
    its cursor, or None without a text field.
    """

    stop: Stop
    response: Response
    address: Address
    working: Draft | None = None

    @property
    def cursor(self) -> int | None:
        return self.working.cursor if self.working else None


class _Pending(Value):
    """What the user did since the last flush."""

    has_edit: bool = False
    has_selection: bool = False
    has_cursor_move: bool = False

    def merge(self, other: "_Pending") -> "_Pending":
        return _Pending(
            has_edit=self.has_edit or other.has_edit,
            has_selection=self.has_selection or other.has_selection,
            has_cursor_move=self.has_cursor_move or other.has_cursor_move,
        )


class Autosave:
    """Saves one walkthrough, and keeps its session equal to the journal.

    Methods that save return the moment at which everything was on disk, or None if nothing was new. They
    raise what the journal raises, mostly ``CannotWrite``. Then nothing is lost, and saving can be tried
    again.
    """

    def __init__(self, context: Context, walkthrough: Walkthrough) -> None:
        self._context, self._walkthrough = context, walkthrough
        self._pending = _Pending()
        self._was_edited = False
        self._initial: Response | None = None
        self._restored: tuple[Draft, ...] = ()
        self._draft_addresses: set[Address] = set()
        """The addresses that may have a draft on disk."""
        self._edited_since_save: dict[Address, Response] = {}
        """What the user entered at each address since the last save began."""
        self.had_conflict = False
        """Whether another program had saved at an address of the last save."""

    def enter_stop(self, stop_input: StopInput, restored: tuple[Draft, ...] = ()) -> None:
        """Start at a stop. ``restored`` are the drafts from disk that its fields show."""
        self._initial, self._was_edited, self._restored = stop_input.response, False, restored
        self._draft_addresses |= {draft.address for draft in restored}

    def note_edit(self, stop_input: StopInput, is_selection: bool) -> None:
        """Note that the user typed or, with ``is_selection``, placed or chose; ``flush`` saves it."""
        self._pending = self._pending.merge(_Pending(has_edit=True, has_selection=is_selection))
        self._was_edited = True
        self._edited_since_save[stop_input.address] = stop_input.response
        if not self._buffer_draft(stop_input):
            self._context.require_journal.discard_buffered_draft(self._entry.id, stop_input.address)

    def note_cursor_move(self) -> None:
        """Note that the user moved the cursor or came to a stop. The next ``flush`` saves the position."""
        self._pending = self._pending.merge(_Pending(has_cursor_move=True))

    async def flush(self, stop_input: StopInput) -> dt.datetime | None:
        """Save what was noted since the last time: drafts, selections and the position."""
        journal, stop, address = self._context.require_journal, stop_input.stop, stop_input.address
        is_outdated = False
        with self._take_pending() as pending:
            saved_at = self._context.clock() if pending.has_edit else None
            if pending.has_selection:
                change = interim_change_for(stop, self._entry, stop_input.response, stop_input.working)
                saved_at = await self._save(stop_input, change, self._draft_addresses - {address})
                is_outdated = address in self._edited_since_save
            if not is_outdated and not (self._was_edited and self._buffer_draft(stop_input)):
                if pending.has_edit and address in self._draft_addresses:  # the user cleared the text
                    await journal.call(Journal.drop_draft, self._entry.id, address)
                if pending.has_cursor_move:
                    await journal.call(Journal.save_position, _with_position(self._walkthrough, stop_input))
            await journal.flush()
        return saved_at

    @contextmanager
    def _take_pending(self) -> Iterator[_Pending]:
        """Yield what is pending, to be saved now. It becomes pending again when that fails."""
        pending, self._pending = self._pending, _Pending()
        try:
            yield pending
        except BaseException:
            self._pending = self._pending.merge(pending)
            raise

    async def leave_stop(self, stop_input: StopInput, state: AnswerState | None = None) -> dt.datetime | None:
        """Save what was entered as answers, because the user goes to another stop.

        ``state`` is set when the user skips the stop or does not know. A stop that the user only looked at
        changes nothing; the session then takes over what another program saved. Restored drafts become
        answers if they are still on disk.
        """
        is_entered = self._is_edited(stop_input) or await self._has_restored_drafts()
        if state is AnswerState.SKIPPED and not self._entry.is_open:
            state = None  # the user looks through an entry that was done; skipping must not reopen it
        if is_entered and isinstance(stop_input.stop.step, NameSituation):
            await save_named_situation(self._context, self._walkthrough, stop_input.response, self._initial)
        if is_entered or state:
            return await self._save_answers(stop_input, state)
        saved_at = await self.flush(stop_input)
        # Restored drafts that changed on disk are of another program; no later save may delete them.
        self._draft_addresses -= {draft.address for draft in self._restored}
        saved = await self._context.require_journal.call(_find_entry, self._entry.id)
        if saved:  # another program may have closed it; here it is still open
            closed = saved.closed if self._entry.closed else None
            self._walkthrough.update_entry(replace(saved, closed=closed).with_shown(self._entry.shown))
        return saved_at

    async def save_pending(self, stop_input: StopInput) -> dt.datetime | None:
        """Save as ``leave_stop`` does, while the user stays or the screen is locked.

        The name of a situation stays a draft: a name that is half typed must not become a situation. A name
        that was cleared is done.
        """
        if not self._is_edited(stop_input):
            return await self.flush(stop_input)
        if isinstance(stop_input.stop.step, NameSituation):
            if stop_input.response == TextResponse():
                await save_named_situation(
                    self._context, self._walkthrough, stop_input.response, self._initial
                )
            self.note_edit(stop_input, is_selection=False)
            return await self.flush(stop_input)
        return await self._save_answers(stop_input)

    async def stop_at_name(self, stop_input: StopInput) -> dt.datetime | None:
        """Save because the user stops at the name of a situation. A half typed name becomes no situation.

        It stays a draft or, where the user changes only this answer, is dropped.
        """
        if self._walkthrough.kept_position is None:
            return await self.save_pending(stop_input)
        saved = TextResponse(text=self._entry.saved_text(stop_input.address))
        return await self._save_answers(replace(stop_input, response=saved, working=None))

    @property
    def _entry(self) -> Entry:
        return self._walkthrough.session.entry

    def _is_edited(self, stop_input: StopInput) -> bool:
        """Whether the user changed something at this stop. The last key may not have been noted yet."""
        return self._was_edited or stop_input.response != self._initial

    async def _has_restored_drafts(self) -> bool:
        """Whether this stop has restored drafts, and all of them are on disk unchanged."""
        if not self._restored:
            return False
        drafts = await self._context.require_journal.call(Journal.drafts, self._entry.id)
        return set(self._restored) <= set(drafts)

    async def _save_answers(
        self, stop_input: StopInput, state: AnswerState | None = None
    ) -> dt.datetime | None:
        response, is_written = stop_input.response, self._is_edited(stop_input) or bool(self._restored)
        if isinstance(stop_input.stop.step, NameSituation) and not is_written:
            # The name of the situation is shown; nobody answered with it.
            response = TextResponse(text=self._entry.saved_text(stop_input.address))
        change = change_for(stop_input.stop, self._entry, response, state)
        with self._take_pending():  # otherwise the next stop would save a selection that is pending here
            saved_at = await self._save(stop_input, change, self._draft_addresses | {stop_input.address})
        if all(edited == stop_input.response for edited in self._edited_since_save.values()):
            # Otherwise the user typed during the save, and that is still a draft.
            self._context.require_journal.discard_buffered_draft(self._entry.id, stop_input.address)
            self._was_edited, self._restored, self._initial = False, (), stop_input.response
        return saved_at

    async def _save(
        self, stop_input: StopInput, change: Change, obsolete_drafts: set[Address]
    ) -> dt.datetime | None:
        """Save a change. The drafts at ``obsolete_drafts`` became answers or were cleared; delete them."""
        self._edited_since_save = {}
        before = self._entry
        entry = change.apply_to(_with_position(self._walkthrough, stop_input))
        entry = entry if change.is_empty else replace(entry, closed=None)  # a change reopens an entry
        saved_at, saved_addresses = None, set[Address]()
        if entry.has_content or before.has_content:
            # Questions that were skipped before the entry had content are not on disk yet.
            answers = change.answers if before.has_content else entry.answers
            receipt = await self._context.require_journal.save(
                entry, answers, change.placements, change.removed
            )
            saved_at, self.had_conflict = receipt.saved_at, bool(receipt.conflicts)
            saved_addresses = {answer.address for answer in answers}
        for address in obsolete_drafts - saved_addresses:  # ``Journal.save`` deleted the others
            if address not in self._edited_since_save:
                self._context.require_journal.discard_buffered_draft(entry.id, address)
                await self._context.require_journal.call(Journal.drop_draft, entry.id, address)
        self._draft_addresses -= obsolete_drafts - self._edited_since_save.keys()
        self._walkthrough.update_entry(entry)
        return None if change.is_empty else saved_at

    def _buffer_draft(self, stop_input: StopInput) -> bool:
        """Put the working text in the buffer of the journal. False if it equals the saved text."""
        draft = draft_for(self._entry, stop_input.working)
        if draft:
            self._draft_addresses.add(draft.address)
            entry = replace(
                _with_position(self._walkthrough, stop_input), closed=None
            )  # a draft reopens an entry
            self._context.require_journal.buffer_draft(entry, draft)
        return draft is not None


async def close_entry(context: Context, entry: Entry) -> None:
    """Close an entry, with its drafts as answers. An entry that was never saved is not created."""
    journal = context.require_journal
    await journal.flush()
    drafts = await journal.call(Journal.drafts, entry.id)
    session = await journal.call(load_draft_session, context.library, entry, drafts)
    change = change_from_drafts(session, drafts)
    if change.is_empty:
        await journal.call(Journal.close_entry, entry.id)
        return
    await journal.call(move_to_named_situation, entry.id, named_situation(session, change))
    changed = change.apply_to(entry)
    # A save deletes the drafts at the addresses of its answers. Answers that stay the same are saved too,
    # or else the draft of a list would become an earlier text beside the additions that it became.
    addresses = {draft.address for draft in drafts} | {answer.address for answer in change.answers}
    answers = [answer for answer in changed.answers if answer.address in addresses]
    closed = context.clock().astimezone(dt.UTC)
    closed_entry = replace(changed, closed=closed, position=None, cursor=None)
    await journal.save(closed_entry, answers, removed=change.removed)


async def close_saved_entry(context: Context, entry_id: str) -> None:
    """Close an entry as it is in the journal now.

    Raises:
        NotFound: another program erased it; it stays erased.
    """
    await close_entry(context, await context.require_journal.call(Journal.entry, entry_id))


async def close_again(context: Context, walkthrough: Walkthrough) -> None:
    """Close an entry that was closed and that a change of one of its answers reopened. Leave any other."""
    entry = walkthrough.session.entry
    if walkthrough.was_closed and entry.is_open:
        await close_entry(context, entry)


async def save_purpose(context: Context, situation: Situation, text: str) -> Situation:
    """Save the purpose of a situation if it differs; return the situation as it is in the journal.

    Raises:
        NotFound: the situation was merged meanwhile.
    """
    if text == situation.purpose:
        return situation
    return await context.require_journal.call(set_situation_purpose, situation.id, text)


def _find_entry(journal: Journal, entry_id: str) -> Entry | None:
    """The saved entry, or None if it was never saved."""
    try:
        return journal.entry(entry_id)
    except NotFound:
        return None


def _with_position(walkthrough: Walkthrough, stop_input: StopInput) -> Entry:
    """The entry with the position and cursor of the user, or with those that are kept."""
    position, cursor = walkthrough.kept_position or (stop_input.address, stop_input.cursor)
    return replace(walkthrough.session.entry, position=position, cursor=cursor)
