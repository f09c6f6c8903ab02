"""Which questions of a pick are shown: those that the coach or the user chooses, and why."""

import datetime as dt
from zlib import crc32

from reflectie.domain.coach import Coach
from reflectie.domain.entry import Placement, ShownQuestion
from reflectie.domain.field import Role
from reflectie.domain.moves import last_turn
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Pick, Question
from reflectie.journal.journal import Journal
from reflectie.journal.trails import last_shown_days
from reflectie.services.context import Context

OWN_CHOICE_REASON = "Deze vraag koos je zelf."


def load_coach(
    journal: Journal, day: dt.date, roles: frozenset[Role], placements: tuple[Placement, ...]
) -> Coach:
    """Return a coach for this day. It knows when questions were shown, and these earlier placements."""
    return Coach(day=day, roles=roles, last_shown=last_shown_days(journal), placements=placements)


async def choose_questions(
    context: Context, session: Session, pick: Pick, count: int | None = None
) -> tuple[ShownQuestion, ...]:
    """Let the coach choose ``count`` questions (default: ``pick.take``) that the entry has not shown."""
    roles = frozenset(context.settings.roles)
    coach = await context.require_journal.call(
        load_coach, context.day_of_writing, roles, session.earlier_placements
    )
    return coach.choose(session.exercise, pick, session.entry, count)


def own_choice(session: Session, pick: Pick, item: str) -> ShownQuestion:
    """The question that the user chose from the whole list; as it was shown before, if it was."""
    picks = session.exercise.picks_from(session.exercise.source_of(pick))
    earlier = (s for p in picks for s in session.entry.shown_for(p.id) if s.item == item)
    return next(earlier, ShownQuestion(step=pick.id, item=item, reason=OWN_CHOICE_REASON))


def show_questions(session: Session, shown: tuple[ShownQuestion, ...]) -> tuple[Session, Stop | None]:
    """The session that shows these questions, and the stop of the first one, whose part is open."""
    session = session.with_shown(shown)
    shown_by = (s for s in session.all_stops if shown and s.pick == shown[0].step)
    stop = next((s for s in shown_by if _item_of(s) == shown[0].item), None)
    return (session.with_part(stop.part) if stop else session), stop


def next_probe(probes: tuple[str, ...], session: Session, stop: Stop) -> str:
    """The question of the next further turn under the question of a stop.

    It is chosen by the ids of the entry and the stop and the number of the turn.
    """
    start = crc32(f"{session.entry.id}{stop.address.at_turn(0)}".encode())
    return probes[(start + last_turn(session, stop)) % len(probes)]


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


def _item_of(stop: Stop) -> str:
    """The id of the picked item of a stop; before it may stand the items of an ``each``."""
    return stop.address.item.rpartition(".")[2]
