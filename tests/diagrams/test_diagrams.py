"""The drawings: never wider than asked, nothing lost, read at a glance."""

import re
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from reflectie.diagrams.canvas import Canvas
from reflectie.diagrams.cycle import Cycle, CycleStage
from reflectie.diagrams.diagram_data import DiagramData
from reflectie.diagrams.people import People, Person, Tie
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.renderers import (
    DIAGRAM_RENDERERS,
    MIN_DIAGRAM_WIDTH,
    render_diagram,
    render_legend,
    render_picture,
)
from reflectie.diagrams.rings import RingMember, Rings
from reflectie.diagrams.roundabout import Roundabout, RoundaboutExit
from reflectie.diagrams.rucksack import Advice, Rucksack
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.domain.step import DIAGRAM_REQUIREMENTS, DRAWABLE_OPTIONS, DiagramKind
from reflectie.domain.text_layout import cell_width, wrap

from ..examples import examples

widths = st.integers(MIN_DIAGRAM_WIDTH, 130)
letters = st.sampled_from(
    ["a", "Z", "é", "\u0301", "漢", "😀", "\u200d", "x", "-", "[", "\n", "\t", " ", "█"]
)
DAYS = ["", "2009", "2014-08", "2014-08-02", "2014-08-02T10:30", "2023-12-31", "0001-01"]


def one_of(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "vreemd", *DRAWABLE_OPTIONS[name]])


def pictures(
    text: st.SearchStrategy[str], most: int = 14
) -> st.SearchStrategy[tuple[DiagramKind, DiagramData]]:
    """Any drawing, with words from ``text``."""

    def several(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.lists(strategy, min_size=least, max_size=most).map(tuple)

    event = st.builds(
        TimelineEvent,
        text=text,
        typed_date=text,
        date=st.sampled_from(DAYS),
        side=one_of("side"),
        kind=one_of("sort"),
    )
    person = st.builds(Person, key=st.just(""), name=text, generation=one_of("generation"))
    placed = st.builds(RingMember, name=text, ring=one_of("ring"), tie=one_of("tie"))
    book = st.builds(Advice, text=text, giver=text, is_out=st.booleans())
    exit_ = st.builds(RoundaboutExit, text=text, taken=one_of("taken"))
    place = st.builds(CycleStage, name=text, answer=text, is_open=st.booleans())
    value = st.none() | st.integers(-100, 100)
    axis = st.builds(Axis, left=text, right=text, value=value, is_placed=st.booleans())

    @st.composite
    def people(draw: st.DrawFn) -> People:
        found = [
            Person(key=f"r{n}", name=p.name, generation=p.generation)
            for n, p in enumerate(draw(several(person)))
        ]
        keys = st.sampled_from([*(p.key for p in found), "weg"])
        pairs = draw(st.lists(st.tuples(keys, keys, one_of("tie")), max_size=most))
        names = {p.key: p.name for p in found} | {"weg": "weg"}
        ties = tuple(Tie(ends=(a, b), names=(names[a], names[b]), tie=tie) for a, b, tie in pairs)
        return People(people=tuple(found), ties=ties)

    return st.one_of(
        st.tuples(st.just("timeline"), st.builds(Timeline, events=several(event))),
        st.tuples(st.just("people"), people()),
        st.tuples(st.just("rings"), st.builds(Rings, members=several(placed, 1), centre=text)),
        st.tuples(st.just("rucksack"), st.builds(Rucksack, advice=several(book))),
        st.tuples(st.just("roundabout"), st.builds(Roundabout, exits=several(exit_))),
        st.tuples(st.just("cycle"), st.builds(Cycle, stages=st.lists(place, max_size=4).map(tuple))),
        st.tuples(st.just("plane"), st.builds(Plane, horizontal=axis, vertical=axis)),
    )


@examples(300)
@given(pictures(st.text(letters, max_size=60)), widths)
def test_no_row_is_wider_than_asked(made: tuple[DiagramKind, DiagramData], width: int) -> None:
    rows = render_diagram(*made, width)
    assert rows
    assert [row for row in rows if cell_width(row) > width or "\n" in row] == []


def words_in(value: object) -> list[str]:
    """Every word that stands anywhere in a picture."""
    if isinstance(value, str):
        return re.findall(r"w\d+q", value)
    fields = getattr(value, "__struct_fields__", ())
    inner = value if isinstance(value, tuple) else [getattr(value, field) for field in fields]
    return [word for one in inner for word in words_in(one)]


@st.composite
def worded(draw: st.DrawFn) -> tuple[DiagramKind, DiagramData]:
    """A drawing in which every word stands once only, so that a lost one is missed."""
    number = count()
    size = st.integers(1, 12)
    text = size.map(lambda length: " ".join(f"w{next(number)}q" for _ in range(length)))
    return draw(pictures(text, most=20))


@examples(300)
@given(worded(), widths)
def test_every_word_is_there(made: tuple[DiagramKind, DiagramData], width: int) -> None:
    name, picture = made
    dated = {word for e in getattr(picture, "events", ()) if e.date for word in words_in(e.typed_date)}
    shown = "\n".join(render_diagram(name, picture, width))
    assert [word for word in words_in(picture) if word not in dated and word not in shown] == []


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("number", [0, 1, 200])
def test_none_one_and_two_hundred_rows_behave(number: int, width: int) -> None:
    texts = [f"w{n}q van heel veel" for n in range(number)]
    made: dict[DiagramKind, DiagramData] = {
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
    for name, picture in made.items():
        rows = render_diagram(name, picture, width)
        assert all(cell_width(row) <= width for row in rows)
        shown = "\n".join(rows)
        assert [word for word in words_in(picture) if word not in shown] == [], name


def test_every_drawing_has_a_file_and_needs() -> None:
    assert set(DIAGRAM_RENDERERS) == set(DIAGRAM_REQUIREMENTS) == set(get_args(DiagramKind))


@given(st.text(letters, max_size=80), st.integers(2, 30))
def test_folded_text_keeps_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(cell_width(line) <= width for line in lines)


@given(
    st.integers(-5, 12), st.integers(-2, 5), st.text(letters.filter(lambda c: c not in "\n\t"), max_size=12)
)
def test_nothing_is_drawn_off_the_sheet(x: int, y: int, text: str) -> None:
    sheet = Canvas(10, 3)
    sheet.write(x, y, text)
    assert [cell_width(row) for row in sheet.rows() if cell_width(row) > 10] == []
    assert len(sheet.rows()) == 3


# Seen: as a whole, at both sizes ------------------------------------------------------------------

LIFE = Timeline(
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
_FAMILY = {
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
FAMILY = People(
    people=tuple(Person(key=name, name=name, generation=row) for name, row in _FAMILY.items()),
    ties=tuple(Tie(ends=(a, b), names=(a, b), tie=tie) for a, b, tie in _TIES),
)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(("name", "picture"), [("timeline", LIFE), ("people", FAMILY)])
def test_a_drawing_looks_as_it_did(
    name: DiagramKind, picture: DiagramData, width: int, snapshot: SnapshotAssertion
) -> None:
    assert "\n".join(render_diagram(name, picture, width)) == snapshot


def test_a_picture_and_its_legend_are_the_whole_drawing() -> None:
    for name, picture in (("timeline", LIFE), ("people", FAMILY)):
        assert render_diagram(name, picture, 80) == (
            *render_legend(name, picture, 80),
            "",
            *render_picture(name, picture, 80),
        )
