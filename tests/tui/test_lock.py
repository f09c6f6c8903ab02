"""The journal locks itself, and whoever opens it again is back where they were."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from reflectie.domain.errors import CannotWrite
from reflectie.journal.bin import erase_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import create_journal, open_journal
from reflectie.journal.settings import Settings, read_settings
from reflectie.services.idle import IdleDetector
from reflectie.tui import lock
from reflectie.tui.runner import step_screen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.security.password_screens import PrivacyCover
from reflectie.tui.security.unlock_screen import UnlockScreen

from ..memory import holders, is_held
from .conftest import Start
from .values import entry
from .writer import StillClock, Writer

PASSWORD_PARTS = ("zin van ", "hier en ", "nergens")
CANARY_PARTS = ("kwxjvog", "elvlucht")
SECRET_PARTS = ("qzwatervalletje", " en nog iets")
"""In parts, so that this file does not keep in memory what the program must forget."""


def whole(parts: tuple[str, ...]) -> str:
    return "".join(parts)


@pytest.fixture
def shut(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal behind a password, with one closed entry in it."""
    journal = create_journal(folder, whole(PASSWORD_PARTS), clock)
    one = entry(1, whole(SECRET_PARTS))
    journal.save(one, one.answers, one.placements)
    journal.close()
    return folder


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "IDLE_CHECK_SECONDS", 0.02)


@pytest.fixture
async def inside(start: Start, shut: JournalFolder) -> Writer:
    """Somebody who typed the password and is on Thuis."""
    writer = await start(folder=shut, settings=Settings(code_offered=True))
    await unlocks(writer)
    return writer


async def unlocks(writer: Writer) -> None:
    await writer.sees("Je logboek is op slot")
    await writer.writes(whole(PASSWORD_PARTS) + "\n")
    await writer.until(lambda: writer.desk.journal is not None and not at_door(writer), "the journal open")
    await writer.settles()


def at_door(writer: Writer) -> bool:
    return isinstance(writer.app.screen, UnlockScreen)


async def is_locked(writer: Writer) -> None:
    await writer.until(lambda: at_door(writer) and writer.desk.journal is None, "the lock")
    await writer.settles()
    assert len(writer.app.screen_stack) == 1


async def goes_away(writer: Writer, minutes: float = 11) -> None:
    """For so long, and until the program has looked at the clock since."""
    writer.clock.passes(minutes=minutes)
    before = writer.clock.asked
    await writer.until(lambda: writer.clock.asked > before, "a look at the clock")
    await writer.settles()


# When it locks -------------------------------------------------------------------------------------


class Steady:
    """A clock in seconds that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("wall", "steady", "away"),
    [
        (9 * 60, 9 * 60, False),
        (10 * 60, 10 * 60, True),
        (8 * 3600, 1, True),  # the laptop slept
        (-3600, 11 * 60, True),  # the clock on the wall was set back
        (-3600, 60, False),
    ],
)
def test_whichever_clock_says_it_took_long_is_believed(
    clock: StillClock, wall: float, steady: float, away: bool
) -> None:
    still = Steady()
    presence = IdleDetector(clock, still)
    clock.passes(seconds=wall)
    still.now += steady
    assert presence.is_idle(10) is away
    assert not presence.is_idle(0)
    presence.record_activity()
    assert not presence.is_idle(1)


async def test_it_locks_by_itself_when_nobody_is_there(inside: Writer) -> None:
    await goes_away(inside, 9)
    await inside.settles()
    assert not at_door(inside)
    await goes_away(inside, 2)
    await is_locked(inside)


async def test_keys_and_the_mouse_are_somebody(inside: Writer) -> None:
    await goes_away(inside, 9)
    await inside.presses("down")
    await goes_away(inside, 9)
    more = {"delta_x": 0, "delta_y": 0, "button": 0, "shift": False, "meta": False, "ctrl": False}
    inside.app.post_message(events.MouseMove(None, 3, 3, **more))  # the pilot's own goes past the app
    await inside.settles()
    await goes_away(inside, 9)
    await inside.presses("down")
    assert inside.desk.journal is not None


async def test_the_key_that_wakes_a_laptop_opens_nothing(
    start: Start, shut: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "IDLE_CHECK_SECONDS", 3600)  # the key comes before the look of every second
    inside = await start(folder=shut)
    await unlocks(inside)
    inside.clock.passes(minutes=600)
    await inside.presses("l")
    await is_locked(inside)
    assert inside.one(Input).value == ""


@pytest.mark.parametrize(("minutes", "locks"), [(0, False), (5, True), (30, False)])
async def test_how_long_it_stays_open_is_a_setting(inside: Writer, minutes: int, locks: bool) -> None:
    inside.desk.settings = Settings(lock_minutes=minutes)
    await goes_away(inside, 12)
    if locks:
        await is_locked(inside)
    else:
        await inside.settles()
        assert inside.desk.journal is not None


async def test_a_pause_is_somebody_but_not_while_the_machine_sleeps(inside: Writer) -> None:
    await inside.begins("Een vraag")
    inside.view.is_present = True  # type: ignore[attr-defined]
    for _ in range(3):
        await goes_away(inside, 9)
    assert inside.desk.journal is not None
    await goes_away(inside, 60)
    await is_locked(inside)


@pytest.mark.parametrize("where", [[], ["l"], ["l", "enter"], ["n"], ["i"], ["f1"], ["ctrl+p"], ["4"]])
async def test_one_key_locks_everywhere_and_nothing_of_the_journal_can_be_reached(
    inside: Writer, where: list[str]
) -> None:
    await inside.presses(*where)
    await inside.presses("ctrl+l")
    await is_locked(inside)
    await inside.presses("tab", *"123456glnvis", "f2", "f4", "f5", "ctrl+n", "ctrl+g", "escape", "?")
    await inside.presses("ctrl+l")
    await inside.clicks_at(5, 5)
    await inside.presses("ctrl+p")
    await inside.sees("Hulp", "Afsluiten")
    await inside.does_not_see("Logboek", "Instellingen", "vertragen", whole(SECRET_PARTS))
    await inside.presses("escape", "f1")
    await inside.sees("meldcode")
    await inside.presses("escape")
    assert at_door(inside)
    assert inside.desk.journal is None


async def test_a_wrong_password_does_not_open_what_was_locked(inside: Writer) -> None:
    await inside.presses("ctrl+l")
    await is_locked(inside)
    await inside.writes("een ander wachtwoord\n")
    await inside.sees("past niet op dit logboek")
    assert inside.desk.journal is None


async def test_the_example_has_nothing_to_lock(writer: Writer) -> None:
    await writer.presses("ctrl+l")
    await writer.sees("niets om op slot te doen")
    writer.clock.passes(minutes=11)
    await writer.settles()
    await writer.is_home()


# Back where one was --------------------------------------------------------------------------------


async def test_one_is_back_at_the_same_step_and_cursor(inside: Writer) -> None:
    await inside.begins("Een vraag")
    await inside.writes("eerst")
    await inside.goes_on()
    await inside.writes("een\ntwee\ndrie")
    await inside.presses("up", "home", "right")
    stop = inside.view.stop
    await goes_away(inside)
    await is_locked(inside)
    await unlocks(inside)
    await inside.is_asked(stop.text)
    assert inside.view.stop == stop
    await inside.writes("!")
    assert inside.field.text == "een\nt!wee\ndrie"
    await inside.stops()
    latest = (await inside.entries())[0]
    assert [answer.text for answer in latest.answers] == ["eerst", "een\nt!wee\ndrie"]
    revisions = await inside.desk.require_journal.call(Journal.revisions, latest.id)
    assert [r.text for r in revisions] == ["een\ntwee\ndrie"], "nothing was taken for another window's"


@pytest.mark.parametrize(
    "keys", [[], ["ctrl+n"], ["f2"], ["a", "f2"], ["a", "ctrl+n"], ["a", "ctrl+t", "ctrl+n"]]
)
async def test_one_is_back_also_where_nothing_was_written(inside: Writer, keys: list[str]) -> None:
    await inside.begins("Een vraag")
    await inside.presses(*keys)
    stop, stage = inside.view.stop, inside.part("#stage")
    await inside.presses("ctrl+l")
    await is_locked(inside)
    await unlocks(inside)
    await inside.is_asked(stop.text)
    assert inside.view.stop == stop
    await inside.settles()
    assert inside.part("#stage") == stage


async def test_a_mark_that_was_just_moved_is_kept(inside: Writer) -> None:
    await inside.begins("Een lijn")
    await inside.presses("end", "ctrl+l")
    await is_locked(inside)
    await unlocks(inside)
    await inside.until(lambda: inside.line.value == 100)
    assert (await inside.entries())[0].placements[0].value == 100


async def test_from_help_or_a_list_one_comes_back_to_the_exercise_below(inside: Writer) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("f1", "ctrl+l")
    await is_locked(inside)
    await unlocks(inside)
    await inside.until(lambda: isinstance(inside.app.screen, RunnerScreen))
    assert inside.field.text == "hier"


async def test_elsewhere_one_comes_back_to_thuis(inside: Writer) -> None:
    await inside.presses("l", "ctrl+l")
    await is_locked(inside)
    await unlocks(inside)
    await inside.is_home()


async def test_it_can_be_locked_and_opened_again_and_again(inside: Writer) -> None:
    await inside.begins("Een vraag")
    for letter in "abc":
        await inside.writes(letter)
        await inside.presses("ctrl+l")
        await is_locked(inside)
        await unlocks(inside)
        await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "abc"


async def test_behind_the_lock_no_new_journal_is_made_where_the_folder_has_gone(
    inside: Writer, shut: JournalFolder
) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("ctrl+l")
    await is_locked(inside)
    elsewhere = shut.path.rename(shut.path.with_name("elders"))
    await inside.writes("wat dan ook\n")
    await inside.sees("staat niet meer in", "geen nieuw logboek gemaakt")
    assert at_door(inside)
    assert not shut.path.exists()
    elsewhere.rename(shut.path)
    await inside.presses("ctrl+a", "ctrl+k")
    await unlocks(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "hier"


async def test_where_one_was_can_be_erased_meanwhile(inside: Writer, shut: JournalFolder) -> None:
    await inside.begins("Een vraag")
    await inside.writes("hier")
    await inside.presses("ctrl+l")
    await is_locked(inside)
    other = open_journal(shut, whole(PASSWORD_PARTS), inside.clock)
    erase_entries(other, [other.summaries(open_only=True)[0].id])
    other.close()
    await unlocks(inside)
    await inside.sees("Deze reflectie is er niet meer", "vanuit een ander venster")
    await inside.does_not_see("Geen reflectie begint")
    await inside.presses("enter")
    await inside.is_home()


# Where the disk refuses ----------------------------------------------------------------------------


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the disk is full now."""
    is_full = [False]

    def refusing(name: str) -> None:
        really = getattr(Journal, name)

        def method(self: Journal, *args: object, **more: object) -> object:
            if is_full[0]:
                raise CannotWrite("logboek.db", "de schijf is vol")
            return really(self, *args, **more)

        monkeypatch.setattr(Journal, name, method)

    for name in ("save", "save_draft", "drop_draft"):
        refusing(name)
    return is_full


async def test_on_a_full_disk_the_screen_is_covered_and_the_text_stays(
    inside: Writer, full: list[bool]
) -> None:
    await inside.begins("Een vraag")
    await inside.writes("eerst")
    full[0] = True
    await inside.writes(" en dan")
    await goes_away(inside)
    await inside.sees("Je scherm is afgedekt", "er is niets weg")
    await inside.does_not_see("eerst", "en dan", "Wat knaagt er?")
    await inside.presses("ctrl+p")
    await inside.does_not_see("Logboek", "Instellingen", "Wat knaagt er?")
    await inside.presses("escape", "escape", "ctrl+l")
    await inside.writes("een ander wachtwoord\n")
    await inside.sees("past niet op dit logboek")
    assert isinstance(inside.app.screen, PrivacyCover)
    await inside.writes(whole(PASSWORD_PARTS) + "\n")
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "eerst en dan"
    full[0] = False
    await inside.writes("!")
    await inside.stops()
    assert (await inside.entries())[0].answers[0].text == "eerst en dan!"


async def test_nobody_throws_text_away_from_the_cover(inside: Writer, full: list[bool]) -> None:
    await inside.begins("Een vraag")
    full[0] = True
    await inside.writes("blijft")
    await inside.presses("ctrl+q")
    await inside.sees("Nog een keer ^Q")
    await goes_away(inside)
    await inside.sees("Je scherm is afgedekt")
    await inside.does_not_see("Nog een keer ^Q")
    await inside.presses("ctrl+q", "ctrl+q", "ctrl+q")
    await inside.sees("Geef eerst je wachtwoord")
    assert inside.app.return_code is None
    full[0] = False
    await is_locked(inside)


async def test_where_the_journal_has_gone_the_cover_can_be_left(inside: Writer, shut: JournalFolder) -> None:
    elsewhere = await vanishes_under_the_cover(inside, shut)
    await inside.writes(whole(PASSWORD_PARTS) + "\n")
    await inside.sees("staat niet meer in")
    await inside.presses("ctrl+q")
    await inside.sees("Het logboek staat hier niet meer", "Nog een keer ^Q")
    assert inside.app.return_code is None
    await inside.does_not_see("blijft", "Geef eerst je wachtwoord")
    await inside.presses("ctrl+q")
    await inside.until(lambda: inside.app.return_code is not None, "the end")
    assert inside.app.return_code == 1
    elsewhere.rename(shut.path)  # the end of the test closes it


async def test_a_journal_that_is_put_back_under_the_cover_still_takes_the_text(
    inside: Writer, shut: JournalFolder
) -> None:
    elsewhere = await vanishes_under_the_cover(inside, shut)
    await inside.presses("ctrl+q")
    await inside.sees("Zet je de map terug")
    elsewhere.rename(shut.path)
    await is_locked(inside)
    await unlocks(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "blijft"


async def vanishes_under_the_cover(inside: Writer, shut: JournalFolder) -> Path:
    """The folder is moved while a text stands on the screen, and then it locks; gives where it is now."""
    await inside.begins("Een vraag")
    elsewhere = shut.path.rename(shut.path.with_name("elders"))
    await inside.writes("blijft")
    await inside.presses("ctrl+l")
    await inside.sees("Je scherm is afgedekt")
    return elsewhere


async def test_what_was_asked_before_the_cover_is_no_answer_at_it(
    inside: Writer, shut: JournalFolder, full: list[bool]
) -> None:
    await inside.begins("Een vraag")
    full[0] = True
    await inside.writes("blijft")
    await inside.presses("ctrl+q")
    await inside.sees("Nog een keer ^Q")
    await goes_away(inside)
    await inside.sees("Je scherm is afgedekt")
    elsewhere = shut.path.rename(shut.path.with_name("elders"))
    await inside.presses("ctrl+q")
    await inside.sees("Het logboek staat hier niet meer")
    assert inside.app.return_code is None
    elsewhere.rename(shut.path)
    full[0] = False
    await is_locked(inside)


async def test_when_there_is_room_again_the_cover_becomes_a_lock(inside: Writer, full: list[bool]) -> None:
    await inside.begins("Een vraag")
    full[0] = True
    await inside.writes("toch")
    await inside.presses("ctrl+l")
    await inside.sees("Je scherm is afgedekt")
    full[0] = False
    await is_locked(inside)
    await unlocks(inside)
    await inside.is_asked("Wat knaagt er?")
    assert inside.field.text == "toch"


# Memory --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("painted")
async def test_after_locking_nothing_is_left_in_memory(inside: Writer) -> None:
    await inside.presses("l")
    await inside.sees(whole(SECRET_PARTS))
    await inside.presses("enter")
    await inside.sees(whole(SECRET_PARTS))
    await inside.presses("escape", "escape")
    await inside.begins("Een vraag")
    await inside.writes(whole(CANARY_PARTS) + " en meer")
    await inside.pastes(whole(CANARY_PARTS))
    await inside.presses("ctrl+a", "ctrl+x", "ctrl+z", "ctrl+v")
    await inside.sees(whole(CANARY_PARTS))
    await inside.hovers(20, 8)
    await inside.is_kept()
    texts = (whole(CANARY_PARTS)[:9], whole(SECRET_PARTS), whole(PASSWORD_PARTS))
    needles = [text.encode()[::-1] for text in texts]
    del texts
    needles.append(unlock_with_password(inside.desk.folder, whole(PASSWORD_PARTS))[::-1])
    assert is_held(needles[0]), "the walk finds what is there"
    assert is_held(needles[1])
    await inside.presses("ctrl+l")
    await is_locked(inside)
    assert [*holders(needles)] == []


# Where it is chosen --------------------------------------------------------------------------------


async def test_when_it_locks_is_chosen_in_instellingen(inside: Writer) -> None:
    await inside.presses("i")
    await inside.sees("Op slot als je even weg bent", "● 10 minuten", "Ctrl+L")
    await inside.clicks("30 minuten")
    await inside.sees("● 30 minuten")
    assert inside.desk.settings.lock_minutes == 30
    await inside.clicks("30 minuten")
    await inside.sees("● 30 minuten")
    await inside.clicks("uit")
    assert inside.desk.settings.lock_minutes == 0
    assert inside.desk.folder is not None
    assert read_settings(inside.desk.folder).lock_minutes == 0


async def test_a_synced_folder_is_told_quietly_where_it_is_chosen_and_in_instellingen(
    start: Start, folder: JournalFolder
) -> None:
    writer = await start(folder=folder)
    writer.desk.sync_service_name = lambda: "Dropbox"
    await writer.presses("enter", "ctrl+n")
    await writer.sees("in een map van Dropbox")
    await writer.writes(whole(PASSWORD_PARTS) + "\n" + whole(PASSWORD_PARTS) + "\n")
    await writer.is_home()
    await writer.presses("i")
    await writer.sees("in een map van Dropbox")


async def test_a_recovery_code_that_nobody_comes_to_look_at_is_taken_away(
    start: Start, shut: JournalFolder
) -> None:
    writer = await start(folder=shut, settings=Settings())
    await writer.sees("Je logboek is op slot")
    await writer.writes(whole(PASSWORD_PARTS) + "\n")
    await writer.sees("Schrijf deze twaalf woorden over")
    await goes_away(writer)
    await is_locked(writer)
    await unlocks(writer)
    await writer.is_home()


async def test_looking_at_another_window_brings_to_disk_what_was_typed(
    inside: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_screen, "AUTOSAVE_DELAY", 3600)
    await inside.begins("Een vraag")
    await inside.writes("nog niet bewaard")
    journal = inside.desk.require_journal
    assert not [*await journal.call(Journal.summaries, 1, 0, True)]
    inside.app.post_message(events.AppBlur())
    await inside.is_kept()
    (summary,) = await journal.call(Journal.summaries, 1, 0, True)
    assert summary.words == "nog niet bewaard"
