"""Check the exercises of a pack, and the pack file."""

from collections.abc import Sequence
from typing import NamedTuple

from reflectie.content.checks.check_steps import PreparationSteps, StepChecker, preparation_steps
from reflectie.content.messages import shorten_word
from reflectie.content.pack import Pack
from reflectie.content.problems import ProblemCollector
from reflectie.content.yaml_tree import YamlTree
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import TensionField
from reflectie.domain.step import Explore, Pick, Question, Recognise

CORE_FIELD_COUNT = 6
"""The number of tension fields on the home screen."""


class ParsedExercise(NamedTuple):
    """An exercise and the tree of its file."""

    exercise: Exercise
    tree: YamlTree


class PackReferences(NamedTuple):
    """What steps can refer to outside their file: fields of the pack, and steps of its preparations.

    ``fields`` is None when a file of the pack could not be read.
    """

    fields: frozenset[str] | None
    preparation: PreparationSteps


class UsedIds:
    """The ids of exercises and fields used in a pack, and the core numbers used in any pack."""

    def __init__(self, core_numbers: dict[int, str]) -> None:
        self.exercises: set[str] = set()
        self.fields: set[str] = set()
        self.core_numbers = core_numbers


def check_pack(pack: Pack, tree: YamlTree) -> list[str]:
    """Return the problems of ``pack.yaml``."""
    problems = ProblemCollector(tree)
    problems.check_id("$.id", pack.id, set(), "")
    problems.check_text("$.title", pack.title)
    StepChecker(problems, frozenset(), set()).check_steps("$.closing", pack.closing)
    for path, probe in problems.check_ids("$.probes", pack.probes, set(), "deze lijst"):
        problems.check_text(f"{path}.text", probe.text)
    return problems.problems


def check_exercises(
    pack: Pack | None, files: Sequence[ParsedExercise], is_complete: bool, core_numbers: dict[int, str]
) -> list[str]:
    """Return the problems of the exercises of a pack.

    ``is_complete`` says that every file could be read. ``core_numbers`` maps the core numbers in use to
    their fields; those of this pack are added.
    """
    fields = frozenset(field.id for file in files for field in file.exercise.fields) if is_complete else None
    references = PackReferences(fields, preparation_steps(file.exercise for file in files))
    closing_ids = {step.id for step in pack.closing} if pack else set()
    used = UsedIds(core_numbers)
    return [problem for file in files for problem in _check_exercise(file, used, closing_ids, references)]


def _check_exercise(
    file: ParsedExercise, used: UsedIds, closing_ids: set[str], references: PackReferences
) -> list[str]:
    exercise, problems = file.exercise, ProblemCollector(file.tree)
    problems.check_id("$.id", exercise.id, used.exercises, "dit pakket")
    _check_description(problems, exercise)
    for path, field in problems.check_ids("$.fields", exercise.fields, used.fields, "dit pakket"):
        _check_field(problems, path, field, used)
    problems.check_not_empty("$.steps", exercise.steps)
    _check_card(problems, exercise)
    step_ids = set(closing_ids) if exercise.closing else set()
    preparation = references.preparation if exercise.meeting is MeetingPhase.LOOK_BACK else None
    StepChecker(problems, references.fields, step_ids, preparation).check_steps("$.steps", exercise.steps)
    return problems.problems


def _check_description(problems: ProblemCollector, exercise: Exercise) -> None:
    problems.check_text("$.title", exercise.title)
    if exercise.summary:
        problems.check_text("$.summary", exercise.summary)
    for number, need in enumerate(exercise.needs):
        if need in exercise.needs[:number]:
            message = f"'{need}' staat er al. Elke behoefte hoeft er maar één keer in."
            problems.add(f"$.needs[{number}]", message)
    for number, word in enumerate(exercise.words):
        problems.check_text(f"$.words[{number}]", word)


def _check_card(problems: ProblemCollector, exercise: Exercise) -> None:
    for number, part in enumerate(exercise.card):
        path, step = f"$.card[{number}]", exercise.step(part.step)
        problems.check_text(f"{path}.label", part.label)
        if not isinstance(step, Question | Explore | Recognise | Pick):
            rule = "daar hoort een stap uit dit bestand te staan waar iets te zeggen is"
            problems.add(f"{path}.step", f"'step' noemt '{shorten_word(part.step)}'; {rule}.")


def _check_field(problems: ProblemCollector, path: str, field: TensionField, used: UsedIds) -> None:
    for side, pole in {"left": field.left, "right": field.right}.items():
        problems.check_text(f"{path}.{side}.name", pole.name)
        problems.check_text(f"{path}.{side}.gloss", pole.gloss)
    if field.number is None:
        return
    if not 1 <= field.number <= CORE_FIELD_COUNT:
        message = f"'number' kan van 1 tot en met {CORE_FIELD_COUNT} zijn, hier staat {field.number}."
        problems.add(f"{path}.number", message)
    elif field.number in used.core_numbers:
        owner = shorten_word(used.core_numbers[field.number])
        message = f"het nummer {field.number} is al van de lijn '{owner}'. Kies een ander."
        problems.add(f"{path}.number", message)
    used.core_numbers.setdefault(field.number, field.id)
