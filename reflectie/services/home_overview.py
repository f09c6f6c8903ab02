"""What the home screen shows, read from the journal in one call."""

import datetime as dt

from reflectie.domain.coach import Coach, question_key
from reflectie.domain.dates import relative_day
from reflectie.domain.entry import EntrySummary, Placement, ShownQuestion, new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Role
from reflectie.domain.step import Pick, Question
from reflectie.domain.value import Value
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.recovery_code import lacks_recovery_code
from reflectie.journal.trails import list_trails
from reflectie.services.meeting_overview import MeetingOverview, meeting_title, next_and_last
from reflectie.services.question_choice import load_coach

QUESTION_OF_THE_DAY = "vraag-van-de-dag"
"""The exercise from which the question of the day is chosen."""


_PICTURE_HINT = "Elke lijn loopt tussen twee kanten die allebei iets waard zijn."

_HOW_TO_BEGIN = "Met 1 tot 6 zet je er je teken op."

_WE_SQUARED, _WE_SQUARED_HINT = "wij²", "wij² betekent: samen vinden wat niemand alleen vindt."


class HomeOverview(Value):
    """The latest placements, the open entry, the question of the day, and the meetings around today."""

    placements: tuple[Placement, ...] = ()
    picture_hint: str = ""
    """What the picture is, on the first day with marks; empty once there is a meeting."""
    unfinished: EntrySummary | None = None
    """The open entry that was changed last."""
    unfinished_meeting: str = ""
    """The name of the meeting of that entry, if any."""
    question: ShownQuestion | None = None
    question_text: str = ""
    next_meeting: MeetingOverview | None = None
    last_meeting: MeetingOverview | None = None
    """The last meeting without a look back."""
    lacks_recovery_code: bool = False

    def unfinished_label(self, now: dt.datetime) -> str:
        """The title and meeting of the open entry and when it was changed; empty when there is none."""
        if self.unfinished is None:
            return ""
        changed = (self.unfinished.changed or self.unfinished.begun).astimezone(now.tzinfo)
        changed_label = f"{relative_day(changed.date(), now.date())} {changed:%H:%M}"
        return " · ".join(filter(None, (self.unfinished.title, self.unfinished_meeting, changed_label)))


def home_overview(
    journal: Journal,
    library: Library,
    now: dt.datetime,
    roles: frozenset[Role] = frozenset(),
    folder: JournalFolder | None = None,
    day: dt.date | None = None,
) -> HomeOverview:
    """Read everything that the home screen shows.

    ``folder`` is None for a journal in memory. ``day`` is that to which writing belongs, by default today.
    """
    day = day or now.date()
    placements = list_trails(journal)
    unfinished = next(iter(journal.summaries(limit=1, open_only=True)), None)
    coach = load_coach(journal, day, roles, placements)
    question, question_text = _question_of_the_day(coach, library, now)
    next_meeting, last_meeting = next_and_last(journal, library, now)
    has_meeting = bool(next_meeting or last_meeting)
    return HomeOverview(
        placements=placements,
        picture_hint="" if has_meeting else _picture_hint(library, placements, day),
        unfinished=unfinished,
        unfinished_meeting=meeting_title(journal, unfinished.meeting) if unfinished else "",
        question=question,
        question_text=question_text,
        next_meeting=next_meeting,
        last_meeting=last_meeting,
        lacks_recovery_code=lacks_recovery_code(folder),
    )


def _picture_hint(library: Library, placements: tuple[Placement, ...], today: dt.date) -> str:
    """Say on the first day what the lines are, in the words of the poles that need it."""
    if any(placement.day != today for placement in placements):
        return ""
    poles = {pole.name for field in library.core_fields for pole in (field.left, field.right)}
    how, we = "" if placements else _HOW_TO_BEGIN, _WE_SQUARED_HINT if _WE_SQUARED in poles else ""
    return " ".join(filter(None, (_PICTURE_HINT, how, we)))


def _question_of_the_day(
    coach: Coach, library: Library, now: dt.datetime
) -> tuple[ShownQuestion | None, str]:
    """Return a question with its text; None when one was answered today, or the content has none."""
    exercise = library.exercise(QUESTION_OF_THE_DAY)
    pick = next((step for step in exercise.steps if isinstance(step, Pick)), None) if exercise else None
    if exercise is None or pick is None or _has_shown_today(coach, exercise, pick):
        return None, ""
    chosen = coach.choose(exercise, pick, new_entry(exercise, now), count=1)
    item = pick.item(chosen[0].item) if chosen else None
    return (chosen[0], item.text) if isinstance(item, Question) else (None, "")


def _has_shown_today(coach: Coach, exercise: Exercise, pick: Pick) -> bool:
    """Whether an entry of today has a question of this pick. One that was only looked at is not saved."""
    keys = (question_key(exercise, pick, item) for item in pick.items)
    return any(coach.last_shown.get(key) == coach.day for key in keys)
