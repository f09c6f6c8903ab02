"""Which questions the coach chooses, and the reasons it gives."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.coach import Coach, PlacementTrend, question_key
from reflectie.domain.entry import SELF, Address, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect, Role, Side
from reflectie.domain.step import Ask, Pick, Read

DAY = dt.date(2026, 11, 22)
NEW = "Deze vraag kwam nog niet eerder langs."


def ask(name: str, **values: Any) -> Ask:
    return Ask(id=name, text=f"{name}?", **values)


def of(*items: Any, take: int = 3) -> tuple[Exercise, Pick]:
    pick = Pick(id="vragen", take=take, items=items)
    return Exercise(id="kern:sv1", title="Veld", steps=(pick,)), pick


def entry(*placements: Placement) -> Entry:
    begun = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    return Entry(id="1", exercise="kern:sv1", title="Veld", day=DAY, begun=begun, placements=placements)


def mark(value: int | None, step: str = "nu", **values: Any) -> Placement:
    values = {"field": "sv1", "aspect": Aspect.NOW, "whose": SELF, **values}
    return Placement(address=Address(step=step), left="doen", right="laten", value=value, day=DAY, **values)


def names(shown: tuple[ShownQuestion, ...]) -> list[str]:
    return [question.item for question in shown]


def seen(**days: int) -> dict[str, dt.date]:
    return {f"kern:sv1/vragen/{name}": DAY - dt.timedelta(days=ago) for name, ago in days.items()}


def reason(coach: Coach, question: Ask, current: Entry | None = None) -> str:
    """The reason for this question, shown together with another one."""
    exercise, pick = of(question, ask("ander"))
    shown = coach.choose(exercise, pick, current or entry())
    return next(choice.reason for choice in shown if choice.item == question.id)


items = st.lists(
    st.builds(
        ask,
        st.uuids().map(str),
        roles=st.lists(st.sampled_from(Role), unique=True).map(tuple),
        side=st.none() | st.sampled_from(Side),
        moved=st.none() | st.sampled_from(Side),
    ),
    min_size=1,
    max_size=9,
)
values = st.none() | st.integers(-100, 100)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Coach, Exercise, Pick, Entry]:
    exercise, pick = of(*draw(items), take=draw(st.integers(1, 4)))
    seen_items = draw(st.lists(st.sampled_from(pick.items), unique_by=id))
    shown = {
        question_key(exercise, pick, i): DAY - dt.timedelta(days=draw(st.integers(0, 3))) for i in seen_items
    }
    coach = Coach(
        day=draw(st.dates()),
        roles=frozenset(draw(st.sets(st.sampled_from(Role)))),
        last_shown=shown,
        placements=tuple(map(mark, draw(st.lists(values, max_size=3)))),
    )
    return coach, exercise, pick, entry(*map(mark, draw(st.lists(values, max_size=1))))


@given(cases())
def test_the_choice_does_not_depend_on_the_order_of_items(case: tuple[Coach, Exercise, Pick, Entry]) -> None:
    coach, exercise, pick, current = case
    other_order = Pick(id=pick.id, take=pick.take, items=pick.items[::-1])
    chosen = coach.choose(exercise, pick, current)
    assert chosen == coach.choose(exercise, pick, current) == coach.choose(exercise, other_order, current)


@given(cases())
def test_asking_for_more_gives_every_question_for_the_user_exactly_once(
    case: tuple[Coach, Exercise, Pick, Entry],
) -> None:
    coach, exercise, pick, current = case
    current = current.with_shown(coach.choose(exercise, pick, current))
    while more := coach.choose(exercise, pick, current, count=1):
        current = current.with_shown(more)
    for_user = [i.id for i in pick.items if not i.roles or coach.roles & set(i.roles)]
    assert sorted(names(current.shown)) == sorted(for_user)


@given(cases())
def test_the_first_choice_is_the_start_of_the_whole_list(case: tuple[Coach, Exercise, Pick, Entry]) -> None:
    coach, exercise, pick, current = case
    every = coach.choose(exercise, pick, current, count=len(pick.items))
    assert every[: pick.take] == coach.choose(exercise, pick, current)


@given(cases())
def test_questions_for_the_role_come_first(case: tuple[Coach, Exercise, Pick, Entry]) -> None:
    coach, exercise, pick, current = case
    fits = {i.id: not coach.roles or not i.roles or bool(coach.roles & set(i.roles)) for i in pick.items}
    order = [fits[name] for name in names(coach.choose(exercise, pick, current, count=99))]
    assert order == sorted(order, reverse=True)


@given(cases())
def test_every_reason_is_true(case: tuple[Coach, Exercise, Pick, Entry]) -> None:
    coach, exercise, pick, current = case
    days = [coach.last_shown.get(question_key(exercise, pick, item)) for item in pick.items]
    trend = coach.trend(current)
    for shown in coach.choose(exercise, pick, current, count=99):
        item = pick.item(shown.item)
        assert isinstance(item, Ask)
        last = coach.last_shown.get(question_key(exercise, pick, item))
        assert (NEW in shown.reason) == (last is None)
        assert f"{last:%d-%m-%Y}" in shown.reason if last else "laatst" not in shown.reason
        assert ("langer geleden" in shown.reason) == bool(last and any(d and d > last for d in days))
        assert ("rol" in shown.reason) == bool(coach.roles & set(item.roles))
        assert ("aan de kant van" in shown.reason) == (item.side is not None and item.side == trend.side)
        assert ("schoof" in shown.reason) == (item.moved is not None and item.moved == trend.moved)


def test_the_question_shown_longest_ago_comes_first() -> None:
    exercise, pick = of(ask("a"), ask("b"), ask("c"), ask("d"))
    coach = Coach(day=DAY, last_shown=seen(a=2, b=9, d=30))
    assert names(coach.choose(exercise, pick, entry(), count=4)) == ["c", "d", "b", "a"]


def test_the_side_only_breaks_ties() -> None:
    exercise, pick = of(ask("a"), ask("b", side=Side.RIGHT), ask("c", side=Side.LEFT), ask("d"))
    coach = Coach(day=DAY, last_shown=seen(c=1, a=1, b=1, d=2))
    assert names(coach.choose(exercise, pick, entry(mark(-40)), count=2)) == ["d", "c"]


def test_the_choice_among_equal_questions_differs_by_day() -> None:
    exercise, pick = of(*map(ask, "abcdefgh"), take=1)
    days = (Coach(day=DAY + dt.timedelta(days=n)) for n in range(20))
    assert len({names(coach.choose(exercise, pick, entry()))[0] for coach in days}) > 3


def test_a_question_for_the_role_comes_first_even_when_seen() -> None:
    exercise, pick = of(ask("a", roles=(Role.BESTUURDER,)), ask("b", roles=(Role.PROFESSIONAL,)), ask("c"))
    coach = Coach(day=DAY, roles=frozenset({Role.PROFESSIONAL}), last_shown=seen(b=1, c=2))
    assert names(coach.choose(exercise, pick, entry())) == ["b", "c"]


def test_a_question_for_other_roles_is_not_chosen() -> None:
    exercise, pick = of(ask("a", roles=(Role.BESTUURDER,)), ask("b"))
    for roles in (set[Role](), {Role.PROFESSIONAL}):
        assert names(Coach(day=DAY, roles=frozenset(roles)).choose(exercise, pick, entry())) == ["b"]
    assert names(Coach(day=DAY, roles=frozenset(Role)).choose(exercise, pick, entry())) == ["a", "b"]


def with_more(*items: Any) -> tuple[Exercise, Pick, Pick]:
    """An exercise with a pick of one, and a pick that shows two more of its items."""
    _, pick = of(*items, take=1)
    more = Pick(id="meer", take=2, of="vragen")
    return Exercise(id="kern:sv1", title="Veld", steps=(pick, more)), pick, more


def test_a_pick_of_another_shows_the_items_that_were_not_shown_yet() -> None:
    exercise, pick, more = with_more(*map(ask, "abcd"))
    current = entry().with_shown(coach_with().choose(exercise, pick, entry()))
    extra = coach_with().choose(exercise, more, current)
    assert {question.step for question in extra} == {"meer"}
    assert len(extra) == 2 and not set(names(extra)) & set(names(current.shown))
    last = coach_with().choose(exercise, pick, current.with_shown(extra), count=9)
    assert sorted(names(current.shown) + names(extra) + names(last)) == ["a", "b", "c", "d"]


def test_a_question_that_a_pick_of_another_showed_was_seen() -> None:
    exercise, pick, _ = with_more(ask("a"), ask("b"))
    yesterday = {"kern:sv1/meer/a": DAY - dt.timedelta(days=1), "kern:sv1/vragen/b": DAY - dt.timedelta(9)}
    assert names(Coach(day=DAY, last_shown=yesterday).choose(exercise, pick, entry())) == ["b"]


def test_a_text_to_read_can_be_chosen_too() -> None:
    exercise, pick = of(Read(id="lees", text="Lees."), ask("a"))
    assert sorted(names(Coach(day=DAY).choose(exercise, pick, entry()))) == ["a", "lees"]


def test_a_question_of_another_exercise_has_another_history() -> None:
    exercise, pick = of(ask("a"))
    elsewhere = Exercise(id="team:sv1", title="", steps=(pick,))
    assert question_key(exercise, pick, pick.items[0]) != question_key(elsewhere, pick, pick.items[0])


# Trend of placements


@pytest.mark.parametrize(
    ("value", "side"),
    [(-100, Side.LEFT), (-16, Side.LEFT), (-15, None), (0, None), (15, None), (16, Side.RIGHT), (None, None)],
)
def test_a_placement_is_on_a_side_above_the_threshold(value: int | None, side: Side | None) -> None:
    assert Coach(day=DAY).trend(entry(mark(value))).side is side


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [(0, 15, None), (0, 16, Side.RIGHT), (60, 45, None), (60, 44, Side.LEFT), (-100, 100, Side.RIGHT)],
)
def test_a_move_is_larger_than_the_threshold(before: int, now: int, moved: Side | None) -> None:
    coach = Coach(day=DAY, placements=(mark(-90), mark(before)))
    assert coach.trend(entry(mark(now))).moved is moved


@pytest.mark.parametrize(
    "other",
    [
        mark(90, aspect=Aspect.NATURE),
        mark(90, field="sv2"),
        mark(90, whose="gemeente"),
    ],
)
def test_a_move_compares_the_same_field_aspect_and_person(other: Placement) -> None:
    coach = Coach(day=DAY, placements=(mark(0), other))
    assert coach.trend(entry(mark(-50))).moved is Side.LEFT
    assert Coach(day=DAY, placements=(other,)).trend(entry(mark(-50))).moved is None


def test_placements_of_others_give_no_trend() -> None:
    assert Coach(day=DAY).trend(entry(mark(80, "ander", whose="school"))) == PlacementTrend()


def test_an_unknown_placement_is_not_replaced_by_an_earlier_one() -> None:
    trend = Coach(day=DAY).trend(entry(mark(80, "natuur", aspect=Aspect.NATURE), mark(None)))
    assert (trend.side, trend.moved) == (None, None)


def test_a_mark_by_nature_does_not_count_beside_a_mark_about_now() -> None:
    now, nature = mark(-80), mark(80, "natuur", aspect=Aspect.NATURE)
    assert Coach(day=DAY).trend(entry(now, nature)) == Coach(day=DAY).trend(entry(nature, now))
    assert Coach(day=DAY).trend(entry(now, nature)).side is Side.LEFT
    assert Coach(day=DAY).trend(entry(nature)).side is Side.RIGHT


def test_there_is_no_move_since_an_unknown_placement() -> None:
    coach = Coach(day=DAY, placements=(mark(-80), mark(None)))
    assert coach.trend(entry(mark(80))).moved is None


# Reasons: changing one input changes only its own reason

QUESTION = ask("a", roles=(Role.BESTUURDER,), side=Side.RIGHT, moved=Side.RIGHT)
COACH = Coach(
    day=DAY, roles=frozenset({Role.BESTUURDER}), last_shown=seen(a=30, ander=2), placements=(mark(0),)
)
SEEN = "Je zag deze vraag het laatst op 23-10-2026, langer geleden dan de andere."
ROLE = "Deze vraag is voor een rol die je koos."
STANDS = "Je teken staat aan de kant van 'laten'."
MOVED = "Sinds de vorige keer schoof je teken naar 'laten'."


def coach_with(**values: Any) -> Coach:
    defaults = {name: getattr(COACH, name) for name in ("day", "roles", "last_shown", "placements")}
    return Coach(**{**defaults, **values})


@pytest.mark.parametrize(
    ("coach", "value", "parts"),
    [
        (COACH, 40, [SEEN, ROLE, STANDS, MOVED]),
        (coach_with(last_shown={}), 40, [NEW, ROLE, STANDS, MOVED]),
        (
            coach_with(last_shown=seen(a=30)),
            40,
            ["Je zag deze vraag het laatst op 23-10-2026.", ROLE, STANDS, MOVED],
        ),
        (coach_with(roles=frozenset(Role)), 40, [SEEN, ROLE, STANDS, MOVED]),
        (coach_with(placements=()), 40, [SEEN, ROLE, STANDS]),
        (coach_with(placements=(mark(30),)), 40, [SEEN, ROLE, STANDS]),
        (coach_with(placements=(mark(-90),)), 10, [SEEN, ROLE, MOVED]),
        (COACH, -40, [SEEN, ROLE]),
        (COACH, None, [SEEN, ROLE]),
    ],
)
def test_each_reason_depends_on_its_own_input(coach: Coach, value: int | None, parts: list[str]) -> None:
    assert reason(coach, QUESTION, entry(mark(value))) == " ".join(parts)


def test_a_question_for_everybody_gives_no_reason_about_a_role() -> None:
    everybody = ask("a", side=Side.RIGHT, moved=Side.RIGHT)
    assert reason(COACH, everybody, entry(mark(40))) == " ".join([SEEN, STANDS, MOVED])


def test_a_question_without_a_side_gives_no_reason_about_one() -> None:
    assert reason(COACH, ask("a"), entry(mark(40))) == SEEN


def test_the_question_seen_last_is_not_longer_ago_than_others() -> None:
    coach = coach_with(last_shown=seen(a=1, ander=2))
    assert "langer" not in reason(coach, QUESTION, entry(mark(40)))


def test_the_pole_is_named_as_it_was_shown() -> None:
    odd = Placement(
        address=Address(step="nu"),
        field="sv1",
        left="[b]x",
        right="{item}",
        aspect=Aspect.NOW,
        value=99,
        day=DAY,
    )
    assert "'{item}'" in reason(Coach(day=DAY), ask("a", side=Side.RIGHT), entry(odd))


def test_questions_for_everybody_have_a_turn_beside_those_for_the_role() -> None:
    exercise, pick = of(
        *(ask(f"e{n}") for n in range(6)), *(ask(f"r{n}", roles=(Role.BESTUURDER,)) for n in range(6))
    )
    shown: list[str] = []
    last_shown: dict[str, dt.date] = {}
    for number in range(60):
        day = DAY + dt.timedelta(days=number)
        coach = Coach(day=day, roles=frozenset({Role.BESTUURDER}), last_shown=dict(last_shown))
        shown += names(coach.choose(exercise, pick, entry(), count=1))
        last_shown[f"{exercise.id}/{pick.id}/{shown[-1]}"] = day
    own = sum(name.startswith("r") for name in shown)
    assert 40 <= own <= 50
    assert len(set(shown)) == 12
