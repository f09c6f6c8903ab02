"""What a pack adds to a library and removes from it, with ids that are unique over packs."""

from pathlib import Path

from msgspec.structs import replace

from reflectie.content.pack import Pack
from reflectie.domain.background import Background
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.pack_info import PackInfo
from reflectie.domain.step import Ask, Each, Part, Pick, Place, Question, Step
from reflectie.domain.value import Value

DAY_EXERCISE = "vraag-van-de-dag"
"""The exercise with the questions of the day, to which packs add their own."""


class PackContents(Value):
    """The checked contents of a pack, with the ids as in its files."""

    pack: Pack
    folder: Path
    exercises: tuple[Exercise, ...]
    backgrounds: tuple[Background, ...] = ()

    def add_to(self, library: Library) -> Library:
        """The library with this pack, and without what the pack switches off or replaces."""
        pack, info = self.pack, self._info
        gone = {*pack.off, *(e.replaces for e in self.exercises if e.replaces)}
        kept = tuple(_without_questions(e, pack.off) for e in library.exercises if e.id not in gone)
        kept = tuple(_with_day_questions(e, pack.questions, info) for e in kept)
        added = tuple(qualify_ids(_with_closing_steps(e, pack), pack.id) for e in self.exercises)
        exercises = (*kept, *added)
        backgrounds = (*library.backgrounds, *(qualify_background(b, pack.id) for b in self.backgrounds))
        offered = {exercise.id for exercise in exercises}
        return replace(
            library,
            exercises=exercises,
            probes=(*library.probes, *(probe.text for probe in pack.probes)),
            backgrounds=tuple(b for b in backgrounds if not offered.isdisjoint(b.exercises)),
            hidden=(*library.hidden, *(e for e in library.exercises if e.id in gone)),
            packs=(*library.packs, info),
        )

    @property
    def _info(self) -> PackInfo:
        pack = self.pack
        return PackInfo(
            id=pack.id,
            title=pack.title,
            folder=str(self.folder),
            author=pack.author,
            off=pack.off,
            questions=len(pack.questions),
        )


def _with_closing_steps(exercise: Exercise, pack: Pack) -> Exercise:
    return replace(exercise, steps=exercise.steps + pack.closing) if exercise.closing else exercise


# Questions of other packs -------------------------------------------------------------------------


def _without_questions(exercise: Exercise, off: tuple[str, ...]) -> Exercise:
    """The exercise without the questions ``pack:id/question`` that are switched off."""
    questions = {name.partition("/")[2] for name in off if name.startswith(f"{exercise.id}/")}
    return replace(exercise, steps=_drop_items(exercise.steps, questions)) if questions else exercise


def _drop_items(steps: tuple[Step, ...], questions: set[str]) -> tuple[Step, ...]:
    return tuple(_drop_items_of_step(step, questions) for step in steps)


def _drop_items_of_step(step: Step, questions: set[str]) -> Step:
    if isinstance(step, Pick):
        return replace(step, items=tuple(item for item in step.items if item.id not in questions))
    return replace(step, steps=_drop_items(step.steps, questions)) if isinstance(step, Each | Part) else step


def _with_day_questions(exercise: Exercise, questions: tuple[Ask, ...], info: PackInfo) -> Exercise:
    """The exercise with questions added to its first pick, if it has the questions of the day."""
    if not questions or exercise.id.rpartition(":")[2] != DAY_EXERCISE:
        return exercise
    added = tuple(_credited(question, info) for question in questions)
    steps = list(exercise.steps)
    for number, step in enumerate(steps):
        if isinstance(step, Pick):
            steps[number] = replace(step, items=(*step.items, *added))
            break
    return replace(exercise, steps=tuple(steps))


def _credited(question: Ask, info: PackInfo) -> Ask:
    """The question with the pack before its id, and who wrote it in its hint."""
    hint = f"{question.hint} (Een vraag van {info.credit}.)" if question.hint else f"Van {info.credit}."
    return replace(question, id=f"{info.id}:{question.id}", hint=hint)


# Ids ----------------------------------------------------------------------------------------------


def qualify_ids(exercise: Exercise, pack: str) -> Exercise:
    """Put ``pack:`` before the id of an exercise, the ids of its fields and every reference to a field."""
    return replace(
        exercise,
        id=f"{pack}:{exercise.id}",
        fields=tuple(replace(field, id=f"{pack}:{field.id}") for field in exercise.fields),
        steps=_qualify_steps(exercise.steps, pack),
    )


def qualify_background(background: Background, pack: str) -> Background:
    """Put ``pack:`` before the id of a background text and before the ids of its exercises."""
    exercises = tuple(f"{pack}:{exercise}" for exercise in background.exercises)
    return replace(background, id=f"{pack}:{background.id}", exercises=exercises)


def _qualify_steps(steps: tuple[Step, ...], pack: str) -> tuple[Step, ...]:
    return tuple(_qualify_step(step, pack) for step in steps)


def _qualify_step(step: Step, pack: str) -> Step:
    if isinstance(step, Place) and step.field is not None:
        step = replace(step, field=f"{pack}:{step.field}")
    if isinstance(step, Pick):
        return replace(step, items=_qualify_steps(step.items, pack))
    if isinstance(step, Each | Part):
        return replace(step, steps=_qualify_steps(step.steps, pack))
    if isinstance(step, Question) and step.follow_ups:
        return replace(step, follow_ups=_qualify_steps(step.follow_ups, pack))
    return step
