"""The journal locks when the user is away or asks for it, and unlocking returns to the same place."""

import gc
import weakref

import pytest
from textual import events
from textual.widgets import Input

from reflectie.journal.bin import erase_entries
from reflectie.journal.folder import JournalFolder, Settings, read_settings
from reflectie.journal.journal import Journal
from reflectie.journal.keys import rekey
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.recovery_code import new_recovery_code
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import open_journal
from reflectie.services.idle import IdleDetector
from reflectie.tui import lock
from reflectie.tui.runner import step_screen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .conftest import Start
from .locking import (
    PASSWORD,
    SECRET,
    be_away,
    frequent_idle_checks,
    inside,
    is_at_unlock,
    shut,
    unlock,
    wait_for_lock,
)
from .writer import StillClock, Writer

__all__ = ["frequent_idle_checks", "inside", "shut"]  # fixtures

# When it locks -------------------------------------------------------------------------------------


class ManualClock:
    """A clock in seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


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


async def test_it_locks_when_the_user_is_away(inside: Writer) -> None:
    await be_away(inside, 9)
    assert not is_at_unlock(inside)
    await be_away(inside, 2)
    await wait_for_lock(inside)


async def test_keys_and_the_mouse_count_as_activity(inside: Writer) -> None:
    await be_away(inside, 9)
    await inside.presses("down")
    await be_away(inside, 9)
    rest = {"delta_x": 0, "delta_y": 0, "button": 0, "shift": False, "meta": False, "ctrl": False}
    inside.app.post_message(events.MouseMove(None, 3, 3, **rest))  # the one of the pilot bypasses the app
    await inside.settles()
    await be_away(inside, 9)
    await inside.presses("down")
    assert inside.context.journal is not None


async def test_the_key_that_wakes_a_laptop_opens_nothing(
    start: Start, shut: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "IDLE_CHECK_SECONDS", 3600)  # the key comes before the check
    inside = await start(folder=shut)
    await unlock(inside)
    inside.clock.passes(minutes=600)
    await inside.presses("l")
    await wait_for_lock(inside)
    assert inside.widget(Input).value == ""


@pytest.mark.parametrize(("minutes", "locks"), [(0, False), (5, True), (30, False)])
async def test_the_idle_time_is_a_setting(inside: Writer, minutes: int, locks: bool) -> None:
    inside.context.settings = Settings(lock_minutes=minutes)
    await be_away(inside, 12)
    if locks:
        await wait_for_lock(inside)
    else:
        assert inside.context.journal is not None


async def test_a_pause_counts_as_activity_but_not_while_the_machine_sleeps(inside: Writer) -> None:
    await inside.begins("Een vraag")
    inside.view.is_present = True  # type: ignore[attr-defined]
    for _ in range(3):
        await be_away(inside, 9)
    assert inside.context.journal is not None
    await be_away(inside, 60)
    await wait_for_lock(inside)


@pytest.mark.parametrize("keys", [[], ["l"], ["l", "enter"], ["n"], ["i"], ["f1"], ["ctrl+p"], ["4"]])
async def test_one_key_locks_every_screen_and_no_key_reaches_the_journal(
    inside: Writer, keys: list[str]
) -> None:
    await inside.presses(*keys)
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    await inside.presses("tab", *"123456glnvis", "f2", "f4", "f5", "ctrl+n", "ctrl+g", "escape", "?")
    await inside.presses("ctrl+l")
    await inside.clicks_at(5, 5)
    await inside.presses("ctrl+p")
    await inside.sees("Hulp", "Afsluiten")
    await inside.does_not_see("Logboek", "Instellingen", "vertragen", SECRET)
    await inside.presses("escape", "f1")
    await inside.sees("meldcode")
    await inside.presses("escape")
    assert is_at_unlock(inside)
    assert inside.context.journal is None


async def test_a_wrong_password_does_not_unlock(inside: Writer) -> None:
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    await inside.writes("een ander wachtwoord\n")
    await inside.sees("past niet op dit logboek")
    assert inside.context.journal is None


async def test_an_example_journal_cannot_be_locked(writer: Writer) -> None:
    await writer.presses("ctrl+l")
    await writer.sees("niets om op slot te doen")
    writer.clock.passes(minutes=11)
    await writer.settles()
    await writer.is_home()


# What locking drops --------------------------------------------------------------------------------


async def test_locking_drops_the_journal_and_the_screens(inside: Writer) -> None:
    await inside.begins("Een vraag")
    await inside.writes("half")
    dropped = [weakref.ref(thing) for thing in (inside.context.journal, *inside.app.screen_stack[1:])]
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    gc.collect()
    assert [thing() for thing in dropped if thing() is not None] == []


async def test_locking_closes_the_connection(inside: Writer) -> None:
    journal = inside.context.require_journal
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    with pytest.raises(RuntimeError):
        await journal.call(Journal.count_entries)


async def test_text_copied_before_the_lock_cannot_be_pasted_on_the_unlock_screen(
    inside: Writer, shut: JournalFolder
) -> None:
    cost = KdfCost(memory_kib=8, iterations=1, lanes=1)
    rekey.set_recovery_code(shut, unlock_with_password(shut, PASSWORD), new_recovery_code(), cost)
    await inside.begins("Een vraag")
    await inside.writes(SECRET)
    await inside.presses("ctrl+a", "ctrl+c", "ctrl+l")
    await wait_for_lock(inside)
    await inside.presses("f2")
    await inside.sees("Pak je kaart")
    await inside.presses("ctrl+v")
    assert inside.widget(Input).value == ""


# Returning -----------------------------------------------------------------------------------------


async def test_unlocking_returns_to_the_same_step_and_cursor(inside: Writer) -> None:
    await inside.begins("Een vraag")
    await inside.writes("eerst")
    await inside.goes_on()
    await inside.writes("een\ntwee\ndrie")
    await inside.presses("up", "home", "right")
    stop = inside.view.stop
    await be_away(inside)
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.is_asked(stop.text)
    assert inside.view.stop == stop
    await inside.writes("!")
    assert inside.field.text == "een\nt!wee\ndrie"
    await inside.stops()
    latest = (await inside.entries())[0]
    assert [answer.text for answer in latest.answers] == ["eerst", "een\nt!wee\ndrie"]
    revisions = await inside.context.require_journal.call(Journal.revisions, latest.id)
    assert [r.text for r in revisions] == ["een\ntwee\ndrie"], (
        "nothing was taken for the text of another program"
    )


@pytest.mark.parametrize(
    "keys", [[], ["ctrl+n"], ["f2"], ["a", "f2"], ["a", "ctrl+n"], ["a", "ctrl+t", "ctrl+n"]]
)
async def test_unlocking_returns_to_a_step_without_text(inside: Writer, keys: list[str]) -> None:
    await inside.begins("Een vraag")
    await inside.presses(*keys)
    stop, stage = inside.view.stop, inside.cells_of("#stage")
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.is_asked(stop.text)
    assert inside.view.stop == stop
    await inside.settles()
    assert inside.cells_of("#stage") == stage


async def test_a_placement_moved_just_before_the_lock_is_saved(inside: Writer) -> None:
    await inside.begins("Een lijn")
    await inside.presses("end", "ctrl+l")
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.until(lambda: inside.line.value == 100)
    assert (await inside.entries())[0].placements[0].value == 100


async def test_a_lock_on_the_help_screen_returns_to_the_exercise_below(inside: Writer) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("f1", "ctrl+l")
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.until(lambda: isinstance(inside.app.screen, RunnerScreen))
    assert inside.field.text == "hier"


async def test_a_lock_outside_an_exercise_returns_to_home(inside: Writer) -> None:
    await inside.presses("l", "ctrl+l")
    await wait_for_lock(inside)
    await unlock(inside)
    await inside.is_home()


async def test_the_journal_can_be_locked_and_unlocked_repeatedly(inside: Writer) -> None:
    await inside.begins("Een vraag")
    for letter in "abc":
        await inside.writes(letter)
        await inside.presses("ctrl+l")
        await wait_for_lock(inside)
        await unlock(inside)
        await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "abc"


async def test_after_a_lock_no_journal_is_created_where_the_folder_has_gone(
    inside: Writer, shut: JournalFolder
) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    moved = shut.path.rename(shut.path.with_name("elders"))
    await inside.writes("wat dan ook\n")
    await inside.sees("staat niet meer in", "geen nieuw logboek gemaakt")
    assert is_at_unlock(inside)
    assert not shut.path.exists()
    moved.rename(shut.path)
    await inside.presses("ctrl+a", "ctrl+k")
    await unlock(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "hier"


async def test_an_entry_erased_during_the_lock_is_reported(inside: Writer, shut: JournalFolder) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("ctrl+l")
    await wait_for_lock(inside)
    other = open_journal(shut, PASSWORD, inside.clock)
    erase_entries(other, [other.summaries(open_only=True)[0].id])
    other.close()
    await unlock(inside)
    await inside.sees("Deze reflectie is er niet meer", "vanuit een ander venster")
    await inside.does_not_see("Geen reflectie begint")
    await inside.presses("enter")
    await inside.is_home()


# Settings and recovery code ------------------------------------------------------------------------


async def test_the_idle_time_is_chosen_in_settings(inside: Writer) -> None:
    await inside.presses("i")
    await inside.sees("Op slot als je even weg bent", "● 10 minuten", "Ctrl+L")
    await inside.clicks("30 minuten")
    await inside.sees("● 30 minuten")
    assert inside.context.settings.lock_minutes == 30
    await inside.clicks("30 minuten")
    await inside.sees("● 30 minuten")
    await inside.clicks("uit")
    assert inside.context.settings.lock_minutes == 0
    assert inside.context.folder is not None
    assert read_settings(inside.context.folder).lock_minutes == 0


async def test_a_synced_folder_is_mentioned_at_the_first_start_and_in_settings(
    start: Start, folder: JournalFolder
) -> None:
    writer = await start(folder=folder)
    writer.context.sync_service_name = lambda: "Dropbox"
    await writer.presses("enter", "ctrl+n")
    await writer.sees("in een map van Dropbox")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.is_home()
    await writer.presses("i")
    await writer.sees("in een map van Dropbox")


async def test_a_recovery_code_is_hidden_when_nobody_looks_at_it(start: Start, shut: JournalFolder) -> None:
    writer = await start(folder=shut, settings=Settings())
    await writer.sees("Je logboek is op slot")
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("Schrijf deze twaalf woorden over")
    await be_away(writer)
    await wait_for_lock(writer)
    await unlock(writer)
    await writer.is_home()


async def test_looking_at_another_window_saves_what_was_typed(
    inside: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_screen, "AUTOSAVE_DELAY", 3600)
    await inside.begins("Een vraag")
    await inside.writes("nog niet bewaard")
    journal = inside.context.require_journal
    assert not [*await journal.call(Journal.summaries, 1, 0, True)]
    inside.app.post_message(events.AppBlur())
    await inside.sees_saved()
    (summary,) = await journal.call(Journal.summaries, 1, 0, True)
    assert summary.words == "nog niet bewaard"
