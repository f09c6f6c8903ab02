"""Situaties: the list, one page, and *waarvoor ook alweer* one key away in any step."""

from typing import Any

import pytest
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import OptionList

from reflectie.content.load import load_library
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.exercise import Library
from reflectie.domain.situation import Situation
from reflectie.domain.table import cell_address
from reflectie.journal import situations
from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.journal.settings import Settings
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.situations import situation_dialogs
from reflectie.tui.situations.situation_dialogs import INVENTED_NAME_HINT, PurposeDialog, SituationDialog
from reflectie.tui.situations.situation_screen import SituationScreen
from reflectie.tui.situations.situations_screen import SituationsScreen

from .conftest import Start
from .values import entry, said
from .writer import StillClock, Writer

DRAWN = """\
id: getekend
title: Getekend
closing: false
steps:
  - id: momenten
    kind: rows
    text: Wat gebeurde er?
    columns:
      - {id: wanneer, title: Wanneer, type: date}
      - {id: wat, title: Wat}
      - {id: wie, title: Wie, type: person}
  - {id: lijn, kind: draw, text: Kijk, drawing: timeline, parts: {rows: momenten, when: wanneer, what: wat}}
  - {id: een, text: Stap een?}
  - {id: twee, text: Stap twee?}
  - {id: drie, text: Stap drie?}
  - {id: vier, text: Stap vier?}
  - {id: kring, kind: draw, text: Kijk, drawing: cycle, parts: {steps: [een, twee, drie, vier]}}
"""


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation_dialogs, "PURPOSE_AUTOSAVE_DELAY", 0.001)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "pack.yaml").write_text("id: eigen\ntitle: Eigen werk\n")
    (folder / "getekend.yaml").write_text(DRAWN)
    return load_library([folder])


async def made(writer: Writer, name: str, purpose: str = "") -> Situation:
    return await writer.desk.require_journal.call(situations.create_situation, name, purpose)


async def put(writer: Writer, one: Entry, into: Situation) -> None:
    """An entry in a situation, kept there by somebody who then comes home."""
    await writer.desk.require_journal.save(one, one.answers, one.placements)
    await writer.desk.require_journal.call(situations.move_entry_to_situation, one.id, into.id)
    await writer.presses("l", "escape")


async def every(writer: Writer) -> tuple[Situation, ...]:
    return await writer.desk.require_journal.call(situations.list_situations)


async def stands(writer: Writer, kind: type[Screen[Any]]) -> None:
    """Until a screen of this kind is on top and takes keys."""
    app = writer.app
    await writer.until(lambda: isinstance(app.screen, kind) and app.focused is not None, kind.__name__)


def rows(writer: Writer) -> list[str]:
    return [" ".join(str(option.prompt).split()) for option in writer.one(OptionList).options]


async def page_of(writer: Writer, situation: Situation) -> None:
    await writer.presses("s")
    ids = [option.id for option in writer.one(OptionList).options]
    await writer.presses(*["down"] * ids.index(situation.id), "enter")
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees(situation.name)


# The list ------------------------------------------------------------------------------------------


async def test_without_any_it_says_what_they_are(writer: Writer) -> None:
    await writer.presses("s")
    assert isinstance(writer.app.screen, SituationsScreen)
    await writer.sees("Een situatie is iets waar je vaker op terugkomt", "n nieuw")
    await writer.does_not_see("r naam", "samenvoegen")


async def test_a_new_one_gets_a_name_a_sentence_and_a_page(writer: Writer) -> None:
    await writer.presses("s", "n")
    await writer.sees(INVENTED_NAME_HINT)
    await writer.writes("Regenboog\n")
    await writer.sees("Waarvoor ook alweer?")
    await writer.writes("weten wanneer ik loslaat\n")
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees("Regenboog", "weten wanneer ik loslaat")
    (one,) = await every(writer)
    assert (one.name, one.purpose) == ("Regenboog", "weten wanneer ik loslaat")


async def test_a_name_that_looks_real_gets_a_word_and_is_not_refused(writer: Writer) -> None:
    await writer.presses("s", "n")
    await writer.writes("Jan de Vries")
    await writer.sees("Dit lijkt op een volledige naam.")
    await writer.presses("enter")
    await writer.sees("Waarvoor ook alweer?")


async def test_a_name_that_is_taken_is_said_where_it_was_typed(writer: Writer) -> None:
    await made(writer, "Regenboog")
    await writer.presses("s", "n")
    await writer.writes("regenboog\n")
    await writer.sees("Er is al een open situatie 'regenboog'.")
    await writer.writes(" twee\n")
    await writer.sees("Waarvoor ook alweer?")


async def test_it_gets_another_name(writer: Writer) -> None:
    await made(writer, "Regenboog")
    await writer.presses("s", "r")
    await writer.writes(" in de verte\n")
    assert [one.name for one in await every(writer)] == ["Regenboog in de verte"]
    await writer.sees("Regenboog in de verte")


async def test_closing_and_opening_again(writer: Writer) -> None:
    await made(writer, "Regenboog")
    await writer.presses("s")
    await writer.does_not_see("heropenen")
    await writer.presses("z")
    await writer.sees("Regenboog · afgesloten", "heropenen")
    await writer.presses("z")
    await writer.does_not_see("afgesloten")
    assert (await every(writer))[0].is_open


async def test_closed_ones_stand_below_the_open_ones(writer: Writer) -> None:
    closed = await made(writer, "Afgerond")
    await writer.desk.require_journal.call(situations.close_situation, closed.id)
    first = await made(writer, "Lopend")
    assert first.is_open
    await writer.presses("s")
    assert [row.split()[0] for row in rows(writer)] == ["Lopend", "Afgerond"]


async def test_merging_brings_everything_together(writer: Writer) -> None:
    one, other = await made(writer, "Regenboog", "dit"), await made(writer, "Vuurtoren", "dat")
    await put(writer, entry(1, "bij de toren"), other)
    await page_of(writer, one)
    await writer.presses("v")
    await writer.sees("Welke situatie gaat op in 'Regenboog'?", "Vuurtoren")
    await writer.presses("enter")
    await writer.sees("dit", "dat", "bij de toren")
    (kept,) = await every(writer)
    assert (kept.id, kept.purpose) == (one.id, "dit\ndat")


# A page --------------------------------------------------------------------------------------------


async def test_a_page_shows_its_entries_and_no_others(start: Start) -> None:
    writer = await start([entry(1, "van elders")])
    one = await made(writer, "Regenboog")
    await put(writer, entry(2, "van hier", days_ago=1), one)
    await page_of(writer, one)
    await writer.sees("van hier", "tijdlijn")
    await writer.does_not_see("van elders", "mensen", "leercyclus")
    await writer.presses("end", "enter")
    assert isinstance(writer.app.screen, ReaderScreen)
    await writer.sees("van hier")


async def test_what_is_begun_on_a_page_belongs_to_it(writer: Writer) -> None:
    one = await made(writer, "Regenboog", "weten wanneer ik loslaat")
    await page_of(writer, one)
    await writer.presses("n")
    await writer.writes("Een vraag\n")
    await writer.is_asked("Wat knaagt er?")
    await writer.presses("f3")
    await writer.sees("weten wanneer ik loslaat")
    await writer.presses("f3")
    await writer.writes("dit")
    await writer.stops()
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees("Een vraag", "dit")
    assert (await writer.entry()).situation == one.id


def _drawn_entry() -> Entry:
    table = Address(step="momenten")
    cells = [("wanneer", "12 maart 2024", "2024-03-12"), ("wat", "eerste gesprek", ""), ("wie", "oma", "")]
    answers = [
        Answer(address=cell_address(table, "row:1", column), question="?", text=text, value=value)
        for column, text, value in cells
    ]
    answers += [said("de derde", "drie", "Stap drie?"), said("de vierde", "vier", "Stap vier?")]
    return entry(1, exercise="eigen:getekend", title="Getekend", answers=tuple(answers))


async def test_a_page_shows_the_cycle_the_timeline_and_the_people(start: Start, drawn: Library) -> None:
    writer = await start(content=drawn)
    one = await made(writer, "Regenboog")
    await put(writer, _drawn_entry(), one)
    await page_of(writer, one)
    assert rows(writer)[1:4] == [
        "leercyclus stap 1 en 2 nog open",
        "tijdlijn wat er gebeurde, op volgorde",
        "mensen oma",
    ]
    await writer.presses("down", "enter")
    await writer.sees("Stap twee?", "de derde", "stap 1 en 2 nog open")
    await writer.presses("escape", "down", "enter")
    await writer.sees("2024", "12 mrt", "eerste gesprek")
    await writer.presses("escape", "down", "enter")
    await writer.sees("oma")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, SituationScreen)


async def test_without_a_timeline_the_entries_stand_by_their_day(start: Start) -> None:
    writer = await start()
    one = await made(writer, "Regenboog")
    await put(writer, entry(1, "gisteren iets", days_ago=1), one)
    await page_of(writer, one)
    await writer.presses("down", "enter")
    await writer.sees("2026", "21 nov", "Een vraag")


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_a_page_fits(start: Start, drawn: Library, size: tuple[int, int]) -> None:
    writer = await start(content=drawn, size=size)
    one = await made(writer, "Regenboog", "weten wanneer ik loslaat " * 3)
    await put(writer, _drawn_entry(), one)
    await page_of(writer, one)
    assert writer.one(OptionList).region.height >= 8
    await writer.sees("terug")
    await writer.presses("down", "enter")
    assert not writer.app.screen.query_one("#page").allow_horizontal_scroll


# Waarvoor ook alweer -------------------------------------------------------------------------------


async def test_two_keys_put_an_entry_in_the_latest_situation(writer: Writer) -> None:
    await made(writer, "Vuurtoren")
    one = await made(writer, "Regenboog", "weten wanneer ik loslaat")
    await writer.begins("Een vraag")
    await writer.writes("eerst dit")
    await writer.presses("f3")
    await stands(writer, SituationDialog)
    await writer.presses("enter")
    await writer.sees("weten wanneer ik loslaat")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, RunnerScreen)
    assert writer.field.has_focus
    kept = await writer.entry()
    assert (kept.situation, [a.text for a in kept.answers]) == (one.id, ["eerst dit"])


async def test_before_the_first_word_it_is_remembered_and_kept_with_it(writer: Writer) -> None:
    one = await made(writer, "Regenboog", "iets")
    await writer.begins("Een vraag")
    await writer.presses("f3")
    await stands(writer, SituationDialog)
    await writer.presses("enter")
    await stands(writer, PurposeDialog)
    await writer.presses("escape")
    await stands(writer, RunnerScreen)
    assert await writer.entries() == []
    await writer.writes("nu wel")
    await writer.goes_on()
    assert (await writer.entry()).situation == one.id


async def test_a_new_one_is_made_by_typing_its_name(writer: Writer) -> None:
    await made(writer, "Vuurtoren")
    await writer.begins("Een vraag")
    await writer.presses("f3")
    await stands(writer, SituationDialog)
    await writer.writes("Regenboog")
    await writer.sees("+ nieuw: Regenboog")
    await writer.presses("enter")
    await stands(writer, PurposeDialog)
    await writer.writes("zo zit het")
    await writer.presses("escape")
    await stands(writer, RunnerScreen)
    await writer.writes("dit")
    await writer.goes_on()
    found = {one.id: one for one in await every(writer)}
    kept = found[(await writer.entry()).situation or ""]
    assert (kept.name, kept.purpose) == ("Regenboog", "zo zit het")


async def test_another_one_or_none_can_be_chosen(writer: Writer) -> None:
    one, other = await made(writer, "Regenboog"), await made(writer, "Vuurtoren")
    await put(writer, entry(1, "iets", closed=None), one)
    await writer.presses("g", "f3")
    await writer.sees("Regenboog")
    await writer.presses("f4")
    await stands(writer, SituationDialog)
    await writer.writes("vuur\n")
    await writer.sees("Waarvoor ook alweer? Vuurtoren")
    assert (await writer.entry()).situation == other.id
    await writer.presses("f4")
    await writer.clicks("bij geen enkele")
    await stands(writer, RunnerScreen)
    await writer.settles()
    assert (await writer.entry()).situation is None


async def test_a_sentence_is_on_disk_before_it_is_left(writer: Writer) -> None:
    one = await made(writer, "Regenboog")
    await put(writer, entry(1, "iets", closed=None), one)
    await writer.presses("g", "f3")
    await stands(writer, PurposeDialog)
    await writer.writes("half een zin")
    await writer.sees("bewaard om")
    assert (await every(writer))[0].purpose == "half een zin"


async def test_closing_the_program_keeps_the_sentence(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(situation_dialogs, "PURPOSE_AUTOSAVE_DELAY", 60)
    one = await made(writer, "Regenboog")
    await put(writer, entry(1, "iets", closed=None), one)
    await writer.presses("g", "f3")
    await stands(writer, PurposeDialog)
    await writer.writes("tot het laatst")
    assert await writer.one_screen(PurposeDialog).save_pending()
    assert (await every(writer))[0].purpose == "tot het laatst"


async def test_the_lock_keeps_the_sentence(start: Start, folder: JournalFolder, clock: StillClock) -> None:
    journal = create_journal(folder, "een lang wachtwoord", clock)
    one = situations.create_situation(journal, "Regenboog")
    kept = entry(1, "iets", closed=None, situation=one.id)
    journal.save(kept, kept.answers)
    journal.close()
    writer = await start(folder=folder, settings=Settings(code_offered=True))
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_home()
    await writer.presses("g", "f3")
    await stands(writer, PurposeDialog)
    await writer.writes("tot op slot")
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_asked("En waar voel je dat?")
    await writer.presses("f3")
    await writer.sees("tot op slot")


async def test_a_finished_entry_is_put_in_a_situation_while_reading(writer: Writer) -> None:
    one = await made(writer, "Regenboog", "een zin")
    await writer.desk.require_journal.save(entry(1, "al klaar"), entry(1, "al klaar").answers)
    await writer.presses("l", "enter", "s")
    await stands(writer, SituationDialog)
    await writer.presses("enter")
    await writer.sees("een zin")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, ReaderScreen)
    assert (await writer.entry()).situation == one.id


async def test_names_and_sentences_are_text(writer: Writer) -> None:
    one = await made(writer, "[/x] [b]naam", "[red]zin[/red] [ @click=app.quit]")
    await put(writer, replace(entry(1, "iets"), title="[/titel]"), one)
    await page_of(writer, one)
    await writer.sees("[/x] [b]naam", "[red]zin[/red] [ @click=app.quit]", "[/titel]")
    await writer.presses("escape", "w")
    await writer.sees("[/x] [b]naam")
    await writer.presses("escape", "escape", "n")
