"""The card of the built-in preparation fits on one page."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.content.compiled import open_library
from reflectie.domain.entry import SELF, Address, Answer, Entry, Placement
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Choose, Place, Rows
from reflectie.domain.table import cell_address
from reflectie.export.card import render_card
from reflectie.export.document import QuestionBlock
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text

WIDTH, PAGE = 80, 60
"""Columns and rows of an A4 page in ten points, margins excluded."""

DAY = dt.date(2026, 11, 24)
CREATED = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
MEETING = Meeting(id="m", name="Regiotafel jeugd", day=DAY, time=dt.time(14, 30), made=CREATED)
ANSWER = "Dat ze over een jaar nog op hetzelfde adres wonen. Ik zeg erbij dat ik het ook niet zeker weet."
QUESTION = "Wat heb je nodig om nog even te wachten?"
PARTNERS = ("de gemeente", "de school", "het wijkteam")
LINE_COUNT = 2


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    (exercise,) = open_library([]).for_meeting(MeetingPhase.PREPARE)
    return exercise


def prepared(exercise: Exercise, with_parts: bool = False) -> Entry:
    """Every question answered in two sentences, with three partners and one line.

    ``with_parts`` answers those of every part as well, with two more lines.
    """
    entry = Entry(id="v", exercise=exercise.id, title="", day=DAY, begun=CREATED, meeting="m")
    visited: set[Address] = set()
    opened = frozenset(part.id for part in exercise.parts if with_parts)
    while left := [s for s in _stops(exercise, entry, opened) if s.address not in visited]:
        stop = left[0]
        for answer in answers(stop):
            entry = entry.with_answer(answer)
        if isinstance(stop.step, Place):
            for address, whose in [(stop.address, SELF), *((o.address, o.whose) for o in stop.others)]:
                entry = entry.with_placement(mark(stop, address, whose))
        visited.add(stop.address)
    return entry


def _stops(exercise: Exercise, entry: Entry, opened: frozenset[str]) -> tuple[Stop, ...]:
    return Session(exercise=exercise, entry=entry, opened=opened).stops


def answers(stop: Stop) -> list[Answer]:
    match stop.step:
        case Rows():
            cells = [
                replace(stop.make_answer(text), address=cell_address(stop.address, f"row:{number}", column))
                for number, who in enumerate(PARTNERS)
                for column, text in (("wie", who), ("vraag", QUESTION))
            ]
            return [stop.make_answer(), *cells]
        case Choose():
            chosen = stop.step.options[: LINE_COUNT if stop.step.many else 1]
            return [
                replace(stop.make_answer(o.text, o.id), address=stop.address.option(o.id)) for o in chosen
            ]
        case Place():
            return [stop.make_answer()]
    return [stop.make_answer(ANSWER)]


def mark(stop: Stop, address: Address, whose: str) -> Placement:
    return Placement(
        address=address,
        field=stop.field_id,
        left="de opdracht van de organisatie",
        right="de opgave van het netwerk",
        aspect=Aspect.NOW,
        value=-40,
        day=DAY,
        whose=whose,
    )


def test_the_card_of_a_full_preparation_fits_on_one_page(exercise: Exercise) -> None:
    entry = prepared(exercise)
    document = render_card(MEETING, entry, exercise)
    page = to_plain_text(document, WIDTH, compact=True).splitlines()
    text = " ".join(" ".join(page).split())
    assert all(f"{who}: {QUESTION}" in text for who in PARTNERS)
    assert len([row for row in page if "├" in row]) == 1
    assert max(map(len, page)) <= WIDTH
    assert len(page) <= PAGE
    assert all(f"{who}: {QUESTION}" in to_markdown(document) for who in PARTNERS)


def test_the_card_opens_with_the_first_sentence(exercise: Exercise) -> None:
    assert exercise.card[0].step == "opening"
    document = render_card(MEETING, prepared(exercise), exercise)
    labels = [block.text for block in document.blocks if isinstance(block, QuestionBlock)]
    assert labels[0] == "Mijn eerste zin"


def test_a_feeling_is_never_on_the_card(exercise: Exercise) -> None:
    entry = prepared(exercise)
    feeling = entry.answer(Address(step="gevoel"))
    assert feeling
    entry = entry.with_answer(replace(feeling, text="boos op de wethouder"))
    assert "boos" not in to_plain_text(render_card(MEETING, entry, exercise))


def test_what_was_answered_in_parts_is_on_the_card(exercise: Exercise) -> None:
    document = render_card(MEETING, prepared(exercise, with_parts=True), exercise)
    labels = {block.text for block in document.blocks if isinstance(block, QuestionBlock)}
    assert labels == {part.label for part in exercise.card}


def test_a_removed_or_renamed_partner_is_so_on_the_card(exercise: Exercise) -> None:
    entry = prepared(exercise)
    table = next(s for s in Session(exercise=exercise, entry=entry).stops if isinstance(s.step, Rows))
    names = table.step.columns[0].id if isinstance(table.step, Rows) else ""
    renamed = cell_address(table.address, "row:0", names)
    removed = cell_address(table.address, "row:1", names)
    entry = entry.with_answer(replace(table.make_answer("de wethouder"), address=renamed))
    for answer in [a for a in entry.answers if a.address.item == removed.item]:
        entry = entry.without_answer(answer.address)
    text = to_plain_text(render_card(MEETING, entry, exercise), WIDTH, compact=True)
    assert "de wethouder" in text
    assert "de gemeente" not in text
    assert "de school" not in text
