"""Keys that come in one burst are handled in order, or dropped where their screen is gone."""

import pytest
from textual.widgets import OptionList

from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.help.action_menu import ActionMenu
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen

from ..full_length import shortened
from .locking import frequent_idle_checks, is_at_unlock, locked_folder, unlock, unlocked
from .meeting_helpers import create_meeting
from .writer import Writer

__all__ = ["frequent_idle_checks", "locked_folder", "unlocked"]  # fixtures

BURSTS = {
    "the menu and three times Enter": ["ctrl+p", "enter", "enter", "enter"],
    "the menu, a letter and a page up": ["ctrl+p", "s", "pageup"],
    "the menu, a letter and a page down": ["ctrl+p", "s", "pagedown", "pagedown"],
    "the menu, closed three times": ["ctrl+p", "escape", "escape", "escape"],
    "a result that is chosen while the search goes on": ["n", "down", "tab", "enter", "z", "q", "x", "enter"],
    "a form, filled in and left": ["o", "n", "x", "enter", "enter", "enter", "escape", "escape"],
    "an exercise, begun and left": ["1", "ctrl+n", "escape", "escape", "1", "escape"],
    "a list, opened and left": ["l", "enter", "escape", "escape", "escape", "l"],
    "the settings, one after the other": ["s", "down", "enter", "down", "enter", "escape", "escape"],
}


@pytest.mark.parametrize("burst", BURSTS.values(), ids=BURSTS)
@pytest.mark.parametrize("turns", shortened([1, 3], [3]))
async def test_no_burst_ends_the_program(writer: Writer, burst: list[str], turns: int) -> None:
    for key in burst * turns:
        writer.types_ahead(key)
    await writer.settles()
    for _ in range(12):
        if isinstance(writer.app.screen, HomeScreen):
            break
        await writer.presses("escape")
    assert isinstance(writer.app.screen, HomeScreen)


async def test_enter_opens_the_row_that_the_keys_before_it_went_to(writer: Writer) -> None:
    meetings = [await create_meeting(writer, name) for name in ("eerste", "tweede")]
    await writer.presses("o")
    await writer.reaches(MeetingsScreen)
    writer.types_ahead("down", "enter")
    await writer.reaches(MeetingScreen)
    await writer.sees(meetings[1].name)
    await writer.presses("escape", "escape", "i", "c")
    await writer.reaches(ExportScreen)
    writer.types_ahead("down", "down", "down", "enter")
    await writer.sees("Tot en met welke dag?")


async def test_what_is_typed_right_after_the_menu_is_searched_in_it(writer: Writer) -> None:
    for key in ("ctrl+p", *"logb"):
        writer.types_ahead(key)
    await writer.settles()
    assert isinstance(writer.app.screen, ActionMenu)
    await writer.sees("logboek")
    assert "logb" in writer.words


async def test_a_key_that_comes_through_the_screen_below_waits_for_a_new_screen(writer: Writer) -> None:
    app = writer.app

    async def open_and_move() -> None:
        app.action_menu()
        await app.run_action("move('down')", app.screen)

    await writer.program.run(open_and_move())
    await writer.settles()
    assert writer.widget(OptionList).highlighted == 1


async def test_no_screen_of_the_journal_opens_above_the_lock(unlocked: Writer) -> None:
    unlocked.app.action_lock()
    await unlocked.until(lambda: is_at_unlock(unlocked), "the lock")
    for screen in (HomeScreen(unlocked.context), LogbookScreen(unlocked.context)):
        await unlocked.opens_screen(screen)
        assert is_at_unlock(unlocked)
    await unlock(unlocked)


async def test_a_flow_of_a_screen_that_was_locked_away_ends_without_a_word(unlocked: Writer) -> None:
    home = unlocked.current_screen(HomeScreen)
    unlocked.app.action_lock()
    await unlocked.until(lambda: is_at_unlock(unlocked), "the lock")

    async def needs_the_journal() -> None:
        _ = unlocked.context.require_journal

    unlocked.program.call(home.run_worker, needs_the_journal())
    await unlocked.settles()
    assert is_at_unlock(unlocked)


async def test_an_action_of_a_screen_that_was_locked_away_does_nothing(unlocked: Writer) -> None:
    home = unlocked.current_screen(HomeScreen)
    unlocked.app.action_lock()
    await unlocked.until(lambda: is_at_unlock(unlocked), "the lock")
    await unlocked.program.run(unlocked.app.run_action("begin_field(1)", home))
    await unlocked.program.run(unlocked.app.run_action("screen.focus_next", home))
    await unlocked.settles()
    assert is_at_unlock(unlocked)


async def test_an_action_of_a_line_that_was_left_does_nothing(writer: Writer) -> None:
    await writer.begins("Een lijn")
    line = writer.line
    await writer.goes_on()
    await writer.program.run(writer.app.run_action("nudge(1)", line))
    await writer.settles()
    await writer.goes_back()
    assert writer.line.value is None


async def test_letters_right_after_the_key_of_kiezen_open_nothing_else(writer: Writer) -> None:
    writer.types_ahead("n", "l", "o", "w")
    await writer.settles()
    assert [type(screen) for screen in writer.app.screen_stack][-2:] == [HomeScreen, ChooseScreen]
