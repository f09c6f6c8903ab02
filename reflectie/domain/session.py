"""An exercise with its entry, and the moves from stop to stop."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.entry import Address, Entry, ShownQuestion
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.plan import MAX_TURNS, Planner, Stop, questions_by_address, turns_of, with_preparation
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Pick
from reflectie.domain.table import table_of
from reflectie.domain.value import Value


class Session(Value, dict=True):
    """An exercise and the entry so far. ``open_turns`` are further turns without an answer yet.

    ``preparation`` is the exercise and entry to which a look back refers; it is only read.
    """

    exercise: Exercise
    entry: Entry
    open_turns: Mapping[Address, str] = MappingProxyType({})
    preparation: tuple[Exercise, Entry] | None = None

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """Every stop in order, given the answers so far. Computed once per session value."""
        planner = Planner(self.entry_with_preparation, self.open_turns, self._usable_preparation)
        return tuple(planner.stops(self.exercise))

    @property
    def entry_with_preparation(self) -> Entry:
        """The entry with the answers of the preparation, to look up addresses of stops. Never save it."""
        preparation = self._usable_preparation
        return with_preparation(self.entry, preparation[1]) if preparation else self.entry

    @property
    def _usable_preparation(self) -> tuple[Exercise, Entry] | None:
        """The preparation if it is of the same pack; step ids of another pack mean nothing here."""
        is_same_pack = self.preparation and self.preparation[0].pack == self.exercise.pack
        return self.preparation if is_same_pack else None

    def stop_at(self, address: Address | None) -> Stop | None:
        return next((stop for stop in self.stops if stop.address == address), None)

    def stop_after(self, address: Address | None) -> Stop | None:
        """The next stop; the first one after None, and None at the end.

        After a pick that has been resolved since, it is the first question chosen. After a step that content
        no longer has, it is the first stop of a later step.
        """
        stops = self.stops
        index = _index_of(stops, address)
        following = index + 1 if index >= 0 else self._replacement_index(address)
        return stops[following] if following < len(stops) else None

    def stop_before(self, address: Address) -> Stop | None:
        stops = self.stops
        index = _index_of(stops, address)
        preceding = (index if index >= 0 else self._replacement_index(address)) - 1
        return stops[preceding] if preceding >= 0 else None

    def _replacement_index(self, address: Address | None) -> int:
        """The index of the stop that takes the place of an address that is not a stop."""
        if address is None:
            return 0
        inside = (i for i, stop in enumerate(self.stops) if _is_inside(stop.address, address))
        steps = enumerate(self.exercise.steps)
        step_index = next((n for n, s in steps if any(i.id == address.step for i in walk_steps((s,)))), -1)
        later = (i for i, stop in enumerate(self.stops) if stop.step_index > step_index)
        return next(inside, next(later, len(self.stops)))

    def resume_stop(self) -> Stop | None:
        """Where to resume: the last position if content still has it, or else the first unanswered stop."""
        answered = {answer.address for answer in self.entry.answers}
        answered |= {placement.address for placement in self.entry.placements}
        questions = (stop for stop in self.stops if not isinstance(stop.step, KINDS_WITHOUT_ANSWER))
        unanswered = next((stop for stop in questions if stop.address not in answered), None)
        return self._last_position() or unanswered or (self.stops[-1] if self.stops else None)

    def _last_position(self) -> Stop | None:
        """The stop where the user was; for a cell that is its table."""
        position = self.entry.position
        return (self.stop_at(position) or self.stop_at(table_of(position))) if position else None

    def pick_of(self, stop: Stop) -> Pick | None:
        """The pick from which the question of this stop was chosen."""
        picks = (step for step in walk_steps(self.exercise.steps) if isinstance(step, Pick))
        return next((pick for pick in picks if pick.id == stop.address.step), None)

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entry=entry)

    def with_shown(self, shown: tuple[ShownQuestion, ...]) -> "Session":
        return replace(self, entry=self.entry.with_shown(shown))

    def can_ask_further(self, stop: Stop) -> bool:
        return isinstance(stop.step, Ask) and self.last_turn(stop) < MAX_TURNS

    def last_turn(self, stop: Stop) -> int:
        """The number of the last further turn under this question, or 0."""
        questions = questions_by_address(self.entry, self.open_turns)
        return max(turns_of(questions, stop.address.at_turn(0)), default=0)

    def with_next_turn(self, stop: Stop, question: str) -> tuple["Session", Address]:
        """The session with one more turn under this question, and the address of that turn.

        Only call this when ``can_ask_further`` is true.
        """
        assert self.can_ask_further(stop)
        address = stop.address.at_turn(self.last_turn(stop) + 1)
        return replace(self, open_turns=MappingProxyType({**self.open_turns, address: question})), address


def _index_of(stops: tuple[Stop, ...], address: Address | None) -> int:
    """The index of the stop with this address, or -1."""
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _is_inside(inner: Address, outer: Address) -> bool:
    is_same_step = inner.step == outer.step
    return is_same_step and _starts_with(inner.item, outer.item) and _starts_with(inner.part, outer.part)


def _starts_with(path: str, start: str) -> bool:
    return path == start or not start or path.startswith(f"{start}.")
