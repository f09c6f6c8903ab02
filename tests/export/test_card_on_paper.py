"""The card of the preparation that comes with the program: one page, however much was said."""

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
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text

WIDTH, PAGE = 80, 60
"""Cells and rows of a sheet of A4 in a letter of ten points, with its edges."""

DAY = dt.date(2026, 11, 24)
MADE = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
MEETING = Meeting(id="m", name="Regiotafel jeugd", day=DAY, time=dt.time(14, 30), made=MADE)
SAID = "Dat ze over een jaar nog op hetzelfde adres wonen. Ik zeg erbij dat ik het ook niet zeker weet."
ASKED = "Wat heb je nodig om nog even te wachten?"
PARTNERS = ("de gemeente", "de school", "het wijkteam")
LINES = 2


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    (found,) = open_library(None).for_meeting(MeetingPhase.PREPARE)
    return found


def prepared(exercise: Exercise) -> Entry:
    """Every question answered in two sentences, with three partners and two lines."""
    entry = Entry(id="v", exercise=exercise.id, title="", day=DAY, begun=MADE, meeting="m")
    done: set[Address] = set()
    while left := [s for s in Session(exercise=exercise, entry=entry).stops if s.address not in done]:
        stop = left[0]
        for answer in answers(stop):
            entry = entry.with_answer(answer)
        if isinstance(stop.step, Place):
            for address, whose in [(stop.address, SELF), *((o.address, o.whose) for o in stop.others)]:
                entry = entry.with_placement(mark(stop, address, whose))
        done.add(stop.address)
    return entry


def answers(stop: Stop) -> list[Answer]:
    match stop.step:
        case Rows():
            names, asked = stop.step.columns
            cells = [
                replace(
                    stop.make_answer(text), address=cell_address(stop.address, f"row:{number}", column.id)
                )
                for number, who in enumerate(PARTNERS)
                for column, text in ((names, who), (asked, ASKED))
            ]
            return [stop.make_answer(), *cells]
        case Choose():
            chosen = stop.step.options[:LINES]
            return [
                replace(stop.make_answer(o.text, o.id), address=stop.address.option(o.id)) for o in chosen
            ]
        case Place():
            return [stop.make_answer()]
    return [stop.make_answer(SAID)]


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


def test_a_whole_preparation_fits_one_page(exercise: Exercise) -> None:
    entry = prepared(exercise)
    document = render_card(MEETING, entry, exercise)
    page = to_plain_text(document, WIDTH, compact=True).splitlines()
    told = " ".join(" ".join(page).split())
    assert all(part.label in told for part in exercise.card)
    assert all(f"{who}: {ASKED}" in told for who in PARTNERS)
    assert len([row for row in page if "├" in row]) == LINES
    assert max(map(len, page)) <= WIDTH
    assert len(page) <= PAGE
    assert all(f"{who}: {ASKED}" in to_markdown(document) for who in PARTNERS)


def test_who_is_taken_out_or_renamed_is_so_on_the_card(exercise: Exercise) -> None:
    entry = prepared(exercise)
    table = next(s for s in Session(exercise=exercise, entry=entry).stops if isinstance(s.step, Rows))
    names = table.step.columns[0].id if isinstance(table.step, Rows) else ""
    renamed = cell_address(table.address, "row:0", names)
    gone = cell_address(table.address, "row:1", names)
    entry = entry.with_answer(replace(table.make_answer("de wethouder"), address=renamed))
    for answer in [a for a in entry.answers if a.address.item == gone.item]:
        entry = entry.without_answer(answer.address)
    told = to_plain_text(render_card(MEETING, entry, exercise), WIDTH, compact=True)
    assert "de wethouder" in told
    assert "de gemeente" not in told
    assert "de school" not in told
