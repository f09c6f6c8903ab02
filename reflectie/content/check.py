"""Checks that need more than types: of one file, and of the files of a pack together."""

from collections.abc import Sequence
from typing import NamedTuple

from reflectie.content.before import Before, before
from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.content.schema import Pack
from reflectie.content.steps import StepCheck
from reflectie.content.tree import Tree
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import TensionField
from reflectie.domain.meeting import Around
from reflectie.domain.step import Explore, Pick, Question, Recognise

CORE = 6
"""How many lines stand on Thuis."""


class Written(NamedTuple):
    """An exercise and the tree of its file."""

    exercise: Exercise
    tree: Tree


class Known(NamedTuple):
    """What steps can name besides each other: the lines of the pack, and the steps of its preparations."""

    fields: frozenset[str] | None
    before: Before


class Taken:
    """What is in use already in a pack: ids of exercises and fields; numbers are shared by all packs."""

    def __init__(self, numbers: dict[int, str]) -> None:
        self.exercises: set[str] = set()
        self.fields: set[str] = set()
        self.numbers = numbers


def check_pack(pack: Pack, tree: Tree) -> list[str]:
    """The problems of ``pack.yaml``."""
    report = Report(tree)
    report.id("$.id", pack.id, set(), "")
    report.text("$.title", pack.title)
    StepCheck(report, frozenset(), set()).all("$.closing", pack.closing)
    for at, probe in report.named("$.probes", pack.probes, set(), "deze lijst"):
        report.text(f"{at}.text", probe.text)
    return report.problems


def check_exercises(
    pack: Pack | None, files: Sequence[Written], whole: bool, numbers: dict[int, str]
) -> list[str]:
    """The problems of the exercises of a pack.

    ``whole`` says that every file could be read. ``numbers`` of Thuis are in use, each by the line it names;
    those of this pack are added.
    """
    fields = frozenset(field.id for file in files for field in file.exercise.fields) if whole else None
    taken = Taken(numbers)
    closing = {step.id for step in pack.closing} if pack else set()
    known = Known(fields, before(file.exercise for file in files))
    return [problem for file in files for problem in _check(file, taken, closing, known)]


def _check(file: Written, taken: Taken, closing: set[str], known: Known) -> list[str]:
    exercise, report = file.exercise, Report(file.tree)
    report.id("$.id", exercise.id, taken.exercises, "dit pakket")
    report.text("$.title", exercise.title)
    if exercise.summary:
        report.text("$.summary", exercise.summary)
    if exercise.minutes is not None and exercise.minutes < 1:
        report.add("$.minutes", f"'minutes' is minstens 1, hier staat {exercise.minutes}.")
    for number, need in enumerate(exercise.needs):
        if need in exercise.needs[:number]:
            report.add(
                f"$.needs[{number}]", f"'{need}' staat er al. Elke behoefte hoeft er maar één keer in."
            )
    for at, field in report.named("$.fields", exercise.fields, taken.fields, "dit pakket"):
        _check_field(report, at, field, taken)
    report.filled("$.steps", exercise.steps)
    _check_card(report, exercise)
    ids = set(closing) if exercise.closing else set()
    looked_back_on = known.before if exercise.meeting is Around.LOOK_BACK else None
    StepCheck(report, known.fields, ids, looked_back_on).all("$.steps", exercise.steps)
    return report.problems


def _check_card(report: Report, exercise: Exercise) -> None:
    if exercise.card and exercise.meeting is not Around.PREPARE:
        report.add("$.card", "een kaart hoort bij een voorbereiding: zet er 'meeting: prepare' bij.")
    for number, part in enumerate(exercise.card):
        at, step = f"$.card[{number}]", exercise.step(part.step)
        report.text(f"{at}.label", part.label)
        if not isinstance(step, Question | Explore | Recognise | Pick):
            rule = "daar hoort een stap uit dit bestand te staan waar iets te zeggen is"
            report.add(f"{at}.step", f"'step' noemt '{short(part.step)}'; {rule}.")


def _check_field(report: Report, at: str, field: TensionField, taken: Taken) -> None:
    for side, pole in {"left": field.left, "right": field.right}.items():
        report.text(f"{at}.{side}.name", pole.name)
        report.text(f"{at}.{side}.gloss", pole.gloss)
    if field.number is None:
        return
    if not 1 <= field.number <= CORE:
        report.add(f"{at}.number", f"'number' kan van 1 tot en met {CORE} zijn, hier staat {field.number}.")
    elif field.number in taken.numbers:
        owner = short(taken.numbers[field.number])
        report.add(f"{at}.number", f"het nummer {field.number} is al van de lijn '{owner}'. Kies een ander.")
    taken.numbers.setdefault(field.number, field.id)
