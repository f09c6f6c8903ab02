"""The first entry: a placement that is made before there is a journal."""

from msgspec.structs import replace

from reflectie.domain.entry import new_entry
from reflectie.domain.responses import Response, change_for
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.services.context import Context

FIRST_FIELD_NUMBER = 4
"""The field "doorgaan en vertragen", which needs no explanation."""


class FirstPlacement:
    """The session of the first field and its stop at which the user places a mark."""

    def __init__(self, context: Context) -> None:
        self._context = context
        exercise = next(e for e in context.library.exercises if e.core_number == FIRST_FIELD_NUMBER)
        self.session = Session(exercise=exercise, entry=new_entry(exercise, context.clock()))
        self.stop = next(stop for stop in self.session.stops if isinstance(stop.step, Place))

    def keep(self, response: Response) -> None:
        """Hold the placement in memory, in place of an earlier one; a placement is optional."""
        entry = replace(self.session.entry, position=self.stop.address)
        entry = change_for(self.stop, entry, response).apply_to(entry)
        self._context.unsaved_first_entries[:] = [entry] if entry.has_content else []


async def save_first_entries(context: Context) -> None:
    """Save what was placed before there was a journal, once. Without a journal it stays in memory.

    Raises:
        CannotWrite: the disk refuses; what is not saved yet stays in memory.
    """
    if journal := context.journal:
        for entry in context.unsaved_first_entries:
            await journal.save(entry, entry.answers, entry.placements)
        context.unsaved_first_entries.clear()
