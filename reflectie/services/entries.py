"""Load entries together with their drafts, and the preparation of a meeting."""

from reflectie.domain import entry
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.meeting import latest_preparation
from reflectie.journal.journal import Journal


def load_entry_with_drafts(journal: Journal, entry_id: str) -> Entry:
    """The entry as a person would find it on opening it again: drafts in the place of older text."""
    return entry.with_drafts(journal.entry(entry_id), journal.drafts(entry_id))


def load_preparation(opened: Journal, library: Library, meeting_id: str) -> tuple[Exercise, Entry] | None:
    """The last preparation of a meeting; None when there is none."""
    line = latest_preparation(opened.summaries(meeting=meeting_id), library, meeting_id)
    exercise = library.exercise(line.exercise) if line else None
    return (exercise, load_entry_with_drafts(opened, line.id)) if line and exercise else None
