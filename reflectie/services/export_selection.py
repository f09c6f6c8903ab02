"""What of the journal an export holds, and the log that is read for it."""

from msgspec.structs import replace

from reflectie.domain.entry import SELF, Entry
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.domain.exercise import Library
from reflectie.domain.value import Value
from reflectie.export.document import Log
from reflectie.journal.archive_store import read_archive
from reflectie.journal.find_entries import filtered_entry_ids
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import list_meetings, list_series
from reflectie.journal.situations import list_situations
from reflectie.services.entries import load_entry_with_drafts


class Selection(Value):
    """Which entries: those that match ``criteria`` and, if there are any ``entries``, only these ids.

    With ``shared_only`` an entry keeps only the answers that are marked for sharing. ``include_bin`` adds the
    bin to a complete archive of everything.
    """

    criteria: EntryFilter = EVERY_ENTRY
    entries: tuple[str, ...] = ()
    shared_only: bool = False
    include_bin: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out, except perhaps the bin."""
        return replace(self, include_bin=False) == Selection()

    def entry_ids(self, journal: Journal) -> tuple[str, ...]:
        """Return the ids of the selected entries, newest day first."""
        found = filtered_entry_ids(journal, self.criteria)
        return tuple(entry_id for entry_id in found if not self.entries or entry_id in self.entries)


EVERYTHING = Selection()


def collect_log(journal: Journal, library: Library, selection: Selection = EVERYTHING) -> Log:
    """Return the selected entries as the user would find them, and what they belong to."""
    archived = read_archive(journal, entry_ids={*selection.entry_ids(journal)}).entries
    entries = (
        load_entry_with_drafts(journal, library, entry.id) if entry.drafts else entry.latest
        for entry in archived
    )
    selected = map(_shared_part, entries) if selection.shared_only else entries
    return _log_of(tuple(selected), journal, library, selection)


def collect_archive(journal: Journal, library: Library, selection: Selection = EVERYTHING) -> Log:
    """Return the selected entries with all their versions.

    Without a choice all situations, meetings and series are in it too, also those that no entry belongs to.
    """
    if selection.is_everything:
        archive = read_archive(journal, selection.include_bin)
        return Log(archive.entries, archive.situations, archive.meetings, archive.series, library)
    archive = read_archive(journal, entry_ids={*selection.entry_ids(journal)})
    return _log_of(archive.entries, journal, library, selection)


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


def _shared_part(entry: Entry) -> Entry:
    """Return an entry with only the answers that are shared and the own marks with them, in no situation."""
    answers = tuple(answer for answer in entry.answers if answer.shared)
    shared = {answer.address for answer in answers}
    own = tuple(mark for mark in entry.placements if mark.whose == SELF and mark.address in shared)
    return replace(entry, answers=answers, placements=own, situation=None)
