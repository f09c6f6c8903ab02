"""The drawings: never wider than asked, nothing lost, read at a glance."""

import re
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from reflectie.domain.drawing import CHOICES, NEEDS, DrawingName
from reflectie.export.cells import cells
from reflectie.export.drawings import DRAWINGS, LEAST, Picture, drawn, legend, pictured
from reflectie.export.drawings.cycle import Cycle, Place
from reflectie.export.drawings.people import People, Person, Tie
from reflectie.export.drawings.plane import Axis, Plane
from reflectie.export.drawings.rings import Placed, Rings
from reflectie.export.drawings.roundabout import Exit, Roundabout
from reflectie.export.drawings.rucksack import Book, Rucksack
from reflectie.export.drawings.text import Sheet, wrap
from reflectie.export.drawings.timeline import Event, Timeline

from ..examples import examples

widths = st.integers(LEAST, 130)
letters = st.sampled_from(
    ["a", "Z", "é", "\u0301", "漢", "😀", "\u200d", "x", "-", "[", "\n", "\t", " ", "█"]
)
DAYS = ["", "2009", "2014-08", "2014-08-02", "2014-08-02T10:30", "2023-12-31", "0001-01"]


def one_of(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "vreemd", *CHOICES[name]])


def pictures(text: st.SearchStrategy[str], most: int = 14) -> st.SearchStrategy[tuple[DrawingName, Picture]]:
    """Any drawing, with words from ``text``."""

    def several(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.lists(strategy, min_size=least, max_size=most).map(tuple)

    event = st.builds(
        Event, what=text, typed=text, when=st.sampled_from(DAYS), side=one_of("side"), sort=one_of("sort")
    )
    person = st.builds(Person, key=st.just(""), name=text, generation=one_of("generation"))
    placed = st.builds(Placed, who=text, ring=one_of("ring"), tie=one_of("tie"))
    book = st.builds(Book, what=text, who=text, is_out=st.booleans())
    exit_ = st.builds(Exit, what=text, taken=one_of("taken"))
    place = st.builds(Place, name=text, said=text, is_open=st.booleans())
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
        st.tuples(st.just("rings"), st.builds(Rings, people=several(placed, 1), centre=text)),
        st.tuples(st.just("rucksack"), st.builds(Rucksack, books=several(book))),
        st.tuples(st.just("roundabout"), st.builds(Roundabout, exits=several(exit_))),
        st.tuples(st.just("cycle"), st.builds(Cycle, places=st.lists(place, max_size=4).map(tuple))),
        st.tuples(st.just("plane"), st.builds(Plane, lying=axis, standing=axis)),
    )


@examples(300)
@given(pictures(st.text(letters, max_size=60)), widths)
def test_no_row_is_wider_than_asked(made: tuple[DrawingName, Picture], width: int) -> None:
    rows = drawn(*made, width)
    assert rows
    assert [row for row in rows if cells(row) > width or "\n" in row] == []


def words_in(value: object) -> list[str]:
    """Every word that stands anywhere in a picture."""
    if isinstance(value, str):
        return re.findall(r"w\d+q", value)
    fields = getattr(value, "__struct_fields__", ())
    inner = value if isinstance(value, tuple) else [getattr(value, field) for field in fields]
    return [word for one in inner for word in words_in(one)]


@st.composite
def worded(draw: st.DrawFn) -> tuple[DrawingName, Picture]:
    """A drawing in which every word stands once only, so that a lost one is missed."""
    number = count()
    size = st.integers(1, 12)
    text = size.map(lambda length: " ".join(f"w{next(number)}q" for _ in range(length)))
    return draw(pictures(text, most=20))


@examples(300)
@given(worded(), widths)
def test_every_word_is_there(made: tuple[DrawingName, Picture], width: int) -> None:
    name, picture = made
    dated = {word for e in getattr(picture, "events", ()) if e.when for word in words_in(e.typed)}
    shown = "\n".join(drawn(name, picture, width))
    assert [word for word in words_in(picture) if word not in dated and word not in shown] == []


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("number", [0, 1, 200])
def test_none_one_and_two_hundred_rows_behave(number: int, width: int) -> None:
    texts = [f"w{n}q van heel veel" for n in range(number)]
    made: dict[DrawingName, Picture] = {
        "timeline": Timeline(events=tuple(Event(what=t, when=f"{1900 + n}") for n, t in enumerate(texts))),
        "people": People(
            people=tuple(Person(key=t, name=t, generation="parents") for t in texts),
            ties=tuple(Tie(ends=(t, texts[0]), names=(t, texts[0]), tie="close") for t in texts),
        ),
        "rings": Rings(people=tuple(Placed(who=t, ring="near") for t in texts)),
        "rucksack": Rucksack(books=tuple(Book(what=t, is_out=n % 5 == 0) for n, t in enumerate(texts))),
        "roundabout": Roundabout(exits=tuple(Exit(what=t, taken="taken") for t in texts)),
    }
    for name, picture in made.items():
        rows = drawn(name, picture, width)
        assert all(cells(row) <= width for row in rows)
        shown = "\n".join(rows)
        assert [word for word in words_in(picture) if word not in shown] == [], name


def test_every_drawing_has_a_file_and_needs() -> None:
    assert set(DRAWINGS) == set(NEEDS) == set(get_args(DrawingName))


@given(st.text(letters, max_size=80), st.integers(2, 30))
def test_folded_text_keeps_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


@given(
    st.integers(-5, 12), st.integers(-2, 5), st.text(letters.filter(lambda c: c not in "\n\t"), max_size=12)
)
def test_nothing_is_drawn_off_the_sheet(x: int, y: int, text: str) -> None:
    sheet = Sheet(10, 3)
    sheet.put(x, y, text)
    assert [cells(row) for row in sheet.rows() if cells(row) > 10] == []
    assert len(sheet.rows()) == 3


# Seen: as a whole, at both sizes ------------------------------------------------------------------

LIFE = Timeline(
    events=(
        Event(what="Geboorte van S., te vroeg", when="2009-05-03", side="family", sort="fact"),
        Event(what="Verhuizing naar oma in een ander dorp", when="2014-08", side="family", sort="fact"),
        Event(what="Ik was kwijt wie er nog voor mij was", when="2014-08", side="family", sort="emotion"),
        Event(what="Eerste melding door school", when="2017-10-12", side="professional", sort="fact"),
        Event(what="Moeder werkt niet mee", when="2017-10-12", side="professional", sort="opinion"),
        Event(what="Gesprek op school; ik begreep de helft niet", when="2017-10-12", side="family"),
        Event(what="Het zal wel autisme zijn", when="2019-04-02", side="professional", sort="assumption"),
        Event(what="Rondetafel met gezin en netwerk", when="2024-01-18", sort="fact"),
        Event(what="S. begint weer met voetbal", typed="ergens in het voorjaar", side="family"),
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
    name: DrawingName, picture: Picture, width: int, snapshot: SnapshotAssertion
) -> None:
    assert "\n".join(drawn(name, picture, width)) == snapshot


def test_a_picture_and_its_legend_are_the_whole_drawing() -> None:
    for name, picture in (("timeline", LIFE), ("people", FAMILY)):
        assert drawn(name, picture, 80) == (*legend(name, picture, 80), "", *pictured(name, picture, 80))
