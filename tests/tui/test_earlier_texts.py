"""Earlier texts, retention and the bin in the reader and the logbook."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Draft
from reflectie.domain.value import new_row_id
from reflectie.journal.journal import Journal

from .conftest import Start
from .sample_entries import make_answer, make_entry
from .writer import Writer


async def change_first_entry(writer: Writer, text: str) -> None:
    """Replace the text of the first entry."""
    saved = (await writer.entries())[0]
    answer = replace(saved.answers[0], text=text)
    await writer.context.require_journal.save(saved.with_answer(answer), [answer])


async def test_an_earlier_text_can_be_read_and_restored(start: Start) -> None:
    writer = await start([make_entry(1, "eerst dit")])
    await change_first_entry(writer, "toen dat")
    await writer.presses("l", "enter")
    await writer.sees("toen dat")
    await writer.presses("e")
    await writer.sees("Eerder geschreven", "eerst dit")
    await writer.presses("enter")
    await writer.sees("Enter: zet dit terug")
    await writer.presses("enter")
    await writer.does_not_see("Eerder geschreven")
    await writer.sees("eerst dit")
    assert (await writer.entries())[0].answers[0].text == "eerst dit"
    await writer.presses("e")
    await writer.sees("toen dat")


async def test_a_long_earlier_text_can_be_read_without_restoring_it(start: Start) -> None:
    writer = await start([make_entry(1, "begin\n" * 100 + "[b]slot")])
    await change_first_entry(writer, "toen dat")
    await writer.presses("l", "enter", "e")
    await writer.sees("Eerder geschreven")
    await writer.presses("enter")
    await writer.sees("begin", "Enter: zet dit terug")
    await writer.presses("end")
    await writer.sees("[b]slot", "Enter: zet dit terug")
    await writer.presses("escape")
    await writer.sees("Eerder geschreven")
    await writer.presses("escape")
    await writer.sees("toen dat")
    assert (await writer.entries())[0].answers[0].text == "toen dat"


async def test_restoring_keeps_the_current_draft_as_an_earlier_text(start: Start) -> None:
    writer = await start([make_entry(1, "eerst dit")])
    await change_first_entry(writer, "toen dat")
    saved = (await writer.entries())[0]
    typed = Draft(address=saved.answers[0].address, question="?", text="toen dat CONCEPT")
    await writer.context.require_journal.call(Journal.save_draft, saved, typed)
    await writer.presses("l", "enter")
    await writer.sees("CONCEPT")
    await writer.presses("e")
    await writer.sees("Eerder geschreven")
    await writer.presses("enter")
    await writer.sees("Enter: zet dit terug")
    await writer.presses("enter")
    await writer.sees("eerst dit")
    await writer.presses("e")
    await writer.sees("toen dat CONCEPT")


async def test_an_entry_without_earlier_texts_says_so(start: Start) -> None:
    writer = await start([make_entry(1, "eerst dit")])
    await writer.presses("l", "enter", "e")
    await writer.sees("Hier stond nog nooit iets anders.")


async def test_a_retention_date_can_be_set_and_removed(start: Start) -> None:
    writer = await start([make_entry(1, "voor een jaar")])
    await writer.presses("l", "enter", "=")
    await writer.sees("Hoe lang wil je dit bewaren?", "een jaar, tot maandag 22 november 2027")
    await writer.presses("down", "enter")
    await writer.sees("Te bewaren tot maandag 22 november 2027")
    await writer.presses("=", "end", "enter")
    await writer.does_not_see("Te bewaren tot")


async def test_a_deleted_entry_can_be_restored_from_the_bin(start: Start) -> None:
    writer = await start([make_entry(1, "weg ermee"), make_entry(2, "dit blijft", days_ago=1)])
    await writer.presses("l", "enter")
    await writer.sees("weg ermee")
    await writer.presses("x")
    await writer.sees("weggooien? Dan ligt het in de prullenbak.", "nee, laat staan")
    await writer.presses("enter")
    assert len(await writer.entries()) == 2
    await writer.presses("x", "down", "enter")
    await writer.sees("Logboek", "dit blijft", "haal je het met p weer terug")
    assert [e.answers[0].text for e in await writer.entries()] == ["dit blijft"]
    await writer.presses("p")
    await writer.sees("Prullenbak", "weg ermee")
    await writer.presses("enter")
    await writer.does_not_see("Prullenbak")
    assert [e.answers[0].text for e in await writer.entries()] == ["weg ermee", "dit blijft"]


async def test_an_empty_bin_says_that_it_is_empty(start: Start) -> None:
    writer = await start([make_entry(1)])
    await writer.presses("l", "p")
    await writer.sees("De prullenbak is leeg.")


async def test_the_reader_shows_every_cell_of_a_table(start: Start) -> None:
    row = new_row_id()
    cells = (
        make_answer("", step="boeken"),
        Answer(address=Address(step="boeken", item=row, part="boek"), question="Boek", text="meer slapen"),
        Answer(address=Address(step="boeken", item=row, part="van"), question="Van wie", text="de huisarts"),
    )
    writer = await start([make_entry(1, answers=cells)])
    await writer.presses("l", "enter")
    await writer.sees("meer slapen", "Van wie", "de huisarts")


async def test_a_skipped_question_is_saved_with_the_first_text(start: Start) -> None:
    writer = await start([])
    await writer.begins("Een vraag")
    await writer.skips()
    await writer.is_asked("En waar voel je dat?")
    await writer.writes("in mijn schouders")
    await writer.stops()
    states = [answer.state for answer in (await writer.entry()).answers]
    assert states == [AnswerState.SKIPPED, AnswerState.ANSWERED]
