"""The walk through an exercise: from stop to stop, by address.

A runner knows stops and addresses only: it shows a stop, keeps what is said at its address, and asks for
the next. So back, skip, resume, save and export work alike for every exercise, written or not yet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain import before
from reflectie.domain.entry import Address, Entry, Shown
from reflectie.domain.exercise import Exercise, walk
from reflectie.domain.plan import Planner, Stop
from reflectie.domain.step import ASKS_NOTHING, Ask, Pick
from reflectie.domain.table import table_of
from reflectie.domain.turns import TURNS, asked, turns_under
from reflectie.domain.value import Value

__all__ = ["TURNS", "Session", "Stop"]


class Session(Value):
    """An exercise and what was made of it so far. ``opened`` are turns of *vraag door* not answered yet.

    ``earlier`` is the preparation on which an exercise looks back, when there is one; it is read only.
    """

    exercise: Exercise
    entry: Entry
    opened: Mapping[Address, str] = MappingProxyType({})
    earlier: tuple[Exercise, Entry] | None = None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The plan: every stop in order, as things stand."""
        return tuple(Planner(self.known, self.opened, self._preparation).stops(self.exercise))

    @property
    def known(self) -> Entry:
        """What the addresses of stops lead to: the entry, and what the preparation says. Never to be kept."""
        return before.beside(self.entry, self._preparation[1]) if self._preparation else self.entry

    @property
    def _preparation(self) -> tuple[Exercise, Entry] | None:
        """The preparation, when its steps are those of the same pack: of another they may be anything."""
        same = self.earlier and self.earlier[0].pack == self.exercise.pack
        return self.earlier if same else None

    def find(self, address: Address | None) -> Stop | None:
        return next((stop for stop in self.stops if stop.address == address), None)

    def after(self, address: Address | None) -> Stop | None:
        """The next stop, the first one after no address, or None at the end.

        After a pick that was chosen meanwhile, and so is no stop any more, comes the first of its questions;
        after what content lost, the first stop of a later step.
        """
        stops = self.stops
        place = _index(stops, address)
        following = place + 1 if place >= 0 else self._instead(stops, address)
        return stops[following] if following < len(stops) else None

    def before(self, address: Address) -> Stop | None:
        stops = self.stops
        place = _index(stops, address)
        preceding = (place if place >= 0 else self._instead(stops, address)) - 1
        return stops[preceding] if preceding >= 0 else None

    def _instead(self, stops: tuple[Stop, ...], address: Address | None) -> int:
        """The place of what stands where an address stood that is no stop (any more)."""
        if address is None:
            return 0
        within = (i for i, stop in enumerate(stops) if _is_inside(stop.address, address))
        tops = enumerate(self.exercise.steps)
        top = next((n for n, step in tops if any(s.id == address.step for s in walk((step,)))), -1)
        later = (i for i, stop in enumerate(stops) if stop.top > top)
        return next(within, next(later, len(stops)))

    def resumed(self) -> Stop | None:
        """Where to go on: the last position if content still has it, else the first stop left open."""
        stops = self.stops
        kept = {answer.address for answer in self.entry.answers}
        kept |= {placement.address for placement in self.entry.placements}
        asking = (stop for stop in stops if not isinstance(stop.step, ASKS_NOTHING))
        unanswered = next((stop for stop in asking if stop.address not in kept), None)
        return self._last_shown() or unanswered or (stops[-1] if stops else None)

    def _last_shown(self) -> Stop | None:
        """The stop where the person was; somebody in a cell was at its table."""
        at = self.entry.position
        return (self.find(at) or self.find(table_of(at))) if at else None

    def pick_of(self, stop: Stop) -> Pick | None:
        """The pick from which this stop's question was chosen."""
        picks = (step for step in walk(self.exercise.steps) if isinstance(step, Pick))
        return next((pick for pick in picks if pick.id == stop.address.step), None)

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entry=entry)

    def with_shown(self, shown: tuple[Shown, ...]) -> "Session":
        return replace(self, entry=self.entry.with_shown(shown))

    def can_deepen(self, stop: Stop) -> bool:
        return isinstance(stop.step, Ask) and self.turns(stop) < TURNS

    def turns(self, stop: Stop) -> int:
        """The number of the last turn of *vraag door* under this question, 0 when there is none."""
        return max(turns_under(asked(self.entry, self.opened), stop.address.turned(0)), default=0)

    def deepened(self, stop: Stop, question: str) -> tuple["Session", Address]:
        """The session with one more turn under this question, and the address of that turn.

        Ask ``can_deepen`` first: there is no room for more than ``TURNS``.
        """
        assert self.can_deepen(stop)
        address = stop.address.turned(self.turns(stop) + 1)
        return replace(self, opened=MappingProxyType({**self.opened, address: question})), address


def _index(stops: tuple[Stop, ...], address: Address | None) -> int:
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _is_inside(inner: Address, outer: Address) -> bool:
    same = inner.step == outer.step
    return same and _goes_on(inner.item, outer.item) and _goes_on(inner.part, outer.part)


def _goes_on(path: str, beginning: str) -> bool:
    return path == beginning or not beginning or path.startswith(f"{beginning}.")
