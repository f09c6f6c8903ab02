"""The needs of exercises, by which the choose screen finds them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import NEED_LABELS, Need
from reflectie.domain.text_layout import cell_width

Problems = Callable[[str], list[str]]

LIBRARY = load_library()
STEPS = "steps:\n  - {id: a, text: Wat zie je?}\n"


def test_an_unknown_need_is_refused_with_the_known_ones(problems: Problems) -> None:
    assert problems(f"id: x\ntitle: x\nneeds: [stuck, feest]\n{STEPS}") == [
        "x.yaml:3:16: onderdeel 2 van 'needs' kan hier zijn: stuck, conversation, understand, look_back, "
        "be_still, decide, celebrate, write. Er staat 'feest'."
    ]


def test_a_repeated_need_is_refused(problems: Problems) -> None:
    assert problems(f"id: x\ntitle: x\nneeds: [stuck, write, stuck]\n{STEPS}") == [
        "x.yaml:3:23: 'stuck' staat er al. Elke behoefte hoeft er maar één keer in."
    ]


def test_every_builtin_exercise_has_a_need() -> None:
    assert [exercise.id for exercise in LIBRARY.exercises if not exercise.needs] == []


def test_every_summary_fits_in_one_row_of_the_list_of_exercises() -> None:
    widest = 72  # cells: a screen of 80 without the margins and the scrollbar of the list
    assert [e.id for e in LIBRARY.exercises if cell_width(e.summary) > widest] == []


@pytest.mark.parametrize("need", Need)
def test_every_need_has_a_builtin_exercise(need: Need) -> None:
    assert any(need in exercise.needs for exercise in LIBRARY.exercises)


def test_the_author_guide_lists_every_need_with_its_label() -> None:
    page = (Path(__file__).parents[2] / "content" / "nl" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\w ]+) \|$", page, re.MULTILINE))
    assert {need.value: words for need, words in NEED_LABELS.items()}.items() <= rows.items()
