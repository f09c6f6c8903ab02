"""Walk through an exercise with the coach. The ``Walkthrough`` is the only owner of the session."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Draft, Entry
from reflectie.domain.errors import DamagedFile
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.moves import (
    can_ask_further,
    first_stop_of,
    resume_stop,
    stop_after,
    stop_before,
    with_next_turn,
)
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.situation import Situation
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Pick
from reflectie.journal.situations import list_situations
from reflectie.journal.trails import list_trails
from reflectie.services.context import Context
from reflectie.services.entries import preparation_for
from reflectie.services.question_choice import choose_questions, next_probe, own_choice, show_questions
from reflectie.services.restored_drafts import RestoredDrafts


class Walkthrough:
    """Holds the session and the restored drafts. Every move returns the stop to show, or None at the end."""

    def __init__(self, context: Context, session: Session, drafts: tuple[Draft, ...] = ()) -> None:
        """``drafts`` are restored from disk."""
        self._context = context
        self._session = session
        self.drafts = RestoredDrafts(drafts)
        self._last_address: Address | None = None
        """Where the user was when the end was reached."""
        self._begins_at_end = False
        self.was_closed = not session.entry.is_open
        """Whether the entry was closed before the first change, whatever it is now."""

    @property
    def session(self) -> Session:
        return self._session

    def update_entry(self, entry: Entry) -> None:
        """Take over the entry as it was saved."""
        self._session = self._session.with_entry(entry)

    def add_situation(self, situation: Situation) -> None:
        """Add a situation that the user named to those to choose from."""
        others = (other for other in self._session.situations if other.id != situation.id)
        self._session = replace(self._session, situations=(situation, *others))

    def note_shift(self, stop: Stop, value: int) -> None:
        """Remember where the user moved the mark while exploring a side."""
        self._session = self._session.with_shift(stop, value)

    # Moving --------------------------------------------------------------------------------------

    def begin_at_end(self) -> None:
        """Let ``start`` return to the end, where the user was."""
        self._begins_at_end = True

    async def start(self) -> Stop | None:
        """The first stop of a new entry, or where an unfinished one was left.

        The session gets what its steps need from the journal: the preparation of a look back, the situations
        to choose from, and earlier marks.
        """
        self._session = await _with_journal_data(self._context, self._session)
        entry = self._session.entry
        if self._begins_at_end:
            self._last_address = entry.position
            return None
        is_new = not entry.has_content and entry.position is None
        stop = stop_after(self._session, None) if is_new else resume_stop(self._session)
        if stop:
            self._session = self._session.with_part(stop.part)  # it stays open while the user is there
        return await self._resolve_pick(stop)

    async def next_stop(self, stop: Stop | None) -> Stop | None:
        following = await self._resolve_pick(stop_after(self._session, stop.address if stop else None))
        if following is None and stop:
            self._last_address = stop.address
        return following

    async def previous_stop(self, stop: Stop | None) -> Stop | None:
        """The stop before this one; None before the first of a part; at the end the stop before it."""
        if stop:
            return await self._resolve_pick(stop_before(self._session, stop.address))
        short_route = [stop for stop in self._session.stops if not stop.part]
        return self._session.stop_at(self._last_address) or next(iter(short_route[-1:]), None)

    async def open_part(self, part: str) -> Stop | None:
        """Begin or go on with a part that the closing offers."""
        self._session = self._session.with_part(part)
        return await self._resolve_pick(first_stop_of(self._session, part))

    async def jump_to(self, address: Address) -> Stop | None:
        """Show any stop of the short route or of a part that was opened."""
        return await self._resolve_pick(self._session.stop_at(address))

    # Questions -----------------------------------------------------------------------------------

    def ask_further(self, stop: Stop) -> Stop | None:
        """Add a further turn under this question and return its stop."""
        probe = next_probe(self._context.library.probes, self._session, stop)
        self._session, address = with_next_turn(self._session, stop, probe)
        return self._session.stop_at(address)

    async def more_questions(self, pick: Pick, count: int | None = 1) -> Stop | None:
        """Show ``count`` more questions that the coach chooses, and return the stop of the first one.

        None as ``count`` is as many as the pick takes. Returns None when all were shown.
        """
        chosen = await choose_questions(self._context, self._session, pick, count)
        self._session, stop = show_questions(self._session, chosen)
        return stop

    def choose_question(self, pick: Pick, item: str) -> Stop | None:
        """Show the question that the user chose from the whole list."""
        chosen = own_choice(self._session, pick, item)
        self._session, stop = show_questions(self._session, (chosen,))
        return stop

    async def _resolve_pick(self, stop: Stop | None) -> Stop | None:
        """The stop itself or, for a pick, the first of the questions that the coach chooses."""
        if stop is None or not isinstance(stop.step, Pick):
            return stop
        return await self.more_questions(stop.step, count=None)


async def _with_journal_data(context: Context, session: Session) -> Session:
    """The session with what its steps need from the journal."""
    call = context.require_journal.call
    try:
        earlier = await call(list_trails, exclude_entry=session.entry.id)
    except DamagedFile:  # Home reports it; without earlier marks the user can still write
        earlier = ()
    is_look_back = session.exercise.meeting is MeetingPhase.LOOK_BACK
    preparation = await call(preparation_for, context.library, session.entry) if is_look_back else None
    return replace(
        session,
        roles=frozenset(context.settings.roles),
        earlier_placements=earlier,
        situations=await call(list_situations, open_only=True),
        preparation=preparation,
    )


def available_actions(session: Session, stop: Stop | None) -> frozenset[str]:
    """The names of the actions that are possible at this stop; at the end of the exercise it is None."""
    actions = {"preparation"} if session.preparation else set()
    if stop is None:
        return frozenset(actions | {"finish", "back"})
    actions.add("next")
    if stop.part or stop_before(session, stop.address):
        actions.add("back")
    if not isinstance(stop.step, KINDS_WITHOUT_ANSWER):
        actions |= {"skip", "unknown"}
    if can_ask_further(session, stop):
        actions.add("ask_further")
    if session.pick_of(stop):
        actions |= {"more_questions", "all_questions", "why"}
    return frozenset(actions)
