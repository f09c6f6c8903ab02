"""An exercise with its entry, and the moves from stop to stop."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.duration import minutes_for
from reflectie.domain.entry import Address, Entry, ShownQuestion
from reflectie.domain.exercise import Exercise, walk_steps
from reflectie.domain.field import Role
from reflectie.domain.labels import FOLLOW_UPS_TITLE
from reflectie.domain.plan import (
    FOLLOW_UPS,
    MAX_TURNS,
    Planner,
    Stop,
    questions_by_address,
    turns_of,
)
from reflectie.domain.preparation import with_preparation
from reflectie.domain.situation import Situation
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Draw, Pick, Step
from reflectie.domain.table import table_of
from reflectie.domain.value import Value


class OfferedPart(Value):
    """A part as the closing offers it: its title, about how long it takes, and whether it was begun."""

    id: str
    title: str
    minutes: int
    is_open: bool = False


class Session(Value, dict=True):
    """An exercise and the entry so far. ``open_turns`` are further turns without an answer yet.

    ``preparation`` is the exercise and entry to which a look back refers; it is only read. ``opened`` are the
    ids of the parts that the user opened. ``roles`` are those of the user; None shows what is for any role.
    ``natures`` are the marks by nature in earlier entries, by field. ``situations`` are those to choose from.
    ``shifts`` are the marks as the user moved them while exploring a side; they are never saved.
    """

    exercise: Exercise
    entry: Entry
    open_turns: Mapping[Address, str] = MappingProxyType({})
    preparation: tuple[Exercise, Entry] | None = None
    opened: frozenset[str] = frozenset()
    roles: frozenset[Role] | None = None
    natures: Mapping[str, int | None] = MappingProxyType({})
    situations: tuple[Situation, ...] = ()
    shifts: Mapping[Address, int] = MappingProxyType({})

    @cached_property
    def all_stops(self) -> tuple[Stop, ...]:
        """The stops of the short route and of every part, given the answers so far.

        Computed once per session value.
        """
        planner = Planner(self.entry_with_preparation, self.open_turns, self._usable_preparation, self.roles)
        return tuple(planner.stops(self.exercise))

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the short route and of the parts that were opened, in order."""
        return tuple(stop for stop in self.all_stops if not stop.part or stop.part in self._open_parts)

    @cached_property
    def _open_parts(self) -> frozenset[str]:
        """The parts that the user opened, and those in which the entry has something or was left."""
        used = self._answered | self.open_turns.keys()
        used |= {self.entry.position} if self.entry.position else set()
        used |= {table for address in used if (table := table_of(address))}
        begun = (stop.part for stop in self.all_stops if not used.isdisjoint(stop.addresses))
        return self.opened.union(begun)

    @property
    def _answered(self) -> set[Address]:
        """Every address with an answer, also one that was skipped, or with a placement."""
        return {a.address for a in self.entry.answers} | {p.address for p in self.entry.placements}

    @property
    def parts(self) -> tuple[OfferedPart, ...]:
        """The parts that have something to walk, in order."""
        stops: dict[str, list[Stop]] = {}
        for stop in self.all_stops:
            if stop.part:
                stops.setdefault(stop.part, []).append(stop)
        titles = {part.id: part.title for part in self.exercise.parts}
        return tuple(
            OfferedPart(
                id=part,
                title=titles.get(part, FOLLOW_UPS_TITLE),
                minutes=minutes_for(_steps_of(part, found, self.exercise), self.roles),
                is_open=part in self._open_parts,
            )
            for part, found in stops.items()
        )

    def with_part(self, part: str) -> "Session":
        return replace(self, opened=self.opened | {part})

    def first_stop_of(self, part: str) -> Stop | None:
        """The first question of a part without an answer, or else its first stop."""
        stops = [stop for stop in self.all_stops if stop.part == part]
        answered = self._answered
        if all(stop.address not in answered for stop in stops):
            return next(iter(stops), None)
        return self._first_unanswered(stops) or stops[0]

    def _first_unanswered(self, stops: Iterable[Stop]) -> Stop | None:
        answered = self._answered
        questions = (stop for stop in stops if not isinstance(stop.step, KINDS_WITHOUT_ANSWER))
        return next((stop for stop in questions if stop.address not in answered), None)

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

    def stop_with(self, address: Address) -> Stop | None:
        """The stop that asks for the answer at this address, which may be that of its mark by nature."""
        return next((stop for stop in self.stops if address in stop.addresses), None)

    def drawing_at(self, address: Address | None) -> Stop | None:
        """The stop with the drawing at this address."""
        drawings = (stop for stop in self.all_stops if isinstance(stop.step, Draw))
        return next((stop for stop in drawings if stop.address == address), None)

    def stop_after(self, address: Address | None) -> Stop | None:
        """The next stop; the first one after None, and None at the end of the short route or of a part.

        After a pick that has been resolved since, it is the first question chosen. After a step that content
        no longer has, it is the first stop of a later step.
        """
        stops = self.stops
        index = _index_of(stops, address)
        if index < 0:
            return next(iter(stops[self._replacement_index(address) :]), None)
        following = next(iter(stops[index + 1 :]), None)
        return following if following and following.part == stops[index].part else None

    def stop_before(self, address: Address) -> Stop | None:
        """The stop before this one; None at the start of the short route or of a part."""
        stops = self.stops
        index = _index_of(stops, address)
        index = index if index >= 0 else self._replacement_index(address)
        if not 0 < index <= len(stops):
            return None
        part = stops[index].part if index < len(stops) else ""
        return stops[index - 1] if stops[index - 1].part == part else None

    def _replacement_index(self, address: Address | None) -> int:
        """The index of the stop that takes the place of an address that is not a stop."""
        if address is None:
            return 0
        inside = (i for i, stop in enumerate(self.stops) if _is_inside(stop.address, address))
        steps = enumerate(self.exercise.steps)
        step_index = next((n for n, s in steps if any(i.id == address.step for i in walk_steps((s,)))), -1)
        later = (i for i, s in enumerate(self.stops) if s.step_index > step_index and not s.part)
        return next(inside, next(later, len(self.stops)))

    def resume_stop(self) -> Stop | None:
        """Where to resume: the last position if content still has it, or else the first unanswered stop.

        None is the closing, for an entry without a position in which every question has an answer.
        """
        return self._last_position() or self._first_unanswered(self.stops)

    def _last_position(self) -> Stop | None:
        """The stop where the user was; for a cell that is its table."""
        position = self.entry.position
        return (self.stop_at(position) or self.stop_at(table_of(position))) if position else None

    def pick_of(self, stop: Stop) -> Pick | None:
        """The pick that shows the question of this stop."""
        return next((pick for pick in self.exercise.picks if pick.id == stop.pick), None)

    def with_entry(self, entry: Entry) -> "Session":
        return replace(self, entry=entry)

    def with_shown(self, shown: tuple[ShownQuestion, ...]) -> "Session":
        return replace(self, entry=self.entry.with_shown(shown))

    def with_shift(self, stop: Stop, value: int) -> "Session":
        """The session with the mark moved on the side that a stop explores."""
        return replace(self, shifts=MappingProxyType({**self.shifts, _side_address(stop): value}))

    def shift_at(self, stop: Stop) -> int | None:
        """Where the user moved the mark on the side that a stop explores."""
        return self.shifts.get(_side_address(stop))

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


def _side_address(stop: Stop) -> Address:
    """The address of the side of ``explore`` to which a stop belongs."""
    return replace(stop.address, part=stop.address.part.rpartition(".")[0])


def _steps_of(part: str, stops: Iterable[Stop], exercise: Exercise) -> Iterator[Step]:
    """The steps from which the minutes of a part are computed."""
    if part.endswith(FOLLOW_UPS):
        yield from (stop.step for stop in stops)
        return
    for step in next(step.steps for step in exercise.parts if step.id == part):
        yield replace(step, items=exercise.source_of(step).items) if isinstance(step, Pick) else step


def _index_of(stops: tuple[Stop, ...], address: Address | None) -> int:
    """The index of the stop with this address, or -1."""
    return next((i for i, stop in enumerate(stops) if stop.address == address), -1)


def _is_inside(inner: Address, outer: Address) -> bool:
    is_same_step = inner.step == outer.step
    return is_same_step and _starts_with(inner.item, outer.item) and _starts_with(inner.part, outer.part)


def _starts_with(path: str, start: str) -> bool:
    return path == start or not start or path.startswith(f"{start}.")
