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
"""How many lines stand on Thuis."""


class ParsedExercise(NamedTuple):
    """An exercise and the tree of its file."""

    exercise: Exercise
    tree: YamlTree


class PackReferences(NamedTuple):
    """What steps can name besides each other: the lines of the pack, and the steps of its preparations."""

    fields: frozenset[str] | None
    preparation: PreparationSteps


class UsedIds:
    """What is in use already in a pack: ids of exercises and fields; numbers are shared by all packs."""

    def __init__(self, numbers: dict[int, str]) -> None:
        self.exercises: set[str] = set()
        self.fields: set[str] = set()
        self.numbers = numbers


def check_pack(pack: Pack, tree: YamlTree) -> list[str]:
    """The problems of ``pack.yaml``."""
    report = ProblemCollector(tree)
    report.check_id("$.id", pack.id, set(), "")
    report.check_text("$.title", pack.title)
    StepChecker(report, frozenset(), set()).check_steps("$.closing", pack.closing)
    for at, probe in report.check_ids("$.probes", pack.probes, set(), "deze lijst"):
        report.check_text(f"{at}.text", probe.text)
    return report.problems


def check_exercises(
    pack: Pack | None, files: Sequence[ParsedExercise], whole: bool, numbers: dict[int, str]
) -> list[str]:
    """The problems of the exercises of a pack.

    ``whole`` says that every file could be read. ``numbers`` of Thuis are in use, each by the line it names;
    those of this pack are added.
    """
    fields = frozenset(field.id for file in files for field in file.exercise.fields) if whole else None
    taken = UsedIds(numbers)
    closing = {step.id for step in pack.closing} if pack else set()
    known = PackReferences(fields, preparation_steps(file.exercise for file in files))
    return [problem for file in files for problem in _check_exercise(file, taken, closing, known)]


def _check_exercise(
    file: ParsedExercise, taken: UsedIds, closing: set[str], known: PackReferences
) -> list[str]:
    exercise, report = file.exercise, ProblemCollector(file.tree)
    report.check_id("$.id", exercise.id, taken.exercises, "dit pakket")
    report.check_text("$.title", exercise.title)
    if exercise.summary:
        report.check_text("$.summary", exercise.summary)
    if exercise.minutes is not None and exercise.minutes < 1:
        report.add("$.minutes", f"'minutes' is minstens 1, hier staat {exercise.minutes}.")
    for number, need in enumerate(exercise.needs):
        if need in exercise.needs[:number]:
            report.add(
                f"$.needs[{number}]", f"'{need}' staat er al. Elke behoefte hoeft er maar één keer in."
            )
    for at, field in report.check_ids("$.fields", exercise.fields, taken.fields, "dit pakket"):
        _check_field(report, at, field, taken)
    report.check_not_empty("$.steps", exercise.steps)
    _check_card(report, exercise)
    ids = set(closing) if exercise.closing else set()
    looked_back_on = known.preparation if exercise.meeting is MeetingPhase.LOOK_BACK else None
    StepChecker(report, known.fields, ids, looked_back_on).check_steps("$.steps", exercise.steps)
    return report.problems


def _check_card(report: ProblemCollector, exercise: Exercise) -> None:
    if exercise.card and exercise.meeting is not MeetingPhase.PREPARE:
        report.add("$.card", "een kaart hoort bij een voorbereiding: zet er 'meeting: prepare' bij.")
    for number, part in enumerate(exercise.card):
        at, step = f"$.card[{number}]", exercise.step(part.step)
        report.check_text(f"{at}.label", part.label)
        if not isinstance(step, Question | Explore | Recognise | Pick):
            rule = "daar hoort een stap uit dit bestand te staan waar iets te zeggen is"
            report.add(f"{at}.step", f"'step' noemt '{shorten_word(part.step)}'; {rule}.")


def _check_field(report: ProblemCollector, at: str, field: TensionField, taken: UsedIds) -> None:
    for side, pole in {"left": field.left, "right": field.right}.items():
        report.check_text(f"{at}.{side}.name", pole.name)
        report.check_text(f"{at}.{side}.gloss", pole.gloss)
    if field.number is None:
        return
    if not 1 <= field.number <= CORE_FIELD_COUNT:
        report.add(
            f"{at}.number",
            f"'number' kan van 1 tot en met {CORE_FIELD_COUNT} zijn, hier staat {field.number}.",
        )
    elif field.number in taken.numbers:
        owner = shorten_word(taken.numbers[field.number])
        report.add(f"{at}.number", f"het nummer {field.number} is al van de lijn '{owner}'. Kies een ander.")
    taken.numbers.setdefault(field.number, field.id)
