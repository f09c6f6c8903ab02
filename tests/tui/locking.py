"""A journal that locks, and a user who unlocks it; shared by the tests of the lock and of the cover."""

import pytest

from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.opening import create_journal
from reflectie.tui import lock
from reflectie.tui.security.unlock_screen import UnlockScreen

from .conftest import Start
from .sample_entries import make_entry
from .writer import StillClock, Writer

PASSWORD = "zin van hier en nergens"
SECRET = "een waterval en nog iets"


@pytest.fixture
def locked_folder(folder: JournalFolder, clock: StillClock) -> JournalFolder:
    """A folder with a journal of one closed entry."""
    journal = create_journal(folder, PASSWORD, clock)
    saved = make_entry(1, SECRET)
    journal.save(saved, saved.answers, saved.placements)
    journal.close()
    return folder


@pytest.fixture(autouse=True)
def frequent_idle_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "IDLE_CHECK_SECONDS", 0.1)


@pytest.fixture
async def unlocked(start: Start, locked_folder: JournalFolder) -> Writer:
    """A user who typed the password and is on Home."""
    writer = await start(folder=locked_folder, settings=Settings(code_offered=True))
    await unlock(writer)
    return writer


async def unlock(writer: Writer) -> None:
    await writer.sees("Je logboek is op slot")
    await writer.writes(f"{PASSWORD}\n")
    await writer.until(
        lambda: writer.context.journal is not None and not is_at_unlock(writer), "the journal open"
    )
    await writer.settles()


def is_at_unlock(writer: Writer) -> bool:
    return isinstance(writer.app.screen, UnlockScreen)


async def wait_for_lock(writer: Writer) -> None:
    await writer.until(lambda: is_at_unlock(writer) and writer.context.journal is None, "the lock")
    await writer.settles()
    assert len(writer.app.screen_stack) == 1


async def be_away(writer: Writer, minutes: float = 11) -> None:
    """Move the clock, and wait until the program has read it again."""
    writer.clock.passes(minutes=minutes)
    asked_before = writer.clock.call_count
    await writer.until(lambda: writer.clock.call_count > asked_before, "a check of the clock")
    await writer.settles()
