"""The logbook and the reader."""

from textual.widgets import OptionList

from reflectie.domain.entry import Address, Answer, AnswerState, Draft
from reflectie.journal.situations import create_situation, move_entry_to_situation
from reflectie.tui.logbook.reader_screen import ReaderScreen

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


async def test_the_months_stand_above_their_entries(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}.", days_ago=20 * n) for n in range(4)])
    await writer.presses("l")
    words = writer.words
    places = [words.index(text) for text in ("november 2026", "dag 0.", "dag 1.", "oktober 2026", "dag 2.")]
    assert places == sorted(places)
    assert words.count("november 2026") == 1


async def test_the_second_row_shows_the_situation_and_the_telling_sentence(start: Start) -> None:
    answers = (make_answer("Twee nachten.", value="yes"), make_answer("Ik wil het niet alleen dragen.", "b"))
    writer = await start([make_entry(1, answers=answers)])
    journal = writer.context.require_journal
    situation = await journal.call(create_situation, "de lange brug")
    await journal.call(move_entry_to_situation, make_entry(1).id, situation.id)
    await writer.presses("l")
    await writer.sees("de lange brug · Ik wil het niet alleen dragen.")


async def test_only_unfinished_entries_can_be_shown(start: Start) -> None:
    writer = await start([make_entry(1, "klaar"), make_entry(2, "half", days_ago=3, closed=None)])
    await writer.presses("l", "f", "enter")
    await writer.sees("Logboek · nog open", "half")
    await writer.does_not_see("klaar")
    await writer.presses("enter")
    await writer.reaches(ReaderScreen)
    await writer.presses("escape", "f")
    await writer.sees("weer alles laten zien")
    await writer.presses("enter")
    await writer.sees("klaar", "half")


async def test_without_unfinished_entries_the_filter_says_so(start: Start) -> None:
    writer = await start([make_entry(1, "klaar")])
    await writer.presses("l", "f", "enter")
    await writer.sees("Er staat niets meer open.")
    await writer.presses("f", "enter")
    await writer.sees("klaar")


async def test_a_search_finds_while_typing(start: Start) -> None:
    writer = await start([make_entry(1, "de brug"), make_entry(2, "het café aan het water", days_ago=40)])
    await writer.presses("l", "/")
    await writer.writes("cafe")
    await writer.sees("het café aan het water")
    await writer.does_not_see("de brug")
    await writer.presses("enter", "enter")
    await writer.reaches(ReaderScreen)
    await writer.sees("het café aan het water", "Wat knaagt er?")
    await writer.presses("escape")
    await writer.does_not_see("de brug")
    await writer.presses("escape")
    await writer.sees("de brug", "het café aan het water")
    await writer.presses("escape")
    await writer.is_home()


async def test_a_found_word_far_into_a_text_is_in_view_on_a_small_screen(start: Start) -> None:
    text = "Ze keek naar buiten en ik heb haar laten kijken, toen is er gebeld."
    writer = await start([make_entry(1, text)], size=(50, 24))
    journal = writer.context.require_journal
    situation = await journal.call(create_situation, "het volle schrift")
    await journal.call(move_entry_to_situation, make_entry(1).id, situation.id)
    await writer.presses("l", "/")
    await writer.writes("gebe")
    await writer.sees("het volle sch… · …", "gebeld.")
    await writer.presses(*["backspace"] * 4)
    await writer.writes("schr")
    await writer.sees("vraag · het volle schrift")


async def test_a_search_without_hits_says_so_and_esc_shows_everything(start: Start) -> None:
    writer = await start([make_entry(1, "de brug")])
    await writer.presses("l", "/")
    await writer.writes("q")
    await writer.sees("Typ nog een paar letters.")
    await writer.writes("qq")
    await writer.sees("Niets gevonden met deze woorden.")
    await writer.presses("escape")
    await writer.sees("de brug")
    await writer.presses("enter")
    await writer.reaches(ReaderScreen)


async def test_a_search_for_an_unfinished_entry_finds_only_those(start: Start) -> None:
    writer = await start([make_entry(1, "de brug klaar"), make_entry(2, "de brug half", closed=None)])
    await writer.presses("l", "f", "enter", "/")
    await writer.writes("brug")
    await writer.sees("de brug half")
    await writer.does_not_see("de brug klaar")


async def test_the_list_and_the_entry_stand_in_the_middle_of_a_wide_screen(start: Start) -> None:
    writer = await start([make_entry(1, "de brug")], size=(200, 30))
    await writer.presses("l")
    await writer.sees("de brug")
    first, beside = writer.widget(OptionList).region, writer.app.screen.query_one("#beside").region
    assert abs(first.x - (200 - beside.right)) <= 4
    assert next(row for row in writer.rows if "Logboek" in row).index("Logboek") == first.x


async def test_three_hundred_entries_load_while_scrolling(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}", days_ago=n) for n in range(300)])
    await writer.presses("l")
    await writer.sees("dag 0")
    for shown in ("dag 99", "dag 199", "dag 299"):
        await writer.presses("end")
        await writer.sees(shown)
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
    await writer.presses("end", "end", "end")
    await writer.sees("dag 250.")
    await writer.presses("enter", "escape", "home")
    await writer.sees("zojuist", "dag 1.")
    await writer.presses("end", "end")
    await writer.sees("dag 250.")


async def test_after_deleting_an_entry_the_next_one_is_highlighted(start: Start) -> None:
    writer = await start([make_entry(n, f"dag {n}", days_ago=n) for n in range(3)])
    await writer.presses("l", "down", "enter", "x", "down", "enter")
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
    await writer.presses("ctrl+n")
    await writer.sees("net niet af")
    assert [answer.text for answer in (await writer.entry()).answers] == ["net niet af"]
    assert not (await writer.entry()).is_open


async def test_on_a_wide_screen_the_entry_stands_beside_the_list(start: Start) -> None:
    writer = await start([make_entry(1, "de brug"), make_entry(2, "het water", days_ago=3)], size=(120, 30))
    await writer.presses("l")
    await writer.until(lambda: "de brug" in writer.words_of("#beside"), "the newest entry")
    await writer.presses("down")
    await writer.until(lambda: "het water" in writer.words_of("#beside"), "the older entry")
    await writer.resizes(100, 30)
    assert not writer.app.screen.query_one("#beside").display
    await writer.resizes(140, 30)
    await writer.until(lambda: "Wat knaagt er? het water" in writer.words_of("#beside"), "the entry again")
