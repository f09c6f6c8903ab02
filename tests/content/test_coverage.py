"""The built-in content answers to the source: each item is named, by a step of a kind that can carry it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reflectie.content.load import load_library
from reflectie.content.yaml_tree import parse_yaml
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.step import Choose, Explore, Place, Recognise, Step

LIBRARY = load_library()
COVERAGE = Path(__file__).parent.parent / "data" / "dekking.yaml"
WHOLLY_COVERED = ("vraag", "stap", "werkvorm", "fase", "pool", "uitspraak")
MOSTLY_COVERED = ("principe", "begrip")
SHARE_OF_MOSTLY_COVERED = 4 / 5

STRICT_IDS = re.compile(r"(b1|alg|sv\d|wk[345]|lc)\.")

STRICT_KINDS = {
    "vraag": {"ask", "place", "choose", "explore"},
    "uitspraak": {"statement"},
    "pool": {"pole"},
    "intro": {"read"},
    "principe": {"read", "ask", "place", "situation"},
    "begrip": {"read", "ask", "choose", "rows", "draw"},
    "stap": {"read", "ask", "pause", "rows", "draw"},
    "werkvorm": {"exercise"},
}
"""The only step kinds that may cover each kind of source item with one of ``STRICT_IDS``."""

ASKING = {"ask", "place", "choose", "explore", "rows", "date", "situation"}
"""The step kinds that ask something in words."""

KINDS = {
    "vraag": ASKING,
    "stap": {*ASKING, "read", "pause", "draw"},
    "werkvorm": {"exercise"},
    "fase": {*ASKING, "recognise"},
    "pool": {"pole", *ASKING},
    "uitspraak": {"statement"},
}
"""The step kinds of which at least one covers each kind of source item."""


def source_items() -> dict[str, str]:
    """The kind of each source item, by id."""
    items = parse_yaml(COVERAGE.read_text(encoding="utf-8"), COVERAGE.name).root
    assert isinstance(items, list)
    return {str(item["id"]): str(item["soort"]) for item in items if isinstance(item, dict)}


def named_ids(node: Any) -> Iterator[str]:
    """Every id that some ``source`` names, in content as built-in types."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from value if key == "source" else named_ids(value)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from named_ids(item)


def step_coverage(step: Step) -> set[tuple[str, str]]:
    """The source items that a step covers, each with the kind that covers it."""
    kind = str(step.__struct_config__.tag)
    covered = {(item, kind) for item in step.source}
    if isinstance(step, Place) and step.nature:
        covered |= {(item, kind) for item in step.nature.source}
    if isinstance(step, Explore):
        covered |= {(item, kind) for part in (step.feel, step.act) if part for item in part.source}
    if isinstance(step, Recognise):
        covered |= {(item, "statement") for statement in step.statements for item in statement.source}
    if isinstance(step, Choose):
        covered |= {(item, kind) for option in step.options for item in option.source}
    return covered


def coverage(exercises: tuple[Exercise, ...]) -> dict[str, list[str]]:
    """The kinds that cover each source item."""
    covered: defaultdict[str, list[str]] = defaultdict(list)
    for exercise in exercises:
        for item in exercise.source:
            covered[item].append("exercise")
        for field in exercise.fields:
            for item in (*field.left.source, *field.right.source):
                covered[item].append("pole")
        for step in walk_steps(exercise.steps):
            for item, kind in step_coverage(step):
                covered[item].append(kind)
    return covered


SOURCE = source_items()
NAMED = set(named_ids(msgspec.to_builtins(LIBRARY)))
COVERED_BY = coverage(LIBRARY.exercises)


SAID_TWICE = {"h2.keuze.citaat": "sv1.quote.3"}
"""Items that the source says twice: one text answers to both."""


def is_quote_of_a_phase(item: str) -> bool:
    """Whether an item is one of the many statements of the phases, to which only a choice answers."""
    return SOURCE[item] == "uitspraak" and item.startswith("wk8.")


@pytest.mark.parametrize("sort", WHOLLY_COVERED)
def test_every_item_of_this_sort_is_named(sort: str) -> None:
    items = [item for item, found in SOURCE.items() if found == sort and not is_quote_of_a_phase(item)]
    assert items
    assert [item for item in items if not NAMED & {item, SAID_TWICE.get(item)}] == []


@pytest.mark.parametrize("sort", MOSTLY_COVERED)
def test_four_in_five_items_of_this_sort_are_named(sort: str) -> None:
    items = {item for item, found in SOURCE.items() if found == sort}
    missing = sorted(items - NAMED)
    assert len(items) - len(missing) >= SHARE_OF_MOSTLY_COVERED * len(items), missing


def test_every_phase_of_learning_together_has_at_least_four_statements_for_everybody() -> None:
    phases = [item for item, sort in SOURCE.items() if sort == "fase" and ".sub." in item]
    counts = {
        phase: sum(
            not statement.roles
            for exercise in LIBRARY.exercises
            for step in walk_steps(exercise.steps)
            if isinstance(step, Recognise) and phase in step.source
            for statement in step.statements
        )
        for phase in phases
    }
    assert len(counts) == 12
    assert min(counts.values()) >= 4, counts


def test_every_source_id_exists() -> None:
    assert sorted(NAMED - set(SOURCE)) == []


def test_the_core_fields_have_110_questions_each_once() -> None:
    questions = [item for item, kind in SOURCE.items() if kind == "vraag" and item.startswith("sv")]
    assert len(questions) == 110
    covered = coverage(tuple(exercise for exercise in LIBRARY.exercises if exercise.core_number))
    assert [item for item in questions if len(covered.get(item, [])) != 1] == []


def test_some_source_items_are_covered_by_suitable_kinds_only() -> None:
    unsuitable = {
        item: kinds
        for item, kinds in COVERED_BY.items()
        if STRICT_IDS.match(item) and not set(kinds) <= STRICT_KINDS[SOURCE[item]]
    }
    assert unsuitable == {}


def test_each_source_item_is_covered_by_a_suitable_kind() -> None:
    unsuitable = {
        item: kinds
        for item, kinds in COVERED_BY.items()
        if SOURCE[item] in KINDS and KINDS[SOURCE[item]].isdisjoint(kinds)
    }
    assert unsuitable == {}
