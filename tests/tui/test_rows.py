"""Filling in a table with keys and mouse."""

import time

import pytest

from reflectie.domain.entry import Address, AnswerState, Draft, Entry
from reflectie.domain.table import Row, rows_of
from reflectie.journal.journal import Journal
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.steps.rows_view import CellOptions, RowsView
from reflectie.tui.widgets.table_grid import TableGrid

from ..full_length import shortened
from .conftest import Start
from .writer import PATIENCE, Writer

PEOPLE, TIES = Address(step="mensen"), Address(step="banden")


@pytest.fixture
async def table(writer: Writer) -> Writer:
    await writer.begins("Rijen en een tekening")
    await writer.sees("Wie zijn erbij?", "Wie", "Sinds", "Plek")
    return writer


async def fill_rows(writer: Writer, *rows: tuple[str, str, str]) -> None:
    """Fill in rows from the current cell: a name, a date, and the first letter of an option."""
    for who, since, letter in rows:
        await writer.writes(f"{who}\t{since}\t".replace("\t", "\n"))
        await writer.presses(letter, "tab")


async def saved_rows(writer: Writer, table: Address = PEOPLE) -> tuple[Row, ...]:
    return rows_of(await writer.entry(), table)


async def wait_for_draft(writer: Writer, text: str) -> tuple[Entry, tuple[Draft, ...]]:
    """Wait until a draft with this text is on disk; return the entry with all its drafts."""
    end = time.monotonic() + PATIENCE
    while True:
        entry = await writer.entry()
        drafts = await writer.context.require_journal.call(Journal.drafts, entry.id)
        if any(draft.text == text for draft in drafts):
            return entry, drafts
        assert time.monotonic() < end, drafts
        await writer.settles()


def row_names(rows: tuple[Row, ...]) -> list[str]:
    return [row.name for row in rows]


async def test_enter_and_tab_go_to_the_next_cell_and_to_a_new_row(table: Writer) -> None:
    await fill_rows(table, ("moeder", "2009", "d"), ("mentor", "vorig jaar", "v"))
    await table.goes_on()
    first, second = await saved_rows(table)
    assert [(cell.text, cell.value) for cell in first.cells] == [
        ("moeder", ""),
        ("2009", "2009"),
        ("dichtbij", "near"),
    ]
    assert second.text("wanneer") == "vorig jaar" and second.value("wanneer") == "2025"


async def test_a_cell_is_saved_with_the_title_of_its_column_as_its_question(table: Writer) -> None:
    await fill_rows(table, ("moeder", "2009", "d"))
    await table.goes_on()
    assert [cell.question for cell in (await saved_rows(table))[0].cells] == ["Wie", "Sinds", "Plek"]


async def test_typed_text_appears_in_the_table_at_once(table: Writer) -> None:
    await table.writes("moe")
    assert "moe" in table.cells_of("TableGrid")


async def test_a_date_shows_how_it_is_understood(table: Writer) -> None:
    await table.presses("tab")
    await table.writes("12-3-2024")
    await table.sees("dinsdag 12 maart 2024")
    await table.writes("?")
    await table.sees("Die datum herken ik niet; je woorden blijven staan.")


async def test_a_full_name_gets_a_privacy_hint_and_is_saved(table: Writer) -> None:
    await table.writes("Jan")
    await table.does_not_see("volledige naam")
    await table.writes(" Jansen")
    await table.sees("Dit lijkt op een volledige naam.")
    await table.goes_on()
    assert row_names(await saved_rows(table)) == ["Jan Jansen"]


@pytest.mark.parametrize("word", ["ik", "Mijzelf", "me zelf", "IK."])
async def test_a_column_for_others_rejects_the_user(table: Writer, word: str) -> None:
    await table.writes(word)
    await table.sees("Kies hier iemand anders dan jezelf.")
    await table.goes_on()
    assert [a for e in await table.entries() for a in e.answers if a.text] == []


async def test_arrow_keys_go_to_other_rows(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "d"))
    await table.presses("up", "up")
    await table.writes("s")
    await table.presses("down")
    await table.writes("s")
    await table.goes_on()
    assert row_names(await saved_rows(table)) == ["eens", "twees"]


async def test_a_moved_row_keeps_its_id(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "d"))
    await table.goes_on()
    before = {row.name: row.id for row in await saved_rows(table)}
    await table.goes_back()
    await table.presses("up", "alt+up")
    await table.goes_on()
    after = await saved_rows(table)
    assert row_names(after) == ["twee", "een"]
    assert {row.name: row.id for row in after} == before


async def test_answers_about_a_row_stay_with_it_when_it_is_moved_and_renamed(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "d"))
    await table.goes_on()
    await table.goes_on()
    await table.goes_on()
    await table.is_asked("Wat brengt een mee?")
    await table.writes("rust")
    await table.goes_on()
    await table.writes("haast")
    for _ in range(4):
        await table.goes_back()
    await table.is_asked("Wie zijn erbij?")
    await table.presses("up", "up", "alt+down")
    await table.writes("!")
    for _ in range(3):
        await table.goes_on()
    await table.is_asked("Wat brengt twee mee?")
    assert table.field.text == "haast"
    await table.goes_on()
    await table.is_asked("Wat brengt een! mee?")
    assert table.field.text == "rust"


async def test_a_removed_row_keeps_its_text_and_can_be_restored(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "d"))
    await table.presses("up", "f7")
    assert "× " in table.cells_of("TableGrid") or "+ " in table.cells_of("TableGrid")
    await table.goes_on()
    out = (await saved_rows(table))[1]
    assert out.is_removed and [cell.text for cell in out.cells] == ["twee", "2002", "dichtbij"]
    assert {cell.state for cell in out.cells} == {AnswerState.SKIPPED}
    await table.goes_on()
    await table.does_not_see("twee")
    await table.stops()
    await table.presses("g")
    await table.goes_back()
    await table.goes_back()
    await table.presses("up", "f7")
    await table.goes_on()
    assert not (await saved_rows(table))[1].is_removed


async def test_an_emptied_row_is_deleted(table: Writer) -> None:
    await table.writes("een")
    await table.presses("tab", "tab", "tab")
    await table.writes("twee")
    await table.presses("up", "backspace", "backspace", "backspace")
    await table.goes_on()
    assert row_names(await saved_rows(table)) == ["twee"]


async def test_the_mouse_selects_a_cell_and_moves_and_removes_its_row(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "v"))
    await table.clicks("een")
    await table.clicks("▼")
    await table.clicks("×")
    await table.goes_on()
    first, second = await saved_rows(table)
    assert (first.name, second.name, second.is_removed) == ("twee", "een", True)


async def test_the_mouse_selects_an_option(table: Writer) -> None:
    await table.writes("een")
    await table.presses("tab", "tab")
    await table.clicks("○ ertussenin")
    await table.sees("● ertussenin")
    await table.goes_on()
    assert (await saved_rows(table))[0].value("plek") == "middle"


async def test_arrows_and_letters_select_and_deselect_options(table: Writer) -> None:
    await table.presses("tab", "tab", "right", "right")
    assert table.widget(CellOptions).value == "middle"
    await table.presses("e")
    assert table.widget(CellOptions).value == ""
    await table.presses("v", "left")
    assert table.widget(CellOptions).value == "middle"
    await table.presses("backspace")
    await table.goes_on()
    assert [a for e in await table.entries() for a in e.answers if a.text] == []


async def test_space_goes_through_the_options_and_back_to_none(table: Writer) -> None:
    await table.presses("tab", "tab")
    options = table.widget(CellOptions)
    values = []
    for _ in range(len(options.options) + 1):
        await table.presses("space")
        values.append(options.value)
    assert values == [*options.options, ""]


async def test_references_to_another_table_follow_a_renamed_row(table: Writer) -> None:
    await fill_rows(table, ("moeder", "2009", "d"), ("mentor", "2020", "v"))
    await table.goes_on()
    await table.presses("right", "tab", "right", "right", "tab")
    await table.writes("appen")
    await table.goes_on()
    (tie,) = await saved_rows(table, TIES)
    assert [cell.text for cell in tie.cells] == ["moeder", "mentor", "appen"]
    await table.goes_back()
    await table.goes_back()
    await table.presses("up", "up", *["backspace"] * 6)
    await table.writes("M")
    await table.goes_on()
    (tie,) = await saved_rows(table, TIES)
    assert tie.text("van") == "M" and "moeder" not in str(await table.entry())


async def test_a_reference_to_an_empty_table_says_that_there_is_nothing_to_choose(table: Writer) -> None:
    await table.goes_on()
    await table.sees("Hier is nog niets om uit te kiezen.")


async def test_a_cell_is_saved_as_a_draft_while_typing(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"))
    await table.writes("half woo")
    entry, drafts = await wait_for_draft(table, "half woo")
    assert [(d.text, d.question) for d in drafts] == [("half woo", "Wie")]
    assert "half woo" not in [answer.text for answer in entry.answers]


async def test_a_drafted_cell_survives_a_crash(start: Start) -> None:
    writer = await start()
    await writer.begins("Rijen en een tekening")
    await fill_rows(writer, ("een", "2001", "d"))
    await writer.writes("half woo")
    entry, drafts = await wait_for_draft(writer, "half woo")
    again = await start([entry])
    await again.context.require_journal.call(lambda journal: [journal.save_draft(entry, d) for d in drafts])
    await again.presses("g")
    await again.is_asked("Wie zijn erbij?")
    await again.sees("half woo")
    await again.writes("rd")
    await again.goes_on()
    assert row_names(await saved_rows(again)) == ["een", "half woord"]


async def test_viewing_a_table_does_not_change_the_draft_of_another_window(
    start: Start,
) -> None:
    writer = await start()
    await writer.begins("Rijen en een tekening")
    await fill_rows(writer, ("een", "2001", "d"))
    await writer.writes("half woo")
    entry, drafts = await wait_for_draft(writer, "half woo")
    idle = await start([entry])
    await idle.context.require_journal.call(lambda journal: [journal.save_draft(entry, d) for d in drafts])
    await idle.presses("g")
    await idle.sees("half woo")
    assert await idle.current_screen(RunnerScreen).save_pending()
    assert (await wait_for_draft(idle, "half woo"))[1] == drafts
    assert row_names(await saved_rows(idle)) == ["een"]


async def test_keys_typed_ahead_reach_the_right_cells(table: Writer) -> None:
    await table.writes("een\n2001\nd\ntwee\n2002\nv\n")
    await table.goes_on()
    assert row_names(await saved_rows(table)) == ["een", "twee"]


async def test_pasted_lines_become_one_line(table: Writer) -> None:
    await table.pastes("de buur\nvan hiernaast")
    await table.goes_on()
    assert row_names(await saved_rows(table)) == ["de buur van hiernaast"]


async def test_a_table_can_be_marked_as_unknown(table: Writer) -> None:
    await table.does_not_know()
    entry: Entry = await table.entry()
    assert [(a.address, a.state) for a in entry.answers] == [(PEOPLE, AnswerState.UNKNOWN)]


async def test_skipping_an_empty_table_saves_nothing(table: Writer) -> None:
    await table.skips()
    assert await table.entries() == []


@pytest.mark.parametrize("size", shortened([(40, 15), (80, 24), (120, 40)], [(40, 15), (80, 24)]))
async def test_the_field_and_the_current_row_are_visible_at_every_size(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start(size=size)
    await writer.begins("Rijen en een tekening")
    for number in range(12):
        await fill_rows(writer, (f"iemand {number}", "2001", "d"))
    await writer.presses("up")
    await writer.sees("iemand 11")
    await writer.presses("tab", "tab")
    await writer.sees("● dichtbij")
    await writer.until(lambda: writer.widget(TableGrid).size.height >= 3)


async def test_a_wide_table_scrolls_to_the_current_column(start: Start) -> None:
    writer = await start(size=(40, 15))
    await writer.begins("Rijen en een tekening")
    await writer.writes("een heel lang verhaal over iemand")
    await writer.presses("tab")
    await writer.writes("een dag lang geleden, in het najaar")
    await writer.presses("tab", "e")
    assert "ertuss" in writer.cells_of("TableGrid")


async def test_a_later_question_shows_the_table_without_removed_rows(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "d"))
    await table.presses("up", "f7")
    for _ in range(4):
        await table.goes_on()
    await table.is_asked("Wie miste je?")
    await table.sees("een · 2001 · dichtbij")
    await table.does_not_see("twee")


async def test_the_drawing_shows_the_rows_of_the_table(table: Writer) -> None:
    await fill_rows(table, ("een", "2001", "d"), ("twee", "2002", "v"))
    await table.goes_on()
    await table.goes_on()
    await table.sees("Zo staan zij om je heen.", "─ verder weg", "─ dichtbij", "een", "twee")
    await table.resizes(60, 24)
    await table.until(lambda: max(len(row.rstrip()) for row in table.rows[:-3]) <= 60)
    await table.sees("─ verder weg")


async def test_an_empty_drawing_says_that_it_is_empty(table: Writer) -> None:
    await table.goes_on()
    await table.goes_on()
    await table.sees("Er staat nog niemand in de kringen.")


async def test_a_draft_of_an_unsaved_row_creates_the_row(start: Start) -> None:
    writer = await start()
    await writer.begins("Rijen en een tekening")
    view = writer.widget(RowsView)
    at = Address(step="mensen", item="row:00000001", part="wie")
    again = RowsView(view.stop, view.session, view.library, (Draft(address=at, question="Wie", text="x"),))
    list(again.compose())
    assert again.address == at


async def test_a_typed_option_is_selected_and_other_words_are_not_lost_silently(table: Writer) -> None:
    await table.writes("moeder")
    await table.presses("tab", "tab")
    await table.writes("verder weg")
    assert table.widget(CellOptions).value == "far"
    assert "niet opgeschreven" not in table.status
    await table.writes("school")
    await table.until(lambda: "schrijven kan bij 'Wie'." in table.status)
    assert table.widget(CellOptions).value == "far"


async def test_enter_in_a_cell_of_options_selects_and_then_goes_on(table: Writer) -> None:
    await table.writes("moeder\n\n")
    await table.presses("enter")
    assert table.widget(CellOptions).value == "near"
    await table.presses("enter")
    await table.writes("mentor")
    await table.goes_on()
    assert [row.text("plek") for row in await saved_rows(table)] == ["dichtbij", ""]
