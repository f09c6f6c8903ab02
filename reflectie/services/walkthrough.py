"""Walk through an exercise: begin, resume, move and choose its situation.

The ``Walkthrough`` is the only owner of the session.
"""

from msgspec.structs import replace

from reflectie.domain.draft_change import open_turns
from reflectie.domain.entry import Address, Draft, Entry, ShownQuestion
from reflectie.domain.errors import DamagedFile, NotFound
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.moves import (
    asks_something,
    can_ask_further,
    first_stop_of,
    resume_stop,
    stop_after,
    stop_before,
    with_next_turn,
)
from reflectie.domain.plan import Stop
from reflectie.domain.responses import Response, TextResponse
from reflectie.domain.session import Session
from reflectie.domain.situation import Situation, situation_name
from reflectie.domain.step import Pick
from reflectie.domain.table import table_of
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.situations import (
    find_or_create_situation,
    get_situation,
    list_situations,
    move_entry_to_situation,
)
from reflectie.journal.trails import list_trails
from reflectie.services.context import Context
from reflectie.services.entries import preparation_for
from reflectie.services.question_choice import choose_questions, next_probe, own_choice, show_questions


class RestoredDrafts:
    """Restored drafts, each of which is returned once: at the first visit to its stop."""

    def __init__(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts = {draft.address: draft for draft in drafts}

    def take(self, stop: Stop) -> tuple[Draft, ...]:
        """Return and forget the drafts of a stop; a table can have one per cell."""
        addresses = [a for a in self._drafts if stop.address in (a, table_of(a))]
        return tuple(self._drafts.pop(address) for address in addresses)


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
        self.kept_position: tuple[Address | None, int | None] | None = None
        """The position and the cursor that every save leaves as they are; None where the user walks on."""

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
    if asks_something(stop):
        actions |= {"skip", "unknown"}
    if can_ask_further(session, stop):
        actions.add("ask_further")
    if session.pick_of(stop):
        actions |= {"more_questions", "all_questions", "why"}
    return frozenset(actions)


# Begin and resume ---------------------------------------------------------------------------------


class ReturnPoint(Value):
    """Where the user was when the journal was locked: a stop, or the end. It contains no text of the user.

    It holds what may not be on disk: the questions that were ``shown``, a further turn without an answer
    (``open_turn``), and an entry without content (``blank``). ``is_one_answer``: the user was changing one
    answer, and ``was_closed`` whether of an entry that was closed before.
    """

    entry_id: str
    address: Address | None = None
    shown: tuple[ShownQuestion, ...] = ()
    open_turn: Draft | None = None
    blank: Entry | None = None
    is_one_answer: bool = False
    was_closed: bool = False

    @classmethod
    def of(cls, session: Session, stop: Stop | None) -> "ReturnPoint":
        entry, address = session.entry, stop.address if stop else None
        turn = (
            Draft(address=stop.address, question=stop.text, text="") if stop and stop.address.turn else None
        )
        blank = None if entry.has_content else replace(entry, position=address)
        return cls(entry_id=entry.id, address=address, shown=entry.shown, open_turn=turn, blank=blank)


def begin_walkthrough(context: Context, exercise: Exercise, entry: Entry) -> Walkthrough:
    """A walkthrough of a new entry, about the day to which writing now belongs."""
    return make_walkthrough(context, exercise, replace(entry, day=context.day_of_writing))


def make_walkthrough(
    context: Context,
    exercise: Exercise,
    entry: Entry,
    drafts: tuple[Draft, ...] = (),
    at: Address | None = None,
) -> Walkthrough:
    """A walkthrough that begins ``at`` a stop, or else at the last position, or else at the newest draft."""
    if at and entry.position and at not in (entry.position, table_of(entry.position)):
        entry = replace(entry, position=at, cursor=None)
    elif entry.position is None:
        entry = replace(entry, position=at or (drafts[-1].address if drafts else None))
    session = Session(exercise=exercise, entry=entry, open_turns=open_turns(drafts))
    return Walkthrough(context, session, drafts)


async def resume_walkthrough(
    context: Context, entry_id: str, point: ReturnPoint | None = None, at: Address | None = None
) -> Walkthrough | None:
    """Return the walkthrough of an entry, with its drafts; None without its exercise.

    It begins at ``point`` or ``at`` an answer if one is given, or else where the user was last. At one answer
    it keeps the position of the entry: going on with the exercise is as before.

    Raises:
        NotFound: there is no entry with this id, and ``point`` has no entry without content.
    """
    entry, drafts = await _load_entry(context, entry_id, point)
    exercise = context.library.exercise(entry.exercise)
    if exercise is None:
        return None
    if at:
        stop = Session(exercise=exercise, entry=entry, open_turns=open_turns(drafts)).stop_with(at)
        walkthrough = make_walkthrough(context, exercise, entry, drafts, stop.address if stop else at)
    else:
        walkthrough = make_walkthrough(context, exercise, entry, drafts, point.address if point else None)
    if at or (point and point.is_one_answer):
        walkthrough.kept_position = entry.position, entry.cursor
    if point:
        walkthrough.was_closed = walkthrough.was_closed or point.was_closed
        if point.address is None:
            walkthrough.begin_at_end()
    return walkthrough


async def _load_entry(
    context: Context, entry_id: str, point: ReturnPoint | None
) -> tuple[Entry, tuple[Draft, ...]]:
    """The entry and its drafts, with what a return point holds that is not on disk."""
    call = context.require_journal.call
    try:
        entry, drafts = await call(Journal.entry, entry_id), await call(Journal.drafts, entry_id)
    except NotFound:
        if point is None or point.blank is None:
            raise
        entry, drafts = point.blank, ()
    if point is None:
        return entry, drafts
    entry = entry.with_shown(point.shown)
    if point.open_turn and not entry.answer(point.open_turn.address):
        drafts = (point.open_turn, *drafts)
    return entry, drafts


# The situation of the entry -----------------------------------------------------------------------


async def save_situation(context: Context, walkthrough: Walkthrough, situation: str | None) -> None:
    """Move the entry to a situation, with its drafts."""
    journal, entry_id = context.require_journal, walkthrough.session.entry.id
    await journal.flush()
    await journal.call(move_entry_to_situation, entry_id, situation)
    walkthrough.update_entry(replace(walkthrough.session.entry, situation=situation))


async def save_chosen_situation(
    context: Context, walkthrough: Walkthrough, situation: str | None
) -> str | None:
    """Move the entry to the situation that the user chose from the list.

    Returns:
        Its name, "" for no situation, or None when the entry was there already.
    """
    is_other = situation != walkthrough.session.entry.situation
    await save_situation(context, walkthrough, situation)
    if situation is None or not is_other:
        return "" if is_other else None
    chosen = await context.require_journal.call(get_situation, situation)
    walkthrough.add_situation(chosen)
    return chosen.name


async def save_named_situation(
    context: Context, walkthrough: Walkthrough, response: Response, initial: Response | None
) -> None:
    """Move the entry to the situation that was named, which is created if needed.

    When the name that the stop showed at first (``initial``) was cleared, the entry belongs to no situation
    any more.
    """
    assert isinstance(response, TextResponse)
    if name := situation_name(response.text):
        situation = await context.require_journal.call(find_or_create_situation, name)
        walkthrough.add_situation(situation)
        await save_situation(context, walkthrough, situation.id)
    elif isinstance(initial, TextResponse) and initial.text.strip():
        await save_situation(context, walkthrough, None)


def move_to_named_situation(journal: Journal, entry_id: str, name: str | None) -> None:
    """Move an entry to the situation with this name, or for an empty name to none. None changes nothing."""
    if name is not None:
        situation = find_or_create_situation(journal, name) if name else None
        move_entry_to_situation(journal, entry_id, situation.id if situation else None)
