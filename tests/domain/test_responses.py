"""From what a person enters at a stop to what is saved, for every step kind and without a screen."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Draft, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect, Mark, Pole, TensionField
from reflectie.domain.plan import Stop
from reflectie.domain.responses import (
    RESPONSES,
    ChooseResponse,
    NoResponse,
    PlaceResponse,
    RecogniseResponse,
    Response,
    RowsResponse,
    TextResponse,
    change_for,
    draft_for,
    interim_change_for,
    options_shown,
)
from reflectie.domain.session import Session
from reflectie.domain.step import (
    STEP_KINDS,
    Ask,
    Choose,
    Column,
    Date,
    DiagramParts,
    Draw,
    Explore,
    Option,
    Pause,
    Place,
    Prompt,
    Read,
    Recognise,
    Rows,
    Statement,
    Step,
)
from reflectie.domain.table import cell_address
from reflectie.domain.table_edit import TableCell, TableLine

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
UNKNOWN, SKIPPED = AnswerState.UNKNOWN, AnswerState.SKIPPED

ASK = Ask(id="vraag", text="Wat speelt er?", knows="heart", dimension="personal", yields="learning")
RECOGNISE = Recognise(id="herken", text="Herken je dit?", statements=(Statement(id="a", text="Ik aarzel."),))
CHOOSE = Choose(
    id="kies",
    text="Wat past?",
    options=(
        Option(id="rust", text="Rust"),
        Option(id="haast", text="Haast"),
        Option(id="hoop", text="Hoop"),
    ),
)
DATE = Date(id="dag", text="Wanneer?")
PEOPLE = Rows(
    id="mensen",
    text="Wie?",
    columns=(
        Column(id="naam", title="Naam", type="person", forbids_self=True),
        Column(id="rol", title="Rol"),
    ),
)
TIES = Rows(
    id="banden", text="Welke band?", columns=(Column(id="met", title="Met", type="row", of="mensen"),)
)
PLACE = Place(id="plek", text="Waar sta je?", field="lijn", aspect=Aspect.NOW, others="mensen")
EXPLORE = Explore(id="schuif", beside="plek", feel=Prompt(text="Hoe voelt {pole}?"))

FIELD = TensionField(
    id="lijn", left=Pole(name="doen", gloss="Iets doen."), right=Pole(name="laten", gloss="Iets laten.")
)

EMPTY_RESPONSES: dict[type, Response] = {
    Ask: TextResponse(),
    Recognise: RecogniseResponse(),
    Choose: ChooseResponse(),
    Date: TextResponse(),
    Rows: RowsResponse(),
    Place: PlaceResponse(field=FIELD),
}

QUESTIONS = [ASK, RECOGNISE, CHOOSE, DATE, PEOPLE, PLACE]


def new_session(*steps: Step) -> Session:
    entry = Entry(id="1", exercise="k:x", title="X", day=NOW.date(), begun=NOW)
    return Session(exercise=Exercise(id="k:x", title="X", steps=steps), entry=entry)


def respond(session: Session, step_id: str, response: Response, state: AnswerState | None = None) -> Session:
    """The session after this response at the first stop of a step."""
    stop = stop_of(session, step_id)
    return session.with_entry(change_for(stop, session.entry, response, state).apply_to(session.entry))


def stop_of(session: Session, step_id: str) -> Stop:
    return next(stop for stop in session.stops if stop.address.step == step_id)


def texts(session: Session) -> list[str]:
    return [answer.text for answer in session.entry.answers if answer.text]


def state_of(session: Session, address: Address) -> AnswerState | None:
    answer = session.entry.answer(address)
    return answer.state if answer else None


def line(row: str, **cells: str) -> TableLine:
    return TableLine(id=f"row:{row}", cells={name: TableCell(text=text) for name, text in cells.items()})


def test_every_step_kind_has_a_response() -> None:
    assert set(RESPONSES) == set(STEP_KINDS)


@pytest.mark.parametrize(
    "step",
    [
        Read(id="stap", text="Lees."),
        Pause(id="stap", text="Even stil."),
        Draw(id="stap", text="Kijk.", drawing="cycle", parts=DiagramParts()),
    ],
)
def test_a_step_that_asks_nothing_changes_nothing(step: Step) -> None:
    session = new_session(step)
    assert change_for(session.stops[0], session.entry, NoResponse(), SKIPPED).is_empty


@pytest.mark.parametrize("step", QUESTIONS, ids=lambda step: step.id)
def test_an_empty_response_changes_nothing(step: Step) -> None:
    session = new_session(step)
    change = change_for(session.stops[0], session.entry, EMPTY_RESPONSES[type(step)])
    assert change.is_empty


@pytest.mark.parametrize("state", [SKIPPED, UNKNOWN])
@pytest.mark.parametrize("step", QUESTIONS, ids=lambda step: step.id)
def test_an_empty_question_can_be_skipped_or_left_unknown(step: Step, state: AnswerState) -> None:
    session = respond(new_session(step), step.id, EMPTY_RESPONSES[type(step)], state)
    assert state_of(session, session.stops[0].address) is state


@pytest.mark.parametrize("state", [SKIPPED, UNKNOWN])
@pytest.mark.parametrize("step", QUESTIONS, ids=lambda step: step.id)
def test_leaving_an_empty_question_keeps_its_state(step: Step, state: AnswerState) -> None:
    session = respond(new_session(step), step.id, EMPTY_RESPONSES[type(step)], state)
    response = EMPTY_RESPONSES[type(step)]
    if isinstance(response, PlaceResponse) and state is UNKNOWN:
        response = replace(response, own=Mark(is_unknown=True))  # the widget shows the saved mark
    assert change_for(session.stops[0], session.entry, response).is_empty


# Texts and dates ----------------------------------------------------------------------------------


def test_a_text_is_saved_with_its_question_and_classification() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Van alles."))
    (answer,) = session.entry.answers
    assert (answer.text, answer.question, answer.state) == (
        "Van alles.",
        "Wat speelt er?",
        AnswerState.ANSWERED,
    )
    assert (answer.knows, answer.dimension, answer.yields) == ("heart", "personal", "learning")


def test_skipping_saves_the_text_that_was_entered() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Toch iets."), SKIPPED)
    assert (texts(session), state_of(session, Address(step="vraag"))) == (
        ["Toch iets."],
        AnswerState.ANSWERED,
    )


def test_not_knowing_keeps_the_text_that_was_entered() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Misschien."), UNKNOWN)
    assert (texts(session), state_of(session, Address(step="vraag"))) == (["Misschien."], UNKNOWN)


def test_a_text_after_skipping_answers_the_question() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(), SKIPPED)
    session = respond(session, "vraag", TextResponse(text="Nu wel."))
    assert state_of(session, Address(step="vraag")) is AnswerState.ANSWERED


def test_a_cleared_text_is_saved_as_empty() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Weg ermee."))
    session = respond(session, "vraag", TextResponse())
    assert [answer.text for answer in session.entry.answers] == [""]


def test_the_same_text_again_changes_nothing() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Gelijk."))
    assert change_for(session.stops[0], session.entry, TextResponse(text="Gelijk.")).is_empty


@pytest.mark.parametrize(
    ("text", "value"), [("gisteren", "2026-11-21"), ("maart 2021", "2021-03"), ("ooit", "")]
)
def test_a_date_keeps_the_typed_text_beside_its_value(text: str, value: str) -> None:
    session = respond(new_session(DATE), "dag", TextResponse(text=text))
    (answer,) = session.entry.answers
    assert (answer.text, answer.value) == (text, value)


def test_a_time_is_read_only_where_the_step_asks_for_it() -> None:
    with_time = respond(new_session(replace(DATE, time=True)), "dag", TextResponse(text="morgen 9:00"))
    without = respond(new_session(DATE), "dag", TextResponse(text="morgen 9:00"))
    assert [s.entry.answers[0].value for s in (with_time, without)] == ["2026-11-23T09:00", ""]


def test_a_recognition_is_saved_with_and_without_a_note() -> None:
    session = respond(new_session(RECOGNISE), "herken", RecogniseResponse(recognition="sometimes"))
    session = respond(session, "herken", RecogniseResponse(recognition="sometimes", text="Soms."))
    (answer,) = session.entry.answers
    assert (answer.value, answer.text, answer.state) == ("sometimes", "Soms.", AnswerState.ANSWERED)


# Placements ---------------------------------------------------------------------------------------


def placed(session: Session) -> dict[str, int | None]:
    return {p.whose: p.value for p in session.entry.placements}


def place(own: Mark, *others: Mark) -> PlaceResponse:
    return PlaceResponse(field=FIELD, own=own, others=others)


def test_a_mark_is_saved_with_the_poles_as_shown_and_answers_the_question() -> None:
    session = respond(new_session(PLACE), "plek", place(Mark(value=-40)))
    (placement,) = session.entry.placements
    assert (placement.left, placement.right, placement.value, placement.whose) == ("doen", "laten", -40, SELF)
    assert (placement.aspect, placement.day) == (Aspect.NOW, NOW.date())
    assert state_of(session, Address(step="plek")) is AnswerState.ANSWERED


def test_an_unknown_place_has_a_placement_without_a_value() -> None:
    session = respond(new_session(PLACE), "plek", place(Mark(value=10)), UNKNOWN)
    assert (placed(session), state_of(session, Address(step="plek"))) == ({SELF: None}, UNKNOWN)


def test_skipping_a_place_keeps_a_mark_that_was_set() -> None:
    session = respond(new_session(PLACE), "plek", place(Mark(value=10)), SKIPPED)
    assert (placed(session), state_of(session, Address(step="plek"))) == ({SELF: 10}, AnswerState.ANSWERED)


def test_skipping_an_empty_place_sets_no_mark() -> None:
    session = respond(new_session(PLACE), "plek", place(Mark()), SKIPPED)
    assert (placed(session), state_of(session, Address(step="plek"))) == ({}, SKIPPED)


def test_marks_of_other_people_are_saved_moved_and_removed() -> None:
    session = respond(
        new_session(PEOPLE, PLACE),
        "mensen",
        RowsResponse(lines=(line("a", naam="Ada"), line("b", naam="Bo"))),
    )
    session = respond(session, "plek", place(Mark(value=0), Mark(value=50), Mark(is_unknown=True)))
    assert placed(session) == {SELF: 0, "Ada": 50, "Bo": None}
    session = respond(session, "plek", place(Mark(value=0), Mark(value=60), Mark()))
    assert placed(session) == {SELF: 0, "Ada": 60}


def test_exploring_the_other_side_is_a_text_and_not_a_placement() -> None:
    session = respond(new_session(replace(PLACE, others=None), EXPLORE), "plek", place(Mark(value=0)))
    session = respond(session, "schuif", TextResponse(text="Licht."))
    assert texts(session) == ["Licht."]
    assert placed(session) == {SELF: 0}


# Lists --------------------------------------------------------------------------------------------

LIST = Address(step="kies")


def chosen(session: Session) -> list[tuple[str, str]]:
    """The part of the address and the text of each choice, in order."""
    return [(answer.address.part, answer.text) for answer in session.entry.choices(LIST)]


def test_chosen_options_and_additions_are_saved_in_order() -> None:
    response = ChooseResponse(chosen=("haast", "hoop"), text="Twijfel\n\n  Moed  ")
    session = respond(new_session(CHOOSE), "kies", response)
    assert chosen(session) == [
        ("option:haast", "Haast"),
        ("option:hoop", "Hoop"),
        ("own:1", "Twijfel"),
        ("own:2", "Moed"),
    ]
    assert state_of(session, LIST) is AnswerState.ANSWERED


def test_an_option_that_is_no_longer_chosen_is_removed() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(chosen=("rust", "haast")))
    session = respond(session, "kies", ChooseResponse(chosen=("haast",)))
    assert chosen(session) == [("option:haast", "Haast")]


def test_an_edited_addition_keeps_its_address() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(text="een\ntwee"))
    session = respond(session, "kies", ChooseResponse(text="een\ntwee en een half"))
    assert chosen(session) == [("own:1", "een"), ("own:2", "twee en een half")]


def test_an_addition_keeps_its_address_when_another_is_removed_or_inserted() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(text="een\ntwee"))
    session = respond(session, "kies", ChooseResponse(text="twee"))
    assert chosen(session) == [("own:2", "twee")]
    session = respond(session, "kies", ChooseResponse(text="nieuw\ntwee"))
    assert chosen(session) == [("own:1", "nieuw"), ("own:2", "twee")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twee\neen", [("own:2", "twee"), ("own:1", "een")]),
        ("twee\ndrie", [("own:2", "twee"), ("own:3", "drie")]),
        ("een\neen\ntwee", [("own:1", "een"), ("own:3", "een"), ("own:2", "twee")]),
    ],
)
def test_an_addition_never_gets_the_address_of_another(text: str, expected: list[tuple[str, str]]) -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(text="een\ntwee"))
    session = respond(session, "kies", ChooseResponse(text=text))
    assert chosen(session) == expected
    assert chosen(respond(session, "kies", ChooseResponse(text=text))) == expected


def test_skipping_a_list_keeps_what_was_chosen() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(chosen=("rust",)), SKIPPED)
    assert (chosen(session), state_of(session, LIST)) == ([("option:rust", "Rust")], AnswerState.ANSWERED)


def test_a_chosen_option_stays_in_the_list_when_content_drops_it() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(chosen=("rust", "hoop")))
    smaller = new_session(replace(CHOOSE, options=CHOOSE.options[1:])).with_entry(session.entry)
    assert list(options_shown(smaller.stops[0], smaller.entry)) == ["haast", "hoop", "rust"]
    session = respond(smaller, "kies", ChooseResponse(chosen=("hoop", "rust")))
    assert sorted(chosen(session)) == [("option:hoop", "Hoop"), ("option:rust", "Rust")]


def test_an_option_that_content_dropped_can_be_deselected_and_selected_again() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(chosen=("rust",)))
    session = new_session(replace(CHOOSE, options=CHOOSE.options[1:])).with_entry(session.entry)
    labels = options_shown(session.stops[0], session.entry)
    for ids in ((), ("rust",)):
        session = respond(session, "kies", ChooseResponse(chosen=ids, labels=labels))
        assert [text for _, text in chosen(session)] == ["Rust"][: len(ids)]


# Tables -------------------------------------------------------------------------------------------

TABLE = Address(step="mensen")


def cells(session: Session) -> list[tuple[str, str]]:
    """The row and the text of each cell."""
    answers = (answer for answer in session.entry.answers if answer.address.item)
    return [(answer.address.item, answer.text) for answer in answers]


def test_filled_cells_are_saved_with_the_title_of_their_column() -> None:
    session = respond(
        new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam="Ada", rol="voorzitter"),))
    )
    answer = session.entry.answer(cell_address(TABLE, "row:a", "rol"))
    assert answer and (answer.question, answer.text, answer.ordinal) == ("Rol", "voorzitter", 0)
    assert state_of(session, TABLE) is AnswerState.ANSWERED


def test_a_cleared_cell_is_removed() -> None:
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam="Ada", rol="lid"),)))
    session = respond(session, "mensen", RowsResponse(lines=(line("a", naam="Ada"),)))
    assert cells(session) == [("row:a", "Ada")]


def test_moving_a_row_changes_its_ordinal_only() -> None:
    ada, bo = line("a", naam="Ada"), line("b", naam="Bo")
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(ada, bo)))
    session = respond(session, "mensen", RowsResponse(lines=(bo, ada)))
    ordinals = {answer.text: answer.ordinal for answer in session.entry.answers if answer.text}
    assert ordinals == {"Ada": 1, "Bo": 0}


def test_a_removed_row_keeps_its_text_as_skipped() -> None:
    removed = replace(line("a", naam="Ada"), is_removed=True)
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(removed,)))
    assert state_of(session, cell_address(TABLE, "row:a", "naam")) is SKIPPED
    assert texts(session) == ["Ada"]


@pytest.mark.parametrize("name", ["ik", "Ik", "mezelf", "ik als voorzitter", "zelf"])
def test_a_cell_that_forbids_oneself_is_not_saved(name: str) -> None:
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam=name, rol="lid"),)))
    assert cells(session) == [("row:a", "lid")]


@pytest.mark.parametrize("name", ["Ikram", "de zelfstandige", "Meindert"])
def test_a_name_that_only_resembles_oneself_is_saved(name: str) -> None:
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam=name),)))
    assert texts(session) == [name]


def test_renaming_a_row_renames_the_references_to_it() -> None:
    session = respond(
        new_session(PEOPLE, TIES), "mensen", RowsResponse(lines=(line("a", naam="Ada"), line("b", naam="Bo")))
    )
    reference = TableLine(id="row:t", cells={"met": TableCell(text="Ada", value="row:a")})
    session = respond(session, "banden", RowsResponse(lines=(reference,)))
    renamed = RowsResponse(lines=(line("a", naam="Adinda"), line("b", naam="Bo")))
    session = respond(session, "mensen", renamed)
    answer = session.entry.answer(cell_address(Address(step="banden"), "row:t", "met"))
    assert answer and (answer.text, answer.value) == ("Adinda", "row:a")


# While the user is still at the stop --------------------------------------------------------------


def draft(address: Address, text: str) -> Draft:
    return Draft(address=address, question="?", text=text)


def test_an_interim_change_of_a_table_leaves_out_the_cell_being_typed() -> None:
    session = new_session(PEOPLE)
    response = RowsResponse(lines=(line("a", naam="Ada", rol="voorz"),))
    typing = draft(cell_address(TABLE, "row:a", "rol"), "voorz")
    change = interim_change_for(session.stops[0], session.entry, response, typing)
    assert [answer.text for answer in change.answers if answer.text] == ["Ada"]


def test_an_interim_change_has_the_cell_of_the_cursor_when_nothing_is_typed_in_it() -> None:
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam="Ada"),)))
    removed = RowsResponse(lines=(replace(line("a", naam="Ada"), is_removed=True),))
    cell = cell_address(TABLE, "row:a", "naam")
    change = interim_change_for(session.stops[0], session.entry, removed, draft(cell, "Ada"))
    assert [(answer.address, answer.state) for answer in change.answers] == [(cell, SKIPPED)]


def test_an_interim_change_has_the_cell_being_typed_when_its_row_was_removed() -> None:
    session = new_session(PEOPLE)
    removed = RowsResponse(lines=(replace(line("a", naam="Ada"), is_removed=True),))
    cell = cell_address(TABLE, "row:a", "naam")
    change = interim_change_for(session.stops[0], session.entry, removed, draft(cell, "Ada"))
    assert [answer.state for answer in change.answers if answer.address == cell] == [SKIPPED]


def test_an_interim_change_does_not_remove_a_saved_cell_that_is_being_cleared() -> None:
    session = respond(new_session(PEOPLE), "mensen", RowsResponse(lines=(line("a", naam="Ada", rol="lid"),)))
    typing = draft(cell_address(TABLE, "row:a", "rol"), "")
    response = RowsResponse(lines=(line("a", naam="Ada"),))
    assert interim_change_for(session.stops[0], session.entry, response, typing).is_empty


def test_an_interim_change_of_another_kind_is_the_whole_change() -> None:
    session = new_session(CHOOSE)
    response = ChooseResponse(chosen=("rust",), text="eigen")
    interim = interim_change_for(session.stops[0], session.entry, response, draft(LIST, "eigen"))
    assert interim == change_for(session.stops[0], session.entry, response)


def test_only_text_that_differs_from_the_saved_text_is_a_draft() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Bewaard."))
    address = Address(step="vraag")
    assert draft_for(session.entry, draft(address, "Bewaard.")) is None
    assert draft_for(session.entry, draft(address, "Bewaard en meer.")) is not None
    assert draft_for(session.entry, None) is None


def test_the_saved_text_of_a_list_is_its_additions() -> None:
    session = respond(new_session(CHOOSE), "kies", ChooseResponse(chosen=("rust",), text="een\ntwee"))
    assert session.entry.saved_text(LIST) == "een\ntwee"
    assert draft_for(session.entry, draft(LIST, "een\ntwee")) is None


def test_a_shared_answer_stays_shared_only_while_it_is_the_same() -> None:
    session = respond(new_session(ASK), "vraag", TextResponse(text="Deel dit."))
    shared: Answer = replace(session.entry.answers[0], shared=True)
    session = session.with_entry(session.entry.with_answer(shared))
    assert change_for(session.stops[0], session.entry, TextResponse(text="Deel dit.")).is_empty
    session = respond(session, "vraag", TextResponse(text="Deel dit niet."))
    assert not session.entry.answers[0].shared
