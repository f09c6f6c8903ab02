"""What of the journal an export holds, and the log that is read for it."""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.archive import Archive
from reflectie.domain.entry import SELF, Entry, EntrySummary
from reflectie.domain.exercise import Library
from reflectie.domain.step import Place
from reflectie.domain.value import Value
from reflectie.export.document import Log
from reflectie.journal.archive_store import read_archive
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import list_meetings, list_series
from reflectie.journal.situations import list_situations
from reflectie.services.entries import load_entry_with_drafts


class Selection(Value):
    """Which entries: of a period with both its ends, and each other part only if it is not empty.

    ``fields`` and ``exercises`` are ids, of which an entry must have one; ``entries`` are the only ids. With
    ``shared_only`` an entry keeps only the answers that are marked for sharing. ``include_bin`` adds the bin
    to a complete archive.
    """

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max
    fields: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    shared_only: bool = False
    include_bin: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out, except perhaps the bin."""
        return replace(self, include_bin=False) == Selection()

    def matches(self, summary: EntrySummary | Entry) -> bool:
        """Whether an entry belongs to it, apart from its fields."""
        wanted = (
            (self.exercises, summary.exercise),
            (self.situations, summary.situation),
            (self.meetings, summary.meeting),
            (self.entries, summary.id),
        )
        return self.first <= summary.day <= self.last and all(not ids or own in ids for ids, own in wanted)


EVERYTHING = Selection()


def collect_log(journal: Journal, library: Library, selection: Selection = EVERYTHING) -> Log:
    """Return the selected entries as the user would find them, and what they belong to."""
    summaries = filter(selection.matches, journal.summaries())
    entries = (load_entry_with_drafts(journal, library, summary.id) for summary in summaries)
    return _log_of(
        tuple(
            _shared_part(entry) if selection.shared_only else entry
            for entry in entries
            if _has_field(entry, library, selection.fields)
        ),
        journal,
        library,
        selection,
    )


def collect_archive(journal: Journal, library: Library, selection: Selection = EVERYTHING) -> Log:
    """Return the selected entries with all their versions.

    Without a choice all situations, meetings and series are in it too, also those that no entry belongs to.
    """
    archive: Archive = read_archive(journal, selection.include_bin)
    if selection.is_everything:
        return Log(archive.entries, archive.situations, archive.meetings, archive.series, library)
    entries = tuple(
        entry
        for entry in archive.entries
        if selection.matches(entry) and _has_field(entry, library, selection.fields)
    )
    return _log_of(entries, journal, library, selection)


def _log_of(entries: tuple[Entry, ...], journal: Journal, library: Library, selection: Selection) -> Log:
    """Return entries with the situations, meetings and series that they belong to."""
    kept = tuple(entry for entry in entries if not selection.shared_only or entry.has_content)
    situation_ids = {entry.situation for entry in kept}
    meeting_ids = {entry.meeting for entry in kept}
    meetings = tuple(meeting for meeting in list_meetings(journal) if meeting.id in meeting_ids)
    series_ids = {meeting.series for meeting in meetings}
    return Log(
        kept,
        tuple(situation for situation in list_situations(journal) if situation.id in situation_ids),
        meetings,
        tuple(series for series in list_series(journal) if series.id in series_ids),
        library,
    )


def _has_field(entry: Entry, library: Library, fields: tuple[str, ...]) -> bool:
    """Whether an entry has a mark on one of these fields, or its exercise asks for one."""
    if not fields:
        return True
    exercise = library.exercise(entry.exercise)
    asked = (step.field for step in exercise.steps if isinstance(step, Place)) if exercise else ()
    return not {*fields}.isdisjoint({placement.field for placement in entry.placements} | {*asked})


def _shared_part(entry: Entry) -> Entry:
    """Return an entry with only the answers that are shared and the own marks with them, in no situation."""
    answers = tuple(answer for answer in entry.answers if answer.shared)
    shared = {answer.address for answer in answers}
    own = tuple(mark for mark in entry.placements if mark.whose == SELF and mark.address in shared)
    return replace(entry, answers=answers, placements=own, situation=None)
