"""Preparing a meeting, and looking back on it."""

import datetime as dt

import pytest

from reflectie.domain.entry import SELF
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.opening import create_journal
from reflectie.journal.trails import list_trails
from reflectie.tui.common.dialogs import ListDialog, MessageDialog
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen, SeriesScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.steps.place_view import PlaceView

from .conftest import Start
from .meeting_helpers import (
    FIRST_QUESTION,
    LOOK_BACK_QUESTION,
    PREPARE,
    TUESDAY,
    YESTERDAY,
    create_meeting,
    fill_in_preparation,
    finish_preparation,
    open_page,
    wait_for_line,
    wait_for_visible_mark,
)
from .sample_entries import TODAY, make_entry
from .writer import StillClock, Writer

# Preparing -----------------------------------------------------------------------------------------


async def test_the_first_text_creates_an_entry_that_belongs_to_the_meeting(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    await open_page(writer, meeting)
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)
    assert await writer.entries() == []
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)
    await writer.writes("een begin")
    await writer.stops()
    await writer.reaches(MeetingScreen)
    saved = await writer.entry()
    assert (saved.meeting, saved.exercise) == (meeting.id, PREPARE)
    await writer.sees("voorbereiden 22 nov 2026 · verdergaan · nog open", "een begin")
    await writer.presses("escape")
    await writer.reaches(MeetingsScreen)
    assert writer.option_texts[1] == "regiotafel overmorgen · voorbereiding nog open"


async def test_only_a_past_meeting_can_be_looked_back_on(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "straks", TODAY + dt.timedelta(days=1)))
    await writer.sees("voorbereiden")
    await writer.does_not_see("terugkijken")
    writer.clock.passes(days=2)
    await writer.presses("escape", "enter")
    await writer.sees("terugkijken")


async def test_a_finished_preparation_opens_in_the_reader(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    saved = make_entry(1, "waarvoor", exercise=PREPARE, title="Een overleg voorbereiden", meeting=meeting.id)
    await writer.context.require_journal.save(saved, saved.answers)
    await open_page(writer, meeting)
    await writer.presses("enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("waarvoor", "overleg regiotafel")


async def test_a_preparation_is_shown_at_the_width_of_the_page(writer: Writer) -> None:
    await finish_preparation(writer, await create_meeting(writer, "regiotafel"))
    await writer.presses("l", "enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("gemeente")
    assert any("Mijn vraag: wat heb je nodig?" in row for row in writer.rows)


async def test_deleting_a_meeting_on_its_page_returns_to_the_list(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "regiotafel"))
    await writer.presses("x")
    await writer.reaches(ListDialog)
    await writer.presses("down", "enter")
    await writer.sees("Straks een overleg?")
    assert isinstance(writer.app.screen, MeetingsScreen)


async def test_each_other_person_has_a_line_below_the_same_poles(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    await open_page(writer, meeting)
    await writer.presses("enter")
    await fill_in_preparation(writer)
    await writer.sees("het bewezen maakbare", "gemeente", "school", "wijkteam")
    assert "●" not in writer.cells_of("#step")
    await writer.presses("end", "down", "home", "down", "down", "?")
    await writer.sees_saved()
    await writer.sees("wijkteam ?")
    saved = await writer.entry()
    assert {p.whose: p.value for p in saved.placements} == {SELF: 100, "gemeente": -100, "wijkteam": None}
    await writer.goes_on()
    await writer.goes_back()
    await wait_for_line(writer)
    assert [line.value for line in writer.widget(PlaceView).other_lines] == [-100, None, None]
    await writer.presses("tab", "backspace")
    await writer.sees_saved()
    saved = await writer.entry()
    assert {p.whose: p.value for p in saved.placements} == {SELF: 100, "wijkteam": None}
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    assert writer.cells_of("BalanceChart").count("●") == 1


async def test_others_can_be_placed_without_placing_yourself(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    await open_page(writer, meeting)
    await writer.presses("enter")
    await fill_in_preparation(writer, [["down", "down", "end"]])
    await writer.skips()
    saved = await writer.entry()
    assert [(p.whose, p.value) for p in saved.placements] == [("school", 100)]
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    assert "●" not in writer.cells_of("BalanceChart")


async def test_on_the_smallest_screen_every_line_can_be_scrolled_into_view(start: Start) -> None:
    writer = await start(size=(40, 15))
    meeting = await create_meeting(writer, "regiotafel")
    await open_page(writer, meeting)
    await writer.presses("enter")
    await fill_in_preparation(writer)
    await writer.sees("het bewezen maakbare")
    for name in ("gemeente", "school", "wijkteam"):
        await writer.presses("down", "right")
        await writer.sees(name, "het bewezen maakbare", "het nog ongrijpbare")
        await wait_for_visible_mark(writer)


async def test_unlocking_returns_to_the_same_stop(
    start: Start, folder: JournalFolder, clock: StillClock
) -> None:
    create_journal(folder, "een lang wachtwoord", clock).close()
    writer = await start(folder=folder, settings=Settings(code_offered=True))
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_home()
    await create_meeting(writer, "regiotafel", YESTERDAY)
    await writer.presses("o", "enter")
    await writer.reaches(MeetingScreen)
    await writer.presses("up", "enter")
    await fill_in_preparation(writer, [["right", "down", "end"]])
    await writer.sees_saved()
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await wait_for_line(writer)
    assert [line.value for line in writer.widget(PlaceView).other_lines] == [100, None, None]
    await writer.stops()
    await writer.is_home()
    await writer.presses("b")
    await writer.is_asked(LOOK_BACK_QUESTION)
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_asked(LOOK_BACK_QUESTION)
    assert writer.widget(PlaceView).own_line.origin == 0


async def test_marking_another_person_as_unknown_keeps_your_own_mark(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "regiotafel", TUESDAY))
    await writer.presses("enter")
    await fill_in_preparation(writer)
    writer.types_ahead("end", "down", "ctrl+g")
    await writer.sees("gemeente ?")
    await writer.goes_on()
    marks = {mark.whose: mark.value for mark in (await writer.entry()).placements}
    assert marks == {SELF: 100, "gemeente": None}


# Looking back --------------------------------------------------------------------------------------


async def test_the_home_screen_asks_to_look_back_and_both_marks_appear_on_the_trail(
    writer: Writer,
) -> None:
    await finish_preparation(writer, await create_meeting(writer, "regiotafel", TUESDAY, series="tafel"))
    await writer.does_not_see("Terugkijken")
    writer.clock.passes(days=3)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.sees("b Terugkijken", "regiotafel · gisteren")
    await writer.presses("b")
    await writer.is_asked(LOOK_BACK_QUESTION)
    view = writer.widget(PlaceView)
    assert (view.own_line.origin, [line.origin for line in view.other_lines]) == (-100, [None, 100, None])
    await writer.sees("school", "○")
    await writer.presses("end")
    await writer.sees("○ is waar je vooraf stond.")
    await writer.stops()
    await writer.is_home()
    await writer.does_not_see("b Terugkijken")
    line = next(row for row in writer.cells_of("BalanceChart").split("\n") if "├" in row).strip()
    assert line.startswith("├·")
    assert line.endswith("●┤")
    await writer.presses("g")
    await writer.is_asked(LOOK_BACK_QUESTION)
    assert writer.widget(PlaceView).own_line.origin == -100
    await writer.stops()
    await writer.presses("o", "enter")
    await writer.reaches(MeetingScreen)
    await writer.sees("terugkijken 25 nov 2026 · verdergaan")
    await writer.presses("end", "enter")
    await writer.reaches(SeriesScreen)
    path = writer.cells_of("TrailChart")
    moments = [row.split("├")[0].strip() for row in path.split("\n") if "├" in row]
    assert moments == ["24 nov 2026 vooraf", "24 nov 2026"], "the day of the meeting, not that of writing"
    assert path.count("●") == 2


async def test_the_preparation_is_shown_with_the_questions_of_a_look_back(writer: Writer) -> None:
    await finish_preparation(writer, await create_meeting(writer, "regiotafel", TUESDAY))
    writer.clock.passes(days=3)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.presses("b")
    await writer.is_asked(LOOK_BACK_QUESTION)
    while "Wat hoorde je toen je iets vroeg?" not in writer.words:
        await writer.goes_on()
    await writer.sees("In je voorbereiding:", "wat heb je nodig?")
    await writer.presses("f9")
    await writer.reaches(MessageDialog)
    await writer.sees("Een overleg voorbereiden")
    await writer.presses("end")
    await writer.sees("het nog ongrijpbare")
    await writer.presses("escape")
    await writer.sees("Wat hoorde je toen je iets vroeg?")


async def test_only_a_look_back_offers_its_preparation(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "regiotafel", TUESDAY))
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    await writer.does_not_see("je voorbereiding")
    await writer.presses("f9")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_a_finished_preparation_can_be_reopened_and_keeps_its_mark(writer: Writer) -> None:
    await finish_preparation(writer, await create_meeting(writer, "regiotafel", TUESDAY, series="tafel"))
    await writer.presses("l", "enter")
    await writer.reaches(ReaderScreen)
    await writer.presses("ctrl+n")
    await writer.sees("g verder hiermee")
    await writer.presses("g")
    await writer.reaches(RunnerScreen)
    await writer.is_asked(
        "Wat ben je bereid los te laten als het gesprek daarom vraagt? En wat houd je vast?"
    )  # left open
    await writer.goes_back()
    await wait_for_line(writer)
    await writer.presses("end")
    await writer.stops()
    await writer.sees("nog open", "g ga verder", "Ctrl+N klaar")
    marks = await writer.context.require_journal.call(list_trails)
    assert [mark.value for mark in marks] == [-100, 100]


async def test_one_key_turns_off_the_question_to_look_back(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", YESTERDAY)
    await writer.sees("b Terugkijken", "m: niet meer vragen")
    await writer.presses("m")
    await writer.does_not_see("b Terugkijken")
    writer.clock.passes(days=1)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.does_not_see("b Terugkijken")
    await open_page(writer, meeting)
    await writer.sees("niet meer vragen", "m weer vragen")
    await writer.presses("m")
    await writer.sees("m niet meer vragen")
    await writer.presses("escape", "escape")
    await writer.is_home()
    await writer.sees("Terugkijken")


async def test_the_home_screen_shows_the_next_meeting(writer: Writer) -> None:
    await writer.does_not_see("Binnenkort")
    await create_meeting(writer, "later", TODAY + dt.timedelta(days=20))
    await create_meeting(writer, "regiotafel", TODAY + dt.timedelta(days=3), hour=14)
    await writer.sees("o Binnenkort", "regiotafel · woensdag 25 november, 14:00 uur · nog niet voorbereid")
    await writer.presses("o")
    await writer.reaches(MeetingsScreen)
    current = writer.current_screen(MeetingsScreen).current_item
    assert current and current.meeting.name == "regiotafel"


@pytest.mark.parametrize(
    ("size", "menu"),
    [((80, 24), "F1 wat kan ik hier"), ((40, 15), "F1 meer"), ((120, 40), "F1 wat kan ik hier")],
)
async def test_the_home_screen_with_all_rows_still_shows_the_six_lines_and_the_menu_key(
    start: Start, size: tuple[int, int], menu: str
) -> None:
    writer = await start([make_entry(1, "half", days_ago=1, closed=None)], size=size)
    await create_meeting(writer, "regiotafel met een lange naam erbij", TODAY + dt.timedelta(days=9), hour=14)
    await create_meeting(writer, "gisteren", YESTERDAY)
    assert writer.cells_of("BalanceChart").count("├") == 6
    for row in ("#unfinished", "#coming", "#past"):
        assert writer.app.screen.query_one(row).region.bottom <= writer.current_screen(HomeScreen).size.height
    await writer.sees("w schrijven", menu, "gisteren")
