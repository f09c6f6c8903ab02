"""The first start: roles and a placement that are chosen before there is a journal."""

from msgspec.structs import replace

from reflectie.domain.entry import new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Role
from reflectie.domain.moves import stop_after
from reflectie.domain.responses import Response, change_for
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.services.context import Context

FIRST_FIELD_NUMBER = 4
"""The field "doorgaan en vertragen", which needs no explanation."""


class FirstPlacement:
    """The session of the first field and its stop at which the user places a mark.

    A placement that was kept before is in the session: the user went back and came again.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        exercise = _first_exercise(context.library)
        kept = next(iter(context.unsaved_first_entries), None)
        entry = kept or new_entry(exercise, context.clock(), day=context.day_of_writing)
        self.session = Session(exercise=exercise, entry=entry)
        self.stop = next(stop for stop in self.session.stops if isinstance(stop.step, Place))

    def keep(self, response: Response) -> None:
        """Hold the placement in memory, in place of an earlier one; a placement is optional.

        The entry continues at the stop after the placement, so that nothing is asked twice.
        """
        entry = change_for(self.stop, self.session.entry, response).apply_to(self.session.entry)
        following = stop_after(self.session.with_entry(entry), self.stop.address) or self.stop
        entry = replace(entry, position=following.address)
        self._context.unsaved_first_entries[:] = [entry] if entry.has_content else []


def _first_exercise(library: Library) -> Exercise:
    """The exercise of the first field; the built-in one when a pack took its place away."""
    offered = (*library.exercises, *library.hidden)
    return next(exercise for exercise in offered if exercise.core_number == FIRST_FIELD_NUMBER)


def choose_first_roles(context: Context, roles: tuple[Role, ...]) -> None:
    """Hold the roles in memory until there is a journal."""
    context.settings = replace(context.settings, roles=roles)


async def save_first_start(context: Context) -> str | None:
    """Save, once, what was chosen before there was a journal. Without a journal it stays in memory.

    Returns:
        The id of the entry with the placement; None when nothing was placed.

    Raises:
        CannotWrite: the disk refuses; what is not saved yet stays in memory.
    """
    journal, entries = context.journal, context.unsaved_first_entries
    if journal is None:
        return None
    if context.settings.roles:
        context.save_settings(context.settings)
    for entry in entries:
        await journal.save(entry, entry.answers, entry.placements)
    entry_id = entries[-1].id if entries else None
    entries.clear()
    return entry_id
