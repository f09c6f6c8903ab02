"""The parts that the closing of an exercise offers."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reflectie.domain.duration import minutes_for
from reflectie.domain.entry import Address
from reflectie.domain.exercise import Exercise
from reflectie.domain.labels import FOLLOW_UPS_TITLE
from reflectie.domain.plan import FOLLOW_UPS, Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Pick, Recognise, Step
from reflectie.domain.value import Value


class OfferedPart(Value):
    """A part as the closing offers it: its title, about how long it takes, and whether it was begun."""

    id: str
    title: str
    minutes: int
    is_open: bool = False


def offered_parts(session: Session) -> tuple[OfferedPart, ...]:
    """The parts that have something to walk, in order."""
    stops: dict[str, list[Stop]] = {}
    for stop in session.all_stops:
        if stop.part:
            stops.setdefault(stop.part, []).append(stop)
    titles = {part.id: part.title for part in session.exercise.parts}
    return tuple(
        OfferedPart(
            id=part,
            title=titles.get(part, FOLLOW_UPS_TITLE),
            minutes=minutes_for(_steps_of(part, found, session.exercise), session.roles),
            is_open=part in session.open_parts,
        )
        for part, found in stops.items()
    )


def _steps_of(part: str, stops: Iterable[Stop], exercise: Exercise) -> Iterator[Step]:
    """The steps from which the minutes of a part are computed."""
    if part.endswith(FOLLOW_UPS):
        yield from (stop.step for stop in stops)
        return
    shown = {stop.address for stop in stops}
    for step in next(step.steps for step in exercise.parts if step.id == part):
        match step:
            case Pick():
                yield replace(step, items=exercise.source_of(step).items)
            case Recognise() if step.of:
                statements = (s for s in step.statements if Address(step=step.id, item=s.id) in shown)
                yield replace(step, statements=tuple(statements))
            case _:
                yield step
