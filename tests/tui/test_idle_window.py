"""A second window in which nothing was done changes nothing, whatever the first one did meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Draft, Entry
from reflectie.journal.bin import erase_entries, move_to_bin, summaries_in_bin
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_journal
from reflectie.tui.common.dialogs import MessageDialog
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .conftest import Start
from .values import entry, said
from .writer import StillClock, Writer, key_event

PASSWORD = "een lange zin die ik onthoud"
QUESTION = "Wat knaagt er?"
HALF = Draft(address=Address(step="begin"), question=QUESTION, text="half", cursor=4)

Act = Callable[[Journal, Entry], object]


def goes_on(journal: Journal, one: Entry) -> None:
    journal.save(one, [said("half en meer")])


def closes(journal: Journal, one: Entry) -> None:
    goes_on(journal, one)
    journal.save(replace(journal.entry(one.id), closed=one.begun))


def throws_away(journal: Journal, one: Entry) -> None:
    closes(journal, one)
    move_to_bin(journal, one.id)


def erases(journal: Journal, one: Entry) -> None:
    throws_away(journal, one)
    erase_entries(journal, [one.id])


def everything(journal: Journal) -> object:
    """All but where somebody is in an entry."""
    return [
        (
            replace(journal.entry(line.id), position=None, cursor=None),
            journal.revisions(line.id),
            line.deleted,
        )
        for line in (*journal.summaries(), *summaries_in_bin(journal))
    ]


def _said(one: Entry) -> Entry:
    return replace(one, position=None, cursor=None)


@pytest.fixture
def first(folder: JournalFolder, clock: StillClock) -> Iterator[Journal]:
    """The first window, with half an answer at the first question."""
    create_journal(folder, PASSWORD, clock).close()
    journal = open_journal(folder, PASSWORD, clock)
    journal.save_draft(_entry(), HALF)
    yield journal
    journal.close()


def _entry() -> Entry:
    return entry(closed=None)


async def _idle(start: Start, folder: JournalFolder) -> Writer:
    """The second window, at the same question."""
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("g Ga verder")
    await writer.presses("g")
    await writer.is_asked(QUESTION)
    await writer.sees("half")
    return writer


@pytest.mark.parametrize("act", [goes_on, closes, throws_away, erases])
@pytest.mark.parametrize(
    "keys", [["escape"], ["ctrl+n"], ["ctrl+n", "escape"], ["f3"], ["left", "escape"], ["ctrl+l"]]
)
async def test_leaving_it_changes_nothing(
    start: Start, folder: JournalFolder, first: Journal, act: Act, keys: list[str]
) -> None:
    writer = await _idle(start, folder)
    act(first, _entry())
    before = everything(first)
    await writer.presses(*keys)
    await writer.settles()
    if not isinstance(writer.app.screen, RunnerScreen) and writer.desk.journal:
        await writer.desk.require_journal.flush()
    assert everything(first) == before


@pytest.mark.parametrize("keys", [["ctrl+n"], ["ctrl+o"], ["f2"]])
async def test_going_on_takes_over_text_that_still_stands(
    start: Start, folder: JournalFolder, first: Journal, keys: list[str]
) -> None:
    writer = await _idle(start, folder)
    await writer.presses(*keys)
    await writer.until(lambda: bool(first.entry(_entry().id).answers))
    assert [answer.text for answer in first.entry(_entry().id).answers] == ["half"]
    assert first.drafts(_entry().id) == ()


@pytest.mark.parametrize("act", [closes, throws_away, erases])
async def test_klaar_brings_nothing_back(
    start: Start, folder: JournalFolder, first: Journal, act: Act
) -> None:
    writer = await _idle(start, folder)
    act(first, _entry())
    before = everything(first)
    while "Dit was de laatste vraag." not in writer.words:
        await writer.goes_on()
    await writer.finishes()
    await writer.is_home()
    assert everything(first) == before


async def test_what_the_first_one_kept_is_shown_on_coming_back(
    start: Start, folder: JournalFolder, first: Journal
) -> None:
    writer = await _idle(start, folder)
    goes_on(first, _entry())
    await writer.goes_on()
    await writer.goes_back()
    await writer.is_asked(QUESTION)
    assert writer.field.text == "half en meer"


async def test_what_the_first_one_kept_is_shown_after_unlocking(
    start: Start, folder: JournalFolder, first: Journal
) -> None:
    writer = await _idle(start, folder)
    goes_on(first, _entry())
    await writer.presses("ctrl+l")
    await writer.sees("wachtwoord")
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_asked(QUESTION)
    assert writer.field.text == "half en meer"


@pytest.mark.parametrize(
    ("keys", "is_told", "is_closed"),
    [
        (["z"], True, False),
        (["x"], True, False),
        (["g"], True, False),
        (["g"], True, True),
        (["e"], False, True),
        (["b", "enter"], False, False),  # the page may go before the word is said
        (["s"], False, False),
    ],
)
async def test_the_page_of_what_was_erased_goes_and_makes_no_new_entry(
    start: Start, folder: JournalFolder, first: Journal, keys: list[str], is_told: bool, is_closed: bool
) -> None:
    (closes if is_closed else goes_on)(first, _entry())
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("l logboek")
    await writer.presses("l", "enter")
    await writer.until(lambda: isinstance(writer.app.screen, ReaderScreen))
    await writer.sees("half en meer")
    erases(first, _entry())
    await writer.presses(*keys)
    if is_told:
        await writer.sees("Deze reflectie is er niet meer")
    elif keys == ["s"]:
        await writer.sees("Bij welke situatie hoort dit?")
        await writer.writes("Zaak")
        writer.app.post_message(key_event("enter"))  # without a wait for widgets that are about to go
    if isinstance(writer.app.screen, MessageDialog):
        await writer.presses("escape")
    await writer.until(lambda: isinstance(writer.app.screen, LogbookScreen), "the Logboek")
    assert everything(first) == []
