"""The coach: which questions to show today, and the reason for each."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from zlib import crc32

from reflectie.domain.entry import SELF, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Role, Side
from reflectie.domain.step import Pick, Question, Step
from reflectie.domain.value import Value

SIDE_THRESHOLD = 15
"""From here a mark stands clearly on a side, and a change between two marks is a move (of 100)."""


class PlacementTrend(Value):
    """Where a person stands on the line in hand, and to which side they moved since last time."""

    placement: Placement | None = None
    moved: Side | None = None

    @property
    def side(self) -> Side | None:
        value = self.placement.value if self.placement else None
        return _side_of(value)

    def pole(self, side: Side) -> str:
        """The name of the pole on a side, as it was shown."""
        assert self.placement is not None
        return self.placement.left if side is Side.LEFT else self.placement.right


class Coach(Value):
    """What the coach knows: the day, the person's roles, when each question was last shown, earlier marks.

    ``shown`` goes from a question's key (``question_key``) to a day. ``placements`` are the person's own, of
    earlier entries, oldest first.
    """

    day: dt.date
    roles: frozenset[Role] = frozenset()
    last_shown: Mapping[str, dt.date] = MappingProxyType({})
    placements: tuple[Placement, ...] = ()

    def trend(self, entry: Entry) -> PlacementTrend:
        """Where the person stands in this entry, seen beside their marks in earlier ones."""
        own = [p for p in entry.placements if p.whose == SELF]
        if not own:
            return PlacementTrend()
        latest = own[-1]
        before = next((p for p in reversed(self.placements) if _is_comparable(p, latest)), None)
        if latest.value is None or before is None or before.value is None:
            return PlacementTrend(placement=latest)
        return PlacementTrend(placement=latest, moved=_side_of(latest.value - before.value))

    def choose(
        self, exercise: Exercise, pick: Pick, entry: Entry, count: int | None = None
    ) -> tuple[ShownQuestion, ...]:
        """The next ``count`` questions of a pick that this entry has not had, best first, with reasons."""
        had = {shown.item for shown in entry.shown_for(pick.id)}
        standing = self.trend(entry)
        items = [item for item in pick.items if item.id not in had]
        keys = {item.id: question_key(exercise, pick, item) for item in pick.items}
        newest = max((self.last_shown[key] for key in keys.values() if key in self.last_shown), default=None)
        items.sort(key=lambda item: self._rank(keys[item.id], item, standing))
        return tuple(
            ShownQuestion(
                step=pick.id, item=item.id, reason=self._reason(keys[item.id], newest, item, standing)
            )
            for item in items[: pick.take if count is None else count]
        )

    def _rank(self, key: str, item: Step, standing: PlacementTrend) -> tuple[bool, dt.date, bool, int]:
        """Role first, then longest unseen, then the side and the move; the day breaks what is equal."""
        last = self.last_shown.get(key, dt.date.min)
        return (
            not self._fits_role(item),
            last,
            not _matches_trend(item, standing),
            crc32(f"{self.day}{key}".encode()),
        )

    def _fits_role(self, item: Step) -> bool:
        roles = item.roles if isinstance(item, Question) else ()
        return not roles or not self.roles or bool(self.roles.intersection(roles))

    def _reason(self, key: str, newest: dt.date | None, item: Step, standing: PlacementTrend) -> str:
        """Only what is true; ``newest`` is when any question of this pick was last shown."""
        parts = [_last_shown_reason(self.last_shown.get(key), newest)]
        if isinstance(item, Question):
            if self.roles.intersection(item.roles):
                parts.append("Ze hoort bij een rol die je koos.")
            if item.side and item.side is standing.side:
                parts.append(f"Je merkteken staat meer bij '{standing.pole(item.side)}'.")
            if item.moved and item.moved is standing.moved:
                parts.append(f"Je schoof sinds de vorige keer op naar '{standing.pole(item.moved)}'.")
        return " ".join(parts)


def question_key(exercise: Exercise, pick: Pick, item: Step) -> str:
    """The name under which it is remembered that a question was shown."""
    return f"{exercise.id}/{pick.id}/{item.id}"


def _side_of(value: int | None) -> Side | None:
    if value is None or abs(value) <= SIDE_THRESHOLD:
        return None
    return Side.LEFT if value < 0 else Side.RIGHT


def _last_shown_reason(last: dt.date | None, newest: dt.date | None) -> str:
    if last is None:
        return "Deze vraag kwam nog niet eerder langs."
    longer = ", langer geleden dan andere" if newest and last < newest else ""
    return f"Je zag deze vraag het laatst op {last:%d-%m-%Y}{longer}."


def _is_comparable(earlier: Placement, latest: Placement) -> bool:
    return (earlier.field, earlier.aspect, earlier.whose) == (latest.field, latest.aspect, SELF)


def _matches_trend(item: Step, standing: PlacementTrend) -> bool:
    if not isinstance(item, Question):
        return False
    return (item.side is not None and item.side is standing.side) or (
        item.moved is not None and item.moved is standing.moved
    )
