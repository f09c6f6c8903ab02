"""The first start, and unlocking with a password."""

import asyncio
import hashlib
import json

import pytest
from textual.widgets import Input

from reflectie.domain.errors import DISK_FULL, CannotWrite
from reflectie.domain.field import Role
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.folder import JournalFolder, read_settings
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_journal
from reflectie.journal.worker import JournalWorker
from reflectie.services.journal_opener import JournalOpener
from reflectie.services.unlock import Unlock
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.security.unlock_screen import UnlockScreen
from reflectie.tui.widgets.balance_chart import BalanceChart

from .conftest import Start
from .sample_entries import make_entry
from .writer import StillClock, Writer

PASSWORD = "een lange zin die ik onthoud"
SECRET = "dit gaat niemand aan"
FIRST_QUESTION = "Wat maakt dat dit jouw plek is?"


@pytest.fixture
def locked_folder(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal of one entry."""
    journal = create_journal(folder, PASSWORD, clock)
    saved = make_entry(1, SECRET)
    journal.save(saved, saved.answers, saved.placements)
    journal.close()
    return folder


async def first_start(start: Start, folder: JournalFolder, *keys: str) -> Writer:
    """A user of the first start, who made a placement and is asked for a password."""
    writer = await start(folder=folder)
    await writer.sees("Dit is een plek om na te denken over je werk", "niemand leest mee")
    await writer.presses("enter")
    await writer.sees("Wat is je rol?")
    await writer.presses("enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses(*keys, "ctrl+n")
    await writer.sees("Kies een wachtwoord")
    return writer


async def test_the_menu_offers_the_lock_only_where_something_can_be_locked(
    start: Start, folder: JournalFolder
) -> None:
    writer = await start(folder=folder)
    await writer.presses("f1")
    await writer.sees("Wat kan ik hier?", "beginnen")
    await writer.does_not_see("op slot")
    await writer.presses("escape", "enter", "enter", "ctrl+n")
    await writer.sees("Kies een wachtwoord")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.reaches_home()
    await writer.presses("f1")
    await writer.sees("Wat kan ik hier?", "op slot")


async def chooses_password(writer: Writer) -> None:
    """Type a new password twice, after a placement, and come to the first question."""
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.is_asked(FIRST_QUESTION)


async def test_the_first_entry_goes_on_at_once_with_its_first_question(
    start: Start, folder: JournalFolder
) -> None:
    writer = await first_start(start, folder, "right", "end")
    await chooses_password(writer)
    assert not writer.app.screen.query("Toast")
    await writer.writes("omdat ik graag door wil")
    await writer.presses("escape")
    await writer.is_home()
    (saved,) = await writer.entries()
    assert [placement.value for placement in saved.placements] == [100]
    assert "omdat ik graag door wil" in {answer.text for answer in saved.answers}


async def test_the_first_placement_is_not_asked_again(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder, "right", "end")
    await chooses_password(writer)
    await writer.presses("escape")
    await writer.is_home()
    await writer.presses("g")
    await writer.is_asked(FIRST_QUESTION)


@pytest.mark.parametrize(
    ("keys", "roles"), [([], ()), (["space", "down", "space"], (Role.PROFESSIONAL, Role.BESTUURDER))]
)
async def test_the_roles_are_saved_with_the_journal(
    start: Start, folder: JournalFolder, keys: list[str], roles: tuple[Role, ...]
) -> None:
    writer = await start(folder=folder)
    await writer.presses("enter", *keys, "enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses("ctrl+n")
    assert not folder.path.exists()
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.reaches_home()
    assert read_settings(folder).roles == writer.context.settings.roles == roles


async def test_the_first_placement_is_shown_on_home(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder, "right", "end")
    assert not folder.has_journal()
    await chooses_password(writer)
    await writer.presses("escape")
    await writer.is_home()
    (saved,) = await writer.entries()
    assert [placement.value for placement in saved.placements] == [100]
    fourth = [row for row in writer.cells_of("BalanceChart").split("\n") if "├" in row][3]
    assert fourth.strip().endswith("●┤")
    await writer.sees("Ga verder")
    assert writer.widget(BalanceChart).highlighted == 3


async def test_a_first_placement_that_could_not_be_saved_is_saved_on_a_second_try(
    start: Start, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite(folder.journal_file, DISK_FULL)

    writer = await first_start(start, folder, "right", "end")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "save", full)
        await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
        await writer.sees(
            "Je logboek is gemaakt, met dit wachtwoord", DISK_FULL, "Maak ruimte", "nog eens op Enter"
        )
        await writer.presses("enter")
        await writer.sees("nog eens op Enter")
        await writer.presses("escape")
        await writer.sees("Kies een wachtwoord")
        await writer.presses("ctrl+q")
        await writer.sees("Wat hier staat is nog niet bewaard")
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)
    (saved,) = await writer.entries()
    assert [placement.value for placement in saved.placements] == [100]


async def test_a_second_try_with_another_password_is_refused(
    start: Start, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotWrite(folder.journal_file, DISK_FULL)

    writer = await first_start(start, folder, "right", "end")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "save", full)
        await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
        await writer.sees("nog eens op Enter")
    for field in writer.app.screen.query(Input):
        field.value = f"{PASSWORD} anders"
    await writer.presses("enter")
    await writer.sees("past niet op dit logboek")


@pytest.mark.parametrize("password", [None, PASSWORD])
async def test_where_only_backups_are_left_no_journal_is_created_without_asking(
    start: Start, locked_folder: JournalFolder, clock: StillClock, password: str | None
) -> None:
    journal = open_journal(locked_folder, PASSWORD, clock)
    back_up_journal(journal, clock().date())
    journal.close()
    locked_folder.journal_file.unlink()
    locked_folder.key_file.unlink()
    writer = await start(folder=locked_folder, password=password)
    await writer.sees("staat geen logboek meer", "nog wel kopieën", "'reflectie herstel'", "Je begint met")
    assert not locked_folder.has_journal()
    await writer.presses("enter", "enter", "ctrl+n")
    await writer.writes("een nieuwe lange zin\neen nieuwe lange zin\n")
    await writer.reaches_home()
    assert await writer.entries() == []


async def test_a_password_from_the_environment_creates_a_journal(start: Start, folder: JournalFolder) -> None:
    writer = await start(folder=folder, password=PASSWORD)
    await writer.reaches_home()
    assert folder.has_journal()


async def test_the_first_placement_is_optional(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder)
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.reaches_home()
    assert await writer.entries() == []


async def test_the_first_placement_can_be_unknown(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder, "?")
    await chooses_password(writer)
    await writer.presses("escape")
    await writer.is_home()
    assert "4?" in writer.cells_of("BalanceChart")


async def test_a_short_password_or_two_different_ones_are_asked_again(
    start: Start, folder: JournalFolder
) -> None:
    writer = await first_start(start, folder)
    await writer.writes("kort\n")
    await writer.sees("een wachtwoord heeft minstens 8 tekens", "Typ er hierboven iets bij")
    assert not folder.has_journal()
    await writer.writes(" en nu langer\nkort en nu anders\n")
    await writer.sees("Die twee zijn niet gelijk.", "ga met Shift+Tab naar de eerste")
    assert not folder.has_journal()
    await writer.writes("kort en nu langer\n")
    await writer.reaches_home()
    assert folder.has_journal()


async def test_a_password_with_letters_that_are_no_utf_8_is_not_used(
    start: Start, folder: JournalFolder
) -> None:
    writer = await first_start(start, folder)
    await writer.writes("geh\ufffdm wachtwoord\n")
    await writer.sees("letters aan die geen UTF-8 zijn; het is niet gebruikt.")
    await writer.writes("geheim wachtwoord\ngeheim wachtwoord\n")
    await writer.reaches_home()
    assert folder.has_journal()


async def test_going_back_before_the_password_creates_nothing(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder, "right")
    await writer.presses("escape")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses("escape", "escape")
    await writer.sees("Dit is een plek om na te denken")
    assert not folder.has_journal()


async def test_a_password_is_never_shown(start: Start, folder: JournalFolder) -> None:
    writer = await first_start(start, folder)
    await writer.writes("zin die ik onthoud")
    await writer.does_not_see("zin die")


async def test_a_wrong_password_can_be_retried(start: Start, locked_folder: JournalFolder) -> None:
    writer = await start(folder=locked_folder)
    await writer.sees("Welkom terug.")
    await writer.writes("een ander wachtwoord\n")
    await writer.sees("Dit wachtwoord past niet op dit logboek. Probeer het rustig nog een keer.")
    assert writer.widget(Input).value == ""
    await writer.writes(f"{PASSWORD}\n")
    await writer.reaches_home()
    assert (await writer.entry()).answers[0].text == SECRET


async def test_pressing_enter_twice_opens_the_journal_once(
    start: Start, locked_folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[JournalWorker] = []
    original = JournalOpener.open
    pressed = asyncio.Event()

    async def open_and_record(opener: JournalOpener, password: str) -> JournalWorker:
        await pressed.wait()  # deriving the key takes longer than pressing Enter
        opened.append(await original(opener, password))
        return opened[-1]

    monkeypatch.setattr(JournalOpener, "open", open_and_record)
    writer = await start(folder=locked_folder)
    await writer.writes(PASSWORD)
    await writer.presses("enter", "enter", "enter")
    pressed.set()
    await writer.reaches_home()
    for worker in opened:
        if worker is not writer.context.journal:
            worker.close()
    assert len(opened) == 1


@pytest.mark.parametrize("damage", ["half", "checksum", "gone"])
async def test_a_damaged_key_file_is_not_reported_as_a_wrong_password(
    start: Start, locked_folder: JournalFolder, damage: str
) -> None:
    path = locked_folder.key_file
    if damage == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "checksum":
        path.write_bytes(path.read_bytes().replace(b'"salt":"', b'"salt":"A', 1))
    else:
        path.unlink()
    writer = await start(folder=locked_folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees_file("sleutels.json")
    await writer.sees("Je wachtwoord is niet het probleem.")
    await writer.does_not_see("past niet op dit logboek")


async def test_a_damaged_journal_is_not_reported_as_a_wrong_password(
    start: Start, locked_folder: JournalFolder
) -> None:
    locked_folder.journal_file.write_bytes(hashlib.sha256(b"").digest() * 256)
    writer = await start(folder=locked_folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees_file("logboek.db")
    await writer.sees("Je wachtwoord is niet het probleem.")
    await writer.does_not_see("past niet op dit logboek")


async def test_no_key_reaches_the_journal_before_unlocking(
    start: Start, locked_folder: JournalFolder
) -> None:
    writer = await start(folder=locked_folder)
    await writer.presses("tab", *"123456glnviv", "f2", "f4", "f5", "ctrl+n", "ctrl+g", "escape", "?")
    assert isinstance(writer.app.screen, UnlockScreen)
    await writer.presses("ctrl+p")
    await writer.sees("Wat kan ik hier?", "afsluiten")
    await writer.does_not_see("Logboek", "Instellingen", "vertragen", SECRET)
    await writer.presses("escape", "f1", "f1")
    await writer.sees("meldcode")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, UnlockScreen)
    assert writer.context.journal is None
    assert SECRET not in writer.screen


async def test_the_password_is_not_in_the_key_file(locked_folder: JournalFolder) -> None:
    slots = json.loads(locked_folder.key_file.read_bytes())
    assert PASSWORD not in json.dumps(slots)


async def test_what_is_written_is_encrypted_and_there_the_next_time(
    start: Start, locked_folder: JournalFolder, clock: StillClock
) -> None:
    writer = await start(folder=locked_folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.reaches_home()
    await writer.begins("Een vraag")
    await writer.writes("nog iets")
    await writer.stops()
    await writer.is_home()
    assert isinstance(writer.app.screen, HomeScreen)
    writer.context.require_journal.close()
    journal = await Unlock(locked_folder, clock).opener.open(PASSWORD)
    try:
        words = {summary.words for summary in await journal.call(Journal.summaries)}
    finally:
        journal.close()
    assert words == {SECRET, "nog iets"}
    assert not [p for p in locked_folder.path.rglob("*") if p.is_file() and b"nog iets" in p.read_bytes()]
