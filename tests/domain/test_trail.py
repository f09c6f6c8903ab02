"""The trail of a tension field over time."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.entry import MAX_TRAIL, SELF, Address, Placement, trail_of
from reflectie.domain.field import Aspect


def mark(value: int | None, aspect: Aspect = Aspect.NOW, whose: str = SELF, field: str = "sv1") -> Placement:
    return Placement(
        address=Address(step="plaats"),
        field=field,
        left="links",
        right="rechts",
        aspect=aspect,
        value=value,
        day=dt.date(2026, 11, 22),
        whose=whose,
    )


marks = st.builds(
    mark,
    st.none() | st.integers(-100, 100),
    st.sampled_from(Aspect),
    st.sampled_from([SELF, "gemeente", "school"]),
    st.sampled_from(["sv1", "sv2"]),
)


def test_a_field_without_placements_has_an_empty_trail() -> None:
    trail = trail_of("sv1", [])
    assert (trail.latest, trail.value, trail.is_unknown, trail.earlier) == (None, None, False, ())


def test_now_takes_precedence_over_nature() -> None:
    trail = trail_of("sv1", [mark(10), mark(-70, Aspect.NATURE)])
    assert trail.value == 10


def test_nature_is_shown_without_a_placement_for_now() -> None:
    trail = trail_of("sv1", [mark(5, Aspect.NATURE), mark(-70, Aspect.NATURE)])
    assert (trail.value, trail.earlier) == (-70, (5,))


def test_an_unknown_latest_placement_is_shown_as_such() -> None:
    trail = trail_of("sv1", [mark(10, Aspect.NATURE), mark(40), mark(None)])
    assert (trail.value, trail.is_unknown, trail.earlier) == (None, True, (40,))


def test_a_trail_has_placements_of_one_aspect() -> None:
    trail = trail_of("sv1", [mark(1), mark(99, Aspect.NATURE), mark(2), mark(None), mark(3)])
    assert (trail.value, trail.earlier) == (3, (1, 2))


def test_a_trail_is_limited_and_oldest_first() -> None:
    trail = trail_of("sv1", [mark(n) for n in range(20)])
    assert trail.earlier == tuple(range(19 - MAX_TRAIL, 19))


@given(st.lists(marks))
def test_a_trail_ignores_other_people_and_fields(placements: list[Placement]) -> None:
    own = [p for p in placements if p.whose == SELF and p.field == "sv1"]
    assert trail_of("sv1", placements) == trail_of("sv1", own)


@given(st.lists(marks))
def test_a_trail_has_only_existing_placements(placements: list[Placement]) -> None:
    trail = trail_of("sv1", placements)
    assert trail.latest is None or trail.latest in placements
    assert set(trail.earlier) <= {p.value for p in placements}
