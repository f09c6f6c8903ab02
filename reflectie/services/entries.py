"""Load entries with what was typed in them."""

from contextlib import suppress

from reflectie.domain.draft_change import change_from_drafts, open_turns
from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.domain.errors import NotFound, entry_erased
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.meeting import latest_preparation
from reflectie.domain.session import Session
from reflectie.domain.situation import Situation
from reflectie.journal.entry_details import set_shared
from reflectie.journal.journal import Journal
from reflectie.journal.situations import get_situation, move_entry_to_situation


def load_entry_with_drafts(journal: Journal, library: Library, entry_id: str) -> Entry:
    """Return an entry as the user would find it when opening it: drafts replace older text."""
    entry = journal.entry(entry_id)
    drafts = journal.drafts(entry_id)
    if not drafts:
        return entry
    session = load_draft_session(journal, library, entry, drafts)
    return change_from_drafts(session, drafts).apply_to(entry)


def load_draft_session(
    journal: Journal, library: Library, entry: Entry, drafts: tuple[Draft, ...]
) -> Session:
    """Return the session from which follows what these drafts of an entry change."""
    exercise = library.exercise(entry.exercise)
    unknown = Exercise(id=entry.exercise, title=entry.title, steps=())  # its drafts are only text
    return Session(
        exercise=exercise or unknown,
        entry=entry,
        open_turns=open_turns(drafts),
        preparation=preparation_for(journal, library, entry),
    )


def load_preparation(journal: Journal, library: Library, meeting_id: str) -> tuple[Exercise, Entry] | None:
    """Return the newest preparation of a meeting with its drafts, or None."""
    summary = latest_preparation(journal.summaries(meeting=meeting_id), library, meeting_id)
    exercise = library.exercise(summary.exercise) if summary else None
    return (exercise, load_entry_with_drafts(journal, library, summary.id)) if summary and exercise else None


def preparation_for(journal: Journal, library: Library, entry: Entry) -> tuple[Exercise, Entry] | None:
    """Return the preparation that a look back refers to; None for any other entry."""
    exercise = library.exercise(entry.exercise)
    if exercise is None or exercise.meeting is not MeetingPhase.LOOK_BACK or entry.meeting is None:
        return None
    return load_preparation(journal, library, entry.meeting)


def situation_of(journal: Journal, entry: Entry) -> Situation | None:
    """Return the situation of an entry, or None. A situation merged meanwhile counts as none."""
    with suppress(NotFound):
        return get_situation(journal, entry.situation) if entry.situation else None
    return None


def move_saved_entry(journal: Journal, entry_id: str, situation_id: str | None) -> None:
    """Move an entry that was saved before to a situation, or to none.

    Raises:
        NotFound: another program erased the entry, or there is no situation with this id.
    """
    if not move_entry_to_situation(journal, entry_id, situation_id):
        raise entry_erased()


def answers_under(entry: Entry, address: Address) -> tuple[Answer, ...]:
    """Return the answer to a question, and its choices."""
    answer = entry.answer(address)
    return (*([answer] if answer else []), *entry.choices(address))


def is_shared(entry: Entry, address: Address) -> bool:
    """Whether the answer to a question is marked to share."""
    return any(answer.shared for answer in answers_under(entry, address))


def toggle_answer_shared(journal: Journal, entry_id: str, address: Address) -> bool:
    """Mark the answer to a question to share, or make it private again.

    Returns:
        Whether there was a saved answer.

    Raises:
        NotFound: there is no entry with this id.
    """
    entry = journal.entry(entry_id)
    addresses = [answer.address for answer in answers_under(entry, address)]
    set_shared(journal, entry_id, addresses, not is_shared(entry, address))
    return bool(addresses)
