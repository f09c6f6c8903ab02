"""Begin or resume the walkthrough of an entry, also where the user was when the journal was locked."""

from msgspec.structs import replace

from reflectie.domain.draft_change import open_turns
from reflectie.domain.entry import Address, Draft, Entry, ShownQuestion
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.table import table_of
from reflectie.domain.value import Value
from reflectie.journal.journal import Journal
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough


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
        return make_walkthrough(context, exercise, entry, drafts, stop.address if stop else at)
    walkthrough = make_walkthrough(context, exercise, entry, drafts, point.address if point else None)
    if point:
        walkthrough.was_closed = walkthrough.was_closed or point.was_closed
        if point.address is None:
            walkthrough.begin_at_end()
    return walkthrough
