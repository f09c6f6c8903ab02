"""Situations: the list, the page of one, and the purpose dialog in the runner."""

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from reflectie.content.load import load_library
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.exercise import Library
from reflectie.domain.situation import Situation
from reflectie.domain.table import cell_address
from reflectie.journal import situations
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.opening import create_journal
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.situations import situation_flows
from reflectie.tui.situations.situation_flows import INVENTED_NAME_HINT, PurposeDialog, SituationDialog
from reflectie.tui.situations.situation_screen import SituationScreen, SituationsScreen

from .conftest import Start
from .sample_entries import make_answer, make_entry
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
def _short_purpose_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation_flows, "AUTOSAVE_DELAY", 0.001)


@pytest.fixture(scope="module")
def diagram_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "pack.yaml").write_text("id: eigen\ntitle: Eigen werk\n")
    (folder / "getekend.yaml").write_text(DRAWN)
    return load_library([folder])


async def create(writer: Writer, name: str, purpose: str = "") -> Situation:
    return await writer.context.require_journal.call(situations.create_situation, name, purpose)


async def add_entry(writer: Writer, entry: Entry, situation: Situation) -> None:
    """Save an entry in a situation, and return to Home so that it is shown there."""
    await writer.context.require_journal.save(entry, entry.answers, entry.placements)
    await writer.context.require_journal.call(situations.move_entry_to_situation, entry.id, situation.id)
    await writer.presses("l", "escape")


async def all_situations(writer: Writer) -> tuple[Situation, ...]:
    return await writer.context.require_journal.call(situations.list_situations)


async def open_page(writer: Writer, situation: Situation) -> None:
    await writer.presses("s")
    ids = [option.id for option in writer.widget(OptionList).options]
    await writer.presses(*["down"] * ids.index(situation.id), "enter")
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees(situation.name)


# The list ------------------------------------------------------------------------------------------


async def test_an_empty_list_explains_what_situations_are(writer: Writer) -> None:
    await writer.presses("s")
    assert isinstance(writer.app.screen, SituationsScreen)
    await writer.sees("Een situatie is iets waar je vaker op terugkomt", "n nieuw")
    await writer.does_not_see("r naam", "samenvoegen")


async def test_a_new_situation_gets_a_name_a_purpose_and_a_page(writer: Writer) -> None:
    await writer.presses("s", "n")
    await writer.sees(INVENTED_NAME_HINT)
    await writer.writes("Regenboog\n")
    await writer.sees("Waarvoor ook alweer?")
    await writer.writes("weten wanneer ik loslaat\n")
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees("Regenboog", "weten wanneer ik loslaat")
    (situation,) = await all_situations(writer)
    assert (situation.name, situation.purpose) == ("Regenboog", "weten wanneer ik loslaat")


async def test_a_name_that_looks_real_gets_a_hint_and_is_accepted(writer: Writer) -> None:
    await writer.presses("s", "n")
    await writer.writes("Jan de Vries")
    await writer.sees("Dit lijkt op een volledige naam.")
    await writer.presses("enter")
    await writer.sees("Waarvoor ook alweer?")


async def test_a_name_that_is_in_use_is_reported_in_the_dialog(writer: Writer) -> None:
    await create(writer, "Regenboog")
    await writer.presses("s", "n")
    await writer.writes("regenboog\n")
    await writer.sees("Er is al een open situatie 'regenboog'.")
    await writer.writes(" twee\n")
    await writer.sees("Waarvoor ook alweer?")


async def test_a_situation_can_be_renamed(writer: Writer) -> None:
    await create(writer, "Regenboog")
    await writer.presses("s", "r", "end")
    await writer.writes(" in de verte\n")
    assert [situation.name for situation in await all_situations(writer)] == ["Regenboog in de verte"]
    await writer.sees("Regenboog in de verte")
    await writer.presses("r")
    await writer.writes("Onweer\n")
    await writer.sees("Onweer")
    assert [situation.name for situation in await all_situations(writer)] == ["Onweer"]


async def test_a_situation_can_be_closed_and_reopened(writer: Writer) -> None:
    await create(writer, "Regenboog")
    await writer.presses("s")
    await writer.presses("f1")
    await writer.sees("z archiveren")
    await writer.does_not_see("weer oppakken")
    await writer.presses("escape", "z")
    await writer.sees("Regenboog · gearchiveerd")
    await writer.presses("f1")
    await writer.sees("z weer oppakken")
    await writer.presses("escape", "z")
    await writer.does_not_see("gearchiveerd")
    assert (await all_situations(writer))[0].is_open


async def test_closed_situations_come_after_open_ones(writer: Writer) -> None:
    closed = await create(writer, "Afgerond")
    await writer.context.require_journal.call(situations.close_situation, closed.id)
    first = await create(writer, "Lopend")
    assert first.is_open
    await writer.presses("s")
    assert [row.split()[0] for row in writer.option_texts] == ["Lopend", "Afgerond"]


async def test_merging_joins_purposes_and_entries(writer: Writer) -> None:
    situation, other = await create(writer, "Regenboog", "dit"), await create(writer, "Vuurtoren", "dat")
    await add_entry(writer, make_entry(1, "bij de toren"), other)
    await open_page(writer, situation)
    await writer.presses("+")
    await writer.sees("Welke situatie voeg je bij 'Regenboog'?", "Vuurtoren")
    await writer.presses("enter")
    await writer.sees("dit", "dat", "bij de toren")
    (saved,) = await all_situations(writer)
    assert (saved.id, saved.purpose) == (situation.id, "dit\ndat")


# A page --------------------------------------------------------------------------------------------


async def test_a_page_shows_only_its_own_entries(start: Start) -> None:
    writer = await start([make_entry(1, "van elders")])
    situation = await create(writer, "Regenboog")
    await add_entry(writer, make_entry(2, "van hier", days_ago=1), situation)
    await open_page(writer, situation)
    await writer.sees("van hier", "tijdlijn")
    await writer.does_not_see("van elders", "mensen", "leercyclus")
    await writer.presses("end", "enter")
    assert isinstance(writer.app.screen, ReaderScreen)
    await writer.sees("van hier")


async def test_an_exercise_started_on_a_page_belongs_to_its_situation(writer: Writer) -> None:
    situation = await create(writer, "Regenboog", "weten wanneer ik loslaat")
    await open_page(writer, situation)
    await writer.presses("n")
    await writer.writes("Een vraag\n")
    await writer.is_asked("Wat knaagt er?")
    await writer.presses("f3")
    await writer.sees("weten wanneer ik loslaat")
    await writer.presses("enter")
    await writer.writes("dit")
    await writer.stops()
    assert isinstance(writer.app.screen, SituationScreen)
    await writer.sees("Een vraag", "dit")
    assert (await writer.entry()).situation == situation.id


def _entry_with_diagrams() -> Entry:
    table = Address(step="momenten")
    cells = [("wanneer", "12 maart 2024", "2024-03-12"), ("wat", "eerste gesprek", ""), ("wie", "oma", "")]
    answers = [
        Answer(address=cell_address(table, "row:1", column), question="?", text=text, value=value)
        for column, text, value in cells
    ]
    answers += [make_answer("de derde", "drie", "Stap drie?"), make_answer("de vierde", "vier", "Stap vier?")]
    return make_entry(1, exercise="eigen:getekend", title="Getekend", answers=tuple(answers))


async def test_a_page_offers_the_cycle_the_timeline_and_the_people(
    start: Start, diagram_library: Library
) -> None:
    writer = await start(content=diagram_library)
    situation = await create(writer, "Regenboog")
    await add_entry(writer, _entry_with_diagrams(), situation)
    await open_page(writer, situation)
    assert writer.option_texts[1:4] == [
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


async def test_without_a_timeline_the_entries_are_ordered_by_day(start: Start) -> None:
    writer = await start()
    situation = await create(writer, "Regenboog")
    await add_entry(writer, make_entry(1, "gisteren iets", days_ago=1), situation)
    await open_page(writer, situation)
    await writer.presses("down", "enter")
    await writer.sees("2026", "21 nov", "Een vraag")


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_a_page_fits_every_screen_size(
    start: Start, diagram_library: Library, size: tuple[int, int]
) -> None:
    writer = await start(content=diagram_library, size=size)
    situation = await create(writer, "Regenboog", "weten wanneer ik loslaat " * 3)
    await add_entry(writer, _entry_with_diagrams(), situation)
    await open_page(writer, situation)
    assert writer.widget(OptionList).region.height >= 8
    await writer.sees("terug")
    await writer.presses("down", "enter")
    assert not writer.app.screen.query_one("#page").allow_horizontal_scroll


# The purpose dialog ---------------------------------------------------------------------------------


async def test_two_keys_assign_an_entry_to_the_latest_situation(writer: Writer) -> None:
    await create(writer, "Vuurtoren")
    situation = await create(writer, "Regenboog", "weten wanneer ik loslaat")
    await writer.begins("Een vraag")
    await writer.writes("eerst dit")
    await writer.presses("f3")
    await writer.reaches(SituationDialog)
    await writer.presses("enter")
    await writer.sees("weten wanneer ik loslaat")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, RunnerScreen)
    assert writer.field.has_focus
    saved = await writer.entry()
    assert (saved.situation, [a.text for a in saved.answers]) == (situation.id, ["eerst dit"])


async def test_a_situation_chosen_before_the_first_text_is_saved_with_it(writer: Writer) -> None:
    situation = await create(writer, "Regenboog", "iets")
    await writer.begins("Een vraag")
    await writer.presses("f3")
    await writer.reaches(SituationDialog)
    await writer.presses("enter")
    await writer.reaches(PurposeDialog)
    await writer.presses("escape")
    await writer.reaches(RunnerScreen)
    assert await writer.entries() == []
    await writer.writes("nu wel")
    await writer.goes_on()
    assert (await writer.entry()).situation == situation.id


async def test_typing_a_new_name_creates_a_situation(writer: Writer) -> None:
    await create(writer, "Vuurtoren")
    await writer.begins("Een vraag")
    await writer.presses("f3")
    await writer.reaches(SituationDialog)
    await writer.writes("Regenboog")
    await writer.sees("+ nieuw: Regenboog")
    await writer.presses("enter")
    await writer.reaches(PurposeDialog)
    await writer.writes("zo zit het")
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    await writer.writes("dit")
    await writer.goes_on()
    found = {situation.id: situation for situation in await all_situations(writer)}
    saved = found[(await writer.entry()).situation or ""]
    assert (saved.name, saved.purpose) == ("Regenboog", "zo zit het")


async def test_an_entry_can_move_to_another_situation_or_to_none(writer: Writer) -> None:
    situation, other = await create(writer, "Regenboog"), await create(writer, "Vuurtoren")
    await add_entry(writer, make_entry(1, "iets", closed=None), situation)
    await writer.presses("g", "f3")
    await writer.sees("Regenboog")
    await writer.presses("f3")
    await writer.reaches(SituationDialog)
    await writer.writes("vuur\n")
    await writer.sees("Waarvoor ook alweer? Vuurtoren")
    assert (await writer.entry()).situation == other.id
    await writer.presses("f3")
    await writer.clicks("bij geen enkele")
    await writer.reaches(RunnerScreen)
    await writer.settles()
    assert (await writer.entry()).situation is None


async def test_a_purpose_is_autosaved(writer: Writer) -> None:
    situation = await create(writer, "Regenboog")
    await add_entry(writer, make_entry(1, "iets", closed=None), situation)
    await writer.presses("g", "f3")
    await writer.reaches(PurposeDialog)
    await writer.writes("half een zin")
    await writer.sees("bewaard om")
    assert (await all_situations(writer))[0].purpose == "half een zin"


async def test_escape_keeps_the_purpose_as_it_was_and_says_so_first(writer: Writer) -> None:
    situation = await create(writer, "Regenboog", "zo was het")
    await add_entry(writer, make_entry(1, "iets", closed=None), situation)
    await writer.presses("g", "f3")
    await writer.reaches(PurposeDialog)
    await writer.writes(" en meer")
    await writer.sees("bewaard om")  # a crash would lose nothing
    await writer.presses("escape")
    await writer.sees("Nog een keer Esc: je zin blijft zoals hij was.")
    await writer.writes("!")
    await writer.presses("escape")
    await writer.reaches(PurposeDialog)  # typing means that the first Escape is forgotten
    await writer.presses("escape")
    await writer.reaches(RunnerScreen)
    await writer.settles()
    assert (await all_situations(writer))[0].purpose == "zo was het"


async def test_quitting_saves_the_purpose(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation_flows, "AUTOSAVE_DELAY", 60)
    situation = await create(writer, "Regenboog")
    await add_entry(writer, make_entry(1, "iets", closed=None), situation)
    await writer.presses("g", "f3")
    await writer.reaches(PurposeDialog)
    await writer.writes("tot het laatst")
    assert await writer.current_screen(PurposeDialog).save_pending()
    assert (await all_situations(writer))[0].purpose == "tot het laatst"


async def test_locking_saves_the_purpose(start: Start, folder: JournalFolder, clock: StillClock) -> None:
    journal = create_journal(folder, "een lang wachtwoord", clock)
    situation = situations.create_situation(journal, "Regenboog")
    saved = make_entry(1, "iets", closed=None, situation=situation.id)
    journal.save(saved, saved.answers)
    journal.close()
    writer = await start(folder=folder, settings=Settings(code_offered=True))
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_home()
    await writer.presses("g", "f3")
    await writer.reaches(PurposeDialog)
    await writer.writes("tot op slot")
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_asked("En waar voel je dat?")
    await writer.presses("f3")
    await writer.sees("tot op slot")


async def test_a_finished_entry_can_be_assigned_to_a_situation_in_the_reader(writer: Writer) -> None:
    situation = await create(writer, "Regenboog", "een zin")
    await writer.context.require_journal.save(make_entry(1, "al klaar"), make_entry(1, "al klaar").answers)
    await writer.presses("l", "enter", "s")
    await writer.reaches(SituationDialog)
    await writer.presses("enter")
    await writer.sees("een zin")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, ReaderScreen)
    assert (await writer.entry()).situation == situation.id


async def test_names_and_purposes_are_not_read_as_markup(writer: Writer) -> None:
    situation = await create(writer, "[/x] [b]naam", "[red]zin[/red] [ @click=app.quit]")
    await add_entry(writer, replace(make_entry(1, "iets"), title="[/titel]"), situation)
    await open_page(writer, situation)
    await writer.sees("[/x] [b]naam", "[red]zin[/red] [ @click=app.quit]", "[/titel]")
    await writer.presses("escape", "f3")
    await writer.sees("[/x] [b]naam")
    await writer.presses("escape", "escape", "n")
