"""Walk through an exercise with the coach. The ``Walkthrough`` is the only owner of the session."""

from zlib import crc32

from msgspec.structs import replace

from reflectie.domain.coach import Coach
from reflectie.domain.draft_change import open_turns
from reflectie.domain.entry import Address, Draft, Entry, ShownQuestion
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.further_turns import can_ask_further, last_turn, with_next_turn
from reflectie.domain.moves import first_stop_of, resume_stop, stop_after, stop_before
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.situation import Situation
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Pick, Question
from reflectie.domain.table import table_of
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.journal.situations import list_situations
from reflectie.journal.trails import last_shown_days, list_trails
from reflectie.services.context import Context
from reflectie.services.entries import preparation_for

OWN_CHOICE_REASON = "Deze vraag koos je zelf."


class Walkthrough:
    """Holds the session and the restored drafts. Every move returns the stop to show, or None at the end."""

    def __init__(self, context: Context, session: Session, drafts: tuple[Draft, ...] = ()) -> None:
        """``drafts`` are restored from disk; ``take_drafts`` returns each of them once."""
        self._context = context
        self._session = session
        self._drafts = {draft.address: draft for draft in drafts}
        self._last_address: Address | None = None
        """Where the user was when the end was reached."""

    @classmethod
    def resume(
        cls,
        context: Context,
        exercise: Exercise,
        entry: Entry,
        drafts: tuple[Draft, ...] = (),
        at: Address | None = None,
    ) -> "Walkthrough":
        """Resume ``at`` a stop, or else at the last position, or else at the newest draft."""
        if at and entry.position and at not in (entry.position, table_of(entry.position)):
            entry = replace(entry, position=at, cursor=None)
        elif entry.position is None:
            entry = replace(entry, position=at or (drafts[-1].address if drafts else None))
        session = Session(exercise=exercise, entry=entry, open_turns=open_turns(drafts))
        return cls(context, session, drafts)

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

    def take_drafts(self, stop: Stop) -> tuple[Draft, ...]:
        """Return and forget the restored drafts of a stop; a table can have one per cell."""
        addresses = [a for a in self._drafts if stop.address in (a, table_of(a))]
        return tuple(self._drafts.pop(address) for address in addresses)

    def return_point(self, stop: Stop | None) -> "ReturnPoint":
        """Where the user is, to return to after the screen was locked."""
        entry, address = self._session.entry, stop.address if stop else None
        turn = (
            Draft(address=stop.address, question=stop.text, text="") if stop and stop.address.turn else None
        )
        blank = None if entry.has_content else replace(entry, position=address)
        return ReturnPoint(entry_id=entry.id, address=address, shown=entry.shown, open_turn=turn, blank=blank)

    # Moving --------------------------------------------------------------------------------------

    async def start(self) -> Stop | None:
        """The first stop of a new entry, or where an unfinished one was left.

        The session gets what its steps need from the journal: the preparation of a look back, the situations
        to choose from, and earlier marks.
        """
        self._session = await _with_journal_data(self._context, self._session)
        entry = self._session.entry
        is_new = not entry.has_content and entry.position is None
        stop = stop_after(self._session, None) if is_new else resume_stop(self._session)
        return await self._resolve_pick(self._open_part_of(stop))

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

    def _open_part_of(self, stop: Stop | None) -> Stop | None:
        """Open the part of a stop, so that it stays open while the user is there. Return the stop."""
        if stop and stop.part:
            self._session = self._session.with_part(stop.part)
        return stop

    # Questions -----------------------------------------------------------------------------------

    def ask_further(self, stop: Stop) -> Stop | None:
        """Add a further turn under this question and return its stop.

        Its question is a probe, chosen by the ids of the entry and the stop and the number of the turn.
        """
        probes = self._context.library.probes
        turn = last_turn(self._session, stop)
        start = crc32(f"{self._session.entry.id}{stop.address.at_turn(0)}".encode())
        self._session, address = with_next_turn(self._session, stop, probes[(start + turn) % len(probes)])
        return self._session.stop_at(address)

    async def more_questions(self, pick: Pick) -> Stop | None:
        """Show one more question that the coach chooses; None when all were shown."""
        chosen = await self._choose_questions(pick, count=1)
        return self._stop_for(chosen[0]) if chosen else None

    def choose_question(self, pick: Pick, item: str) -> Stop | None:
        """Show the question that the user chose from the whole list."""
        picks = self._session.exercise.picks_from(self._session.exercise.source_of(pick))
        earlier = (s for p in picks for s in self._session.entry.shown_for(p.id) if s.item == item)
        shown = ShownQuestion(step=pick.id, item=item, reason=OWN_CHOICE_REASON)
        shown = next(earlier, shown)
        self._session = self._session.with_shown((shown,))
        return self._stop_for(shown)

    async def _resolve_pick(self, stop: Stop | None) -> Stop | None:
        """The stop itself or, for a pick, the first of the questions that the coach chooses."""
        if stop is None or not isinstance(stop.step, Pick):
            return stop
        chosen = await self._choose_questions(stop.step)
        return self._stop_for(chosen[0]) if chosen else None

    async def _choose_questions(self, pick: Pick, count: int | None = None) -> tuple[ShownQuestion, ...]:
        entry, exercise = self._session.entry, self._session.exercise
        coach = await _make_coach(self._context, entry)
        chosen = coach.choose(exercise, pick, entry, count)
        self._session = self._session.with_shown(chosen)
        return chosen

    def _stop_for(self, shown: ShownQuestion) -> Stop | None:
        shown_by = (s for s in self._session.all_stops if s.pick == shown.step)
        return self._open_part_of(next((s for s in shown_by if _item_of(s) == shown.item), None))


def _item_of(stop: Stop) -> str:
    """The id of the picked item of a stop; before it may stand the items of an ``each``."""
    return stop.address.item.rpartition(".")[2]


async def _with_journal_data(context: Context, session: Session) -> Session:
    """The session with what its steps need from the journal."""
    call = context.require_journal.call
    trails = await call(list_trails, exclude_entry=session.entry.id)
    natures = {p.field: p.value for p in trails if p.aspect is Aspect.NATURE}  # the latest one stays
    is_look_back = session.exercise.meeting is MeetingPhase.LOOK_BACK
    preparation = await call(preparation_for, context.library, session.entry) if is_look_back else None
    return replace(
        session,
        roles=frozenset(context.settings.roles),
        natures=natures,
        situations=await call(list_situations, open_only=True),
        preparation=preparation,
    )


async def _make_coach(context: Context, entry: Entry) -> Coach:
    """Return a coach that knows when questions were shown, and the placements in all other entries."""
    shown = await context.require_journal.call(last_shown_days)
    earlier = await context.require_journal.call(list_trails, exclude_entry=entry.id)
    return Coach(
        day=context.today,
        roles=frozenset(context.settings.roles),
        last_shown=shown,
        placements=earlier,
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


def all_questions(session: Session, pick: Pick) -> dict[str, str]:
    """Every question from which a pick chooses, by id, with the roles for which it was written."""
    items = (item for item in session.exercise.source_of(pick).items if isinstance(item, Question))
    return {item.id: f"{item.text}{_for_roles(item)}" for item in items}


def _for_roles(question: Question) -> str:
    return f" (voor {' en '.join(question.roles)})" if question.roles else ""


def question_reason(session: Session, stop: Stop) -> str:
    """Why the coach chose the question of this stop."""
    shown = (s for s in session.entry.shown_for(stop.pick) if s.item == _item_of(stop))
    return next((question.reason for question in shown), "")


class ReturnPoint(Value):
    """Where the user was when the journal was locked. It contains no text of the user.

    It holds what may not be on disk: the questions that were ``shown``, a further turn without an answer
    (``open_turn``), and an entry without content (``blank``).
    """

    entry_id: str
    address: Address | None = None
    shown: tuple[ShownQuestion, ...] = ()
    open_turn: Draft | None = None
    blank: Entry | None = None


async def resume_walkthrough(
    context: Context, entry_id: str, point: ReturnPoint | None = None, at: Address | None = None
) -> Walkthrough | None:
    """Return the walkthrough of an entry, with its drafts; None without its exercise.

    It begins at ``point`` or ``at`` an answer if one is given, or else where the user was last.

    Raises:
        NotFound: there is no entry with this id, and ``point`` has no entry without content.
    """
    call = context.require_journal.call
    try:
        entry, drafts = await call(Journal.entry, entry_id), await call(Journal.drafts, entry_id)
    except NotFound:
        if point is None or point.blank is None:
            raise
        entry, drafts = point.blank, ()
    if point:
        entry = entry.with_shown(point.shown)
        if point.open_turn and not entry.answer(point.open_turn.address):
            drafts = (point.open_turn, *drafts)
    exercise = context.library.exercise(entry.exercise)
    if exercise is None:
        return None
    if at:
        stop = Session(exercise=exercise, entry=entry, open_turns=open_turns(drafts)).stop_with(at)
        return Walkthrough.resume(context, exercise, entry, drafts, stop.address if stop else at)
    return Walkthrough.resume(context, exercise, entry, drafts, point.address if point else None)
