"""How a meeting was prepared: the entry, whole, and the exercise with which it was made."""

from reflectie.cli.whole import whole
from reflectie.domain.around import preparation
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.journal.store import Journal


def prepared(opened: Journal, library: Library, meeting_id: str) -> tuple[Exercise, Entry] | None:
    """The last preparation of a meeting; None when there is none."""
    line = preparation(opened.summaries(meeting=meeting_id), library, meeting_id)
    exercise = library.exercise(line.exercise) if line else None
    return (exercise, whole(opened, line.id)) if line and exercise else None
