"""The stops of an exercise: explore, pick and each, given the answers so far."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.moves import stop_after, stop_before
from reflectie.domain.plan import FOLLOW_UPS
from reflectie.domain.session import Session
from reflectie.domain.step import (
    Ask,
    Choose,
    Each,
    Explore,
    Option,
    Part,
    Pick,
    Prompt,
    Read,
    Recognise,
    Statement,
)

from .sessions import (
    COACH,
    EACH_WORD,
    EXPLORE,
    HEAD,
    PLACE,
    WORDS,
    address_tuples,
    resolve_pick,
    session_of,
    with_answers,
    with_choices,
    with_placement,
)

# Explore


def test_explore_needs_a_placement() -> None:
    assert address_tuples(session_of(PLACE, EXPLORE)) == [("plaats", "", 0, "")]


def test_explore_is_skipped_when_the_placement_is_unknown() -> None:
    assert address_tuples(with_placement(session_of(PLACE, EXPLORE), Address(step="plaats"), None)) == [
        ("plaats", "", 0, "")
    ]


def test_explore_asks_its_questions_about_both_sides() -> None:
    session = with_placement(session_of(PLACE, EXPLORE), Address(step="plaats"), 0)
    assert [s.address.part for s in session.stops] == ["", "left.feel", "left.act", "right.feel", "right.act"]
    assert [s.beside for s in session.stops[1:]] == [Address(step="plaats")] * 4


def test_at_a_pole_explore_goes_to_the_other_side_only() -> None:
    for value, side, pole in ((-100, "right", "rechts"), (100, "left", "{item} links")):
        session = with_placement(session_of(PLACE, EXPLORE), Address(step="plaats"), value)
        assert [s.address.part for s in session.stops[1:]] == [f"{side}.feel", f"{side}.act"]
        assert session.stops[1].text == f"Wat merk je bij {pole}?"


def test_an_unknown_placement_keeps_the_answers_of_explore() -> None:
    session = with_placement(session_of(PLACE, EXPLORE), Address(step="plaats"), 0)
    session = with_answers(session, session.stops[1].make_answer("onrust"))
    unknown = with_placement(session, Address(step="plaats"), None)
    assert len(unknown.stops) == 1 and unknown.entry.answers[0].text == "onrust"
    assert with_placement(unknown, Address(step="plaats"), 5).stops == session.stops


# Pick


def test_a_pick_is_a_stop_until_questions_are_chosen() -> None:
    session = session_of(
        PLACE, Pick(id="vragen", take=2, items=(HEAD, Ask(id="b", text="B?"))), Ask(id="slot", text="?")
    )
    stop = session.stops[1]
    assert (stop.step.id, stop.text, stop.address) == ("vragen", "", Address(step="vragen"))
    asked = resolve_pick(session)
    assert [p[1] for p in address_tuples(asked) if not p[3]] == ["", *(s.item for s in asked.entry.shown), ""]
    assert stop_after(asked, stop.address) == asked.stops[1]
    assert stop_before(asked, stop.address) == asked.stops[0]
    assert asked.pick_of(asked.stops[1]) == stop.step and asked.pick_of(asked.stops[0]) is None


def test_a_pick_without_possible_questions_is_passed_over() -> None:
    pick = Pick(id="vragen", take=1, items=(EXPLORE,))
    session = resolve_pick(session_of(PLACE, pick, Ask(id="slot", text="?")))
    assert stop_after(session, Address(step="vragen")) == session.stop_at(Address(step="slot"))
    assert stop_before(session, Address(step="vragen")) == session.stop_at(Address(step="plaats"))
    assert stop_after(resolve_pick(session_of(PLACE, pick)), Address(step="vragen")) is None


def test_a_pick_is_found_although_a_follow_up_has_the_same_id() -> None:
    pick = Pick(id="vragen", take=1, items=(Ask(id="a", text="A?"),))
    session = resolve_pick(
        session_of(Ask(id="eerst", text="?", follow_ups=(Ask(id="vragen", text="?"),)), pick)
    )
    assert [session.pick_of(stop) for stop in session.stops] == [None, None, pick]


def test_an_extra_question_comes_after_the_others() -> None:
    pick = Pick(id="vragen", take=1, items=tuple(Ask(id=n, text=f"{n}?") for n in "abc"))
    session = resolve_pick(session_of(pick))
    first = session.stops
    more = session.with_shown(COACH.choose(session.exercise, pick, session.entry, count=1))
    assert more.stops[:1] == first and len(more.stops) == 2


def test_a_pick_whose_questions_were_removed_asks_again() -> None:
    session = resolve_pick(session_of(Pick(id="vragen", take=1, items=(Ask(id="a", text="A?"),))))
    new = Pick(id="vragen", take=1, items=(Ask(id="b", text="B?"),))
    session = replace(session, exercise=replace(session.exercise, steps=(new,)))
    assert [stop.step for stop in session.stops] == [new]
    assert [p[1] for p in address_tuples(resolve_pick(session))] == ["b"]


def test_a_picked_question_can_have_follow_ups_of_every_kind() -> None:
    session = resolve_pick(session_of(PLACE, EXPLORE, Pick(id="vragen", take=1, items=(HEAD,))))
    session = session.with_part(f"vragen{FOLLOW_UPS}")
    head = Address(step="vragen", item="gesprek")
    assert [s.address for s in session.stops[1:]] == [head, head.child("plek"), head.child("waarom")]
    session = with_placement(session, head.child("plek"), -100)
    last = session.stops[-1]
    assert (last.address, last.parent) == (head.child("verschuif").child("right").child("feel"), head)
    assert (last.beside, last.text) == (head.child("plek"), "Wat verandert er bij rechts?")


def test_explore_uses_the_placement_of_its_own_question() -> None:
    other = replace(HEAD, id="ander")
    session = resolve_pick(session_of(PLACE, Pick(id="vragen", take=2, items=(HEAD, other))))
    session = session.with_part(f"vragen{FOLLOW_UPS}")
    for name in ("gesprek", "ander"):
        session = with_placement(session, Address(step="vragen", item=name, part="plek"), 0)
    moves = [stop for stop in session.stops if isinstance(stop.step, Explore)]
    assert len(moves) == 4
    assert all(stop.beside == Address(step="vragen", item=stop.address.item, part="plek") for stop in moves)


def test_a_step_can_be_shown_beside_a_picked_question_and_its_follow_up() -> None:
    later = (Ask(id="na", text="Terug?", beside="gesprek"), Ask(id="plaats-na", text="?", beside="plek"))
    pick, head = Pick(id="vragen", take=1, items=(HEAD,)), Address(step="vragen", item="gesprek")
    session = resolve_pick(session_of(Part(id="deel", title="Vragen", steps=(pick, *later))))
    assert [stop.beside for stop in session.all_stops[-2:]] == [head, head.child("plek")]
    after_short_route = resolve_pick(session_of(pick, *later))  # its follow-ups come later
    assert [stop.beside for stop in after_short_route.stops[-2:]] == [head, None]


# Each


def test_each_repeats_over_options_and_additions_in_order() -> None:
    session = with_choices(
        session_of(WORDS, EACH_WORD), Address(step="woorden"), "stil", "1", own=("eigen woord",)
    )
    assert [stop.text for stop in session.stops[1::2]] == [
        "Wat is 'optie stil' voor jou?",
        "Wat is 'optie 1' voor jou?",
        "Wat is 'eigen woord' voor jou?",
    ]
    assert [s.address.item for s in session.stops[1::2]] == ["stil", "1", "own:1"]
    assert all(s.beside == Address(step="betekent", item=s.address.item) for s in session.stops[2::2])


ABOUT_WORDS = Choose(
    id="vragen",
    text="Welke vraag?",
    of="woorden",
    options=(
        Option(id="v1", text="A", under="1"),
        Option(id="v2", text="B", under="stil"),
        Option(id="v3", text="C", under="stil"),
        Option(id="los", text="D"),
    ),
)


def offered(session: Session, name: str = "vragen") -> list[list[str]]:
    return [[option.id for option in s.options] for s in session.stops if s.step.id == name]


def test_a_list_offers_the_options_for_the_earlier_choice() -> None:
    session, address = session_of(WORDS, ABOUT_WORDS), Address(step="woorden")
    assert offered(with_choices(session, address, "stil")) == [["v2", "v3", "los"]]
    assert offered(with_choices(session, address, "stil", "1", own=("eigen",))) == [["v1", "v2", "v3", "los"]]


def test_a_list_offers_all_options_without_a_known_earlier_choice() -> None:
    session, address = session_of(WORDS, ABOUT_WORDS), Address(step="woorden")
    every = [["v1", "v2", "v3", "los"]]
    assert offered(session) == every
    assert offered(with_answers(session, session.stops[0].make_answer(state=AnswerState.UNKNOWN))) == every
    assert offered(with_choices(session, address, own=("eigen woord",))) == every
    assert offered(with_choices(session, address, "content-lost-it")) == every
    assert offered(session_of(WORDS), "woorden") == [["1", "stil"]]


def test_a_list_offers_all_options_rather_than_none() -> None:
    bound = replace(ABOUT_WORDS, options=ABOUT_WORDS.options[1:3])
    session = with_choices(session_of(WORDS, bound), Address(step="woorden"), "1")
    assert offered(session) == [["v2", "v3"]]


def test_a_list_inside_each_depends_on_the_choice_of_its_own_round() -> None:
    inner = replace(WORDS, id="binnen")
    each = Each(id="elk", of="woorden", steps=(inner, replace(ABOUT_WORDS, of="binnen")))
    session = with_choices(session_of(WORDS, each), Address(step="woorden"), "1", "stil")
    session = with_choices(session, Address(step="binnen", item="stil"), "1")
    assert offered(session) == [["v1", "v2", "v3", "los"], ["v1", "los"]]


def test_each_over_nothing_or_a_blank_addition_has_no_stops() -> None:
    session = session_of(WORDS, EACH_WORD)
    assert len(session.stops) == len(with_choices(session, Address(step="woorden"), own=("  ",)).stops) == 1


def test_answers_about_an_option_return_when_it_is_chosen_again() -> None:
    address = Address(step="woorden")
    session = with_choices(session_of(WORDS, EACH_WORD), address, "stil")
    session = with_answers(session, session.stops[1].make_answer("rust"))
    without = session.with_entry(session.entry.without_answer(address.option("stil")))
    assert len(without.stops) == 1 and without.entry.answer(session.stops[1].address)
    assert with_choices(without, address, "stil").stops == session.stops


def test_the_item_is_filled_in_as_data() -> None:
    inner = (
        Read(id="lees", text="Over {item}."),
        replace(PLACE, text="Waar staat {item}?"),
        replace(EXPLORE, feel=Prompt(text="{item}, {pole}, {anders}")),
        Recognise(id="herken", text="?", statements=(Statement(id="s", text="Ik ken {item}."),)),
    )
    session = with_choices(
        session_of(WORDS, Each(id="elk", of="woorden", steps=inner)),
        Address(step="woorden"),
        own=("{pole}{item}\\1",),
    )
    session = with_placement(session, Address(step="plaats", item="own:1"), 100)
    assert [stop.text for stop in session.stops[1:]] == [
        "Over {pole}{item}\\1.",
        "Waar staat {pole}{item}\\1?",
        "{pole}{item}\\1, {item} links, {anders}",
        "En dan?",
        "Ik ken {pole}{item}\\1.",
    ]


def test_outside_each_a_placeholder_stays_as_written() -> None:
    assert session_of(Ask(id="a", text="Wat is {item}?")).stops[0].text == "Wat is {item}?"


def test_each_can_be_a_follow_up_of_the_list_it_repeats_over() -> None:
    head = replace(WORDS, follow_ups=(EACH_WORD, Ask(id="slot", text="En nu?")))
    session = resolve_pick(session_of(Pick(id="vragen", take=1, items=(head,))))
    address = Address(step="vragen", item="woorden")
    stops = with_choices(session.with_part(f"vragen{FOLLOW_UPS}"), address, "stil").stops
    assert [stop.text for stop in stops[1:]] == [
        "Wat is 'optie stil' voor jou?",
        "En 'optie stil'?",
        "En nu?",
    ]
    assert {stop.parent for stop in stops[1:]} == {address}


def test_steps_after_each_do_not_see_its_items() -> None:
    after = Ask(id="slot", text="En {item}?", beside="betekent")
    session = with_choices(session_of(WORDS, EACH_WORD, after), Address(step="woorden"), "stil")
    last = session.stops[-1]
    assert (last.text, last.beside) == ("En {item}?", None)


def test_a_round_of_each_does_not_see_another_round() -> None:
    inner = (
        WORDS,
        Each(id="elk", of="woorden", steps=(Ask(id="diep", text="?"),)),
        Ask(id="na", text="?", beside="diep"),
    )
    session = with_choices(
        session_of(replace(WORDS, id="buiten"), Each(id="rond", of="buiten", steps=inner)),
        Address(step="buiten"),
        "1",
        "stil",
    )
    session = with_choices(session, Address(step="woorden", item="1"), "stil")
    assert [stop.beside for stop in session.stops if stop.step.id == "na"] == [None, None]


def test_nested_rounds_never_share_an_address() -> None:
    inner = Choose(id="binnen", text="{item}?", options=WORDS.options)
    deep = Each(
        id="diep",
        of="binnen",
        steps=(Ask(id="kern", text="{item}!"), Pick(id="vragen", take=1, items=(HEAD,))),
    )
    session = with_choices(
        session_of(WORDS, Each(id="elk", of="woorden", steps=(inner, deep))),
        Address(step="woorden"),
        "1",
        "stil",
    )
    for item in ("1", "stil"):
        session = with_choices(session, Address(step="binnen", item=item), "1", "stil")
    session = resolve_pick(session)
    items = [stop.address.item for stop in session.stops if stop.step.id in ("kern", "gesprek")]
    assert items == [
        i for pair in ("1.1", "1.stil", "stil.1", "stil.stil") for i in (pair, f"{pair}.gesprek")
    ]
