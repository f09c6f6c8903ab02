"""Names within a pack become names among all packs: ``pack:id``."""

from msgspec.structs import replace

from reflectie.domain.exercise import Exercise
from reflectie.domain.step import Each, Pick, Place, Question, Step


def qualified(exercise: Exercise, pack: str) -> Exercise:
    """The exercise with ``pack:`` before its own id, the ids of its lines, and every reference to a line."""
    return replace(
        exercise,
        id=f"{pack}:{exercise.id}",
        fields=tuple(replace(field, id=f"{pack}:{field.id}") for field in exercise.fields),
        steps=_all(exercise.steps, pack),
    )


def _all(steps: tuple[Step, ...], pack: str) -> tuple[Step, ...]:
    return tuple(_step(step, pack) for step in steps)


def _step(step: Step, pack: str) -> Step:
    if isinstance(step, Place) and step.field is not None:
        step = replace(step, field=f"{pack}:{step.field}")
    if isinstance(step, Pick):
        return replace(step, items=_all(step.items, pack))
    if isinstance(step, Each):
        return replace(step, steps=_all(step.steps, pack))
    if isinstance(step, Question) and step.follow_ups:
        return replace(step, follow_ups=_all(step.follow_ups, pack))
    return step
