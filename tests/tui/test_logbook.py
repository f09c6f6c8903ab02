"""The logbook and the reader."""

from reflectie.domain.entry import Address, Answer, AnswerState, Draft

from .conftest import Start
from .sample_entries import make_answer, make_entry, make_marked_entry
from .writer import Writer


async def test_an_empty_logbook_says_how_to_begin(writer: Writer) -> None:
    await writer.presses("l")
    await writer.sees("Hier komt te staan wat je schrijft.")
    await writer.presses("enter")
    await writer.sees("Hier komt te staan wat je schrijft.")


async def test_the_newest_entry_comes_first_with_the_start_of_its_text(start: Start) -> None:
    writer = await start(
        [make_entry(1, "gisteren dit", days_ago=1), make_entry(2, "vandaag dat", closed=None)]
    )
    await writer.presses("l")
    await writer.sees("22 nov 2026", "vandaag dat", "nog open", "21 nov 2026", "gisteren dit")
    assert writer.words.index("vandaag dat") < writer.words.index("gisteren dit")


async def test_the_reader_shows_text_exactly_as_typed(start: Start) -> None:
    text = "een regel\n\n  ingesprongen\nen [b]haken[/b] \\ en %s"
    answers = (
        make_answer(text),
        Answer(address=Address(step="begin", part="waar"), question="En waar?", state=AnswerState.UNKNOWN),
        Answer(address=Address(step="begin", part="wie"), question="En wie?", state=AnswerState.SKIPPED),
    )
    writer = await start([make_entry(1, answers=answers)])
    await writer.presses("l", "enter")
    await writer.sees("Een vraag", "zondag 22 november 2026", "Wat knaagt er?")
    assert "    ingesprongen" in writer.screen
    await writer.sees("en [b]haken[/b] \\ en %s", "En waar?", "weet ik (nog) niet", "En wie?", "overgeslagen")


async def test_a_mark_is_shown_with_the_poles_it_was_made_with(start: Start) -> None:
    writer = await start([make_marked_entry(1, "sv4", -100), make_marked_entry(2, "sv4", None, days_ago=1)])
    await writer.presses("l", "enter")
    await writer.sees("links", "rechts", "├●")
    await writer.presses("escape", "down", "enter")
    await writer.sees("links", "rechts", "├─", "weet ik (nog) niet")


async def test_a_long_answer_can_be_scrolled_to_its_end(start: Start) -> None:
    writer = await start([make_entry(1, "\n".join(f"regel {n}" for n in range(200)))])
    await writer.presses("l", "enter")
    await writer.does_not_see("regel 199")
    await writer.presses("end")
    await writer.sees("regel 199")


async def test_three_hundred_entries_load_while_scrolling(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}", days_ago=n) for n in range(300)])
    await writer.presses("l")
    await writer.sees("dag 0")
    await writer.presses("end")
    await writer.presses("end")
    await writer.sees("dag 299")
    await writer.presses("enter")
    await writer.sees("Wat knaagt er?", "dag 299")
    await writer.presses("escape")
    await writer.sees("dag 299")


async def test_an_entry_of_another_program_does_not_disturb_the_loading_of_older_ones(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}.", days_ago=n) for n in range(1, 251)])
    await writer.presses("l")
    await writer.sees("dag 1.")
    written = make_entry(300, "zojuist")
    await writer.context.require_journal.save(written, written.answers)
    await writer.presses("end", "end")
    await writer.sees("dag 250.")
    await writer.presses("enter", "escape", "home")
    await writer.sees("zojuist", "dag 1.")
    await writer.presses("end", "end")
    await writer.sees("dag 250.")


async def test_after_deleting_an_entry_the_next_one_is_highlighted(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}", days_ago=n) for n in range(3)])
    await writer.presses("l", "down", "enter", "x")
    await writer.sees("Logboek")
    await writer.presses("enter")
    await writer.sees("Wat knaagt er?", "dag 2")


async def test_the_logbook_fits_the_smallest_screen(start: Start) -> None:
    writer = await start(
        [make_entry(1, "een heel lange zin die niet op een rij van veertig past")], size=(40, 15)
    )
    await writer.presses("l")
    await writer.sees("22 nov 2026", "een heel lange")


async def test_a_draft_from_before_a_crash_can_be_read_and_closed(start: Start) -> None:
    half = make_entry(1, closed=None)
    writer = await start()
    at = Address(step="begin")
    writer.context.require_journal.buffer_draft(
        half, Draft(address=at, question="Wat knaagt er?", text="net niet af")
    )
    await writer.context.require_journal.flush()
    await writer.presses("l", "enter")
    await writer.sees("Wat knaagt er?", "net niet af", "nog open")
    await writer.presses("z")
    await writer.sees("net niet af")
    assert [answer.text for answer in (await writer.entry()).answers] == ["net niet af"]
    assert not (await writer.entry()).is_open
