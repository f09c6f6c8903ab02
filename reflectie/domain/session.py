"""An exercise with its entry: the stops that follow from the answers so far."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.earlier_answers import with_preparation
from reflectie.domain.entry import Address, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Aspect, Role, is_for_roles
from reflectie.domain.plan import Planner, Stop
from reflectie.domain.situation import Situation
from reflectie.domain.step import Draw, Pick
from reflectie.domain.table import table_of
from reflectie.domain.value import Value


class Session(Value, dict=True):
    """An exercise and the entry so far. ``open_turns`` are further turns without an answer yet.

    ``preparation`` is the exercise and entry to which a look back refers; it is only read. ``opened`` are the
    ids of the parts that the user opened. ``roles`` are those of the user; None shows what is for any role.
    ``earlier_placements`` are the user's own in other entries, as ``journal.trails`` lists them.
    ``situations`` are those to choose from. ``shifts`` are the marks as the user moved them while
    exploring a side; they are never saved.
    """

    exercise: Exercise
    entry: Entry
    open_turns: Mapping[Address, str] = MappingProxyType({})
    preparation: tuple[Exercise, Entry] | None = None
    opened: frozenset[str] = frozenset()
    roles: frozenset[Role] | None = None
    earlier_placements: tuple[Placement, ...] = ()
    situations: tuple[Situation, ...] = ()
    shifts: Mapping[Address, int] = MappingProxyType({})

    @cached_property
    def all_stops(self) -> tuple[Stop, ...]:
        """The stops of the short route and of every part, given the answers so far.

        A part for another role has no stops, unless the user began it. Computed once per session value.
        """
        planner = Planner(self.entry_with_preparation, self.open_turns, self._usable_preparation, self.roles)
        stops = tuple(planner.stops(self.exercise))
        for_others = {part.id for part in self.exercise.parts if not is_for_roles(part.roles, self.roles)}
        hidden = for_others - self.opened - _begun_parts(self, stops)
        return tuple(stop for stop in stops if stop.part not in hidden)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the short route and of the parts that were opened, in order."""
        return tuple(stop for stop in self.all_stops if not stop.part or stop.part in self.open_parts)

    @cached_property
    def open_parts(self) -> frozenset[str]:
        """The parts that the user opened, and those in which the entry has something or was left."""
        return self.opened | _begun_parts(self, self.all_stops)

    def with_part(self, part: str) -> "Session":
        """The session in which a part is open; "" is the short route, which always is."""
        return replace(self, opened=self.opened | {part}) if part else self

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

    @cached_property
    def natures(self) -> Mapping[str, Placement]:
        """The latest mark by nature in other entries, by field."""
        return {p.field: p for p in self.earlier_placements if p.aspect is Aspect.NATURE}

    def stop_at(self, address: Address | None) -> Stop | None:
        return next((stop for stop in self.stops if stop.address == address), None)

    def stop_with(self, address: Address) -> Stop | None:
        """The stop that asks for the answer at this address, which may be that of its mark by nature."""
        return next((stop for stop in self.stops if address in stop.addresses), None)

    def drawing_at(self, address: Address | None) -> Stop | None:
        """The stop with the drawing at this address."""
        drawings = (stop for stop in self.all_stops if isinstance(stop.step, Draw))
        return next((stop for stop in drawings if stop.address == address), None)

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


def _begun_parts(session: Session, stops: Iterable[Stop]) -> frozenset[str]:
    """The parts of these stops in which the entry has something or was left."""
    position = session.entry.position
    used = session.entry.answered_addresses | session.open_turns.keys() | ({position} if position else set())
    used |= {table for address in used if (table := table_of(address))}
    return frozenset(stop.part for stop in stops if not used.isdisjoint(stop.addresses))


def _side_address(stop: Stop) -> Address:
    """The address of the side of ``explore`` to which a stop belongs."""
    return replace(stop.address, part=stop.address.part.rpartition(".")[0])
