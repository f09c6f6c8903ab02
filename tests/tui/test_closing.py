"""The closing of an exercise, the list of its steps, and looking at an entry that was closed."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from reflectie.content.compiled import builtin_library
from reflectie.content.load import load_library
from reflectie.domain.entry import Address
from reflectie.domain.exercise import Library
from reflectie.domain.field import Role
from reflectie.journal.folder import Settings
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.runner.runner_screen import RunnerScreen, StepsDialog
from reflectie.tui.runner.step_screen import Progress
from reflectie.tui.steps.ask_view import NameSituationView

from .conftest import Start
from .meeting_helpers import create_meeting, open_page
from .sample_entries import make_entry
from .writer import Writer

PACK = """\
id: eigen
title: Van ons
"""

EXERCISE = """\
id: delen
title: In delen
closing: false
fields:
  - {id: lijn, left: {name: water, gloss: wat stroomt}, right: {name: vuur, gloss: wat brandt}}
steps:
  - id: nu
    kind: place
    field: lijn
    aspect: now
    text: Waar sta je nu?
    nature: {id: aard, text: En van nature?}
  - {id: reden, kind: ask, beside: nu, text: Wat maakt dat?}
  - {id: kwestie, kind: situation, text: Welke situatie is dit?}
  - id: mensen
    kind: rows
    text: Wie zijn erbij?
    columns:
      - {id: wie, title: Wie, type: person}
      - id: plek
        title: Plek
        type: choice
        options: [{id: near, text: dichtbij}, {id: middle, text: midden}, {id: far, text: ver}]
  - {id: kring, kind: draw, drawing: rings, text: Zo staan zij., parts: {rows: mensen, who: wie, ring: plek}}
  - {id: kijk, kind: ask, beside: kring, text: Wie staat er ver weg?}
  - id: deel
    kind: part
    title: Nog iets erbij
    steps: [{id: een, text: Eerste vraag?}, {id: twee, text: Tweede vraag?}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Library:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "delen.yaml").write_text(EXERCISE, encoding="utf-8")
    return load_library([tmp_path])


@pytest.fixture
async def begun(start: Start, pack: Library) -> Writer:
    writer = await start(content=pack)
    await writer.begins("In delen")
    await writer.is_asked("Waar sta je nu?")
    return writer


async def goes_to_closing(writer: Writer) -> None:
    while writer.current_screen(RunnerScreen).stop is not None:
        await writer.goes_on()


async def test_the_closing_shows_both_marks_and_the_last_sentence(begun: Writer) -> None:
    await begun.presses("home")
    await begun.goes_on()
    await begun.sees("En van nature?")
    await begun.presses("end")
    await begun.goes_on()
    await begun.writes("Het was druk. Ik bel morgen eerst.")
    await goes_to_closing(begun)
    await begun.sees("water", "vuur", "● nu, in deze situatie ○ van nature", "Ik bel morgen eerst.")
    await begun.sees("Het staat in je logboek.")
    await begun.does_not_see("Het was druk.")
    line = next(row for row in begun.rows if "├" in row)
    assert line.index("●") < line.index("○")


async def test_klaar_comes_first_and_has_the_focus(begun: Writer) -> None:
    await begun.presses("right")
    await goes_to_closing(begun)
    options = begun.widget(OptionList)
    assert begun.option_texts == ["klaar", "Nog iets erbij · 1 minuut"]
    assert options.has_focus and options.highlighted == 0
    await begun.presses("enter")
    await begun.is_home()
    assert not (await begun.entry()).is_open


async def test_the_closing_says_how_to_open_a_part(begun: Writer) -> None:
    await begun.presses("right")
    await goes_to_closing(begun)
    await begun.sees("Ctrl+N klaar", "↓ naar een deel")
    await begun.presses("down")
    await begun.sees("Ctrl+N klaar", "Enter openen")
    await begun.does_not_see("↓ naar een deel")
    await begun.presses("enter")
    await begun.is_asked("Eerste vraag?")


async def test_the_step_of_the_situation_speaks_of_a_list_only_where_there_is_one(begun: Writer) -> None:
    await begun.goes_on()
    await begun.goes_on()
    await begun.goes_on()
    await begun.is_asked("Welke situatie is dit?")
    await begun.sees("Typ een naam, of ga verder zonder.")
    await begun.writes("de volle dinsdag")
    await begun.goes_on()
    await begun.presses("escape")
    await begun.begins("In delen")
    await begun.is_asked("Waar sta je nu?")
    await begun.goes_on()
    await begun.goes_on()
    await begun.goes_on()
    await begun.sees("Typ een naam, kies ↓, of ga verder.", "de volle dinsdag")


async def test_nothing_written_is_fine(begun: Writer) -> None:
    await begun.skips()
    await goes_to_closing(begun)
    await begun.sees("Niets, en dat mag.", "klaar")
    await begun.does_not_see("Het staat in je logboek.", "●")
    await begun.presses("enter")
    await begun.is_home()
    assert await begun.entries() == []


async def test_after_a_part_the_closing_returns(begun: Writer) -> None:
    await begun.presses("right")
    await goes_to_closing(begun)
    await begun.presses("down", "enter")
    await begun.is_asked("Eerste vraag?")
    assert "In delen · Nog iets erbij" in begun.rows[0]
    assert begun.rows[0].rstrip().endswith("● ·")
    await begun.writes("Nog dit.")
    await begun.goes_on()
    assert begun.rows[0].rstrip().endswith("· ●")
    await begun.goes_on()
    await begun.sees("Nog dit.")
    assert begun.option_texts == ["klaar", "Nog iets erbij · iets ingevuld"]


async def test_a_closing_of_which_every_part_is_done_offers_none(begun: Writer) -> None:
    await begun.presses("right")
    await goes_to_closing(begun)
    await begun.sees("Je kunt nu stoppen, of verdergaan met een deel.")
    await begun.presses("down", "enter")
    for _ in range(4):
        if begun.is_at_closing:
            break
        await begun.writes("Nog dit.")
        await begun.goes_on()
    assert begun.option_texts == ["klaar", "Nog iets erbij · klaar"]
    await begun.does_not_see("of verdergaan")


async def test_escape_in_a_part_keeps_every_word(begun: Writer) -> None:
    await goes_to_closing(begun)
    await begun.presses("down", "enter")
    await begun.writes("Half")
    await begun.stops()
    await begun.is_home()
    await begun.presses("g")
    await begun.is_asked("Eerste vraag?")
    assert begun.field.text == "Half"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_the_closing_fits_every_window(start: Start, pack: Library, size: tuple[int, int]) -> None:
    writer = await start(content=pack, size=size)
    await writer.begins("In delen")
    await writer.presses("right")
    await writer.goes_on()
    await writer.goes_on()
    await writer.writes("Een zin.")
    await goes_to_closing(writer)
    await writer.sees("klaar", "Nog iets erbij", "●")


async def test_every_part_can_be_brought_into_view(start: Start) -> None:
    writer = await start(
        content=builtin_library(), settings=Settings(code_offered=True, roles=(Role.BESTUURDER,))
    )
    await open_page(writer, await create_meeting(writer, "Wijk"))
    await writer.presses("enter")
    for text in ("voor wie", "wat anders", "wat ik voel", "de gemeente"):
        await writer.writes(text)
        await writer.goes_on()
    await writer.presses("enter", "ctrl+n", "left", "ctrl+n")
    await writer.goes_on()
    await writer.writes("mijn eerste zin")
    await writer.goes_on()
    await writer.reaches_closing()
    for text in writer.option_texts:
        await writer.sees(text)
        await writer.presses("down")


# A drawing beside a question


async def test_a_question_about_a_drawing_shows_the_drawing(begun: Writer) -> None:
    while begun.view.stop.step.id != "mensen":
        await begun.goes_on()
    await begun.writes("Sam")
    await begun.presses("tab", "right")
    await begun.goes_on()
    await begun.is_asked("Zo staan zij.")
    await begun.goes_on()
    await begun.is_asked("Wie staat er ver weg?")
    await begun.sees("Sam", "dichtbij")
    assert begun.field.has_focus
    await begun.writes("Niemand.")
    await begun.sees("Niemand.")


# The list of steps


async def test_the_list_of_steps_leads_to_a_step(begun: Writer) -> None:
    await begun.presses("right")
    await goes_to_closing(begun)
    await begun.presses("ctrl+r")
    await begun.reaches(StepsDialog)
    await begun.sees("• Waar sta je nu?", "Wie staat er ver weg?")
    await begun.does_not_see("Eerste vraag?", "• Wat maakt dat?")
    await begun.presses("home", "down", "enter")
    await begun.is_asked("Wat maakt dat?")


async def test_an_opened_part_is_in_the_list_of_steps(begun: Writer) -> None:
    await goes_to_closing(begun)
    await begun.presses("down", "enter")
    await begun.writes("Ja.")
    await begun.presses("ctrl+r")
    await begun.reaches(StepsDialog)
    await begun.sees("Nog iets erbij", "Eerste vraag?", "Tweede vraag?")
    await begun.presses("escape")
    await begun.is_asked("Eerste vraag?")
    assert begun.field.text == "Ja."
    await begun.presses("ctrl+r", "home", "enter")
    await begun.is_asked("Waar sta je nu?")
    assert (await begun.entry()).saved_text(Address(step="een")) == "Ja."


async def test_escape_in_a_half_typed_name_makes_no_situation_and_keeps_the_letters(begun: Writer) -> None:
    await begun.presses("right")
    while not begun.app.screen.query(NameSituationView):
        await begun.goes_on()
    await begun.writes("de vol")
    await begun.stops()
    await begun.is_home()
    await begun.presses("s")
    await begun.sees("Een situatie is iets waar je vaker op terugkomt")
    await begun.presses("escape", "g")
    await begun.is_asked("Welke situatie is dit?")
    assert begun.field.text == "de vol"


# Looking at an entry that was closed


async def reads(writer: Writer) -> None:
    """Open the only entry to read it."""
    await writer.opens_screen(ReaderScreen(writer.context, (await writer.entry()).id))
    await writer.reaches(ReaderScreen)


async def test_looking_at_a_closed_entry_leaves_it_closed(start: Start) -> None:
    writer = await start([make_entry(1, "heel")])
    await reads(writer)
    await writer.presses("g")
    await writer.reaches(RunnerScreen)
    await writer.stops()
    await writer.reaches(ReaderScreen)
    assert not (await writer.entry()).is_open
    await writer.sees("verder hiermee")


async def test_the_reader_says_how_to_reach_an_answer(start: Start) -> None:
    writer = await start([make_entry(1, "heel")])
    await reads(writer)
    await writer.sees("Tab naar een antwoord")
    await writer.presses("tab")
    await writer.sees("Enter antwoord wijzigen")


async def test_enter_on_a_question_changes_that_answer(start: Start) -> None:
    writer = await start([make_entry(1, "heel")])
    await reads(writer)
    await writer.presses("tab", "enter")
    await writer.is_asked("Wat knaagt er?")
    assert writer.field.text == "heel" and not writer.widget(Progress).display
    await writer.writes(" anders")
    await writer.presses("ctrl+n")
    await writer.reaches(ReaderScreen)
    await writer.sees("heel anders")
    entry = await writer.entry()
    assert (entry.answers[0].text, entry.is_open) == ("heel anders", False)


async def test_a_click_on_a_question_changes_that_answer_and_escape_keeps_it(start: Start) -> None:
    writer = await start([make_entry(1, "heel", closed=None, position=Address(step="begin"))])
    await reads(writer)
    await writer.clicks("Wat knaagt er?")
    await writer.is_asked("Wat knaagt er?")
    await writer.writes("!")
    await writer.stops()
    await writer.reaches(ReaderScreen)
    entry = await writer.entry()
    assert (entry.answers[0].text, entry.is_open) == ("heel!", True)


async def test_a_mark_can_be_changed_by_itself(begun: Writer) -> None:
    await begun.presses("home")
    await goes_to_closing(begun)
    await begun.presses("enter")
    await begun.is_home()
    await reads(begun)
    await begun.presses("tab", "enter")
    await begun.is_asked("Waar sta je nu?")
    await begun.presses("end", "ctrl+n")
    await begun.reaches(ReaderScreen)
    entry = await begun.entry()
    assert [p.value for p in entry.placements] == [100] and not entry.is_open


KEEPS = """\
id: kern
title: Eén zin
closing: false
steps:
  - {id: zin, kind: ask, keep: true, text: Schrijf het in één zin.}
  - {id: meer, kind: ask, text: En verder?}
"""


async def test_the_kept_sentence_is_on_the_closing_and_in_the_logbook(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "kern.yaml").write_text(KEEPS, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.begins("Eén zin")
    await writer.writes("Omdat er haast is, wachten we.")
    await writer.goes_on()
    await writer.writes("Er is nog een heel lang verhaal bij, over hoe het zo kwam.")
    await writer.goes_on()
    await writer.sees("Omdat er haast is, wachten we.", "klaar")
    await writer.does_not_see("een heel lang verhaal")
    await writer.finishes()
    await writer.presses("l")
    await writer.sees("Omdat er haast is, wachten we.")
    await writer.does_not_see("een heel lang verhaal")
