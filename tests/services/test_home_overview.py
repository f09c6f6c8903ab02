"""What Home shows, read without a screen."""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Address, Placement, ShownQuestion, new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Pole, TensionField
from reflectie.domain.step import Pick, Question
from reflectie.journal import meetings
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal
from reflectie.services.home_overview import QUESTION_OF_THE_DAY, home_overview

from .conftest import FREE, NOW, TODAY, SaveEntry

DAILY = Exercise(
    id=QUESTION_OF_THE_DAY,
    title="Vraag van de dag",
    steps=(
        Pick(
            id="greep",
            take=1,
            items=(Question(id="rust", text="Waar was rust?"), Question(id="moed", text="Waar was moed?")),
        ),
    ),
)


def test_an_empty_journal_shows_only_the_question_of_the_day(journal: Journal, library: Library) -> None:
    overview = home_overview(journal, replace(library, exercises=(*library.exercises, DAILY)), NOW)
    assert overview.question_text in {"Waar was rust?", "Waar was moed?"}
    assert (overview.placements, overview.unfinished, overview.next_meeting) == ((), None, None)
    assert overview.unfinished_label(NOW) == ""
    assert not overview.lacks_recovery_code


def test_without_such_an_exercise_there_is_no_question(journal: Journal, library: Library) -> None:
    overview = home_overview(journal, library, NOW)
    assert (overview.question, overview.question_text) == (None, "")


def test_a_question_that_was_answered_makes_room_for_tomorrows(journal: Journal) -> None:
    library = Library(exercises=(DAILY,))
    question = home_overview(journal, library, NOW).question
    assert question is not None
    _show(journal, question)
    assert home_overview(journal, library, NOW).question_text == ""
    assert _item(journal, library, NOW) is None
    assert _item(journal, library, NOW + dt.timedelta(days=1)) != question.item


def test_the_picture_is_explained_on_the_first_day_with_marks(journal: Journal) -> None:
    left, right = Pole(name="ik", gloss="x"), Pole(name="wij²", gloss="y")
    field = TensionField(id="sv5", left=left, right=right, number=5)
    exercise = Exercise(id="sv5", title="x", steps=(), fields=(field,))
    assert "wij² betekent" in home_overview(journal, Library(exercises=(exercise,)), NOW).picture_hint
    without = replace(exercise, fields=(replace(field, right=left),))
    assert "wij²" not in home_overview(journal, Library(exercises=(without,)), NOW).picture_hint
    mark = Placement(
        address=Address(step="nu"),
        field="sv5",
        left="ik",
        right="wij²",
        aspect=Aspect.NOW,
        value=3,
        day=TODAY,
    )
    journal.save(new_entry(exercise, NOW), placements=[mark])
    first_day = home_overview(journal, Library(exercises=(exercise,)), NOW).picture_hint
    assert "wij² betekent" in first_day and "Met 1 tot 6" not in first_day
    tomorrow = NOW + dt.timedelta(days=1)
    assert home_overview(journal, Library(exercises=(exercise,)), tomorrow).picture_hint == ""


def _show(journal: Journal, question: ShownQuestion) -> None:
    entry = new_entry(DAILY, NOW).with_shown((question,))
    journal.save(entry, entry.answers)


def _item(journal: Journal, library: Library, now: dt.datetime) -> str | None:
    question = home_overview(journal, library, now).question
    return question.item if question else None


def test_the_open_entry_is_shown_with_its_meeting_and_time(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel", TODAY + dt.timedelta(days=1))
    save_entry("half", FREE, meeting=meeting.id, closed=None)
    overview = home_overview(journal, library, NOW)
    assert overview.unfinished is not None
    assert overview.unfinished_label(NOW).startswith(f"{FREE.name} · tafel · ")
    assert overview.next_meeting is not None
    assert overview.next_meeting.meeting == meeting


def test_a_missing_recovery_code_is_noticed(
    journal: Journal, library: Library, folder: JournalFolder
) -> None:
    create_journal(folder, "een lange zin die ik onthoud", lambda: NOW).close()
    assert home_overview(journal, library, NOW, folder=folder).lacks_recovery_code
