"""The journal locks when the user is away or asks for it, and unlocking returns to the same place."""

import gc
import weakref

import pytest
from textual import events
from textual.widgets import Input

from reflectie.journal.bin import erase_entries, list_revisions
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder, Settings, read_settings
from reflectie.journal.journal import Journal
from reflectie.journal.keys import rekey
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.recovery_code import new_recovery_code
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import open_journal
from reflectie.services.unlock import IdleDetector
from reflectie.tui import lock
from reflectie.tui.runner import stop_saver
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..full_length import shortened
from .conftest import Start
from .locking import (
    PASSWORD,
    SECRET,
    be_away,
    frequent_idle_checks,
    is_at_unlock,
    locked_folder,
    unlock,
    unlocked,
    wait_for_lock,
)
from .writer import ManualClock, StillClock, Writer

__all__ = ["frequent_idle_checks", "locked_folder", "unlocked"]  # fixtures

# When it locks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall_seconds", "monotonic_seconds", "is_idle"),
    [
        (9 * 60, 9 * 60, False),
        (10 * 60, 10 * 60, True),
        (8 * 3600, 1, True),  # the laptop slept
        (-3600, 11 * 60, True),  # the wall clock was set back
        (-3600, 60, False),
    ],
)
def test_the_user_is_idle_when_either_clock_says_so(
    clock: StillClock, wall_seconds: float, monotonic_seconds: float, is_idle: bool
) -> None:
    monotonic_clock = ManualClock()
    detector = IdleDetector(clock, monotonic_clock)
    clock.passes(seconds=wall_seconds)
    monotonic_clock.now += monotonic_seconds
    assert detector.is_idle(10) is is_idle
    assert not detector.is_idle(0)
    detector.record_activity()
    assert not detector.is_idle(1)


async def test_it_locks_when_the_user_is_away(unlocked: Writer) -> None:
    await be_away(unlocked, 9)
    assert not is_at_unlock(unlocked)
    await be_away(unlocked, 2)
    await wait_for_lock(unlocked)


async def test_keys_and_the_mouse_count_as_activity(unlocked: Writer) -> None:
    await be_away(unlocked, 9)
    await unlocked.presses("down")
    await be_away(unlocked, 9)
    rest = {"delta_x": 0, "delta_y": 0, "button": 0, "shift": False, "meta": False, "ctrl": False}
    unlocked.app.post_message(events.MouseMove(None, 3, 3, **rest))  # the one of the pilot bypasses the app
    await unlocked.settles()
    await be_away(unlocked, 9)
    await unlocked.presses("down")
    assert unlocked.context.journal is not None


async def test_the_key_that_wakes_a_laptop_opens_nothing(
    start: Start, locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "IDLE_CHECK_SECONDS", 3600)  # the key comes before the check
    unlocked = await start(folder=locked_folder)
    await unlock(unlocked)
    unlocked.clock.passes(minutes=600)
    await unlocked.presses("l")
    await wait_for_lock(unlocked)
    assert unlocked.widget(Input).value == ""


@pytest.mark.parametrize(("minutes", "locks"), [(0, False), (5, True), (30, False)])
async def test_the_idle_time_is_a_setting(unlocked: Writer, minutes: int, locks: bool) -> None:
    unlocked.context.settings = Settings(lock_minutes=minutes)
    await be_away(unlocked, 12)
    if locks:
        await wait_for_lock(unlocked)
    else:
        assert unlocked.context.journal is not None


async def test_a_pause_counts_as_activity_but_not_while_the_machine_sleeps(unlocked: Writer) -> None:
    await unlocked.begins("Stil en een dag")
    await unlocked.sees("minuut stil")
    for _ in range(3):
        await be_away(unlocked, 9)
    assert unlocked.context.journal is not None
    await be_away(unlocked, 60)
    await wait_for_lock(unlocked)


SCREENS = [[], ["l"], ["l", "enter"], ["n"], ["i"], ["f1"], ["ctrl+p"], ["4"]]
"""The keys that lead to a screen from Home."""


@pytest.mark.parametrize("keys", shortened(SCREENS, [[], ["l", "enter"], ["f1"], ["4"]]))
async def test_one_key_locks_every_screen_and_no_key_reaches_the_journal(
    unlocked: Writer, keys: list[str]
) -> None:
    await unlocked.presses(*keys)
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    await unlocked.presses("tab", *"123456glnvis", "f2", "f4", "f5", "ctrl+n", "ctrl+g", "escape", "?")
    await unlocked.presses("ctrl+l")
    await unlocked.clicks_at(5, 5)
    await unlocked.presses("ctrl+p")
    await unlocked.sees("Wat kan ik hier?", "afsluiten")
    await unlocked.does_not_see("Logboek", "Instellingen", "vertragen", SECRET)
    await unlocked.presses("escape", "f1", "f1")
    await unlocked.sees("meldcode")
    await unlocked.presses("escape")
    assert is_at_unlock(unlocked)
    assert unlocked.context.journal is None


async def test_a_wrong_password_does_not_unlock(unlocked: Writer) -> None:
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    await unlocked.writes("een ander wachtwoord\n")
    await unlocked.sees("past niet op dit logboek")
    assert unlocked.context.journal is None


async def test_an_example_journal_cannot_be_locked(writer: Writer) -> None:
    await writer.presses("ctrl+l")
    await writer.sees("niets om op slot te doen")
    writer.clock.passes(minutes=11)
    await writer.presses("down")  # the first key after that time would lock a journal
    await writer.is_home()


# What locking drops --------------------------------------------------------------------------------


async def test_locking_drops_the_journal_and_the_screens(unlocked: Writer) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("half")
    dropped = [weakref.ref(item) for item in (unlocked.context.journal, *unlocked.app.screen_stack[1:])]
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    gc.collect()
    assert [reference() for reference in dropped if reference() is not None] == []


async def test_locking_closes_the_connection(unlocked: Writer) -> None:
    journal = unlocked.context.require_journal
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    with pytest.raises(RuntimeError):
        await journal.call(count_entries)


async def test_text_copied_before_the_lock_cannot_be_pasted_on_the_unlock_screen(
    unlocked: Writer, locked_folder: JournalFolder
) -> None:
    cost = KdfCost(memory_kib=8, iterations=1, lanes=1)
    rekey.set_recovery_code(
        locked_folder, unlock_with_password(locked_folder, PASSWORD), new_recovery_code(), cost
    )
    await unlocked.begins("Een vraag")
    await unlocked.writes(SECRET)
    await unlocked.presses("ctrl+a", "ctrl+c", "ctrl+l")
    await wait_for_lock(unlocked)
    await unlocked.presses("f2")
    await unlocked.sees("Pak je kaart")
    await unlocked.presses("ctrl+v")
    assert unlocked.widget(Input).value == ""


# Returning -----------------------------------------------------------------------------------------


async def test_unlocking_returns_to_the_same_step_and_cursor(unlocked: Writer) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("eerst")
    await unlocked.goes_on()
    await unlocked.writes("een\ntwee\ndrie")
    await unlocked.presses("up", "home", "right")
    stop = unlocked.view.stop
    await be_away(unlocked)
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.is_asked(stop.text)
    assert unlocked.view.stop == stop
    await unlocked.writes("!")
    assert unlocked.field.text == "een\nt!wee\ndrie"
    await unlocked.stops()
    latest = (await unlocked.entries())[0]
    assert [answer.text for answer in latest.answers] == ["eerst", "een\nt!wee\ndrie"]
    revisions = await unlocked.context.require_journal.call(list_revisions, latest.id)
    assert [r.text for r in revisions] == ["een\ntwee\ndrie"], (
        "nothing was taken for the text of another program"
    )


@pytest.mark.parametrize(
    "keys",
    shortened(
        [[], ["ctrl+n"], ["f2"], ["a", "f2"], ["a", "ctrl+n"], ["a", "ctrl+t", "ctrl+n"]],
        [[], ["a", "f2"], ["a", "ctrl+t", "ctrl+n"]],
    ),
)
async def test_unlocking_returns_to_a_step_without_text(unlocked: Writer, keys: list[str]) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.presses(*keys)
    stop, cells = unlocked.view.stop, unlocked.cells_of("#step")
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.is_asked(stop.text)
    assert unlocked.view.stop == stop
    await unlocked.settles()
    assert unlocked.cells_of("#step") == cells


async def test_a_placement_moved_just_before_the_lock_is_saved(unlocked: Writer) -> None:
    await unlocked.begins("Een lijn")
    await unlocked.presses("end", "ctrl+l")
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.until(lambda: unlocked.line.value == 100)
    assert (await unlocked.entries())[0].placements[0].value == 100


async def test_a_lock_on_the_help_screen_returns_to_the_exercise_below(unlocked: Writer) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("hier")
    await unlocked.presses("f1", "ctrl+l")
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.until(lambda: isinstance(unlocked.app.screen, RunnerScreen))
    assert unlocked.field.text == "hier"


async def test_a_lock_outside_an_exercise_returns_to_home(unlocked: Writer) -> None:
    await unlocked.presses("l", "ctrl+l")
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.is_home()


async def test_the_journal_can_be_locked_and_unlocked_repeatedly(unlocked: Writer) -> None:
    await unlocked.begins("Een vraag")
    for letter in "abc":
        await unlocked.writes(letter)
        await unlocked.presses("ctrl+l")
        await wait_for_lock(unlocked)
        await unlock(unlocked)
        await unlocked.is_asked("Wat knaagt er?")
    assert unlocked.field.text == "abc"


async def test_after_a_lock_no_journal_is_created_where_the_folder_has_gone(
    unlocked: Writer, locked_folder: JournalFolder
) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("hier")
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    moved = locked_folder.path.rename(locked_folder.path.with_name("elders"))
    await unlocked.writes("wat dan ook\n")
    await unlocked.sees("staat niet meer in", "geen nieuw logboek gemaakt")
    assert is_at_unlock(unlocked)
    assert not locked_folder.path.exists()
    moved.rename(locked_folder.path)
    await unlocked.presses("ctrl+a", "ctrl+k")
    await unlock(unlocked)
    await unlocked.is_asked("Wat knaagt er?")
    assert unlocked.field.text == "hier"


async def test_an_entry_erased_during_the_lock_is_reported(
    unlocked: Writer, locked_folder: JournalFolder
) -> None:
    await unlocked.begins("Een vraag")
    await unlocked.writes("hier")
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    other = open_journal(locked_folder, PASSWORD, unlocked.clock)
    erase_entries(other, [other.summaries(open_only=True)[0].id])
    other.close()
    await unlock(unlocked)
    await unlocked.sees("Deze reflectie is er niet meer", "vanuit een ander venster")
    await unlocked.does_not_see("Er is geen reflectie")
    await unlocked.presses("enter")
    await unlocked.is_home()


# Settings and recovery code ------------------------------------------------------------------------


async def test_the_idle_time_is_chosen_in_settings(unlocked: Writer) -> None:
    await unlocked.presses("i")
    await unlocked.sees("Op slot als je even weg bent", "● 10 minuten", "Ctrl+L")
    await unlocked.clicks("30 minuten")
    await unlocked.sees("● 30 minuten")
    assert unlocked.context.settings.lock_minutes == 30
    await unlocked.clicks("30 minuten")
    await unlocked.sees("● 30 minuten")
    await unlocked.clicks("uit")
    assert unlocked.context.settings.lock_minutes == 0
    assert unlocked.context.folder is not None
    assert read_settings(unlocked.context.folder).lock_minutes == 0


async def test_a_synced_folder_is_mentioned_at_the_first_start_and_in_settings(
    start: Start, folder: JournalFolder
) -> None:
    writer = await start(folder=folder)
    writer.context.sync_service_name = lambda: "Dropbox"
    await writer.presses("enter", "enter", "ctrl+n")
    await writer.sees("in een map van Dropbox")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.is_home()
    await writer.presses("i")
    await writer.sees("in een map van Dropbox")


async def test_a_recovery_code_is_hidden_when_nobody_looks_at_it(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder, settings=Settings())
    await writer.sees("Je logboek is op slot")
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("Schrijf deze twaalf woorden over")
    await be_away(writer)
    await wait_for_lock(writer)
    await unlock(writer)
    await writer.is_home()


async def test_looking_at_another_window_saves_what_was_typed(
    unlocked: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop_saver, "AUTOSAVE_DELAY", 3600)
    await unlocked.begins("Een vraag")
    await unlocked.writes("nog niet bewaard")
    journal = unlocked.context.require_journal
    assert not [*await journal.call(Journal.summaries, 1, 0, True)]
    unlocked.app.post_message(events.AppBlur())
    await unlocked.sees_saved()
    (summary,) = await journal.call(Journal.summaries, 1, 0, True)
    assert summary.words == "nog niet bewaard"
