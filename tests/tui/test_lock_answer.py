"""The lock, while one answer of an entry that was closed is being changed."""

from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import AnswerScreen

from .locking import SECRET, locked_folder, unlock, unlocked, wait_for_lock
from .writer import Writer

__all__ = ["locked_folder", "unlocked"]


async def test_after_the_lock_the_answer_is_changed_and_the_entry_closed_again(unlocked: Writer) -> None:
    await unlocked.presses("l", "enter")
    await unlocked.reaches(ReaderScreen)
    await unlocked.presses("tab", "enter")
    await unlocked.reaches(AnswerScreen)
    await unlocked.writes(" Half")
    await unlocked.presses("ctrl+l")
    await wait_for_lock(unlocked)
    await unlock(unlocked)
    await unlocked.reaches(AnswerScreen)
    await unlocked.writes(" en heel")
    await unlocked.goes_on()
    await unlocked.reaches(HomeScreen)
    entry = await unlocked.entry()
    assert [answer.text for answer in entry.answers] == [f"{SECRET} Half en heel"]
    assert not entry.is_open
