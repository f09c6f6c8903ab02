"""What can be changed about an entry while reading it, and the filters of the logbook."""

# ruff: noqa: F401, F811 - pytest finds imported fixtures by the names of arguments

import datetime as dt

from reflectie.domain.entry import Address
from reflectie.journal.bin import move_to_bin, summaries_in_bin
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen

from .conftest import Start
from .locking import locked_folder, unlocked
from .sample_entries import TODAY, make_answer, make_entry, make_marked_entry
from .writer import Writer


async def test_the_day_of_an_entry_can_be_set(start: Start) -> None:
    writer = await start([make_entry(1, "de brug")])
    await writer.presses("l", "enter", "d")
    await writer.sees("Over welke dag gaat dit?")
    await writer.presses(*["backspace"] * 10)
    await writer.writes("gisteren")
    await writer.sees("zaterdag 21 november 2026")
    await writer.presses("enter")
    await writer.sees("zaterdag 21 november 2026", "de brug")
    assert (await writer.entry()).day == TODAY - dt.timedelta(days=1)


async def test_a_day_that_is_not_understood_changes_nothing(start: Start) -> None:
    writer = await start([make_entry(1, "de brug")])
    await writer.presses("l", "enter", "d")
    await writer.writes("x")
    await writer.presses("enter")
    await writer.sees("begrijp ik niet als dag")
    await writer.presses("escape")
    assert (await writer.entry()).day == TODAY


async def test_an_entry_gets_verbs_and_own_words_and_can_be_found_by_them(start: Start) -> None:
    writer = await start([make_entry(1, "de brug"), make_entry(2, "het water", days_ago=1)])
    await writer.presses("l", "enter", "#")
    await writer.sees("Welke etiketten passen hierbij?", "verbinden")
    await writer.presses("space", "tab")
    await writer.writes("Team")
    await writer.presses("enter")
    await writer.sees("#verbinden #team")
    await writer.presses("escape", "f")
    await writer.sees("etiket: alles")
    await _chooses(writer, "etiket: alles")
    await _chooses(writer, "team")
    await writer.sees("Logboek · team", "de brug")
    await writer.does_not_see("het water")


async def test_esc_keeps_no_tags(start: Start) -> None:
    writer = await start([make_entry(1, "de brug")])
    await writer.presses("l", "enter", "#", "space", "escape")
    await writer.reaches(ReaderScreen)
    assert (await writer.entry()).tags == ()


async def test_an_answer_is_marked_to_share_and_private_again(start: Start) -> None:
    exercise = {"exercise": "proef:vraag"}
    writer = await start([make_entry(1, "de brug", **exercise)])
    await writer.presses("l", "enter", "tab", "space")
    await writer.sees("Wat knaagt er? · om te delen")
    answer = (await writer.entry()).answer(Address(step="begin"))
    assert answer is not None and answer.shared
    await writer.presses("space")
    await writer.does_not_see("om te delen ")
    assert not any(answer.shared for answer in (await writer.entry()).answers)


async def test_the_history_of_one_answer_shows_only_what_stood_there(start: Start) -> None:
    writer = await start([make_entry(1, answers=(make_answer("nu"), make_answer("elders nu", "vervolg")))])
    journal = writer.context.require_journal
    entry = await writer.entry()
    for text in ("toen", "nu"):
        await journal.save(entry, [make_answer(text), make_answer(f"elders {text}", "vervolg")])
    await writer.presses("l", "enter", "e")
    await writer.sees("Eerder geschreven", "elders toen")
    await writer.presses("escape", "tab", "e")
    await writer.sees("Eerder geschreven", "toen")
    await writer.does_not_see("elders toen")


async def test_filters_combine_and_all_can_be_shown_again(start: Start) -> None:
    entries = [make_marked_entry(1, "kern:sv4", 10), make_marked_entry(2, "kern:sv1", 10, days_ago=1)]
    writer = await start([*entries, make_entry(3, "zonder lijn", closed=None, days_ago=2)])
    await writer.presses("l", "f")
    await _chooses(writer, "lijn: alles")
    await _chooses(writer, "4 · ")
    await writer.sees("Logboek · 4 ·", "22 nov 2026")
    await writer.does_not_see("21 nov 2026", "zonder lijn")
    await writer.presses("f")
    await _chooses(writer, "nog open")
    await writer.sees("Niets past bij wat je koos.")
    await writer.presses("f", "enter")
    await writer.sees("21 nov 2026", "zonder lijn")


async def test_the_bin_can_be_emptied_on_the_screen(unlocked: Writer) -> None:
    writer = unlocked
    (entry,) = await writer.entries()
    await writer.context.require_journal.call(move_to_bin, entry.id)
    await writer.presses("l", "p")
    await _chooses(writer, "Prullenbak legen")
    await writer.sees("Dit kan niet terug.", "Alles behalve die exports is versleuteld.")
    await writer.presses("escape")
    await writer.reaches(LogbookScreen)
    assert await writer.context.require_journal.call(summaries_in_bin)
    await writer.presses("p")
    await _chooses(writer, "Prullenbak legen")
    await writer.presses("enter")
    await writer.sees("De prullenbak is leeg.")
    assert await writer.context.require_journal.call(summaries_in_bin) == ()


async def _chooses(writer: Writer, label: str) -> None:
    """Choose the option whose text begins with this, in the list on the screen."""
    number = next(n for n, text in enumerate(writer.option_texts) if text.startswith(label))
    await writer.presses(*["down"] * number, "enter")
