"""The card of a meeting: short, in the order of the exercise, and nothing private on one that is shared."""

import datetime as dt
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
from reflectie.domain.session import Session, Stop
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


class Told(NamedTuple):
    """What is being told: the entry, and of each text whether it may be shared."""

    entry: Entry
    shares: dict[str, bool]


def begun() -> Entry:
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
    entry = begun()
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


def test_the_card_holds_what_the_exercise_puts_on_it_in_that_order(prepared: Entry) -> None:
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


def test_a_card_of_nothing_says_so(prepared: Entry) -> None:
    without_day = replace(MEETING, day=None, time=None)
    assert render_card(without_day).blocks == (TitleBlock(text="Regiotafel"), ParagraphBlock(text=EMPTY_CARD))
    assert render_card(MEETING, begun(), PREPARE).blocks[-1] == ParagraphBlock(text=EMPTY_CARD)
    assert render_card(MEETING, prepared, PREPARE, shared=True).blocks[-1] == ParagraphBlock(
        text=EMPTY_SHARED_CARD
    )


def test_where_only_others_stand_they_are_told_as_others(prepared: Entry) -> None:
    place = at(prepared, "plek", "sv4").address
    left = replace(prepared, placements=tuple(p for p in prepared.placements if p.address != place))
    (line,) = (
        block for block in render_card(MEETING, left, PREPARE).blocks if isinstance(block, PlacementBlock)
    )
    assert (line.whose, line.value, line.others) == ("school", 60, ())


def test_a_partner_of_whom_only_the_question_is_shared_stays_unnamed(prepared: Entry) -> None:
    answers = tuple(replace(a, shared=a.text in ("Wat nu?", "Waar sta jij?")) for a in prepared.answers)
    blocks = render_card(MEETING, replace(prepared, answers=answers), PREPARE, shared=True).blocks
    assert blocks[2:] == (
        QuestionBlock(text="Label partners"),
        ChoiceBlock(chosen=("Wat nu?",)),
        QuestionBlock(text="Label polsen"),
        TypedTextBlock(text="Waar sta jij?"),
    )


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Somebody says something unlike anything else at every place where that is possible, or not."""
    entry, shares = begun(), dict[str, bool]()
    names = iter(range(1000))

    def say(stop: Stop, address: Address, value: str = "", ordinal: int = 0, text: str | None = None) -> None:
        nonlocal entry
        words = f"WOORD{next(names)}X" if text is None else text
        shared = draw(st.booleans())
        if words:
            shares[words] = shared
        answer = replace(stop.make_answer(words, value), address=address, shared=shared, ordinal=ordinal)
        entry = entry.with_answer(answer)

    done: set[Address] = set()
    while stop := next((s for s in stops(entry) if s.address not in done), None):
        done.add(stop.address)
        match stop.step:
            case Pick():
                entry = entry.with_shown((ShownQuestion(step="vragen", item="een"),))
            case Choose():
                for option in stop.step.options if draw(st.booleans()) else ():
                    say(stop, stop.address.option(option.id), option.id)
                if stop.step.own and draw(st.booleans()):
                    say(stop, stop.address.addition(1))
            case Rows():
                say(stop, stop.address, text="")
                for row in range(draw(st.integers(0, 3))):
                    for column in stop.step.columns if draw(st.booleans()) else stop.step.columns[:1]:
                        say(stop, cell_address(stop.address, f"row:{row}", column.id), ordinal=row)
            case Place():
                say(stop, stop.address, text="")
                entry = entry.with_placement(mark(stop, draw(st.sampled_from([None, -100, 12]))))
                for other in stop.others if draw(st.booleans()) else ():
                    entry = entry.with_placement(mark(stop, 5, other.address, other.whose))
            case _:
                say(stop, stop.address)
    return Told(entry, shares)


def everything(document: Document) -> str:
    return "\n".join((to_plain_text(document), to_markdown(document), msgspec.json.encode(document).decode()))


@given(told())
def test_a_shared_card_holds_nothing_that_is_not_shared(told: Told) -> None:
    document = render_card(MEETING, told.entry, PREPARE, shared=True)
    text = everything(document)
    assert [words for words, shared in told.shares.items() if not shared and words in text] == []
    assert "PRIVÉTITEL" not in text
    lines = [block for block in document.blocks if isinstance(block, PlacementBlock)]
    assert all(line.whose == SELF and not line.others for line in lines)
    shared_places = [a for a in told.entry.answers if a.address.step == "plek" and a.shared]
    assert len(lines) == len(shared_places)


@given(told())
def test_what_is_on_the_card_is_there_and_what_is_shared_as_well(told: Told) -> None:
    off = {answer.text for answer in told.entry.answers if answer.address.step == "niet-erop"}
    own, shared = (everything(render_card(MEETING, told.entry, PREPARE, shared)) for shared in (False, True))
    assert [words for words in told.shares if (words in own) is (words in off)] == []
    missing = [
        words for words, shares in told.shares.items() if shares and words not in off and words not in shared
    ]
    assert missing == []


@given(told(), st.booleans())
def test_the_pieces_of_a_card_hold_the_same_as_the_card(told: Told, shared: bool) -> None:
    pieces = card_items(told.entry, PREPARE, shared)
    apart = everything(Document(blocks=tuple(block for piece in pieces for block in piece.blocks)))
    whole = everything(render_card(MEETING, told.entry, PREPARE, shared))
    assert {words for words in told.shares if words in apart} == {w for w in told.shares if w in whole}


@given(told())
def test_a_piece_without_a_sign_puts_nothing_on_a_shared_card(told: Told) -> None:
    private = [piece for piece in card_items(told.entry, PREPARE) if not piece.is_shared]
    at = {address for piece in private for address in piece.addresses}
    assert [a for a in told.entry.answers if a.address in at and a.shared] == []


def test_a_row_is_a_piece_and_has_its_sign_as_soon_as_one_cell_is_shared(prepared: Entry) -> None:
    answers = tuple(replace(a, shared=a.text == "Wat nu?") for a in prepared.answers)
    pieces = [
        p for p in card_items(replace(prepared, answers=answers), PREPARE) if p.label == "Label partners"
    ]
    assert [(p.is_shared, p.is_partly_shared, len(p.addresses), p.blocks) for p in pieces] == [
        (True, True, 2, (ChoiceBlock(chosen=("school: Wat nu?",)),)),
        (False, False, 1, (ChoiceBlock(chosen=("wonen",)),)),
    ]
    every = replace(prepared, answers=tuple(replace(a, shared=True) for a in prepared.answers))
    assert not any(piece.is_partly_shared for piece in card_items(every, PREPARE))


def test_the_mark_of_another_is_no_answer_that_can_be_shared(prepared: Entry) -> None:
    place = at(prepared, "plek", "sv4").address
    (piece,) = (p for p in card_items(prepared, PREPARE) if p.label == "Label plek")
    assert piece.addresses == (place,)
