"""The coach: which questions of a pick to show today, and the reason for each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from zlib import crc32

from reflectie.domain.entry import SELF, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect, Role, Side
from reflectie.domain.step import Pick, Question, Step
from reflectie.domain.value import Value

SIDE_THRESHOLD = 15
"""A mark further than this from the middle (of 100) is on a side; a larger change than this is a move."""

DAYS_PER_ROUND = 4
"""On one of so many days, questions for everybody have the same chance as those for the own role."""


class PlacementTrend(Value):
    """The user's placement in this entry, and the side to which they moved since the previous entry."""

    placement: Placement | None = None
    moved: Side | None = None

    @property
    def side(self) -> Side | None:
        return _side_of(self.placement.value if self.placement else None)

    def pole(self, side: Side) -> str:
        """The name of the pole on a side, as it was shown."""
        assert self.placement is not None
        return self.placement.left if side is Side.LEFT else self.placement.right

    def matches(self, step: Step) -> bool:
        """Whether a question is meant for the side where the user is, or to which they moved."""
        if not isinstance(step, Question):
            return False
        is_on_side = step.side is not None and step.side is self.side
        return is_on_side or (step.moved is not None and step.moved is self.moved)


class Coach(Value):
    """What the coach knows about the user.

    ``last_shown`` maps the key of a question (``question_key``) to the day it was last shown. ``placements``
    are the user's own in earlier entries, oldest first.
    """

    day: dt.date
    roles: frozenset[Role] = frozenset()
    last_shown: Mapping[str, dt.date] = MappingProxyType({})
    placements: tuple[Placement, ...] = ()

    def trend(self, entry: Entry) -> PlacementTrend:
        """Compare the last placement of this entry with the one before it on the same field and aspect.

        A mark by nature counts only in an entry without a mark about now.
        """
        own = [p for p in entry.placements if p.whose == SELF]
        own = [p for p in own if p.aspect is Aspect.NOW] or own
        if not own:
            return PlacementTrend()
        latest = own[-1]
        previous = next((p for p in reversed(self.placements) if _is_comparable(p, latest)), None)
        if latest.value is None or previous is None or previous.value is None:
            return PlacementTrend(placement=latest)
        return PlacementTrend(placement=latest, moved=_side_of(latest.value - previous.value))

    def choose(
        self, exercise: Exercise, pick: Pick, entry: Entry, count: int | None = None
    ) -> tuple[ShownQuestion, ...]:
        """Choose ``count`` questions (default: ``pick.take``) that this entry has not shown, best first.

        A pick ``of`` another one shows items of that one.
        """
        source = exercise.source_of(pick)
        picks = exercise.picks_from(source)
        shown_items = {shown.item for other in picks for shown in entry.shown_for(other.id)}
        trend = self.trend(entry)
        last_shown = {item.id: self._last_shown(exercise, picks, item) for item in source.items}
        newest = max((day for day in last_shown.values() if day), default=None)
        items = [item for item in source.items if item.id not in shown_items and self._is_for_user(item)]

        def rank(item: Step) -> tuple[bool, dt.date, bool, int]:
            """Sort by own role, then by longest not shown, then by trend; a hash of the day breaks ties."""
            return (
                self._prefers_own_role and not self._is_for_own_role(item),
                last_shown[item.id] or dt.date.min,
                not trend.matches(item),
                crc32(f"{self.day}{question_key(exercise, source, item)}".encode()),
            )

        return tuple(
            ShownQuestion(
                step=pick.id, item=item.id, reason=self._reason(last_shown[item.id], newest, item, trend)
            )
            for item in sorted(items, key=rank)[: pick.take if count is None else count]
        )

    def _last_shown(self, exercise: Exercise, picks: Iterable[Pick], item: Step) -> dt.date | None:
        """The last day on which any of the picks showed an item."""
        keys = (question_key(exercise, pick, item) for pick in picks)
        return max((self.last_shown[key] for key in keys if key in self.last_shown), default=None)

    @property
    def _prefers_own_role(self) -> bool:
        """Whether questions for the own role come first today.

        Not on one day in four: otherwise the questions for everybody would never have a turn.
        """
        return self.day.toordinal() % DAYS_PER_ROUND != 0

    def _is_for_user(self, item: Step) -> bool:
        """Whether an item is for everybody or for a role of the user."""
        return not isinstance(item, Question) or not item.roles or self._is_for_own_role(item)

    def _is_for_own_role(self, item: Step) -> bool:
        return isinstance(item, Question) and not self.roles.isdisjoint(item.roles)

    def _reason(
        self, last_shown: dt.date | None, newest: dt.date | None, item: Step, trend: PlacementTrend
    ) -> str:
        """Give every reason that is true; ``newest`` is when any question of this pick was last shown."""
        reasons = [_last_shown_reason(last_shown, newest)]
        if isinstance(item, Question):
            if self.roles.intersection(item.roles):
                reasons.append("Deze vraag is voor een rol die je koos.")
            if item.side and item.side is trend.side:
                reasons.append(f"Je teken staat aan de kant van '{trend.pole(item.side)}'.")
            if item.moved and item.moved is trend.moved:
                reasons.append(f"Sinds de vorige keer schoof je teken naar '{trend.pole(item.moved)}'.")
        return " ".join(reasons)


def question_key(exercise: Exercise, pick: Pick, item: Step) -> str:
    """The key under which ``Coach.last_shown`` has a question."""
    return f"{exercise.id}/{pick.id}/{item.id}"


def _side_of(value: int | None) -> Side | None:
    if value is None or abs(value) <= SIDE_THRESHOLD:
        return None
    return Side.LEFT if value < 0 else Side.RIGHT


def _last_shown_reason(last: dt.date | None, newest: dt.date | None) -> str:
    if last is None:
        return "Deze vraag kwam nog niet eerder langs."
    longer = ", langer geleden dan de andere" if newest and last < newest else ""
    return f"Je zag deze vraag het laatst op {last:%d-%m-%Y}{longer}."


def _is_comparable(earlier: Placement, latest: Placement) -> bool:
    return (earlier.field, earlier.aspect, earlier.whose) == (latest.field, latest.aspect, SELF)
