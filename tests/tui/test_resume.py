"""Stopping and taking up again: at the same place, with the same text; and leaving no trace of nothing."""

import asyncio
import threading

import pytest

from reflectie.domain.entry import Address, Draft
from reflectie.journal.journal import Journal
from reflectie.tui.home.home_screen import HomeScreen

from .conftest import Start
from .values import entry
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


@pytest.mark.parametrize("kind", WAYS)
async def test_stopping_and_going_on_comes_back_to_the_same_place(writer: Writer, kind: str) -> None:
    title, keys = WAYS[kind]
    await writer.begins(title)
    await writer.presses(*keys)
    before, stage = writer.view.stop, writer.part("#stage")
    await writer.stops()
    assert isinstance(writer.app.screen, HomeScreen)
    if not keys:
        assert await writer.entries() == []
        return
    await writer.presses("g")
    await writer.is_asked(before.text)
    assert writer.view.stop == before
    await writer.settles()
    assert writer.part("#stage") == stage


async def test_the_cursor_stands_where_it_stood(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een\ntwee\ndrie")
    await writer.presses("up", "home", "right")
    await writer.is_kept()
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked("Wat knaagt er?")
    await writer.writes("!")
    assert writer.field.text == "een\nt!wee\ndrie"


async def test_a_draft_comes_back_after_a_crash_with_its_cursor(start: Start, writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("bijna af")
    await writer.presses("left", "left")
    await writer.writes("h")
    await writer.is_kept()
    (summary,) = await writer.desk.require_journal.call(Journal.summaries)
    kept = await writer.desk.require_journal.call(Journal.entry, summary.id)
    drafts = await writer.desk.require_journal.call(Journal.drafts, summary.id)
    assert kept.answers == ()
    again = await start([kept])
    for draft in drafts:
        again.desk.require_journal.buffer_draft(kept, draft)
    await again.desk.require_journal.flush()
    await again.presses("g")
    await again.is_asked("Wat knaagt er?")
    assert again.field.text == "bijna haf"
    await again.writes("!")
    assert again.field.text == "bijna h!af"


async def test_text_that_was_taken_away_again_does_not_come_back(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("vast")
    await writer.goes_on()
    await writer.goes_back()
    await writer.writes("er")
    await writer.is_kept()
    await writer.presses("backspace", "backspace")
    await writer.goes_on()
    await writer.stops()
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked("En waar voel je dat?")
    await writer.goes_back()
    assert writer.field.text == "vast"


async def test_a_word_that_was_taken_away_leaves_no_trace(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ab")
    await writer.is_kept()
    await writer.presses("backspace", "backspace")
    await writer.stops()
    await writer.is_home()
    assert await writer.entries() == []
    await writer.does_not_see("Ga verder")


@pytest.mark.parametrize("keys", [[], ["ctrl+n"], ["ctrl+o", "ctrl+o", "ctrl+o", "enter"], ["f2", "f2"]])
async def test_an_entry_without_a_word_leaves_no_trace(writer: Writer, keys: list[str]) -> None:
    await writer.begins("Een vraag")
    await writer.presses(*keys)
    if not isinstance(writer.app.screen, HomeScreen):
        await writer.stops()
    assert await writer.entries() == []


async def test_klaar_closes_and_esc_at_the_end_does_not(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    for _ in range(3):
        await writer.goes_on()
    await writer.sees("Dit was de laatste vraag.")
    await writer.stops()
    assert (await writer.entry()).is_open
    await writer.presses("g")
    await writer.goes_on()
    await writer.finishes()
    assert not (await writer.entry()).is_open
    assert isinstance(writer.app.screen, HomeScreen)
    await writer.does_not_see("Ga verder")


async def test_one_can_go_back_from_the_end(writer: Writer) -> None:
    await writer.begins("Een vraag")
    for _ in range(3):
        await writer.goes_on()
    await writer.goes_back()
    await writer.is_asked("En wie weet ervan?")


async def test_laat_zo_closes_what_was_open(start: Start) -> None:
    writer = await start([entry(1, "half", closed=None, position=Address(step="begin"))])
    await writer.presses("l", "enter")
    await writer.sees("half", "laat zo", "ga verder")
    await writer.presses("z")
    assert not (await writer.entry()).is_open
    await writer.does_not_see("laat zo", "ga verder")
    await writer.presses("escape", "escape")
    await writer.does_not_see("Ga verder")


async def test_going_on_from_the_journal(start: Start) -> None:
    writer = await start([entry(1, "half", closed=None, position=Address(step="begin"))])
    await writer.presses("l", "enter", "g")
    await writer.is_asked("Wat knaagt er?")
    await writer.writes(" en heel")
    await writer.stops()
    await writer.sees("half en heel")


async def test_quitting_keeps_what_stands_on_the_screen(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("net voor het slapen")
    journal = writer.desk.require_journal
    for action in (writer.app.action_quit,):
        await action()
    (summary,) = await journal.call(Journal.summaries)
    assert summary.words == "net voor het slapen"


async def test_the_stop_one_came_to_is_kept_before_anything_is_written_there(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    await writer.goes_on()
    here = writer.view.stop.address
    await writer.settles()
    assert (await writer.entry()).position == here


async def test_coming_to_a_stop_of_nothing_yet_leaves_no_trace(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.goes_on()
    await writer.settles()
    assert await writer.entries() == []
    assert writer.status == ""


async def test_a_cursor_that_only_moves_is_kept_with_the_working_text(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een twee")
    await writer.is_kept()
    await writer.presses(*["left"] * 4)
    await writer.settles()
    (draft,) = await drafts(writer)
    assert (draft.text, draft.cursor) == ("een twee", 4)


async def test_a_cursor_that_only_moves_in_kept_text_makes_no_working_text(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een twee")
    await writer.goes_on()
    await writer.goes_back()
    await writer.presses(*["left"] * 4)
    await writer.settles()
    kept = await writer.entry()
    assert (kept.position, kept.cursor) == (writer.view.stop.address, 4)
    await writer.stops()
    assert await drafts(writer) == ()


async def test_a_last_word_and_on_at_once_leaves_no_working_text(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.goes_on()
    await writer.goes_on()
    go = threading.Event()
    slow = asyncio.create_task(writer.desk.require_journal.call(lambda _: go.wait(10)))
    writer.hits("a", "b", "ctrl+n")
    await writer.settles(threads=False)
    go.set()
    await slow
    await writer.finishes()
    await writer.desk.require_journal.flush()  # as closing does
    assert [answer.text for answer in (await writer.entry()).answers] == ["ab"]
    assert await drafts(writer) == ()


async def test_working_text_at_another_question_is_an_answer_once_the_entry_is_closed(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("ja")
    await writer.goes_on()
    kept, there = await writer.entry(), writer.view.stop
    await writer.goes_on()
    draft = Draft(address=there.address, question=there.text, text="van een ander venster")
    await writer.desk.require_journal.call(Journal.save_draft, kept, draft)
    await writer.goes_on()
    await writer.finishes()
    assert [answer.text for answer in (await writer.entry()).answers] == ["ja", "van een ander venster"]
    assert await drafts(writer) == ()


async def drafts(writer: Writer) -> tuple[Draft, ...]:
    return await writer.desk.require_journal.call(Journal.drafts, (await writer.entry()).id)
