"""An exercise with its entry, and the moves from stop to stop."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain import plan
from reflectie.domain.entry import Address, Entry, ShownQuestion
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.plan import MAX_TURNS, Planner, Stop, questions_by_address, turns_of
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Pick
from reflectie.domain.table import table_of
from reflectie.domain.value import Value


class Session(Value, dict=True):
    """An exercise and what was made of it so far. ``opened`` are turns of *vraag door* not answered yet.

    ``earlier`` is the preparation on which an exercise looks back, when there is one; it is read only.
    """

    exercise: Exercise
    entry: Entry
    open_turns: Mapping[Address, str] = MappingProxyType({})
    preparation: tuple[Exercise, Entry] | None = None

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The plan: every stop in order, as things stand."""
        return tuple(
            Planner(self.entry_with_preparation, self.open_turns, self._usable_preparation).stops(
                self.exercise
            )
        )

    @property
    def entry_with_preparation(self) -> Entry:
        """What the addresses of stops lead to: the entry, and what the preparation says. Never to be kept."""
        return (
            plan.with_preparation(self.entry, self._usable_preparation[1])
            if self._usable_preparation
            else self.entry
        )

    @property
    def _usable_preparation(self) -> tuple[Exercise, Entry] | None:
        """The preparation, when its steps are those of the same pack: of another they may be anything."""
        same = self.preparation and self.preparation[0].pack == self.exercise.pack
        return self.preparation if same else None

    def stop_at(self, address: Address | None) -> Stop | None:
        return next((stop for stop in self.stops if stop.address == address), None)

    def stop_after(self, address: Address | None) -> Stop | None:
        """The next stop, the first one after no address, or None at the end.

        After a pick that was chosen meanwhile, and so is no stop any more, comes the first of its questions;
        after what content lost, the first stop of a later step.
        """
        stops = self.stops
        place = _index_of(stops, address)
        following = place + 1 if place >= 0 else self._replacement_index(stops, address)
        return stops[following] if following < len(stops) else None

    def stop_before(self, address: Address) -> Stop | None:
        stops = self.stops
        place = _index_of(stops, address)
        preceding = (place if place >= 0 else self._replacement_index(stops, address)) - 1
        return stops[preceding] if preceding >= 0 else None

    def _replacement_index(self, stops: tuple[Stop, ...], address: Address | None) -> int:
        """The place of what stands where an address stood that is no stop (any more)."""
        if address is None:
            return 0
        within = (i for i, stop in enumerate(stops) if _is_inside(stop.address, address))
        tops = enumerate(self.exercise.steps)
        top = next((n for n, step in tops if any(s.id == address.step for s in walk_steps((step,)))), -1)
        later = (i for i, stop in enumerate(stops) if stop.step_index > top)
        return next(within, next(later, len(stops)))

    def resume_stop(self) -> Stop | None:
        """Where to go on: the last position if content still has it, else the first stop left open."""
        stops = self.stops
        kept = {answer.address for answer in self.entry.answers}
        kept |= {placement.address for placement in self.entry.placements}
        asking = (stop for stop in stops if not isinstance(stop.step, KINDS_WITHOUT_ANSWER))
        unanswered = next((stop for stop in asking if stop.address not in kept), None)
        return self._last_position() or unanswered or (stops[-1] if stops else None)

    def _last_position(self) -> Stop | None:
        """The stop where the person was; somebody in a cell was at its table."""
        at = self.entry.position
        return (self.stop_at(at) or self.stop_at(table_of(at))) if at else None

    def pick_of(self, stop: Stop) -> Pick | None:
        """The pick from which this stop's question was chosen."""
        picks = (step for step in walk_steps(self.exercise.steps) if isinstance(step, Pick))
        return next((pick for pick in picks if pick.id == stop.address.step), None)

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entry=entry)

    def with_shown(self, shown: tuple[ShownQuestion, ...]) -> "Session":
        return replace(self, entry=self.entry.with_shown(shown))

    def can_ask_further(self, stop: Stop) -> bool:
        return isinstance(stop.step, Ask) and self.last_turn(stop) < MAX_TURNS

    def last_turn(self, stop: Stop) -> int:
        """The number of the last turn of *vraag door* under this question, 0 when there is none."""
        return max(
            turns_of(questions_by_address(self.entry, self.open_turns), stop.address.at_turn(0)), default=0
        )

    def with_next_turn(self, stop: Stop, question: str) -> tuple["Session", Address]:
        """The session with one more turn under this question, and the address of that turn.

        Ask ``can_deepen`` first: there is no room for more than ``TURNS``.
        """
        assert self.can_ask_further(stop)
        address = stop.address.at_turn(self.last_turn(stop) + 1)
        return replace(self, open_turns=MappingProxyType({**self.open_turns, address: question})), address


def _index_of(stops: tuple[Stop, ...], address: Address | None) -> int:
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _is_inside(inner: Address, outer: Address) -> bool:
    same = inner.step == outer.step
    return same and _is_path_prefix(inner.item, outer.item) and _is_path_prefix(inner.part, outer.part)


def _is_path_prefix(path: str, beginning: str) -> bool:
    return path == beginning or not beginning or path.startswith(f"{beginning}.")
