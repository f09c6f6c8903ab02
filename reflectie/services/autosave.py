"""Save what is entered at a stop: as a draft while the user types, as answers when the user leaves."""

import datetime as dt
from contextlib import suppress

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, AnswerState, Draft, Entry, drafts_as_answers
from reflectie.domain.errors import UnknownEntry
from reflectie.domain.plan import Stop
from reflectie.domain.responses import Response, change_for, draft_for, interim_change_for
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.situations import move_entry_to_situation
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough


class StopInput(Value):
    """What stands at a stop at one moment, as a widget or a line reader reports it.

    ``address`` is where the user is: the stop, or a cell of its table. ``working`` is the text field with
    its cursor; None where there is no text field.
    """

    stop: Stop
    response: Response
    address: Address
    working: Draft | None = None

    @property
    def cursor(self) -> int | None:
        return self.working.cursor if self.working else None


class Autosave:
    """Saves one walkthrough and keeps its session in step with the journal.

    Methods that save return the moment at which all of it was on disk, or None when there was nothing new.
    They raise what the journal raises, ``CannotWrite`` above all; then nothing is lost and saving can be
    tried again.
    """

    def __init__(self, context: Context, walkthrough: Walkthrough) -> None:
        self._context, self._walkthrough = context, walkthrough
        self._has_changes = self._has_selection = self._has_moved = self._was_edited = False
        self._edit_count = 0
        self._initial: Response | None = None
        self._restored: tuple[Draft, ...] = ()
        self._draft_addresses: set[Address] = set()
        """Addresses at which a draft may be on disk."""
        self.had_conflict = False
        """Whether another program had written at an address of the last save."""

    def enter_stop(self, entered: StopInput, restored: tuple[Draft, ...] = ()) -> None:
        """The user came to a stop. ``restored`` are drafts from disk that stand in its fields."""
        self._initial, self._was_edited, self._restored = entered.response, False, restored
        self._draft_addresses |= {draft.address for draft in restored}

    def note_edit(self, entered: StopInput, is_selection: bool) -> None:
        """Take over what was just typed or, with ``is_selection``, marked or chosen. No key waits for the disk."""
        self._has_changes, self._was_edited = True, True
        self._has_selection = self._has_selection or is_selection
        self._edit_count += 1
        if not self._buffer_draft(entered):
            self._context.require_journal.discard_buffered_draft(self._entry.id, entered.address)

    def note_cursor_move(self) -> None:
        """The user came to a stop or moved the cursor; the next ``flush`` saves where that is."""
        self._has_moved = True

    async def flush(self, entered: StopInput) -> dt.datetime | None:
        """Bring to disk what was noted since the last time: drafts, selections and the position."""
        pending = self._has_changes, self._has_selection, self._has_moved
        self._has_changes = self._has_selection = self._has_moved = False
        try:
            return await self._flush(entered, *pending)
        except BaseException:
            self._has_changes |= pending[0]
            self._has_selection |= pending[1]
            self._has_moved |= pending[2]
            raise

    async def _flush(
        self, entered: StopInput, has_changes: bool, has_selection: bool, has_moved: bool
    ) -> dt.datetime | None:
        journal, saved_at = self._context.require_journal, None
        if has_changes:
            saved_at = self._context.clock()
        if has_selection:
            change = interim_change_for(entered.stop, self._entry, entered.response, entered.working)
            saved_at = await self._save(entered, change, self._draft_addresses - {entered.address})
        if has_moved and not (self._was_edited and self._buffer_draft(entered)):
            await journal.call(Journal.save_position, _with_position(self._entry, entered))
        await journal.flush()
        return saved_at

    async def leave_stop(self, entered: StopInput, state: AnswerState | None = None) -> dt.datetime | None:
        """Save what was entered as answers, for a user who goes to another stop.

        ``state`` says that the user skips the stop or does not know. A stop that was only looked at changes
        nothing, and the session follows what another program saved meanwhile; restored drafts become answers
        if they are still on disk.
        """
        if state or self._is_edited(entered) or await self._restored_drafts_exist():
            return await self._save_answers(entered, state)
        saved_at = await self.flush(entered)
        await self._reload_entry()
        return saved_at

    async def save_pending(self, entered: StopInput) -> dt.datetime | None:
        """As ``leave_stop``, for a user who stays or whose screen is locked."""
        if self._is_edited(entered):
            return await self._save_answers(entered)
        return await self.flush(entered)

    async def save_situation(self, situation: str | None) -> None:
        """Move the entry to a situation, with what was typed so far."""
        journal = self._context.require_journal
        await journal.flush()
        await journal.call(move_entry_to_situation, self._entry.id, situation)
        self._walkthrough.update_entry(replace(self._entry, situation=situation))

    async def close_entry(self) -> None:
        """Close the entry with all that was typed in it; an empty entry leaves no trace."""
        await close_entry(self._context, self._entry)

    # How -----------------------------------------------------------------------------------------

    @property
    def _entry(self) -> Entry:
        return self._walkthrough.session.entry

    def _is_edited(self, entered: StopInput) -> bool:
        """Whether the user changed something here; a last key may not have been noted yet."""
        return self._was_edited or entered.response != self._initial

    async def _restored_drafts_exist(self) -> bool:
        """Whether there were restored drafts, and all of them are on disk unchanged."""
        if not self._restored:
            return False
        return set(self._restored) <= set(
            await self._context.require_journal.call(Journal.drafts, self._entry.id)
        )

    async def _reload_entry(self) -> None:
        """Take over what is on disk; an entry that is not there stays as it is in the session."""
        with suppress(UnknownEntry):
            saved = await self._context.require_journal.call(Journal.entry, self._entry.id)
            self._walkthrough.update_entry(replace(saved, closed=None).with_shown(self._entry.shown))

    async def _save_answers(self, entered: StopInput, state: AnswerState | None = None) -> dt.datetime | None:
        edits = self._edit_count
        change = change_for(entered.stop, self._entry, entered.response, state)
        saved_at = await self._save(entered, change, set(self._draft_addresses) | {entered.address})
        if self._edit_count == edits:  # otherwise a key came during the save, and its text is still a draft
            self._context.require_journal.discard_buffered_draft(self._entry.id, entered.address)
            self._was_edited, self._restored, self._initial = False, (), entered.response
        return saved_at

    async def _save(self, entered: StopInput, change: Change, ended: set[Address]) -> dt.datetime | None:
        """Save a change. The drafts at ``ended`` are over: they became answers, or were cleared."""
        before = self._entry
        entry = change.apply_to(_with_position(before, entered))
        saved_at = None
        if entry.has_content:
            # What was skipped before there was any content was not saved yet; now it is.
            answers = change.answers if before.has_content else entry.answers
            receipt = await self._context.require_journal.save(
                entry, answers, change.placements, change.removed
            )
            saved_at, self.had_conflict = receipt.saved_at, bool(receipt.conflicts)
        for address in ended - {answer.address for answer in change.answers}:
            self._context.require_journal.discard_buffered_draft(entry.id, address)
            await self._context.require_journal.call(Journal.drop_draft, entry.id, address)
        self._draft_addresses -= ended
        self._walkthrough.update_entry(entry)
        return None if change.is_empty else saved_at

    def _buffer_draft(self, entered: StopInput) -> bool:
        """Hand the working text to the journal's buffer; False when it equals the saved text."""
        draft = draft_for(self._entry, entered.working)
        if draft:
            self._draft_addresses.add(draft.address)
            self._context.require_journal.buffer_draft(_with_position(self._entry, entered), draft)
        return draft is not None


async def close_entry(context: Context, entry: Entry) -> None:
    """Close an entry with all that was typed in it; an empty entry leaves no trace."""
    journal = context.require_journal
    await journal.flush()
    if answers := drafts_as_answers(entry, await journal.call(Journal.drafts, entry.id)):
        closed = context.clock().astimezone(dt.UTC)
        await journal.save(replace(entry, closed=closed, position=None, cursor=None), answers)
    else:
        await journal.call(Journal.close_entry, entry.id)


def _with_position(entry: Entry, entered: StopInput) -> Entry:
    """The entry, left where the user is now."""
    return replace(entry, position=entered.address, cursor=entered.cursor)
