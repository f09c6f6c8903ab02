"""The walk: any exercise, any person. The generated ones are in ``walks``; the told ones are below them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.coach import Coach
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.field import Aspect
from reflectie.domain.plan import PREPARATION_PREFIX
from reflectie.domain.session import MAX_TURNS, Session, Stop
from reflectie.domain.step import (
    Ask,
    Choose,
    Column,
    Date,
    DiagramParts,
    Draw,
    Each,
    Explore,
    Option,
    Pause,
    Pick,
    Place,
    Prompt,
    Read,
    Recognise,
    Rows,
    Statement,
    Step,
)
from reflectie.domain.table import cell_address, table_of

DAY = dt.date(2026, 11, 22)
COACH = Coach(day=DAY)
LONG = 400
"""No generated walk is longer; a walk that is has no end."""


class Maker:
    """Draws steps with ids that are unique in the exercise, and names earlier ones to stand beside."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.earlier: list[Step] = []

    def steps(self, depth: int, least: int = 0) -> tuple[Step, ...]:
        return tuple(self.step(depth) for _ in range(self.draw(st.integers(least, 3 if depth else 2))))

    def step(self, depth: int) -> Step:
        kinds = [
            "read",
            "recognise",
            "ask",
            "choose",
            "place",
            "explore",
            "pause",
            "date",
            "rows",
            "draw",
            *(["pick", "each"] if depth else []),
        ]
        kind = self.draw(st.sampled_from(kinds))
        self.count += 1
        make = self.draw_ if kind == "draw" else getattr(self, kind)
        step: Step = make(f"{kind}{self.count}", depth)
        self.earlier.append(step)
        return step

    def before(self, *kinds: type[Step]) -> str | None:
        """The id of an earlier step, on the way down as well as aside."""
        return self.draw(st.sampled_from([None, *(s.id for s in self.earlier if isinstance(s, kinds))]))

    def question(self, kind: Any, name: str, depth: int, **values: Any) -> Any:
        beside = self.before(Ask, Place, Choose, Date, Rows)
        bare = kind(id=name, text=f"{name} {{item}}?", beside=beside, **values)
        self.earlier.append(bare)
        return replace(bare, follow_ups=self.steps(depth - 1)) if depth else bare

    def read(self, name: str, depth: int) -> Read:
        return Read(id=name, text="Lees {item}.")

    def recognise(self, name: str, depth: int) -> Recognise:
        return Recognise(
            id=name,
            text="Herken je dit?",
            statements=(Statement(id="s1", text="Eén"), Statement(id="s2", text="Twee")),
        )

    def ask(self, name: str, depth: int) -> Ask:
        return self.question(Ask, name, depth)

    def choose(self, name: str, depth: int) -> Choose:
        under = self.draw(st.sampled_from([None, "1", "o2", "weg"]))
        options = (Option(id="1", text="A", under=under), Option(id="o2", text="B"))
        return self.question(Choose, name, depth, options=options, of=self.before(Choose))

    def place(self, name: str, depth: int) -> Place:
        values = {"aspect": self.draw(st.sampled_from(Aspect)), "others": self.before(Rows)}
        return self.question(Place, name, depth, field=self.draw(st.sampled_from(["sv1", None])), **values)

    def explore(self, name: str, depth: int) -> Explore:
        act = self.draw(st.sampled_from([None, Prompt(text="Wat doe je bij {pole}?")]))
        return Explore(
            id=name, beside=self.before(Place), feel=Prompt(text="Wat merk je bij {pole}?"), act=act
        )

    def pause(self, name: str, depth: int) -> Pause:
        return Pause(id=name, text="Stil om {item}.")

    def date(self, name: str, depth: int) -> Date:
        return self.question(Date, name, depth)

    def rows(self, name: str, depth: int) -> Rows:
        other = Column(id="ander", title="Ander", type="row", of=self.before(Rows) or "niets")
        return self.question(Rows, name, depth, columns=(Column(id="wie", title="Wie"), other))

    def draw_(self, name: str, depth: int) -> Draw:
        parts = DiagramParts(rows=self.before(Rows), who="wie", ring="ander")
        return Draw(id=name, text="Zie {item}.", drawing="rings", parts=parts)

    def pick(self, name: str, depth: int) -> Pick:
        return Pick(id=name, take=self.draw(st.integers(1, 3)), items=self.steps(depth - 1, least=1))

    def each(self, name: str, depth: int) -> Each:
        return Each(id=name, of=self.before(Choose, Rows) or "niets", steps=self.steps(depth - 1, least=1))


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    return Exercise(id="kern:x", title="X", steps=Maker(draw).steps(2, least=1))


def begun(exercise: Exercise) -> Session:
    moment = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    return Session(
        exercise=exercise, entry=Entry(id="1", exercise=exercise.id, title="X", day=DAY, begun=moment)
    )


def said(session: Session, *answers: Answer) -> Session:
    entry = session.entry
    for answer in answers:
        entry = entry.with_answer(answer)
    return session.with_entry(entry)


def mark(stop: Stop, value: int | None, whose: str = "self") -> Placement:
    return Placement(
        address=stop.address,
        field="sv1",
        left="{item} links",
        right="rechts",
        aspect=Aspect.NOW,
        value=value,
        day=DAY,
        whose=whose,
    )


def placed(session: Session, at: Address, value: int | None, whose: str = "self") -> Session:
    stop = session.stop_at(at)
    assert stop
    return session.with_entry(session.entry.with_placement(mark(stop, value, whose)))


def chosen(session: Session, at: Address, *options: str, own: tuple[str, ...] = ()) -> Session:
    addresses = [at.option(name) for name in options] + [at.addition(n) for n in range(1, len(own) + 1)]
    texts = [f"optie {name}" for name in options] + list(own)
    pairs = enumerate(zip(addresses, texts, strict=True))
    return said(session, *(Answer(address=a, question="?", text=t, ordinal=n) for n, (a, t) in pairs))


def filled(session: Session, stop: Stop, *names: str) -> Session:
    """The table of this stop with a row for each name, the last of them taken out."""
    cells = [
        replace(
            stop.make_answer(
                name,
                state=AnswerState.SKIPPED if number and number == len(names) - 1 else AnswerState.ANSWERED,
            ),
            address=cell_address(stop.address, f"row:{name}{number}", "wie" if name else "ander"),
            ordinal=number,
        )
        for number, name in enumerate(names)
    ]
    return said(session, stop.make_answer(), *cells)


@st.composite
def walks(draw: st.DrawFn) -> Session:
    """A person walks an exercise from its beginning and does at each stop what people do."""
    session, at = begun(draw(exercises())), None
    for _ in range(LONG):
        stop = session.stop_after(at)
        if stop is None:
            return session
        at = stop.address
        session = does(draw, session, stop)
    raise AssertionError("this walk has no end")


def does(draw: st.DrawFn, session: Session, stop: Stop) -> Session:
    match stop.step:
        case Pick():
            return session.with_shown(COACH.choose(session.exercise, stop.step, session.entry))
        case Place():
            value = draw(st.sampled_from(["nothing", None, -100, 0, 100]))
            for other in stop.others if draw(st.booleans()) else ():
                theirs = replace(mark(stop, 40, other.whose), address=other.address)
                session = session.with_entry(session.entry.with_placement(theirs))
            return session if value == "nothing" else placed(session, stop.address, value)  # type: ignore[arg-type]
        case Choose():
            options = draw(st.sampled_from([(), ("1",), ("1", "o2")]))
            return chosen(
                session, stop.address, *options, own=draw(st.sampled_from([(), ("eigen",), (" ",)]))
            )
        case Rows():
            return filled(
                session, stop, *draw(st.sampled_from([(), ("een",), ("twee", "een"), ("", "drie")]))
            )
        case Ask():
            if session.can_ask_further(stop) and draw(st.integers(0, 3)) == 0:
                session, _ = session.with_next_turn(stop, "En waarom?")
    state = draw(st.none() | st.sampled_from(AnswerState))
    return said(session, stop.make_answer("tekst", state=state)) if state else session


def forward(session: Session) -> Iterator[Stop]:
    stop = session.stop_after(None)
    while stop:
        yield stop
        stop = session.stop_after(stop.address)


def backward(session: Session) -> Iterator[Stop]:
    stop: Stop | None = session.stops[-1] if session.stops else None
    while stop:
        yield stop
        stop = session.stop_before(stop.address)


@given(walks())
def test_the_same_past_gives_the_same_plan(session: Session) -> None:
    exercise = msgspec.json.decode(msgspec.json.encode(session.exercise), type=Exercise)
    entry = msgspec.json.decode(msgspec.json.encode(session.entry), type=Entry)
    again = Session(exercise=exercise, entry=entry, open_turns=dict(session.open_turns))
    assert again.stops == session.stops == session.stops


@given(walks())
def test_no_two_stops_share_an_address(session: Session) -> None:
    addresses = [stop.address for stop in session.stops]
    assert len(set(addresses)) == len(addresses)


@given(walks())
def test_forward_and_back_pass_the_same_stops(session: Session) -> None:
    assert tuple(forward(session)) == session.stops == tuple(backward(session))[::-1]


@given(walks())
def test_what_stands_beside_or_above_came_before(session: Session) -> None:
    addresses = [stop.address for stop in session.stops]
    for number, stop in enumerate(session.stops):
        assert stop.beside in [None, *addresses[:number]]
        assert stop.parent in [None, *addresses[:number]]


@given(walks())
def test_what_was_said_can_be_walked_to_again(session: Session) -> None:
    addresses = {stop.address for stop in session.stops}
    lists = {a.address for at in addresses for a in session.entry.choices(at)}
    cells = {a.address for a in session.entry.answers if table_of(a.address) in addresses}
    assert {a.address for a in session.entry.answers} <= addresses | lists | cells
    others = {other.address for stop in session.stops for other in stop.others}
    assert {p.address for p in session.entry.placements} <= addresses | others


@given(walks())
def test_a_place_stands_on_a_line_and_no_label_is_ones_own(session: Session) -> None:
    for stop in session.stops:
        assert bool(stop.field_id) is isinstance(stop.step, Place)
        assert SELF not in {other.whose for other in stop.others}
    others = {other.address for stop in session.stops for other in stop.others}
    assert others.isdisjoint(stop.address for stop in session.stops)


@given(walks(), walks())
def test_a_preparation_is_read_and_never_walked(session: Session, earlier: Session) -> None:
    back = replace(session, preparation=(earlier.exercise, earlier.entry))
    assert back.stops == session.stops  # no step of these names one of the preparation
    assert set(session.entry.answers) <= set(back.entry_with_preparation.answers)
    assert not any(a.address.step.startswith(PREPARATION_PREFIX) for a in back.entry.answers)


@given(walks())
def test_a_walk_goes_through_the_file_from_top_to_bottom(session: Session) -> None:
    tops = [stop.step_index for stop in session.stops]
    assert tops == sorted(tops)


@given(walks(), st.data())
def test_one_goes_on_at_the_same_address(session: Session, data: st.DataObject) -> None:
    for stop in session.stops:
        resumed = session.with_entry(replace(session.entry, position=stop.address)).resume_stop()
        assert resumed == stop


@given(walks(), st.data())
def test_a_step_that_content_lost_does_not_return_and_its_answers_stay(
    session: Session, data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from(session.exercise.steps))
    steps = tuple(step for step in session.exercise.steps if step is not lost)
    left = replace(session, exercise=replace(session.exercise, steps=steps))
    gone = {step.id for step in walk_steps((lost,))}
    kept = {stop.address for stop in left.stops}
    assert not gone & {at.step for at in kept}
    assert [s.address for s in session.stops if s.address in kept] == [s.address for s in left.stops]
    assert left.entry == session.entry
    for stop in session.stops:
        left.with_entry(replace(left.entry, position=stop.address)).resume_stop()
        left.stop_after(stop.address), left.stop_before(stop.address)


# Told: one exercise at a time

PLACE = Place(id="plaats", text="Waar sta je?", field="sv1", aspect=Aspect.NATURE)
EXPLORE = Explore(
    id="schuif", beside="plaats", feel=Prompt(text="Wat merk je bij {pole}?"), act=Prompt(text="En dan?")
)
WORDS = Choose(
    id="woorden", text="Welke woorden?", options=(Option(id="1", text="Eén"), Option(id="stil", text="Stil"))
)
HEAD = Ask(
    id="gesprek",
    text="Hoe zit je aan tafel?",
    follow_ups=(
        Place(id="plek", text="Waar sta je dan?", field="sv1", aspect=Aspect.NOW),
        Ask(id="waarom", text="Waarom daar?"),
        Explore(id="verschuif", beside="plek", feel=Prompt(text="Wat verandert er bij {pole}?")),
    ),
)


def of(*steps: Step) -> Session:
    return begun(Exercise(id="kern:x", title="X", steps=steps))


def places(session: Session) -> list[tuple[str, str, int, str]]:
    return [(s.address.step, s.address.item, s.address.turn, s.address.part) for s in session.stops]


def test_an_exercise_without_steps_has_nowhere_to_go() -> None:
    session = of()
    assert (session.stop_after(None), session.resume_stop(), session.stop_at(Address(step="x"))) == (
        None,
        None,
        None,
    )
    assert session.stop_before(Address(step="x")) is None


def test_there_is_nothing_before_the_first_stop_and_nothing_after_the_last() -> None:
    session = of(PLACE, HEAD)
    assert session.stop_before(session.stops[0].address) is None
    assert session.stop_after(session.stops[-1].address) is None


# explore


def test_explore_is_passed_over_before_any_mark() -> None:
    assert places(of(PLACE, EXPLORE)) == [("plaats", "", 0, "")]


def test_explore_is_passed_over_after_not_knowing() -> None:
    assert places(placed(of(PLACE, EXPLORE), Address(step="plaats"), None)) == [("plaats", "", 0, "")]


def test_explore_goes_to_both_sides_and_asks_all_of_each() -> None:
    session = placed(of(PLACE, EXPLORE), Address(step="plaats"), 0)
    assert [s.address.part for s in session.stops] == ["", "left.feel", "left.act", "right.feel", "right.act"]
    assert [s.beside for s in session.stops[1:]] == [Address(step="plaats")] * 4


def test_at_a_pole_there_is_only_the_other_side() -> None:
    for value, side, pole in ((-100, "right", "rechts"), (100, "left", "{item} links")):
        session = placed(of(PLACE, EXPLORE), Address(step="plaats"), value)
        assert [s.address.part for s in session.stops[1:]] == [f"{side}.feel", f"{side}.act"]
        assert session.stops[1].text == f"Wat merk je bij {pole}?"


def test_a_mark_taken_back_keeps_what_was_written_while_moving() -> None:
    session = placed(of(PLACE, EXPLORE), Address(step="plaats"), 0)
    session = said(session, session.stops[1].make_answer("onrust"))
    unknown = placed(session, Address(step="plaats"), None)
    assert len(unknown.stops) == 1 and unknown.entry.answers[0].text == "onrust"
    assert placed(unknown, Address(step="plaats"), 5).stops == session.stops


# pick


def test_a_pick_is_a_stop_until_its_questions_are_chosen() -> None:
    session = of(
        PLACE, Pick(id="vragen", take=2, items=(HEAD, Ask(id="b", text="B?"))), Ask(id="slot", text="?")
    )
    stop = session.stops[1]
    assert (stop.step.id, stop.text, stop.address) == ("vragen", "", Address(step="vragen"))
    asked = does_pick(session)
    assert [p[1] for p in places(asked) if not p[3]] == ["", *(s.item for s in asked.entry.shown), ""]
    assert asked.stop_after(stop.address) == asked.stops[1]
    assert asked.stop_before(stop.address) == asked.stops[0]
    assert asked.pick_of(asked.stops[1]) == stop.step and asked.pick_of(asked.stops[0]) is None


def does_pick(session: Session) -> Session:
    pick = next(stop.step for stop in session.stops if isinstance(stop.step, Pick))
    return session.with_shown(COACH.choose(session.exercise, pick, session.entry))


def test_a_pick_of_which_nothing_can_be_walked_is_passed_on_the_way() -> None:
    pick = Pick(id="vragen", take=1, items=(EXPLORE,))
    session = does_pick(of(PLACE, pick, Ask(id="slot", text="?")))
    assert session.stop_after(Address(step="vragen")) == session.stop_at(Address(step="slot"))
    assert session.stop_before(Address(step="vragen")) == session.stop_at(Address(step="plaats"))
    assert does_pick(of(PLACE, pick)).stop_after(Address(step="vragen")) is None


def test_a_pick_is_found_though_a_follow_up_has_its_name() -> None:
    pick = Pick(id="vragen", take=1, items=(Ask(id="a", text="A?"),))
    session = does_pick(of(Ask(id="eerst", text="?", follow_ups=(Ask(id="vragen", text="?"),)), pick))
    assert [session.pick_of(stop) for stop in session.stops] == [None, None, pick]


def test_one_question_more_comes_behind_the_others() -> None:
    pick = Pick(id="vragen", take=1, items=tuple(Ask(id=n, text=f"{n}?") for n in "abc"))
    session = does_pick(of(pick))
    first = session.stops
    more = session.with_shown(COACH.choose(session.exercise, pick, session.entry, count=1))
    assert more.stops[:1] == first and len(more.stops) == 2


def test_a_pick_whose_questions_content_lost_asks_again() -> None:
    session = does_pick(of(Pick(id="vragen", take=1, items=(Ask(id="a", text="A?"),))))
    new = Pick(id="vragen", take=1, items=(Ask(id="b", text="B?"),))
    session = replace(session, exercise=replace(session.exercise, steps=(new,)))
    assert [stop.step for stop in session.stops] == [new]
    assert [p[1] for p in places(does_pick(session))] == ["b"]


def test_a_head_has_follow_ups_of_every_kind() -> None:
    session = does_pick(of(PLACE, EXPLORE, Pick(id="vragen", take=1, items=(HEAD,))))
    head = Address(step="vragen", item="gesprek")
    assert [s.address for s in session.stops[1:]] == [head, head.child("plek"), head.child("waarom")]
    session = placed(session, head.child("plek"), -100)
    last = session.stops[-1]
    assert (last.address, last.parent) == (head.child("verschuif").child("right").child("feel"), head)
    assert (last.beside, last.text) == (head.child("plek"), "Wat verandert er bij rechts?")


def test_explore_under_a_head_follows_its_own_sibling() -> None:
    other = replace(HEAD, id="ander")
    session = does_pick(of(PLACE, Pick(id="vragen", take=2, items=(HEAD, other))))
    for name in ("gesprek", "ander"):
        session = placed(session, Address(step="vragen", item=name, part="plek"), 0)
    moves = [stop for stop in session.stops if isinstance(stop.step, Explore)]
    assert len(moves) == 4
    assert all(stop.beside == Address(step="vragen", item=stop.address.item, part="plek") for stop in moves)


def test_a_later_step_can_stand_beside_a_head_and_a_follow_up() -> None:
    later = (Ask(id="na", text="Terug?", beside="gesprek"), Ask(id="plaats-na", text="?", beside="plek"))
    session = does_pick(of(Pick(id="vragen", take=1, items=(HEAD,)), *later))
    head = Address(step="vragen", item="gesprek")
    assert [stop.beside for stop in session.stops[-2:]] == [head, head.child("plek")]


# each

ABOUT = Each(
    id="elk",
    of="woorden",
    steps=(
        Ask(id="betekent", text="Wat is '{item}' voor jou?"),
        Ask(id="terug", text="En '{item}'?", beside="betekent"),
    ),
)


def test_each_walks_over_options_and_own_additions_in_their_order() -> None:
    session = chosen(of(WORDS, ABOUT), Address(step="woorden"), "stil", "1", own=("eigen woord",))
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


def test_a_list_offers_what_belongs_to_what_was_chosen_before_it() -> None:
    session, at = of(WORDS, ABOUT_WORDS), Address(step="woorden")
    assert offered(chosen(session, at, "stil")) == [["v2", "v3", "los"]]
    assert offered(chosen(session, at, "stil", "1", own=("eigen",))) == [["v1", "v2", "v3", "los"]]


def test_a_list_offers_all_when_no_option_it_knows_was_chosen() -> None:
    session, at = of(WORDS, ABOUT_WORDS), Address(step="woorden")
    every = [["v1", "v2", "v3", "los"]]
    assert offered(session) == every
    assert offered(said(session, session.stops[0].make_answer(state=AnswerState.UNKNOWN))) == every
    assert offered(chosen(session, at, own=("eigen woord",))) == every
    assert offered(chosen(session, at, "content-lost-it")) == every
    assert offered(of(WORDS), "woorden") == [["1", "stil"]]


def test_a_list_of_which_nothing_belongs_to_what_was_chosen_offers_all() -> None:
    bound = replace(ABOUT_WORDS, options=ABOUT_WORDS.options[1:3])
    session = chosen(of(WORDS, bound), Address(step="woorden"), "1")
    assert offered(session) == [["v2", "v3"]]


def test_inside_an_each_a_list_looks_at_its_own_round() -> None:
    inner = replace(WORDS, id="binnen")
    each = Each(id="elk", of="woorden", steps=(inner, replace(ABOUT_WORDS, of="binnen")))
    session = chosen(of(WORDS, each), Address(step="woorden"), "1", "stil")
    session = chosen(session, Address(step="binnen", item="stil"), "1")
    assert offered(session) == [["v1", "v2", "v3", "los"], ["v1", "los"]]


def test_each_over_nothing_or_over_an_emptied_addition_walks_nowhere() -> None:
    session = of(WORDS, ABOUT)
    assert len(session.stops) == len(chosen(session, Address(step="woorden"), own=("  ",)).stops) == 1


def test_what_was_said_about_a_thing_waits_for_it_to_be_chosen_again() -> None:
    at = Address(step="woorden")
    session = chosen(of(WORDS, ABOUT), at, "stil")
    session = said(session, session.stops[1].make_answer("rust"))
    without = session.with_entry(session.entry.without_answer(at.option("stil")))
    assert len(without.stops) == 1 and without.entry.answer(session.stops[1].address)
    assert chosen(without, at, "stil").stops == session.stops


def test_the_thing_is_filled_in_as_data() -> None:
    inner = (
        Read(id="lees", text="Over {item}."),
        replace(PLACE, text="Waar staat {item}?"),
        replace(EXPLORE, feel=Prompt(text="{item}, {pole}, {anders}")),
        Recognise(id="herken", text="?", statements=(Statement(id="s", text="Ik ken {item}."),)),
    )
    session = chosen(
        of(WORDS, Each(id="elk", of="woorden", steps=inner)),
        Address(step="woorden"),
        own=("{pole}{item}\\1",),
    )
    session = placed(session, Address(step="plaats", item="own:1"), 100)
    assert [stop.text for stop in session.stops[1:]] == [
        "Over {pole}{item}\\1.",
        "Waar staat {pole}{item}\\1?",
        "{pole}{item}\\1, {item} links, {anders}",
        "En dan?",
        "Ik ken {pole}{item}\\1.",
    ]


def test_outside_of_each_a_text_stands_as_it_was_written() -> None:
    assert of(Ask(id="a", text="Wat is {item}?")).stops[0].text == "Wat is {item}?"


def test_each_can_hang_under_the_choice_it_walks_over() -> None:
    head = replace(WORDS, follow_ups=(ABOUT, Ask(id="slot", text="En nu?")))
    session = does_pick(of(Pick(id="vragen", take=1, items=(head,))))
    at = Address(step="vragen", item="woorden")
    stops = chosen(session, at, "stil").stops
    assert [stop.text for stop in stops[1:]] == [
        "Wat is 'optie stil' voor jou?",
        "En 'optie stil'?",
        "En nu?",
    ]
    assert {stop.parent for stop in stops[1:]} == {at}


def test_after_the_rounds_nothing_of_them_lingers() -> None:
    after = Ask(id="slot", text="En {item}?", beside="betekent")
    session = chosen(of(WORDS, ABOUT, after), Address(step="woorden"), "stil")
    last = session.stops[-1]
    assert (last.text, last.beside) == ("En {item}?", None)


def test_a_round_does_not_look_into_another() -> None:
    inner = (
        WORDS,
        Each(id="elk", of="woorden", steps=(Ask(id="diep", text="?"),)),
        Ask(id="na", text="?", beside="diep"),
    )
    session = chosen(
        of(replace(WORDS, id="buiten"), Each(id="rond", of="buiten", steps=inner)),
        Address(step="buiten"),
        "1",
        "stil",
    )
    session = chosen(session, Address(step="woorden", item="1"), "stil")
    assert [stop.beside for stop in session.stops if stop.step.id == "na"] == [None, None]


def test_rounds_within_rounds_never_share_an_address() -> None:
    inner = Choose(id="binnen", text="{item}?", options=WORDS.options)
    deep = Each(
        id="diep",
        of="binnen",
        steps=(Ask(id="kern", text="{item}!"), Pick(id="vragen", take=1, items=(HEAD,))),
    )
    session = chosen(
        of(WORDS, Each(id="elk", of="woorden", steps=(inner, deep))), Address(step="woorden"), "1", "stil"
    )
    for item in ("1", "stil"):
        session = chosen(session, Address(step="binnen", item=item), "1", "stil")
    session = does_pick(session)
    items = [stop.address.item for stop in session.stops if stop.step.id in ("kern", "gesprek")]
    assert items == [
        i for pair in ("1.1", "1.stil", "stil.1", "stil.stil") for i in (pair, f"{pair}.gesprek")
    ]


# vraag door


def test_turns_come_in_order_right_under_their_question_and_at_most_five() -> None:
    session = of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"),)))
    for turn in range(1, MAX_TURNS + 1):
        assert session.can_ask_further(session.stops[0])
        session, at = session.with_next_turn(session.stops[turn - 1], f"waarom {turn}")
        assert at == Address(step="a", turn=turn)
    assert not any(session.can_ask_further(stop) for stop in session.stops[: MAX_TURNS + 1])
    assert [s.text for s in session.stops] == ["A?", *(f"waarom {n}" for n in range(1, MAX_TURNS + 1)), "B?"]
    assert {s.parent for s in session.stops[1:]} == {Address(step="a")}


def test_a_follow_up_has_turns_of_its_own() -> None:
    session = of(Ask(id="a", text="A?", follow_ups=(Ask(id="b", text="B?"), Ask(id="c", text="C?"))))
    session, at = session.with_next_turn(session.stops[1], "waarom?")
    assert at == Address(step="a", turn=1, part="b")
    assert [stop.text for stop in session.stops] == ["A?", "B?", "waarom?", "C?"]
    assert session.stop_at(at) == session.stops[2] and session.stops[2].parent == Address(step="a")


def test_turns_that_were_answered_come_back_with_their_question_as_it_was() -> None:
    session = of(Ask(id="a", text="A?"))
    for words in ("{item}?", "en dan?"):
        session, at = session.with_next_turn(session.stops[0], words)
        session = said(session, session.stop_at(at).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.text for stop in again.stops] == ["A?", "{item}?", "en dan?"]
    assert again.last_turn(again.stops[0]) == 2


def test_a_turn_is_asked_as_it_stood_there_also_within_a_round() -> None:
    session = chosen(of(WORDS, ABOUT), Address(step="woorden"), "stil")
    session, at = session.with_next_turn(session.stops[1], "{item}?")
    assert session.stop_at(at).text == "{item}?"  # type: ignore[union-attr]


def test_the_question_that_was_answered_comes_before_one_that_was_only_opened() -> None:
    session, at = of(Ask(id="a", text="A?")).with_next_turn(of(Ask(id="a", text="A?")).stops[0], "toen?")
    session = said(session, session.stop_at(at).make_answer("omdat"))  # type: ignore[union-attr]
    assert replace(session, open_turns={at: "nu?"}).stops[1].text == "toen?"


def test_everything_under_a_question_hangs_under_its_head() -> None:
    deep = Ask(id="b", text="B?", follow_ups=(Ask(id="c", text="C?", follow_ups=(WORDS,)),))
    session = of(Ask(id="a", text="A?", follow_ups=(deep,)))
    assert [stop.address.part for stop in session.stops] == ["", "b", "b.c", "b.c.woorden"]
    assert [stop.parent for stop in session.stops] == [None, *[Address(step="a")] * 3]


def test_a_turn_left_open_does_not_hide_what_was_said_in_a_later_one() -> None:
    session, _ = of(Ask(id="a", text="A?")).with_next_turn(of(Ask(id="a", text="A?")).stops[0], "een?")
    session, second = session.with_next_turn(session.stops[0], "twee?")
    session = said(session, session.stop_at(second).make_answer("omdat"))  # type: ignore[union-attr]
    again = Session(exercise=session.exercise, entry=session.entry)
    assert [stop.address for stop in again.stops] == [Address(step="a"), second]
    assert again.with_next_turn(again.stops[0], "drie?")[1].turn == 3


def test_only_a_question_in_free_text_goes_deeper() -> None:
    session = of(PLACE, WORDS, Read(id="lees", text="Lees."))
    assert not any(session.can_ask_further(stop) for stop in session.stops)


# going on


def test_one_goes_on_at_the_first_thing_left_open_when_the_place_is_gone() -> None:
    session = placed(of(Read(id="lees", text="Lees."), PLACE, WORDS, HEAD), Address(step="plaats"), 3)
    session = said(session, session.stop_at(Address(step="woorden")).make_answer())  # type: ignore[union-attr]
    session = session.with_entry(replace(session.entry, position=Address(step="weg")))
    assert session.resume_stop() == session.stop_at(Address(step="gesprek"))


def test_a_head_that_content_lost_is_not_taken_for_one_that_begins_alike() -> None:
    heads = tuple(Ask(id=name, text=f"{name}?") for name in ("tempoverschil", "tempo"))
    session = of(Pick(id="vragen", take=1, items=heads), WORDS)
    session = session.with_shown(tuple(ShownQuestion(step="vragen", item=head.id) for head in heads))
    assert session.stop_after(Address(step="vragen", item="temp")) == session.stop_at(Address(step="woorden"))


def test_with_nothing_left_open_one_goes_on_at_the_end() -> None:
    session = of(Ask(id="a", text="A?"), Read(id="lees", text="Lees."))
    session = said(session, session.stops[0].make_answer(state=AnswerState.SKIPPED))
    assert session.resume_stop() == session.stops[-1]


def test_an_answer_carries_what_looking_back_rests_on() -> None:
    question = Ask(id="a", text="A?", knows="heart", dimension="personal", yields="celebration")
    session, at = of(question).with_next_turn(of(question).stops[0], "Waarom?")
    turn = session.stop_at(at)
    assert turn
    answer = turn.make_answer("omdat")
    assert (answer.question, answer.knows, answer.dimension, answer.yields) == (
        "Waarom?",
        "heart",
        "personal",
        "celebration",
    )
    assert Stop(address=at, step=EXPLORE, text="Wat?", step_index=0).make_answer("x").knows is None
