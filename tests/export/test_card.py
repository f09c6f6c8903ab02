"""The card of a meeting: its parts, their order, and what a shared card leaves out."""

import datetime as dt
from itertools import count
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import SELF, Address, AnswerState, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import CardPart, Exercise, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.step import (
    Ask,
    Choose,
    Column,
    Date,
    Each,
    Option,
    Pick,
    Place,
    Recognise,
    Rows,
    Statement,
)
from reflectie.domain.table import cell_address
from reflectie.export.card import EMPTY_CARD, EMPTY_SHARED_CARD, card_items, render_card
from reflectie.export.document import (
    ChoiceBlock,
    Document,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TitleBlock,
    TypedTextBlock,
)
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text

DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MEETING = Meeting(id="m", name="Regiotafel", day=DAY, time=dt.time(14, 30), made=NOON)
STEPS = ("taak", "pet", "partners", "lijnen", "plek", "polsen", "gezien", "wanneer", "vragen")
PREPARE = Exercise(
    id="k:voor",
    title="Voor",
    meeting=MeetingPhase.PREPARE,
    card=tuple(CardPart(step=name, label=f"Label {name}") for name in STEPS),
    steps=(
        Ask(id="taak", text="Waarvoor?", follow_ups=(Ask(id="wie", text="Voor wie?"),)),
        Choose(id="pet", text="Welke pet?", options=(Option(id="huis", text="mijn huis"),)),
        Rows(
            id="partners",
            text="Wie?",
            columns=(Column(id="wie", title="Wie"), Column(id="vraag", title="Wat")),
        ),
        Choose(
            id="lijnen",
            text="Welke?",
            own=False,
            options=(Option(id="sv1", text="zout en peper"), Option(id="sv4", text="snel en traag")),
        ),
        Each(
            id="per-lijn",
            of="lijnen",
            steps=(
                Place(id="plek", text="Waar bij {item}?", aspect=Aspect.NOW, others="partners"),
                Ask(id="polsen", text="Hoe vraag je {item}?"),
            ),
        ),
        Recognise(id="gezien", text="Herken je dit?", statements=(Statement(id="s", text="Ik."),)),
        Date(id="wanneer", text="Wanneer?"),
        Pick(id="vragen", take=1, items=(Ask(id="een", text="En dan?"),)),
        Ask(id="niet-erop", text="En verder?"),
    ),
)


class FilledEntry(NamedTuple):
    """An entry, and for each of its texts whether it is shared."""

    entry: Entry
    is_shared: dict[str, bool]


def new_entry() -> Entry:
    return Entry(id="v", exercise="k:voor", title="PRIVÉTITEL", day=DAY, begun=NOON, meeting="m")


def stops(entry: Entry) -> tuple[Stop, ...]:
    return Session(exercise=PREPARE, entry=entry).stops


def at(entry: Entry, step: str, item: str = "", part: str = "") -> Stop:
    return next(s for s in stops(entry) if s.address == Address(step=step, item=item, part=part))


def mark(stop: Stop, value: int | None, address: Address | None = None, whose: str = SELF) -> Placement:
    return Placement(
        address=address or stop.address,
        field=stop.field_id,
        left="zout",
        right="peper",
        aspect=Aspect.NOW,
        value=value,
        day=DAY,
        whose=whose,
    )


@pytest.fixture
def prepared() -> Entry:
    entry = new_entry()
    entry = entry.with_answer(at(entry, "taak").make_answer("dat het rustig wordt"))
    pet = at(entry, "pet")
    entry = entry.with_answer(
        replace(pet.make_answer("mijn huis", "huis"), address=pet.address.option("huis"))
    )
    table = at(entry, "partners")
    entry = entry.with_answer(table.make_answer())
    for row, cells in (("row:1", {"wie": "school", "vraag": "Wat nu?"}), ("row:2", {"wie": "wonen"})):
        for column, text in cells.items():
            entry = entry.with_answer(
                replace(
                    table.make_answer(text),
                    address=cell_address(table.address, row, column),
                    ordinal=int(row[-1]),
                )
            )
    lines = at(entry, "lijnen")
    chosen = replace(lines.make_answer("snel en traag", "sv4"), address=lines.address.option("sv4"))
    entry = entry.with_answer(chosen)
    place = at(entry, "plek", "sv4")
    entry = entry.with_answer(place.make_answer()).with_placement(mark(place, -40))
    entry = entry.with_placement(mark(place, 60, place.others[0].address, place.others[0].whose))
    entry = entry.with_answer(at(entry, "polsen", "sv4").make_answer("Waar sta jij?"))
    return entry.with_answer(at(entry, "wanneer").make_answer(state=AnswerState.UNKNOWN))


def test_a_card_has_the_parts_of_the_exercise_in_their_order(prepared: Entry) -> None:
    title, moment, *blocks = render_card(MEETING, prepared, PREPARE).blocks
    assert (title, moment) == (
        TitleBlock(text="Regiotafel"),
        ParagraphBlock(text="dinsdag 24 november 2026, 14:30 uur"),
    )
    line = next(block for block in blocks if isinstance(block, PlacementBlock))
    assert (line.value, line.whose, [(o.whose, o.value) for o in line.others]) == (
        -40,
        SELF,
        [("school", 60)],
    )
    assert [block for block in blocks if block is not line] == [
        QuestionBlock(text="Label taak"),
        TypedTextBlock(text="dat het rustig wordt"),
        QuestionBlock(text="Label pet"),
        TypedTextBlock(text="mijn huis"),
        QuestionBlock(text="Label partners"),
        ChoiceBlock(chosen=("school: Wat nu?", "wonen")),
        QuestionBlock(text="Label lijnen"),
        TypedTextBlock(text="snel en traag"),
        QuestionBlock(text="Label plek"),
        QuestionBlock(text="Label polsen"),
        ChoiceBlock(chosen=("snel en traag: Waar sta jij?",)),
        QuestionBlock(text="Label wanneer"),
        StateBlock(state=AnswerState.UNKNOWN),
    ]


def test_an_empty_card_says_so(prepared: Entry) -> None:
    without_day = replace(MEETING, day=None, time=None)
    assert render_card(without_day).blocks == (TitleBlock(text="Regiotafel"), ParagraphBlock(text=EMPTY_CARD))
    assert render_card(MEETING, new_entry(), PREPARE).blocks[-1] == ParagraphBlock(text=EMPTY_CARD)
    assert render_card(MEETING, prepared, PREPARE, shared=True).blocks[-1] == ParagraphBlock(
        text=EMPTY_SHARED_CARD
    )


def test_placements_of_others_without_an_own_one_are_shown_as_theirs(prepared: Entry) -> None:
    place = at(prepared, "plek", "sv4").address
    left = replace(prepared, placements=tuple(p for p in prepared.placements if p.address != place))
    (line,) = (
        block for block in render_card(MEETING, left, PREPARE).blocks if isinstance(block, PlacementBlock)
    )
    assert (line.whose, line.value, line.others) == ("school", 60, ())


def test_a_partner_is_not_named_when_only_the_question_is_shared(prepared: Entry) -> None:
    answers = tuple(replace(a, shared=a.text in ("Wat nu?", "Waar sta jij?")) for a in prepared.answers)
    blocks = render_card(MEETING, replace(prepared, answers=answers), PREPARE, shared=True).blocks
    assert blocks[2:] == (
        QuestionBlock(text="Label partners"),
        ChoiceBlock(chosen=("Wat nu?",)),
        QuestionBlock(text="Label polsen"),
        TypedTextBlock(text="Waar sta jij?"),
    )


@st.composite
def filled_entries(draw: st.DrawFn) -> FilledEntry:
    """Return a preparation in which each question may have an answer, every text unique."""
    entry, is_shared = new_entry(), dict[str, bool]()
    numbers = count()

    def add_answer(
        stop: Stop, address: Address, value: str = "", ordinal: int = 0, text: str | None = None
    ) -> None:
        nonlocal entry
        text = f"WOORD{next(numbers)}X" if text is None else text
        shared = draw(st.booleans())
        if text:
            is_shared[text] = shared
        answer = replace(stop.make_answer(text, value), address=address, shared=shared, ordinal=ordinal)
        entry = entry.with_answer(answer)

    visited: set[Address] = set()
    while stop := next((s for s in stops(entry) if s.address not in visited), None):
        visited.add(stop.address)
        match stop.step:
            case Pick():
                entry = entry.with_shown((ShownQuestion(step="vragen", item="een"),))
            case Choose():
                for option in stop.step.options if draw(st.booleans()) else ():
                    add_answer(stop, stop.address.option(option.id), option.id)
                if stop.step.own and draw(st.booleans()):
                    add_answer(stop, stop.address.addition(1))
            case Rows():
                add_answer(stop, stop.address, text="")
                for row in range(draw(st.integers(0, 3))):
                    for column in stop.step.columns if draw(st.booleans()) else stop.step.columns[:1]:
                        add_answer(stop, cell_address(stop.address, f"row:{row}", column.id), ordinal=row)
            case Place():
                add_answer(stop, stop.address, text="")
                entry = entry.with_placement(mark(stop, draw(st.sampled_from([None, -100, 12]))))
                for other in stop.others if draw(st.booleans()) else ():
                    entry = entry.with_placement(mark(stop, 5, other.address, other.whose))
            case _:
                add_answer(stop, stop.address)
    return FilledEntry(entry, is_shared)


def all_texts(document: Document) -> str:
    return "\n".join((to_plain_text(document), to_markdown(document), msgspec.json.encode(document).decode()))


@given(filled_entries())
def test_a_shared_card_holds_nothing_private(filled: FilledEntry) -> None:
    document = render_card(MEETING, filled.entry, PREPARE, shared=True)
    on_card = all_texts(document)
    assert [text for text, shared in filled.is_shared.items() if not shared and text in on_card] == []
    assert "PRIVÉTITEL" not in on_card
    lines = [block for block in document.blocks if isinstance(block, PlacementBlock)]
    assert all(line.whose == SELF and not line.others for line in lines)
    shared_places = [a for a in filled.entry.answers if a.address.step == "plek" and a.shared]
    assert len(lines) == len(shared_places)


@given(filled_entries())
def test_a_card_holds_every_answer_and_a_shared_card_every_shared_one(filled: FilledEntry) -> None:
    not_on_card = {answer.text for answer in filled.entry.answers if answer.address.step == "niet-erop"}
    on_own_card, on_shared_card = (
        all_texts(render_card(MEETING, filled.entry, PREPARE, shared)) for shared in (False, True)
    )
    assert [text for text in filled.is_shared if (text in on_own_card) is (text in not_on_card)] == []
    missing = [
        text
        for text, shared in filled.is_shared.items()
        if shared and text not in not_on_card and text not in on_shared_card
    ]
    assert missing == []


@given(filled_entries(), st.booleans())
def test_the_items_of_a_card_hold_the_same_as_the_card(filled: FilledEntry, shared: bool) -> None:
    items = card_items(filled.entry, PREPARE, shared)
    in_items = all_texts(Document(blocks=tuple(block for item in items for block in item.blocks)))
    on_card = all_texts(render_card(MEETING, filled.entry, PREPARE, shared))
    assert {text for text in filled.is_shared if text in in_items} == {
        text for text in filled.is_shared if text in on_card
    }


@given(filled_entries())
def test_an_item_that_is_not_marked_has_no_shared_answer(filled: FilledEntry) -> None:
    private = [item for item in card_items(filled.entry, PREPARE) if not item.is_shared]
    addresses = {address for item in private for address in item.addresses}
    assert [a for a in filled.entry.answers if a.address in addresses and a.shared] == []


def test_a_table_row_is_an_item_and_is_shared_when_one_cell_is(prepared: Entry) -> None:
    answers = tuple(replace(a, shared=a.text == "Wat nu?") for a in prepared.answers)
    items = [
        p for p in card_items(replace(prepared, answers=answers), PREPARE) if p.label == "Label partners"
    ]
    assert [(p.is_shared, p.is_partly_shared, len(p.addresses), p.blocks) for p in items] == [
        (True, True, 2, (ChoiceBlock(chosen=("school: Wat nu?",)),)),
        (False, False, 1, (ChoiceBlock(chosen=("wonen",)),)),
    ]
    every = replace(prepared, answers=tuple(replace(a, shared=True) for a in prepared.answers))
    assert not any(item.is_partly_shared for item in card_items(every, PREPARE))


def test_a_placement_of_somebody_else_cannot_be_shared(prepared: Entry) -> None:
    place = at(prepared, "plek", "sv4").address
    (item,) = (p for p in card_items(prepared, PREPARE) if p.label == "Label plek")
    assert item.addresses == (place,)
