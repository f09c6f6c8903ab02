"""Where somebody was when the journal was locked; nothing of what they wrote is in it."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.screen import Screen

from reflectie.domain.errors import GoneEntry
from reflectie.tui.desk import Desk

if TYPE_CHECKING:  # nobody has been anywhere yet when the program starts
    from reflectie.domain.entry import Entry
    from reflectie.domain.exercise import Exercise
    from reflectie.domain.session import Stop


class Place:
    """A stop of an exercise. An entry in which nothing was written or marked is kept nowhere else."""

    def __init__(self, exercise: "Exercise", entry: "Entry", stop: "Stop | None") -> None:
        from reflectie.domain.entry import Draft

        self.at = stop.address if stop else None
        self.turn: Draft | None = None
        """A turn of *vraag door*: as long as nothing is written on it, it is nowhere else either."""
        if stop and stop.address.turn:
            self.turn = Draft(address=stop.address, question=stop.text, text="")
        self._entry_id, self._exercise = entry.id, exercise
        self._blank = None if entry.is_begun else replace(entry, position=self.at)

    async def open(self, screen: Screen[Any], desk: Desk) -> None:
        """Shows it on top of this screen.

        Raises:
            GoneEntry: another window erased it.
        """
        from reflectie.tui.screens.runner import go_on, run

        try:
            await go_on(screen, desk, self._entry_id, self)
        except GoneEntry:
            if self._blank is None:
                raise
            drafts = (self.turn,) if self.turn else ()
            await run(screen, desk, self._exercise, self._blank, drafts, self.at)
