"""The built-in content: complete, neutral and in its own words."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.content.pack import builtin_folder
from reflectie.domain.exercise import MeetingPhase, walk_steps
from reflectie.domain.step import (
    Choose,
    Draw,
    Explore,
    Part,
    Pause,
    Place,
    Question,
    Read,
    Recognise,
    Rows,
    Step,
)

LIBRARY = load_library()


def test_there_are_six_core_fields() -> None:
    assert [field.number for field in LIBRARY.core_fields] == [1, 2, 3, 4, 5, 6]


def test_a_preparation_offers_three_questions_per_chosen_field() -> None:
    (prepare,) = LIBRARY.for_meeting(MeetingPhase.PREPARE)
    lines, table = prepare.step("lijnen"), prepare.step("tafel")
    assert isinstance(lines, Choose) and isinstance(table, Choose)
    names = [option.id for option in lines.options]
    assert [f"kern:{name}" for name in names] == [field.id for field in LIBRARY.core_fields]
    for name in names:
        assert [option.under for option in table.options_for([name])] == [name] * 3
    assert len(table.options_for(["sv1", "sv4"])) == 6
    assert len(table.options_for([])) == len(table.options) == 18


def test_the_descriptions_of_both_poles_are_equally_long() -> None:
    for field in LIBRARY.fields:
        short, long = sorted((len(field.left.gloss), len(field.right.gloss)))
        assert long <= short * 1.15, f"{field.id}: {field.left.gloss} / {field.right.gloss}"


def test_statements_have_no_quotation_marks() -> None:
    statements = [
        statement.text
        for exercise in LIBRARY.exercises
        for step in walk_steps(exercise.steps)
        if isinstance(step, Recognise)
        for statement in step.statements
    ]
    assert statements
    assert [text for text in statements if '"' in text or "“" in text or "”" in text] == []


def shown_texts() -> Iterator[str]:
    """Every text of the exercises that a user reads."""
    yield from LIBRARY.probes
    for exercise in LIBRARY.exercises:
        yield from (exercise.title, exercise.summary)
        for field in exercise.fields:
            yield from (field.left.name, field.left.gloss, field.right.name, field.right.gloss)
        for step in walk_steps(exercise.steps):
            yield from texts_of(step)


def texts_of(step: Step) -> Iterator[str]:
    if isinstance(step, Question):
        yield from (step.text, step.hint)
    if isinstance(step, Place) and step.nature:
        yield step.nature.text
    if isinstance(step, Part):
        yield step.title
    if isinstance(step, Read | Recognise | Pause | Draw):
        yield step.text
    if isinstance(step, Recognise):
        yield from (statement.text for statement in step.statements)
    if isinstance(step, Choose):
        yield from (option.text for option in step.options)
    if isinstance(step, Rows):
        yield from (column.title for column in step.columns)
        yield from (option.text for column in step.columns for option in column.options)
    if isinstance(step, Explore):
        yield from (prompt.text for prompt in (step.feel, step.act) if prompt)


def test_no_text_mentions_a_score() -> None:
    scoring = re.compile(
        r"\b(scores?|scoren?|scoort|punten|puntentelling|percentages?|niveaus?|resultaat van de test)\b|%",
        re.I,
    )
    assert [text for text in shown_texts() if scoring.search(text)] == []


def test_the_coach_says_je_and_never_u() -> None:
    formal = re.compile(r"\b(u|uw)\b", re.I)
    assert [text for text in shown_texts() if formal.search(text)] == []


def test_no_text_is_copied_from_the_source() -> None:
    source = os.environ.get("REFLECTIE_BRON")
    script = Path(source or "") / "overlap.py"
    if not source or not script.is_file():
        pytest.skip("REFLECTIE_BRON names no folder with overlap.py")
    content = builtin_folder().parent
    command = [sys.executable, str(script), str(content), "--min", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
