"""A screen in which nothing was entered does not overwrite what another program changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from reflectie.domain.entry import Address, Draft
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.journal import meetings
from reflectie.journal.bin import erase_entries, list_revisions, move_to_bin, summaries_in_bin
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_journal
from reflectie.tui.cards.card_screen import CardFileDialog, CardScreen
from reflectie.tui.common.dialogs import ListDialog, MessageDialog
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..full_length import shortened
from .conftest import Start
from .sample_entries import make_answer, make_entry
from .writer import StillClock, Writer, key_event

PASSWORD = "een lange zin die ik onthoud"
QUESTION = "Wat knaagt er?"
DRAFT = Draft(address=Address(step="begin"), question=QUESTION, text="half", cursor=4)
ENTRY = make_entry(closed=None)

ChangeEntry = Callable[[Journal], object]


def answer(journal: Journal) -> None:
    journal.save(ENTRY, [make_answer("half en meer")])


def close(journal: Journal) -> None:
    answer(journal)
    journal.save(replace(journal.entry(ENTRY.id), closed=ENTRY.begun))


def delete(journal: Journal) -> None:
    close(journal)
    move_to_bin(journal, ENTRY.id)


def erase(journal: Journal) -> None:
    delete(journal)
    erase_entries(journal, [ENTRY.id])


def content(journal: Journal) -> object:
    """All entries and revisions, without the positions of the user."""
    return [
        (
            replace(journal.entry(summary.id), position=None, cursor=None),
            list_revisions(journal, summary.id),
            summary.deleted,
        )
        for summary in (*journal.summaries(), *summaries_in_bin(journal))
    ]


@pytest.fixture
def other(folder: JournalFolder, clock: StillClock) -> Iterator[Journal]:
    """Another program on a journal with a draft at the first question."""
    create_journal(folder, PASSWORD, clock).close()
    journal = open_journal(folder, PASSWORD, clock)
    journal.save_draft(ENTRY, DRAFT)
    yield journal
    journal.close()


async def test_only_what_is_typed_after_an_erasing_comes_back(
    start: Start, folder: JournalFolder, other: Journal
) -> None:
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("g Ga verder")
    await writer.presses("g")
    await writer.is_asked(QUESTION)
    await writer.writes(" gewist")
    await writer.goes_on()
    erase(other)
    await writer.writes("nog steeds hier")
    await writer.stops()
    await writer.is_home()
    (saved,) = other.summaries()
    assert [answer.text for answer in other.entry(saved.id).answers] == ["nog steeds hier"]


async def _open_draft(start: Start, folder: JournalFolder) -> Writer:
    """A user who sees the draft and has not changed it."""
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("g Ga verder")
    await writer.presses("g")
    await writer.is_asked(QUESTION)
    await writer.sees("half")
    return writer


@pytest.mark.parametrize("change", shortened([answer, close, delete, erase], [answer, erase]))
@pytest.mark.parametrize(
    "keys",
    shortened(
        [["escape"], ["ctrl+n"], ["ctrl+n", "escape"], ["f3"], ["left", "escape"], ["ctrl+l"]],
        [["escape"], ["ctrl+n"], ["ctrl+l"]],
    ),
)
async def test_leaving_an_unchanged_draft_changes_nothing(
    start: Start, folder: JournalFolder, other: Journal, change: ChangeEntry, keys: list[str]
) -> None:
    writer = await _open_draft(start, folder)
    change(other)
    before = content(other)
    await writer.presses(*keys)
    await writer.settles()
    if not isinstance(writer.app.screen, RunnerScreen) and writer.context.journal:
        await writer.context.require_journal.flush()
    assert content(other) == before


@pytest.mark.parametrize("keys", [["ctrl+n"], ["ctrl+o"], ["f2"]])
async def test_going_on_makes_an_answer_of_a_draft_that_is_still_there(
    start: Start, folder: JournalFolder, other: Journal, keys: list[str]
) -> None:
    writer = await _open_draft(start, folder)
    await writer.presses(*keys)
    await writer.until(lambda: bool(other.entry(ENTRY.id).answers))
    assert [answer.text for answer in other.entry(ENTRY.id).answers] == ["half"]
    assert other.drafts(ENTRY.id) == ()


@pytest.mark.parametrize("change", [close, delete, erase])
async def test_finishing_does_not_bring_an_entry_back(
    start: Start, folder: JournalFolder, other: Journal, change: ChangeEntry
) -> None:
    writer = await _open_draft(start, folder)
    change(other)
    before = content(other)
    while not writer.is_at_closing:
        await writer.goes_on()
    await writer.finishes()
    await writer.is_home()
    assert content(other) == before


async def test_going_back_shows_what_the_other_program_saved(
    start: Start, folder: JournalFolder, other: Journal
) -> None:
    writer = await _open_draft(start, folder)
    answer(other)
    await writer.goes_on()
    await writer.goes_back()
    await writer.is_asked(QUESTION)
    assert writer.field.text == "half en meer"


async def test_unlocking_shows_what_the_other_program_saved(
    start: Start, folder: JournalFolder, other: Journal
) -> None:
    writer = await _open_draft(start, folder)
    answer(other)
    await writer.presses("ctrl+l")
    await writer.sees("wachtwoord")
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_asked(QUESTION)
    assert writer.field.text == "half en meer"


@pytest.mark.parametrize(
    ("keys", "shows_message", "is_closed"),
    [
        (["ctrl+n"], True, False),
        (["x", "down", "enter"], True, False),
        (["g"], True, False),
        (["g"], True, True),
        (["e"], False, True),
        (["=", "enter"], True, False),
        (["s"], True, False),
    ],
)
async def test_the_page_of_an_erased_entry_closes_and_creates_no_entry(
    start: Start, folder: JournalFolder, other: Journal, keys: list[str], shows_message: bool, is_closed: bool
) -> None:
    (close if is_closed else answer)(other)
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
    await writer.presses("l", "enter")
    await writer.until(lambda: isinstance(writer.app.screen, ReaderScreen))
    await writer.sees("half en meer")
    erase(other)
    await writer.presses(*keys)
    if keys == ["s"]:
        await writer.sees("Bij welke situatie hoort dit?")
        await writer.writes("Zaak")
        writer.app.post_message(key_event("enter"))  # without waiting for widgets that are about to go
    if shows_message:
        await writer.sees("Deze reflectie is er niet meer")
    if isinstance(writer.app.screen, MessageDialog):
        await writer.presses("escape")
    await writer.until(lambda: isinstance(writer.app.screen, LogbookScreen), "the logbook")
    assert content(other) == []


async def test_a_card_whose_entry_was_erased_is_still_saved(
    start: Start, folder: JournalFolder, other: Journal, tmp_path: Path
) -> None:
    prepared = replace(ENTRY, exercise="kern:overleg-voorbereiden", answers=(make_answer("wonen", "opgave"),))
    other.save(prepared, prepared.answers)
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
    await writer.opens_screen(CardScreen(writer.context, ENTRY.id))
    await writer.presses("c")
    await writer.reaches(ListDialog)
    erase(other)
    await writer.presses("down", "enter")
    await writer.reaches(CardFileDialog)
    writer.widget(Input).value = str(tmp_path / "kaart.txt")
    await writer.presses("enter")
    await writer.is_home()
    assert "wonen" in (tmp_path / "kaart.txt").read_text()


async def test_a_preparation_begins_when_its_meeting_was_deleted_meanwhile(
    start: Start, folder: JournalFolder, other: Journal, library: Library
) -> None:
    meeting = meetings.create_meeting(other, "regiotafel")
    (exercise,) = library.for_meeting(MeetingPhase.PREPARE)
    second = replace(exercise, id="proef:tweede", title="Op mijn manier")
    writer = await start(folder=folder, content=replace(library, exercises=(*library.exercises, second)))
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
    await writer.opens_screen(MeetingScreen(writer.context, meeting.id))
    await writer.presses("enter")
    await writer.reaches(ListDialog)
    meetings.delete_meeting(other, meeting.id)
    await writer.presses("down", "enter")
    await writer.reaches(RunnerScreen)
    await writer.writes("wonen")
    await writer.stops()
    await writer.is_home()
    (entry,) = [entry for entry in await writer.entries() if entry.exercise == second.id]
    assert (entry.meeting, [answer.text for answer in entry.answers]) == (None, ["wonen"])
