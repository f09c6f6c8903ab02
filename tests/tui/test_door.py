"""The first time, and the door that stays shut without its password."""

import asyncio
import hashlib
import json

import pytest
from textual.widgets import Input

from reflectie.domain.errors import DISK_FULL, CannotWrite
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_journal
from reflectie.journal.worker import JournalWorker
from reflectie.services.unlock import Unlock
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.security.unlock_screen import UnlockScreen

from .conftest import Start
from .values import entry
from .writer import StillClock, Writer

PASSWORD = "een lange zin die ik onthoud"
SECRET = "dit gaat niemand aan"


@pytest.fixture
def shut(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal behind a password, with one entry in it."""
    journal = create_journal(folder, PASSWORD, clock)
    one = entry(1, SECRET)
    journal.save(one, one.answers, one.placements)
    journal.close()
    return folder


async def begin(start: Start, folder: JournalFolder, *keys: str) -> Writer:
    """Somebody who starts for the first time and lays a mark."""
    writer = await start(folder=folder)
    await writer.sees("Dit is een plek om na te denken over je werk", "niemand leest mee")
    await writer.presses("enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses(*keys, "ctrl+n")
    await writer.sees("Op slot, voor alleen jou")
    return writer


async def test_the_first_mark_stands_on_thuis_behind_a_password(start: Start, folder: JournalFolder) -> None:
    writer = await begin(start, folder, "right", "end")
    assert not folder.has_journal()
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.comes_in()
    (kept,) = await writer.entries()
    assert [placement.value for placement in kept.placements] == [100]
    fourth = [row for row in writer.part("BalanceChart").split("\n") if "├" in row][3]
    assert fourth.strip().endswith("●┤")
    await writer.sees("Ga verder")


async def test_a_disk_that_fills_up_before_the_first_mark_is_kept_lets_one_try_again(
    start: Start, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite(folder.journal_file, DISK_FULL)

    writer = await begin(start, folder, "right", "end")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "save", full)
        await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
        await writer.sees(
            "Je logboek is gemaakt, met dit wachtwoord", DISK_FULL, "Maak ruimte", "nog eens op Enter"
        )
        await writer.presses("enter")
        await writer.sees("nog eens op Enter")
        await writer.presses("escape")
        await writer.sees("Op slot, voor alleen jou")
        await writer.presses("ctrl+q")
        await writer.sees("Wat hier staat is nog niet bewaard")
    await writer.presses("enter")
    await writer.comes_in()
    (kept,) = await writer.entries()
    assert [placement.value for placement in kept.placements] == [100]


async def test_another_password_is_no_second_try(
    start: Start, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite(folder.journal_file, DISK_FULL)

    writer = await begin(start, folder, "right", "end")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "save", full)
        await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
        await writer.sees("nog eens op Enter")
    for field in writer.app.screen.query(Input):
        field.value = f"{PASSWORD} anders"
    await writer.presses("enter")
    await writer.sees("past niet op dit logboek")


@pytest.mark.parametrize("password", [None, PASSWORD])
async def test_where_only_copies_are_left_that_is_said_and_nothing_is_made_unasked(
    start: Start, shut: JournalFolder, clock: StillClock, password: str | None
) -> None:
    journal = open_journal(shut, PASSWORD, clock)
    back_up_journal(journal, clock().date())
    journal.close()
    shut.journal_file.unlink()
    shut.key_file.unlink()
    writer = await start(folder=shut, password=password)
    await writer.sees("staat geen logboek meer", "nog wel kopieën", "'reflectie herstel'", "Je begint met")
    assert not shut.has_journal()
    await writer.presses("enter", "ctrl+n")
    await writer.writes("een nieuwe lange zin\neen nieuwe lange zin\n")
    await writer.comes_in()
    assert await writer.entries() == []


async def test_a_password_from_outside_makes_a_first_journal(start: Start, folder: JournalFolder) -> None:
    writer = await start(folder=folder, password=PASSWORD)
    await writer.comes_in()
    assert folder.has_journal()


async def test_one_can_begin_without_a_mark(start: Start, folder: JournalFolder) -> None:
    writer = await begin(start, folder)
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.comes_in()
    assert await writer.entries() == []


async def test_a_first_mark_can_be_not_known(start: Start, folder: JournalFolder) -> None:
    writer = await begin(start, folder, "?")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.comes_in()
    assert "4?" in writer.part("BalanceChart")


async def test_a_short_password_and_two_that_differ_are_asked_again(
    start: Start, folder: JournalFolder
) -> None:
    writer = await begin(start, folder)
    await writer.writes("kort\n")
    await writer.sees("Neem minstens 8 tekens")
    assert not folder.has_journal()
    await writer.writes(" en nu langer\nkort en nu anders\n")
    await writer.sees("Die twee zijn niet gelijk.")
    assert not folder.has_journal()
    await writer.writes("kort en nu langer\n")
    await writer.comes_in()
    assert folder.has_journal()


async def test_going_back_before_the_password_keeps_nothing(start: Start, folder: JournalFolder) -> None:
    writer = await begin(start, folder, "right")
    await writer.presses("escape")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses("escape")
    await writer.sees("Dit is een plek om na te denken")
    assert not folder.has_journal()


async def test_a_password_is_never_shown(start: Start, folder: JournalFolder) -> None:
    writer = await begin(start, folder)
    await writer.writes("zin die ik onthoud")
    await writer.does_not_see("zin die")


async def test_a_wrong_password_is_a_calm_retry(start: Start, shut: JournalFolder) -> None:
    writer = await start(folder=shut)
    await writer.sees("Welkom terug.")
    await writer.writes("een ander wachtwoord\n")
    await writer.sees("Dit wachtwoord past niet op dit logboek. Probeer het rustig nog een keer.")
    assert writer.one(Input).value == ""
    await writer.writes(f"{PASSWORD}\n")
    await writer.comes_in()
    assert (await writer.entry()).answers[0].text == SECRET


async def test_enter_twice_opens_one_journal(
    start: Start, shut: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[JournalWorker] = []
    really = Unlock.open

    pressed = asyncio.Event()

    async def counted(door: Unlock, password: str) -> JournalWorker:
        await pressed.wait()  # a real key takes longer than a person
        opened.append(await really(door, password))
        return opened[-1]

    monkeypatch.setattr(Unlock, "open", counted)
    writer = await start(folder=shut)
    await writer.writes(PASSWORD)
    await writer.presses("enter", "enter", "enter")
    pressed.set()
    await writer.comes_in()
    for worker in opened:
        if worker is not writer.desk.journal:
            worker.close()
    assert len(opened) == 1


@pytest.mark.parametrize("damage", ["half", "checksum", "gone"])
async def test_a_damaged_key_file_is_not_called_a_wrong_password(
    start: Start, shut: JournalFolder, damage: str
) -> None:
    path = shut.key_file
    if damage == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "checksum":
        path.write_bytes(path.read_bytes().replace(b'"salt":"', b'"salt":"A', 1))
    else:
        path.unlink()
    writer = await start(folder=shut)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees_file("sleutels.json")
    await writer.sees("Je wachtwoord is niet het probleem.")
    await writer.does_not_see("past niet op dit logboek")


async def test_a_damaged_journal_is_not_called_a_wrong_password(start: Start, shut: JournalFolder) -> None:
    shut.journal_file.write_bytes(hashlib.sha256(b"").digest() * 256)
    writer = await start(folder=shut)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees_file("logboek.db")
    await writer.sees("Je wachtwoord is niet het probleem.")
    await writer.does_not_see("past niet op dit logboek")


async def test_behind_the_lock_nothing_of_the_journal_can_be_reached(
    start: Start, shut: JournalFolder
) -> None:
    writer = await start(folder=shut)
    await writer.presses("tab", *"123456glnviv", "f2", "f4", "f5", "ctrl+n", "ctrl+g", "escape", "?")
    assert isinstance(writer.app.screen, UnlockScreen)
    await writer.presses("ctrl+p")
    await writer.sees("Hulp", "Afsluiten")
    await writer.does_not_see("Logboek", "Instellingen", "vertragen", SECRET)
    await writer.presses("escape", "f1")
    await writer.sees("meldcode")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, UnlockScreen)
    assert writer.desk.journal is None
    assert SECRET not in writer.screen


async def test_the_key_of_the_journal_is_not_in_the_key_file(shut: JournalFolder) -> None:
    kept = json.loads(shut.key_file.read_bytes())
    assert PASSWORD not in json.dumps(kept)


async def test_what_is_written_behind_the_lock_is_there_the_next_time(
    start: Start, shut: JournalFolder, clock: StillClock
) -> None:
    writer = await start(folder=shut)
    await writer.writes(f"{PASSWORD}\n")
    await writer.comes_in()
    await writer.begins("Een vraag")
    await writer.writes("nog iets")
    await writer.stops()
    await writer.is_home()
    assert isinstance(writer.app.screen, HomeScreen)
    writer.desk.require_journal.close()
    journal = await Unlock(shut, clock).open(PASSWORD)
    try:
        words = {summary.words for summary in await journal.call(Journal.summaries)}
    finally:
        journal.close()
    assert words == {SECRET, "nog iets"}
    assert not [p for p in shut.path.rglob("*") if p.is_file() and b"nog iets" in p.read_bytes()]
