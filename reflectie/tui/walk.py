"""A session with the coach at hand: which stop comes now, and which when a person asks for another."""

from zlib import crc32

from reflectie.domain.entry import Shown
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import Pick, Question
from reflectie.tui.desk import Desk

OWN_CHOICE = "Deze vraag koos je zelf."


class Walk:
    """Holds the session of a runner; each way to move gives the stop to show, or None at the end."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self.session = session

    async def start(self) -> Stop | None:
        """The first stop of a new entry, or where an unfinished one was left."""
        entry = self.session.entry
        fresh = not entry.is_begun and entry.position is None
        return await self._arrived(self.session.after(None) if fresh else self.session.resumed())

    async def after(self, stop: Stop | None) -> Stop | None:
        """The next stop."""
        return await self._arrived(self.session.after(stop.address if stop else None))

    async def before(self, stop: Stop | None) -> Stop | None:
        """The stop before this one, or the last one before the end."""
        stops = self.session.stops
        last = stops[-1] if stops else None
        return await self._arrived(self.session.before(stop.address) if stop else last)

    async def _arrived(self, stop: Stop | None) -> Stop | None:
        """The stop itself; where it is a pick the coach chooses, and it is the first of the chosen."""
        if stop is None or not isinstance(stop.step, Pick):
            return stop
        chosen = await self._choose(stop.step)
        return self._first_of(chosen[0]) if chosen else None

    def deeper(self, stop: Stop) -> Stop | None:
        """A next open question under this one: another at each turn, the same when asked again."""
        probes = self._desk.library.probes
        turn = self.session.turns(stop)
        start = crc32(f"{self.session.entry.id}{stop.address.turned(0)}".encode())
        self.session, address = self.session.deepened(stop, probes[(start + turn) % len(probes)])
        return self.session.find(address)

    async def one_more(self, pick: Pick) -> Stop | None:
        """One more question of the coach's choice; None when all were shown."""
        chosen = await self._choose(pick, take=1)
        return self._first_of(chosen[0]) if chosen else None

    def chosen(self, pick: Pick, item: str) -> Stop | None:
        """The question that the person chose from the whole list."""
        shown = Shown(step=pick.id, item=item, reason=OWN_CHOICE)
        self.session = self.session.with_shown((shown,))
        return self._first_of(shown)

    def questions(self, pick: Pick) -> dict[str, str]:
        """The whole list, by id."""
        return {item.id: item.text for item in pick.items if isinstance(item, Question)}

    def reason(self, stop: Stop) -> str:
        """Why the coach chose the question of this stop."""
        at = stop.address
        mine = (s for s in self.session.entry.shown if (s.step, s.item) == (at.step, at.item))
        return next((shown.reason for shown in mine), "")

    async def _choose(self, pick: Pick, take: int | None = None) -> tuple[Shown, ...]:
        entry = self.session.entry
        coach = await self._desk.coach(entry)
        chosen = coach.choose(self.session.exercise, pick, entry, take)
        self.session = self.session.with_shown(chosen)
        return chosen

    def _first_of(self, shown: Shown) -> Stop | None:
        stops = self.session.stops
        return next((s for s in stops if (s.address.step, s.address.item) == (shown.step, shown.item)), None)
