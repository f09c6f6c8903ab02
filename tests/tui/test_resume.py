"""Leaving and resuming an entry: position, cursor and drafts; and entries without content."""

import asyncio
import threading

import pytest

from reflectie.domain.entry import Address, Draft
from reflectie.journal.journal import Journal
from reflectie.tui.home.home_screen import HomeScreen

from ..full_length import shortened
from .conftest import Start
from .sample_entries import make_entry
from .writer import Writer

WAYS = {
    "read": ("Een greep", []),
    "place": ("Een lijn", ["right"]),
    "ask": ("Een vraag", ["a", "b"]),
    "follow-up": ("Een vraag", ["a", "ctrl+n", "b"]),
    "turn": ("Een vraag", ["a", "f2", "b"]),
    "explore": ("Een lijn", ["right", "ctrl+n", "ctrl+n", "a"]),
    "explore, other side": ("Een lijn", ["right", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "a"]),
    "pick": ("Een greep", ["ctrl+n", "a", "ctrl+n", "b"]),
    "recognise": ("Herkennen", ["right", "ctrl+n", "space"]),
    "choose": ("Kiezen en aanvullen", ["down", "enter", "tab", "a"]),
    "each": ("Kiezen en aanvullen", ["enter", "ctrl+n", "a"]),
}


@pytest.mark.parametrize("kind", shortened(WAYS, {*WAYS} - {"ask", "place", "recognise", "explore"}))
async def test_resuming_returns_to_the_same_stop(writer: Writer, kind: str) -> None:
    title, keys = WAYS[kind]
    await writer.begins(title)
    await writer.presses(*keys)
    before, cells = writer.view.stop, writer.cells_of("#step")
    await writer.stops()
    assert isinstance(writer.app.screen, HomeScreen)
    if not keys:
        assert await writer.entries() == []
        return
    await writer.presses("g")
    await writer.is_asked(before.text)
    assert writer.view.stop == before
    await writer.settles()
    assert writer.cells_of("#step") == cells


async def test_resuming_restores_the_cursor(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een\ntwee\ndrie")
    await writer.presses("up", "home", "right")
    await writer.sees_saved()
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked("Wat knaagt er?")
    await writer.writes("!")
    assert writer.field.text == "een\nt!wee\ndrie"


async def test_a_draft_and_its_cursor_survive_a_crash(start: Start, writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("bijna af")
    await writer.presses("left", "left")
    await writer.writes("h")
    await writer.sees_saved()
    (summary,) = await writer.context.require_journal.call(Journal.summaries)
    saved = await writer.context.require_journal.call(Journal.entry, summary.id)
    drafts = await writer.context.require_journal.call(Journal.drafts, summary.id)
    assert saved.answers == ()
    again = await start([saved])
    for draft in drafts:
        again.context.require_journal.buffer_draft(saved, draft)
    await again.context.require_journal.flush()
    await again.presses("g")
    await again.is_asked("Wat knaagt er?")
    assert again.field.text == "bijna haf"
    await again.writes("!")
    assert again.field.text == "bijna h!af"


async def test_deleted_text_does_not_come_back(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("vast")
    await writer.goes_on()
    await writer.goes_back()
    await writer.writes("er")
    await writer.sees_saved()
    await writer.presses("backspace", "backspace")
    await writer.goes_on()
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked("En waar voel je dat?")
    await writer.goes_back()
    assert writer.field.text == "vast"


async def test_an_entry_whose_text_was_deleted_is_not_saved(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ab")
    await writer.sees_saved()
    await writer.presses("backspace", "backspace")
    await writer.stops()
    await writer.is_home()
    assert await writer.entries() == []
    await writer.does_not_see("Ga verder")


@pytest.mark.parametrize("keys", [[], ["ctrl+n"], ["ctrl+o", "ctrl+o", "ctrl+o", "enter"], ["f2", "f2"]])
async def test_an_entry_without_content_is_not_saved(writer: Writer, keys: list[str]) -> None:
    await writer.begins("Een vraag")
    await writer.presses(*keys)
    if not isinstance(writer.app.screen, HomeScreen):
        await writer.stops()
    assert await writer.entries() == []


async def test_enter_at_the_end_closes_the_entry_and_escape_does_not(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    for _ in range(3):
        await writer.goes_on()
    await writer.reaches_closing()
    await writer.stops()
    assert (await writer.entry()).is_open
    await writer.presses("g")
    await writer.goes_on()
    await writer.finishes()
    assert not (await writer.entry()).is_open
    assert isinstance(writer.app.screen, HomeScreen)
    await writer.does_not_see("Ga verder")


async def test_the_user_can_go_back_from_the_end(writer: Writer) -> None:
    await writer.begins("Een vraag")
    for _ in range(3):
        await writer.goes_on()
    await writer.goes_back()
    await writer.is_asked("En wie weet ervan?")


async def test_the_reader_closes_an_unfinished_entry(start: Start) -> None:
    writer = await start([make_entry(1, "half", closed=None, position=Address(step="begin"))])
    await writer.presses("l", "enter")
    await writer.sees("half", "Ctrl+N klaar", "ga verder")
    await writer.presses("ctrl+n")
    assert not (await writer.entry()).is_open
    await writer.does_not_see("klaar", "ga verder")
    await writer.presses("escape", "escape")
    await writer.does_not_see("Ga verder")


async def test_an_entry_can_be_resumed_from_the_logbook(start: Start) -> None:
    writer = await start([make_entry(1, "half", closed=None, position=Address(step="begin"))])
    await writer.presses("l", "enter", "g")
    await writer.is_asked("Wat knaagt er?")
    await writer.writes(" en heel")
    await writer.stops()
    await writer.sees("half en heel")


async def test_quitting_saves_the_text_on_the_screen(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("net voor het slapen")
    journal = writer.context.require_journal
    await writer.app.action_quit()
    (summary,) = await journal.call(Journal.summaries)
    assert summary.words == "net voor het slapen"


async def test_the_position_is_saved_when_a_stop_is_shown(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    await writer.goes_on()
    address = writer.view.stop.address
    await writer.settles()
    assert (await writer.entry()).position == address


async def test_moving_through_an_empty_entry_saves_nothing(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.goes_on()
    await writer.settles()
    assert await writer.entries() == []
    assert writer.status == ""


async def test_a_moved_cursor_is_saved_with_the_draft(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een twee")
    await writer.sees_saved()
    await writer.presses(*["left"] * 4)
    await writer.settles()
    (draft,) = await saved_drafts(writer)
    assert (draft.text, draft.cursor) == ("een twee", 4)


async def test_a_moved_cursor_in_saved_text_creates_no_draft(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een twee")
    await writer.goes_on()
    await writer.goes_back()
    await writer.presses(*["left"] * 4)
    await writer.settles()
    saved = await writer.entry()
    assert (saved.position, saved.cursor) == (writer.view.stop.address, 4)
    await writer.stops()
    assert await saved_drafts(writer) == ()


async def test_leaving_directly_after_a_key_leaves_no_draft(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.goes_on()
    await writer.goes_on()
    go = threading.Event()
    slow = asyncio.create_task(writer.context.require_journal.call(lambda _: go.wait(10)))
    writer.types_ahead("a", "b", "ctrl+n")
    await writer.settles(threads=False)
    go.set()
    await slow
    await writer.finishes()
    await writer.context.require_journal.flush()  # as at the end of the program
    assert [answer.text for answer in (await writer.entry()).answers] == ["ab"]
    assert await saved_drafts(writer) == ()


async def test_closing_an_entry_turns_drafts_of_other_questions_into_answers(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    await writer.goes_on()
    saved, stop = await writer.entry(), writer.view.stop
    await writer.goes_on()
    draft = Draft(address=stop.address, question=stop.text, text="van een ander venster")
    await writer.context.require_journal.call(Journal.save_draft, saved, draft)
    await writer.goes_on()
    await writer.finishes()
    assert [answer.text for answer in (await writer.entry()).answers] == ["ja", "van een ander venster"]
    assert await saved_drafts(writer) == ()


async def saved_drafts(writer: Writer) -> tuple[Draft, ...]:
    return await writer.context.require_journal.call(Journal.drafts, (await writer.entry()).id)
