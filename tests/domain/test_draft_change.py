"""What drafts change when they become answers, and the response with which a stop begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.draft_change import (
    RESTORED_RESPONSES,
    asks_nature,
    change_from_drafts,
    other_origins,
    own_origin,
    restored_marks,
    restored_response,
)
from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Placement
from reflectie.domain.field import UNKNOWN_MARK, Aspect, Mark, Pole, TensionField
from reflectie.domain.responses import ChooseResponse, PlaceResponse, TextResponse, change_for
from reflectie.domain.session import Session
from reflectie.domain.step import STEP_KINDS, Ask, Column, NatureMark, Pick, Place, Rows
from reflectie.domain.table import cell_address

from .sessions import DAY, HEAD, PLACE, WORDS, session_of, walks, with_answers, with_choices

WORDS_ADDRESS = Address(step="woorden")
TABLE = Rows(id="wie", text="Wie?", columns=(Column(id="naam", title="Naam"), Column(id="rol", title="Rol")))


def draft(address: Address, text: str) -> Draft:
    return Draft(address=address, question="?", text=text)


def test_every_step_kind_has_a_restored_response() -> None:
    assert set(RESTORED_RESPONSES) == set(STEP_KINDS)


@given(walks())
def test_leaving_a_stop_as_it_begins_changes_nothing_after_the_first_time(session: Session) -> None:
    for stop in session.stops:
        if isinstance(stop.step, Pick):
            continue  # the coach has not chosen yet
        if response := restored_response(session, stop):
            change = change_for(stop, session.entry, response)
            left = session.with_entry(change.apply_to(session.entry))
            again = restored_response(left, stop)
            assert again and change_for(stop, left.entry, again).is_empty


@given(walks(), st.data())
def test_the_draft_of_a_text_field_becomes_its_saved_text(session: Session, data: st.DataObject) -> None:
    shown = [stop for stop in session.stops if not isinstance(stop.step, Pick)]
    stops = [stop for stop in shown if isinstance(restored_response(session, stop), TextResponse)]
    chosen = data.draw(st.lists(st.sampled_from(stops), unique=True)) if stops else []
    drafts = [draft(stop.address, f"tekst {number}") for number, stop in enumerate(chosen)]
    entry = change_from_drafts(session, drafts).apply_to(session.entry)
    assert [entry.saved_text(d.address) for d in drafts] == [d.text for d in drafts]


def test_a_draft_that_equals_the_saved_text_changes_nothing() -> None:
    session = with_answers(session_of(HEAD), Answer(address=Address(step="gesprek"), question="?", text="zo"))
    assert change_from_drafts(session, [draft(Address(step="gesprek"), "zo")]) == Change()


def test_a_list_begins_with_its_options_and_its_draft() -> None:
    session = with_choices(session_of(WORDS), WORDS_ADDRESS, own=("oud",))
    option = Answer(address=WORDS_ADDRESS.option("stil"), question="?", text="Stil", value="stil")
    session = with_answers(session, option)
    (stop,) = session.stops
    drafts = [draft(WORDS_ADDRESS, "nieuw")]
    assert restored_response(session, stop, drafts) == ChooseResponse(chosen=("stil",), text="nieuw")


def test_a_stop_without_a_text_field_has_nothing_to_restore() -> None:
    session = session_of(PLACE)
    assert restored_response(session, session.stops[0]) is None
    address = session.stops[0].address
    (answer,) = change_from_drafts(session, [draft(address, "blijft")]).answers
    assert (answer.text, answer.state) == ("blijft", AnswerState.ANSWERED)


@pytest.mark.parametrize("name", ["Bo", ""])
def test_the_drafts_of_one_table_are_one_change(name: str) -> None:
    cells = [cell_address(Address(step="wie"), "row:a", column) for column in ("naam", "rol")]
    session = with_answers(session_of(TABLE), Answer(address=cells[0], question="Naam", text="Ada"))
    change = change_from_drafts(session, [draft(cells[0], name), draft(cells[1], "voorzitter")])
    entry = change.apply_to(session.entry)
    assert [entry.saved_text(cell) for cell in cells] == [name, "voorzitter"]
    assert change.removed == (() if name else (cells[0],))


def nature_placement(field: str, value: int | None) -> Placement:
    address = Address(step="natuur")
    return Placement(
        address=address, field=field, left="a", right="b", aspect=Aspect.NATURE, value=value, day=DAY
    )


FIELD = TensionField(id="sv1", left=Pole(name="a", gloss="a"), right=Pole(name="b", gloss="b"))
PLACE_WITH_NATURE = Place(
    id="nu", text="Waar?", field="sv1", aspect=Aspect.NOW, nature=NatureMark(id="natuur", text="Van nature?")
)


def test_the_mark_by_nature_is_asked_until_an_entry_has_one_in_that_field() -> None:
    session = session_of(PLACE_WITH_NATURE)
    (stop,) = session.stops
    assert asks_nature(session, stop)
    assert not asks_nature(replace(session, earlier_placements=(nature_placement("sv1", None),)), stop)
    assert asks_nature(replace(session, earlier_placements=(nature_placement("sv2", 10),)), stop)
    change = change_for(stop, session.entry, PlaceResponse(field=FIELD, nature=Mark(value=20)))
    assert not asks_nature(session.with_entry(change.apply_to(session.entry)), stop)


def test_a_line_begins_with_its_marks_and_shows_where_the_user_stands_by_nature() -> None:
    session = replace(session_of(PLACE_WITH_NATURE), earlier_placements=(nature_placement("sv1", -30),))
    (stop,) = session.stops
    entered = PlaceResponse(field=FIELD, own=Mark(value=20), nature=UNKNOWN_MARK)
    change = change_for(stop, session.entry, entered)
    placed = session.with_entry(change.apply_to(session.entry))
    assert restored_marks(session, stop, FIELD) == PlaceResponse(field=FIELD)
    assert restored_marks(placed, stop, FIELD) == entered
    assert (own_origin(session, stop), other_origins(session, stop)) == (-30, ())


def test_a_step_without_a_mark_by_nature_does_not_ask_for_it() -> None:
    session = session_of(Ask(id="a", text="A?"))
    assert not asks_nature(session, session.stops[0])
