"""Further turns (*vraag door*) under a question of a session."""

from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.entry import Address
from reflectie.domain.plan import MAX_TURNS, Stop, questions_by_address, turns_of
from reflectie.domain.session import Session
from reflectie.domain.step import Ask


def can_ask_further(session: Session, stop: Stop) -> bool:
    return isinstance(stop.step, Ask) and last_turn(session, stop) < MAX_TURNS


def last_turn(session: Session, stop: Stop) -> int:
    """The number of the last further turn under this question, or 0."""
    questions = questions_by_address(session.entry, session.open_turns)
    return max(turns_of(questions, stop.address.at_turn(0)), default=0)


def with_next_turn(session: Session, stop: Stop, question: str) -> tuple[Session, Address]:
    """The session with one more turn under this question, and the address of that turn.

    Only call this when ``can_ask_further`` is true.
    """
    assert can_ask_further(session, stop)
    address = stop.address.at_turn(last_turn(session, stop) + 1)
    return replace(session, open_turns=MappingProxyType({**session.open_turns, address: question})), address
