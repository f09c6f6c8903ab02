"""Diagrams are never wider than asked, lose no text, and match their snapshots."""

import re
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from reflectie.diagrams.boxes import Box
from reflectie.diagrams.canvas import Canvas
from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.people import People, Person, Tie
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.renderers import (
    DIAGRAM_RENDERERS,
    MIN_DIAGRAM_WIDTH,
    DiagramData,
    render_diagram,
    render_legend,
    render_picture,
)
from reflectie.diagrams.rings import RingMember, Rings
from reflectie.diagrams.roundabout import Roundabout, RoundaboutExit
from reflectie.diagrams.rucksack import Advice, Rucksack
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.diagrams.windows import Windows
from reflectie.domain.step import DIAGRAM_REQUIREMENTS, DRAWABLE_OPTIONS, DiagramKind
from reflectie.domain.text_layout import cell_width, wrap

from ..examples import examples

widths = st.integers(MIN_DIAGRAM_WIDTH, 130)
letters = st.sampled_from(
    ["a", "Z", "é", "\u0301", "漢", "😀", "\u200d", "x", "-", "[", "\n", "\t", " ", "█"]
)
DAYS = ["", "2009", "2014-08", "2014-08-02", "2014-08-02T10:30", "2023-12-31", "0001-01"]


def option(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "vreemd", *DRAWABLE_OPTIONS[name]])


def diagrams(
    text: st.SearchStrategy[str], max_size: int = 14
) -> st.SearchStrategy[tuple[DiagramKind, DiagramData]]:
    """Return any diagram, its texts from ``text``."""

    def tuples(strategy: st.SearchStrategy[Any], min_size: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.lists(strategy, min_size=min_size, max_size=max_size).map(tuple)

    event = st.builds(
        TimelineEvent,
        text=text,
        typed_date=text,
        date=st.sampled_from(DAYS),
        side=option("side"),
        kind=option("sort"),
    )
    person = st.builds(Person, key=st.just(""), name=text, generation=option("generation"))
    member = st.builds(RingMember, name=text, ring=option("ring"), tie=option("tie"))
    advice = st.builds(Advice, text=text, giver=text, is_out=st.booleans())
    exit_ = st.builds(RoundaboutExit, text=text, taken=option("taken"))
    stage = st.builds(Box, name=text, answer=text, is_open=st.booleans())
    value = st.none() | st.integers(-100, 100)
    axis = st.builds(Axis, left=text, right=text, value=value, is_placed=st.booleans())

    @st.composite
    def people(draw: st.DrawFn) -> People:
        listed = [
            Person(key=f"r{n}", name=p.name, generation=p.generation)
            for n, p in enumerate(draw(tuples(person)))
        ]
        keys = st.sampled_from([*(p.key for p in listed), "weg"])
        pairs = draw(st.lists(st.tuples(keys, keys, option("tie")), max_size=max_size))
        names = {p.key: p.name for p in listed} | {"weg": "weg"}
        ties = tuple(Tie(ends=(a, b), names=(names[a], names[b]), tie=tie) for a, b, tie in pairs)
        return People(people=tuple(listed), ties=ties)

    return st.one_of(
        st.tuples(st.just("timeline"), st.builds(Timeline, events=tuples(event))),
        st.tuples(st.just("people"), people()),
        st.tuples(st.just("rings"), st.builds(Rings, members=tuples(member, 1), centre=text)),
        st.tuples(st.just("rucksack"), st.builds(Rucksack, advice=tuples(advice))),
        st.tuples(st.just("roundabout"), st.builds(Roundabout, exits=tuples(exit_))),
        st.tuples(st.just("cycle"), st.builds(Cycle, stages=st.lists(stage, max_size=4).map(tuple))),
        st.tuples(
            st.just("windows"),
            st.builds(Windows, windows=st.lists(stage, min_size=4, max_size=4).map(tuple), about=text),
        ),
        st.tuples(st.just("plane"), st.builds(Plane, horizontal=axis, vertical=axis)),
    )


@examples(300)
@given(diagrams(st.text(letters, max_size=60)), widths)
def test_no_row_is_wider_than_asked(diagram: tuple[DiagramKind, DiagramData], width: int) -> None:
    rows = render_diagram(*diagram, width)
    assert rows
    assert [row for row in rows if cell_width(row) > width or "\n" in row] == []


def words_in(value: object) -> list[str]:
    """Return every word in the data of a diagram."""
    if isinstance(value, str):
        return re.findall(r"w\d+q", value)
    fields = getattr(value, "__struct_fields__", ())
    inner = value if isinstance(value, tuple) else [getattr(value, field) for field in fields]
    return [word for item in inner for word in words_in(item)]


@st.composite
def diagrams_of_unique_words(draw: st.DrawFn) -> tuple[DiagramKind, DiagramData]:
    """Return a diagram in which every word is unique, so that a lost one is noticed."""
    number = count()
    size = st.integers(1, 12)
    text = size.map(lambda length: " ".join(f"w{next(number)}q" for _ in range(length)))
    return draw(diagrams(text, max_size=20))


@examples(300)
@given(diagrams_of_unique_words(), widths)
def test_a_diagram_shows_every_word(diagram: tuple[DiagramKind, DiagramData], width: int) -> None:
    name, data = diagram
    dated = {word for e in getattr(data, "events", ()) if e.date for word in words_in(e.typed_date)}
    shown = "\n".join(render_diagram(name, data, width))
    assert [word for word in words_in(data) if word not in dated and word not in shown] == []


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("number", [0, 1, 200])
def test_diagrams_of_no_one_and_two_hundred_rows_show_every_word(number: int, width: int) -> None:
    texts = [f"w{n}q van heel veel" for n in range(number)]
    diagrams_by_kind: dict[DiagramKind, DiagramData] = {
        "timeline": Timeline(
            events=tuple(TimelineEvent(text=t, date=f"{1900 + n}") for n, t in enumerate(texts))
        ),
        "people": People(
            people=tuple(Person(key=t, name=t, generation="parents") for t in texts),
            ties=tuple(Tie(ends=(t, texts[0]), names=(t, texts[0]), tie="close") for t in texts),
        ),
        "rings": Rings(members=tuple(RingMember(name=t, ring="near") for t in texts)),
        "rucksack": Rucksack(advice=tuple(Advice(text=t, is_out=n % 5 == 0) for n, t in enumerate(texts))),
        "roundabout": Roundabout(exits=tuple(RoundaboutExit(text=t, taken="taken") for t in texts)),
    }
    for name, data in diagrams_by_kind.items():
        rows = render_diagram(name, data, width)
        assert all(cell_width(row) <= width for row in rows)
        shown = "\n".join(rows)
        assert [word for word in words_in(data) if word not in shown] == [], name


def test_every_kind_of_diagram_has_a_renderer_and_requirements() -> None:
    assert set(DIAGRAM_RENDERERS) == set(DIAGRAM_REQUIREMENTS) == set(get_args(DiagramKind))


@given(st.text(letters, max_size=80), st.integers(2, 30))
def test_wrapped_text_keeps_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(cell_width(line) <= width for line in lines)


@given(
    st.integers(-5, 12), st.integers(-2, 5), st.text(letters.filter(lambda c: c not in "\n\t"), max_size=12)
)
def test_nothing_is_drawn_outside_the_canvas(x: int, y: int, text: str) -> None:
    canvas = Canvas(10, 3)
    canvas.write(x, y, text)
    assert [cell_width(row) for row in canvas.rows() if cell_width(row) > 10] == []
    assert len(canvas.rows()) == 3


# Snapshots ---------------------------------------------------------------------------------------

TIMELINE = Timeline(
    events=(
        TimelineEvent(text="Geboorte van S., te vroeg", date="2009-05-03", side="family", kind="fact"),
        TimelineEvent(
            text="Verhuizing naar oma in een ander dorp", date="2014-08", side="family", kind="fact"
        ),
        TimelineEvent(
            text="Ik was kwijt wie er nog voor mij was", date="2014-08", side="family", kind="emotion"
        ),
        TimelineEvent(text="Eerste melding door school", date="2017-10-12", side="professional", kind="fact"),
        TimelineEvent(text="Moeder werkt niet mee", date="2017-10-12", side="professional", kind="opinion"),
        TimelineEvent(text="Gesprek op school; ik begreep de helft niet", date="2017-10-12", side="family"),
        TimelineEvent(
            text="Het zal wel autisme zijn", date="2019-04-02", side="professional", kind="assumption"
        ),
        TimelineEvent(text="Rondetafel met gezin en netwerk", date="2024-01-18", kind="fact"),
        TimelineEvent(text="S. begint weer met voetbal", typed_date="ergens in het voorjaar", side="family"),
    )
)
_GENERATIONS = {
    "oma T": "grandparents",
    "opa K": "grandparents",
    "moeder": "parents",
    "vader": "parents",
    "stiefvader": "parents",
    "S.": "children",
    "Lina": "children",
    "halfbroer D": "children",
    "baby": "next",
    "mentor": "around",
}
_TIES = [
    ("oma T", "moeder", "close"),
    ("opa K", "moeder", "broken"),
    ("moeder", "stiefvader", "tense"),
    ("moeder", "vader", "broken"),
    ("vader", "S.", "unknown"),
    ("moeder", "S.", "tense"),
    ("Lina", "baby", "close"),
    ("S.", "mentor", "close"),
    ("stiefvader", "halfbroer D", "close"),
]
PEOPLE = People(
    people=tuple(Person(key=name, name=name, generation=row) for name, row in _GENERATIONS.items()),
    ties=tuple(Tie(ends=(a, b), names=(a, b), tie=tie) for a, b, tie in _TIES),
)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(("name", "data"), [("timeline", TIMELINE), ("people", PEOPLE)])
def test_a_diagram_matches_its_snapshot(
    name: DiagramKind, data: DiagramData, width: int, snapshot: SnapshotAssertion
) -> None:
    assert "\n".join(render_diagram(name, data, width)) == snapshot


def test_a_diagram_is_its_legend_and_its_picture() -> None:
    for name, data in (("timeline", TIMELINE), ("people", PEOPLE)):
        assert render_diagram(name, data, 80) == (
            *render_legend(name, data, 80),
            "",
            *render_picture(name, data, 80),
        )
