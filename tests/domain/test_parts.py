"""The short route of an exercise, and the parts that its closing offers."""

import pytest
from msgspec.structs import replace

from reflectie.domain.closing import PartState, offered_parts
from reflectie.domain.coach import Coach
from reflectie.domain.draft_change import change_from_drafts
from reflectie.domain.duration import minutes_for
from reflectie.domain.entry import Address, Answer, AnswerState, Draft, ShownQuestion
from reflectie.domain.field import Aspect, Role
from reflectie.domain.moves import first_stop_of, resume_stop, stop_after, stop_before, where_to_write
from reflectie.domain.plan import FOLLOW_UPS
from reflectie.domain.session import Session
from reflectie.domain.step import (
    Ask,
    Choose,
    Column,
    NatureMark,
    Option,
    Part,
    Pick,
    Place,
    Read,
    Recognise,
    Rows,
    Statement,
)
from reflectie.domain.table import cell_address

from .sessions import DAY, EXPLORE, PLACE, WORDS, session_of, with_answers, with_choices, with_placement

A, B, C, D = (Ask(id=name, text=f"{name}?") for name in "abcd")
LIST = replace(WORDS, id="lijst")
MORE = Part(id="meer", title="Meer vragen", steps=(B, C))
OTHER = Part(id="anders", title="Nog iets", steps=(D,))
PICK = Pick(
    id="vragen",
    take=1,
    items=(
        Ask(id="een", text="Een?", follow_ups=(Ask(id="verder", text="Verder?"),)),
        Ask(id="twee", text="Twee?", follow_ups=(Ask(id="verder", text="Door?"),)),
        Ask(id="drie", text="Drie?"),
    ),
)
MORE_QUESTIONS = Part(id="meer", title="Meer vragen", steps=(Pick(id="meer-vragen", take=1, of="vragen"),))


def ids(session: Session) -> list[str]:
    return [stop.step.id for stop in session.stops]


def walk(session: Session, first: Address | None = None) -> list[str]:
    """The steps that follow on each other from an address, up to the closing."""
    stop, names = stop_after(session, first), list[str]()
    while stop:
        names.append(stop.step.id)
        stop = stop_after(session, stop.address)
    return names


def with_shown(session: Session, pick: str, *items: str) -> Session:
    return session.with_shown(tuple(ShownQuestion(step=pick, item=item) for item in items))


# Walking


def test_a_part_is_not_walked_in_the_short_route() -> None:
    session = session_of(A, MORE, OTHER)
    assert ids(session) == walk(session) == ["a"]
    assert [(part.id, part.title, part.state) for part in offered_parts(session)] == [
        ("meer", "Meer vragen", PartState.NEW),
        ("anders", "Nog iets", PartState.NEW),
    ]


def test_steps_after_a_part_belong_to_the_short_route() -> None:
    assert walk(session_of(A, MORE, D)) == ["a", "d"]


def test_a_chosen_part_is_walked_up_to_the_closing_and_back() -> None:
    session = session_of(A, MORE, OTHER).with_part("meer").with_part("anders")
    first = first_stop_of(session, "meer")
    assert first and first.address == Address(step="b")
    assert walk(session) == ["a"] and walk(session, first.address) == ["c"]
    assert stop_before(session, first.address) is None
    assert stop_before(session, Address(step="c")) == first


def test_an_entry_with_an_answer_in_a_part_has_that_part() -> None:
    session = with_answers(session_of(A, MORE, OTHER), Answer(address=Address(step="c"), question="c?"))
    assert ids(session) == ["a", "b", "c"]


def states(session: Session) -> list[PartState]:
    """How far the parts on offer are."""
    return [part.state for part in offered_parts(session)]


def test_a_part_is_begun_when_some_and_done_when_all_of_it_was_answered() -> None:
    session = session_of(A, MORE).with_part("meer")
    assert states(session) == [PartState.NEW], "to look into a part is not to begin it"
    session = with_answers(session, Answer(address=Address(step="c"), question="c?", text="Ja."))
    assert states(session) == [PartState.BEGUN]
    skipped = Answer(address=Address(step="b"), question="b?", state=AnswerState.SKIPPED)
    assert states(with_answers(session, skipped)) == [PartState.DONE]


def test_a_text_to_read_needs_no_answer() -> None:
    read = Read(id="lees", text="Lees.")
    part = Part(id="deel", title="Deel", steps=(read, A))
    answered = with_answers(session_of(D, part), Answer(address=Address(step="a"), question="a?", text="Ja."))
    assert states(answered) == [PartState.DONE]
    reading = session_of(D, replace(part, steps=(read,)))
    assert states(reading) == [PartState.NEW]
    assert states(reading.with_part("deel")) == [PartState.DONE]


def test_a_part_of_which_the_coach_still_chooses_the_questions_is_not_done() -> None:
    session = with_shown(session_of(PICK, MORE_QUESTIONS), "vragen", "een").with_part("meer")
    assert states(session)[-1] is PartState.NEW
    session = with_shown(session, "meer-vragen", "twee")
    answered = with_answers(session, Answer(address=Address(step="vragen", item="twee"), question="?"))
    assert states(answered)[-1] is PartState.BEGUN, "its follow-up was not answered"


@pytest.mark.parametrize("name", ["b", "c"])
def test_an_entry_that_was_left_in_a_part_resumes_there(name: str) -> None:
    session = session_of(A, MORE)
    session = session.with_entry(replace(session.entry, position=Address(step=name)))
    stop = resume_stop(session)
    assert stop and stop.step.id == name


def test_a_cell_or_a_position_in_a_cell_opens_the_part_of_its_table() -> None:
    table = Rows(id="tabel", text="Wie?", columns=(Column(id="wie", title="Wie"),))
    session = session_of(A, Part(id="deel", title="Deel", steps=(table,)))
    cell = cell_address(Address(step="tabel"), "row:1", "wie")
    assert ids(with_answers(session, Answer(address=cell, question="Wie", text="Sam"))) == ["a", "tabel"]
    assert ids(session.with_entry(replace(session.entry, position=cell))) == ["a", "tabel"]


def test_a_part_goes_on_at_its_first_question_without_an_answer() -> None:
    part = Part(id="deel", title="Deel", steps=(Read(id="lees", text="Lees."), B, C))
    session = session_of(A, part)
    assert first_stop_of(session, "deel") == session.all_stops[1]
    begun = with_answers(session, Answer(address=Address(step="b"), question="b?"))
    assert first_stop_of(begun, "deel") == begun.stop_at(Address(step="c"))
    done = with_answers(begun, Answer(address=Address(step="c"), question="c?"))
    assert first_stop_of(done, "deel") == done.stop_at(Address(step="lees"))


def test_a_part_with_nothing_to_walk_is_not_offered() -> None:
    session = session_of(PLACE, Part(id="schuif", title="Schuiven", steps=(EXPLORE,)))
    assert offered_parts(session) == ()
    placed = with_placement(session, Address(step="plaats"), 0)
    assert [part.id for part in offered_parts(placed)] == ["schuif"]


# Roles

FOR_BESTUURDER = Part(id="raad", title="De raad", steps=(C,), roles=(Role.BESTUURDER,))
OF_POLICY = Part(id="beleid", title="Beleid", steps=(replace(D, roles=(Role.BELEIDSMAKER,)),))


def offered(session: Session, *roles: Role) -> list[str]:
    return [part.id for part in offered_parts(replace(session, roles=frozenset(roles)))]


def test_a_part_for_another_role_is_not_offered_and_that_for_the_own_role_comes_first() -> None:
    session = session_of(A, replace(MORE, steps=(B,)), FOR_BESTUURDER, OF_POLICY)
    assert offered(session) == offered(session, Role.PROFESSIONAL) == ["meer"]
    assert offered(session, Role.BESTUURDER) == ["raad", "meer"]
    assert offered(session, Role.BELEIDSMAKER) == ["beleid", "meer"]


def test_a_part_that_was_begun_stays_when_the_role_changes() -> None:
    session = replace(session_of(A, FOR_BESTUURDER), roles=frozenset())
    assert offered(with_answers(session, Answer(address=Address(step="c"), question="c?"))) == ["raad"]
    left_there = session.with_entry(replace(session.entry, position=Address(step="c")))
    assert ids(left_there) == ["a", "c"]


SOUNDS = Recognise(
    id="klinkt",
    text="Wat herken je?",
    statements=(
        Statement(id="eerst", text="Eerst."),
        Statement(id="baas", text="Als bestuurder.", roles=(Role.BESTUURDER,)),
        Statement(id="ook-baas", text="Nog een.", roles=(Role.BESTUURDER,)),
        Statement(id="laatst", text="Laatst."),
    ),
)


@pytest.mark.parametrize(
    ("statements", "nearest"), [(SOUNDS.statements, "laatst"), (SOUNDS.statements[:3], "eerst")]
)
def test_a_position_at_a_statement_of_a_dropped_role_resumes_at_the_nearest_stop(
    statements: tuple[Statement, ...], nearest: str
) -> None:
    part = Part(id="herken", title="Herken je dit?", steps=(replace(SOUNDS, statements=statements),))
    session = replace(session_of(A, part, OTHER), roles=frozenset())
    left = Address(step="klinkt", item="baas")
    stop = resume_stop(session.with_entry(replace(session.entry, position=left)))
    assert stop and (stop.address.item, stop.part) == (nearest, "herken")


def test_an_unanswered_question_in_a_part_that_is_not_open_is_not_where_an_entry_resumes() -> None:
    session = with_answers(session_of(A, MORE), Answer(address=Address(step="a"), question="a?"))
    assert resume_stop(session) is None
    opened = resume_stop(session.with_part("meer"))
    assert opened and opened.step.id == "b"


# Drafts


def test_a_draft_in_a_part_that_is_not_open_becomes_a_full_answer() -> None:
    kept = replace(B, knows="heart")
    session = session_of(A, Part(id="deel", title="Deel", steps=(kept, LIST)))
    drafts = [Draft(address=Address(step="b"), question="b?", text="half")]
    drafts.append(Draft(address=Address(step="lijst"), question="?", text="lachen\nzingen"))
    change = change_from_drafts(session, drafts)
    texts = {answer.address: answer.text for answer in change.answers}
    assert texts[Address(step="b")] == "half" and change.answers[0].knows == "heart"
    assert texts[Address(step="lijst").addition(1)] == "lachen"
    assert texts[Address(step="lijst").addition(2)] == "zingen"


# Questions of the coach


def test_follow_ups_of_a_picked_question_are_offered_afterwards() -> None:
    session = with_shown(session_of(PICK, A), "vragen", "een")
    assert walk(session) == ["een", "a"]
    (part,) = offered_parts(session)
    assert (part.id, part.title) == (f"vragen{FOLLOW_UPS}", "Verder op deze vraag")
    opened = session.with_part(part.id)
    stop = first_stop_of(opened, part.id)
    assert stop and (stop.step.id, stop.parent) == ("verder", Address(step="vragen", item="een"))
    assert opened.pick_of(stop) == PICK


def test_follow_ups_inside_a_part_come_at_once() -> None:
    session = with_shown(session_of(A, Part(id="deel", title="Deel", steps=(PICK,))), "vragen", "een", "twee")
    first = first_stop_of(session, "deel")
    assert first and walk(session.with_part("deel"), first.address) == ["verder", "twee", "verder"]


def test_a_pick_of_another_keeps_its_addresses_and_shows_its_own_questions() -> None:
    session = with_shown(session_of(PICK, A, MORE_QUESTIONS), "vragen", "een")
    session = with_shown(session, "meer-vragen", "drie").with_part("meer")
    assert ids(session) == ["een", "a", "drie"]
    stop = session.stops[-1]
    assert (stop.address, stop.part) == (Address(step="vragen", item="drie"), "meer")
    assert session.pick_of(stop) == MORE_QUESTIONS.steps[0]


def test_an_extra_question_in_the_short_route_stays_in_the_short_route() -> None:
    session = with_shown(session_of(PICK, A, MORE_QUESTIONS), "vragen", "een", "drie")
    assert walk(session) == ["een", "drie", "a"]


def test_more_questions_are_not_offered_when_all_were_shown() -> None:
    session = session_of(PICK, A, MORE_QUESTIONS)
    assert [part.id for part in offered_parts(with_shown(session, "vragen", "een"))][-1] == "meer"
    every = with_shown(session, "vragen", "een", "twee", "drie")
    assert "meer" not in [part.id for part in offered_parts(every)]


# Roles

FOR_BOARD = Ask(id="bestuur", text="Bestuur?", roles=(Role.BESTUURDER,))


def for_roles(session: Session, *roles: Role) -> Session:
    return replace(session, roles=frozenset(roles))


def test_a_question_for_other_roles_is_hidden() -> None:
    session = session_of(A, FOR_BOARD)
    assert ids(for_roles(session)) == ids(for_roles(session, Role.PROFESSIONAL)) == ["a"]
    assert ids(for_roles(session, Role.BESTUURDER)) == ids(session) == ["a", "bestuur"]


def test_a_question_that_was_answered_stays_whatever_the_role() -> None:
    session = session_of(A, FOR_BOARD)
    session = with_answers(session, Answer(address=Address(step="bestuur"), question="Bestuur?"))
    assert ids(for_roles(session, Role.PROFESSIONAL)) == ["a", "bestuur"]


def test_statements_and_follow_ups_for_other_roles_are_hidden() -> None:
    statements = (
        Statement(id="iedereen", text="Ik ook."),
        Statement(id="bestuur", text="Ik zit voor.", roles=(Role.BESTUURDER,)),
    )
    recognise = Recognise(id="herken", text="Herken je dit?", statements=statements)
    session = session_of(replace(A, follow_ups=(FOR_BOARD,)), recognise)
    shown = [stop.text for stop in for_roles(session, Role.PROFESSIONAL).stops]
    assert shown == ["a?", "Ik ook."]
    said = Answer(address=Address(step="herken", item="bestuur"), question="Ik zit voor.", value="yes")
    kept = for_roles(with_answers(session, said), Role.PROFESSIONAL)
    assert [stop.text for stop in kept.stops] == ["a?", "Ik ook.", "Ik zit voor."]


def test_a_question_that_was_picked_is_walked_whatever_its_role() -> None:
    pick = Pick(id="vragen", take=1, items=(FOR_BOARD,))
    session = with_shown(for_roles(session_of(pick, A), Role.PROFESSIONAL), "vragen", "bestuur")
    assert walk(session) == ["bestuur", "a"]


def test_a_pick_without_a_question_for_the_user_is_passed_over() -> None:
    session = session_of(Pick(id="vragen", take=1, items=(FOR_BOARD,)), A)
    assert walk(for_roles(session, Role.PROFESSIONAL)) == ["a"]
    assert walk(for_roles(session, Role.BESTUURDER)) == ["vragen", "a"]


def test_the_plan_passes_over_the_same_pick_as_the_coach() -> None:
    pick = Pick(id="vragen", take=1, items=(FOR_BOARD, replace(B, roles=(Role.PROFESSIONAL,))))
    for roles in ((), (Role.BESTUURDER,), (Role.PROFESSIONAL,), tuple(Role)):
        session = for_roles(session_of(pick, A), *roles)
        chosen = Coach(day=DAY, roles=frozenset(roles)).choose(session.exercise, pick, session.entry)
        assert ("vragen" in walk(session)) == bool(chosen)


# Minutes


def test_minutes_follow_from_screens_and_words() -> None:
    few, many = [A] * 2, [A] * 20
    assert minutes_for(few) < minutes_for(many)
    long = [replace(A, text="woord " * 200)] * 2
    assert minutes_for(few) < minutes_for(long)
    assert minutes_for([]) == 1


def test_minutes_leave_out_what_is_for_other_roles() -> None:
    statements = tuple(
        Statement(id=f"s{n}", text="Dat ben ik. " * 20, roles=(Role.BESTUURDER,)) for n in range(9)
    )
    steps = [Recognise(id="herken", text="Herken je dit?", statements=statements)]
    assert minutes_for(steps, {Role.PROFESSIONAL}) == 1 < minutes_for(steps, {Role.BESTUURDER})
    assert minutes_for(steps) == minutes_for(steps, {Role.BESTUURDER})


def test_a_part_offers_the_minutes_of_the_user() -> None:
    part = Part(id="deel", title="Deel", steps=(B, *(replace(FOR_BOARD, id=f"x{n}") for n in range(9))))
    session = session_of(A, part)
    (for_board,) = offered_parts(for_roles(session, Role.BESTUURDER))
    (for_all,) = offered_parts(for_roles(session))
    assert for_board.minutes > for_all.minutes == 1


def test_minutes_of_more_questions_count_the_words_of_their_source() -> None:
    def minutes(text: str) -> int:
        source = Pick(id="vragen", take=1, items=tuple(Ask(id=f"v{n}", text=text) for n in range(9)))
        more = Part(id="meer", title="Meer", steps=(Pick(id="meer-vragen", take=3, of="vragen"),))
        return offered_parts(session_of(source, more))[0].minutes

    assert minutes("Kort?") < minutes("Een lange vraag? " * 60)


# Van nature

WITH_NATURE = Place(
    id="nu",
    text="Waar sta je nu?",
    field="sv1",
    aspect=Aspect.NOW,
    nature=NatureMark(id="plaats", text="En van nature?"),
)


def test_a_place_asks_for_now_first_and_then_for_nature() -> None:
    (stop,) = session_of(WITH_NATURE).stops
    assert stop.addresses == (Address(step="nu"), Address(step="plaats"))
    assert stop.nature and stop.nature.text == "En van nature?"


def test_a_later_step_can_look_at_either_mark() -> None:
    later = (Ask(id="nu-na", text="?", beside="nu"), Ask(id="aard-na", text="?", beside="plaats"))
    stops = session_of(WITH_NATURE, *later).stops
    assert [stop.beside for stop in stops[1:]] == [Address(step="nu"), Address(step="plaats")]


def test_a_mark_by_nature_alone_counts_as_a_begun_part() -> None:
    session = session_of(A, Part(id="deel", title="Deel", steps=(WITH_NATURE,)))
    answer = Answer(address=Address(step="plaats"), question="En van nature?")
    assert ids(with_answers(session, answer)) == ["a", "nu"]


# Statements that depend on what was chosen

SPOTS = Choose(
    id="plek", text="Waar?", options=tuple(Option(id=name, text=f"plek {name}") for name in ("een", "twee"))
)
VOICES = tuple(
    Part(
        id=f"deel-{spot}",
        title=spot,
        steps=(
            Recognise(
                id=f"stem-{spot}",
                text="Herken je dit?",
                of="plek",
                statements=tuple(
                    Statement(id=f"{spot}{number}", text="wat iemand daar zei " * 40, under=spot)
                    for number in range(3)
                ),
            ),
        ),
    )
    for spot in ("een", "twee")
)


def test_only_parts_with_statements_under_the_choice_are_offered() -> None:
    session = session_of(SPOTS, *VOICES)
    assert offered(session) == ["deel-een", "deel-twee"]
    chosen = with_choices(session, Address(step="plek"), "twee")
    assert offered(chosen) == ["deel-twee"]
    assert [stop.address.item for stop in chosen.all_stops if stop.part] == ["twee0", "twee1", "twee2"]


def test_an_answered_statement_stays_when_the_choice_changes() -> None:
    answered = with_answers(
        session_of(SPOTS, *VOICES), Answer(address=Address(step="stem-een", item="een1"), question="")
    )
    session = with_choices(answered, Address(step="plek"), "twee")
    assert [stop.address.item for stop in session.all_stops if stop.part] == [
        "een1",
        "twee0",
        "twee1",
        "twee2",
    ]


def test_a_part_counts_the_minutes_of_the_statements_that_are_shown() -> None:
    both = Part(id="alle", title="Alle", steps=tuple(step for part in VOICES for step in part.steps))
    session = session_of(SPOTS, both)
    (everything,) = offered_parts(session)
    (some,) = offered_parts(with_choices(session, Address(step="plek"), "een"))
    assert some.minutes < everything.minutes


# Words typed where they are not taken


def said_at(session: Session, step: str) -> str:
    """What is said to somebody who types words at this step."""
    return where_to_write(session, session.stop_at(Address(step=step)))


def test_words_that_are_not_taken_can_go_to_a_later_question() -> None:
    read = Read(id="lees", text="Lees.")
    session = session_of(PLACE, A, read, replace(WORDS, own=False), B, replace(PLACE, id="eind"))
    assert said_at(session, "plaats") == (
        "Dat is niet opgeschreven. Schrijven kan bij de volgende vraag: Ctrl+N."
    )
    assert said_at(session, "lees") == (
        "Dat is niet opgeschreven. Schrijven kan verderop. Met Ctrl+N ga je verder."
    )
    at_home = "Dat is niet opgeschreven. Schrijven zonder vragen kan op Thuis, met w."
    assert said_at(session, "eind") == at_home
    assert where_to_write(session, None) == at_home


def test_words_typed_beside_a_text_field_can_go_there() -> None:
    noted = replace(WORDS, note=True)
    assert said_at(session_of(noted), "woorden") == (
        "Dat is niet opgeschreven. Schrijven kan in het vak op dit scherm: Tab."
    )


def test_a_part_does_not_lead_to_the_words_of_another_part() -> None:
    session = session_of(PLACE, Part(id="deel", title="Deel", steps=(A,)))
    assert said_at(session, "plaats").endswith("op Thuis, met w.")
