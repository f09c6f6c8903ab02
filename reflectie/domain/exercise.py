"""Exercises and the library that holds them."""

from collections.abc import Iterator
from enum import StrEnum

from reflectie.domain.field import Role, TensionField
from reflectie.domain.step import Draw, Each, Pick, Question, Rows, Step, StepBase
from reflectie.domain.value import Value


class MeetingPhase(StrEnum):
    """On which side of a meeting an exercise stands."""

    PREPARE = "prepare"
    LOOK_BACK = "look_back"


class Need(StrEnum):
    """What a person can need right now, and an exercise can be for."""

    STUCK = "stuck"
    CONVERSATION = "conversation"
    UNDERSTAND = "understand"
    LOOK_BACK = "look_back"
    BE_STILL = "be_still"
    DECIDE = "decide"
    CELEBRATE = "celebrate"
    WRITE = "write"


class CardPart(Value):
    """What stands on the card of a meeting: a step of its preparation, under a short label."""

    step: str
    label: str


class Exercise(Value):
    """A guided form: a list of steps, and the lines it defines.

    ``id`` is ``pack:id`` once loaded. ``minutes`` is a rough size; nothing counts along. ``needs`` say for
    what moments it is. One around a ``meeting`` is begun from that meeting and stands in no list; ``card``
    is what a preparation puts on the card.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    summary: str = ""
    minutes: int | None = None
    roles: tuple[Role, ...] = ()
    needs: tuple[Need, ...] = ()
    source: tuple[str, ...] = ()
    fields: tuple[TensionField, ...] = ()
    closing: bool = True
    meeting: MeetingPhase | None = None
    card: tuple[CardPart, ...] = ()

    @property
    def pack(self) -> str:
        """The pack it belongs to, empty when it is not loaded from one."""
        return self.id.rpartition(":")[0]

    @property
    def core_number(self) -> int | None:
        """1 to 6 when this is the exercise of a core field."""
        return next((field.number for field in self.fields if field.number), None)

    @property
    def name(self) -> str:
        """What it is called in a list: a core field by its two poles, all else by its title."""
        field = next((field for field in self.fields if field.number), None)
        return f"{field.left.name} en {field.right.name}" if field else self.title

    def step(self, step_id: str) -> Step | None:
        return next((step for step in walk_steps(self.steps) if step.id == step_id), None)


class Library(Value):
    """All content that is loaded: exercises in order, and the open questions of *vraag door*."""

    exercises: tuple[Exercise, ...]
    probes: tuple[str, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise | None:
        """The exercise with this id; the pack's name may be left out."""
        matches = (e for e in self.exercises if exercise_id in (e.id, e.id.partition(":")[2]))
        return next(matches, None)

    @property
    def standalone(self) -> tuple[Exercise, ...]:
        """Those that can be chosen at any moment: the ones around a meeting are left out."""
        return tuple(exercise for exercise in self.exercises if exercise.meeting is None)

    def for_meeting(self, meeting: MeetingPhase) -> tuple[Exercise, ...]:
        """Those to prepare a meeting, or to look back on it."""
        return tuple(exercise for exercise in self.exercises if exercise.meeting is meeting)

    @property
    def fields(self) -> tuple[TensionField, ...]:
        return tuple(field for exercise in self.exercises for field in exercise.fields)

    @property
    def core_fields(self) -> tuple[TensionField, ...]:
        """The six fields of Thuis, in order."""
        return tuple(sorted((f for f in self.fields if f.number), key=lambda f: f.number or 0))

    def field(self, field_id: str) -> TensionField | None:
        return next((field for field in self.fields if field.id == field_id), None)


def walk_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Every step, also those inside others, in the order of the file."""
    for step in steps:
        yield step
        yield from walk_steps(child_steps(step))


def child_steps(step: StepBase) -> tuple[Step, ...]:
    """The steps that stand directly inside a step."""
    match step:
        case Pick():
            return step.items
        case Each():
            return step.steps
        case Question():
            return step.follow_ups
        case _:
            return ()


def referenced_steps(step: Step) -> tuple[str, ...]:
    """The names of the earlier steps that a table points into, or that a drawing draws."""
    if isinstance(step, Rows):
        return tuple(column.of for column in step.columns if column.of)
    return step.parts.referenced_steps if isinstance(step, Draw) else ()
