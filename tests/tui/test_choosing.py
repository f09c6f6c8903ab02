"""Kiezen: finding an exercise by need, role, time or word, with keys and with the mouse."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from reflectie.content.load import load_library
from reflectie.domain.exercise import Library
from reflectie.domain.exercise_filter import NEED_LABELS
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .conftest import Start
from .writer import Writer

ONE_FILE = """\
id: kampvuur
title: Bij het kampvuur
summary: Voor als je samen iets wilt laten doven.
minutes: 4
needs: [celebrate]
roles: [beleidsmaker]
closing: false
steps:
  - {id: vonk, text: Welke vonk bleef er over?}
"""


@pytest.fixture(scope="module")
def campfire(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The words of the program, and a pack of one file."""
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "pack.yaml").write_text("id: eigen\ntitle: Eigen werk\n")
    (folder / "kampvuur.yaml").write_text(ONE_FILE)
    return load_library([folder])


def found(writer: Writer) -> list[str]:
    """The titles in the list, in order."""
    choices = writer.one(OptionList)
    return [str(option.prompt).split("\n")[0].split(" · ")[0] for option in choices.options]


async def chooses(start: Start, content: Library | None = None, size: tuple[int, int] = (80, 24)) -> Writer:
    writer = await start(content=content, size=size)
    await writer.presses("n")
    assert isinstance(writer.app.screen, ChooseScreen)
    return writer


async def test_everything_is_there_to_begin_with(start: Start) -> None:
    writer = await chooses(start)
    assert found(writer)[0] == writer.desk.library.exercises[0].name
    assert len(found(writer)) == len(writer.desk.library.standalone)
    await writer.sees(*NEED_LABELS.values(), "professional", "bestuurder", "kort", "een kwartier")


async def test_a_need_is_chosen_with_the_arrows(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.presses("left", "left")
    await writer.sees("● iets vieren")
    assert "Bij het kampvuur" in found(writer)
    assert "Vrij schrijven" not in found(writer)
    await writer.presses("right", "right")
    assert len(found(writer)) == len(campfire.standalone)


async def test_role_and_time_narrow_it_too(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.presses("down", "left")
    await writer.sees("● beleidsmaker")
    assert found(writer)[0] == "Bij het kampvuur"
    await writer.presses("left")
    assert "Bij het kampvuur" not in found(writer)
    await writer.presses("tab", "right")
    await writer.sees("● kort")
    assert "Vrij schrijven" not in found(writer)


async def test_a_letter_typed_anywhere_searches(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.writes("doven")
    assert writer.one(Input).value == "doven"
    assert found(writer) == ["Bij het kampvuur"]
    await writer.presses("enter")
    assert isinstance(writer.app.screen, RunnerScreen)
    await writer.is_asked("Welke vonk bleef er over?")


async def test_a_new_file_can_be_chosen_is_walked_and_kept(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.writes("vieren kamp\n")
    await writer.is_asked("Welke vonk bleef er over?")
    await writer.writes("een kleine")
    await writer.goes_on()
    await writer.finishes()
    assert isinstance(writer.app.screen, HomeScreen)
    entry = await writer.entry()
    assert (entry.exercise, entry.title) == ("eigen:kampvuur", "Bij het kampvuur")
    assert [answer.text for answer in entry.answers] == ["een kleine"]


async def test_free_writing_is_found_by_its_need(start: Start) -> None:
    writer = await chooses(start)
    await writer.writes("alleen schrijven")
    assert found(writer) == ["Vrij schrijven"]


async def test_the_arrows_go_down_to_the_list_and_back_up(start: Start) -> None:
    writer = await chooses(start)
    await writer.presses("enter", "down")
    assert writer.one(OptionList).has_focus
    assert writer.one(OptionList).highlighted == 1
    await writer.presses("up", "up", "up", "up", "up")
    assert writer.one(Input).has_focus
    await writer.presses("down", "down", "down", "down", "enter")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_enter_on_a_need_begins_nothing_yet(start: Start) -> None:
    writer = await chooses(start)
    await writer.presses("right", "enter")
    assert isinstance(writer.app.screen, ChooseScreen)
    assert writer.one(OptionList).has_focus


async def test_the_mouse_chooses_a_need_and_an_exercise(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.clicks("○ iets vieren")
    await writer.sees("● iets vieren")
    await writer.clicks("Bij het kampvuur")
    await writer.is_asked("Welke vonk bleef er over?")


async def test_in_a_small_window_a_row_shows_what_is_chosen(start: Start) -> None:
    writer = await chooses(start, size=(40, 15))
    await writer.presses("right", "right")
    await writer.sees("‹ een gesprek voor de boeg ›")
    assert writer.one(OptionList).region.height >= 6
    await writer.clicks("›")
    await writer.sees("Tijd ‹ kort ›")


async def test_nothing_found_is_said_and_begins_nothing(start: Start) -> None:
    writer = await chooses(start)
    await writer.writes("xyzzy\n")
    await writer.sees("Hier past nu niets bij.")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, HomeScreen)


async def test_the_palette_finds_an_exercise_here_too(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.presses("ctrl+p")
    await writer.writes("kampvuur")
    await writer.sees("Bij het kampvuur")
    await writer.presses("enter")
    await writer.is_asked("Welke vonk bleef er over?")


async def test_the_palette_says_it_when_it_finds_nothing(start: Start, campfire: Library) -> None:
    writer = await chooses(start, campfire)
    await writer.presses("ctrl+p")
    await writer.writes("zzzqq")
    await writer.sees("Niets gevonden.")
    await writer.does_not_see("No matches")
    await writer.presses("enter")
    await writer.sees("Niets gevonden.")
    await writer.presses("ctrl+a", "ctrl+k")
    await writer.writes("kampvuur")
    await writer.sees("Bij het kampvuur")


async def test_what_a_pack_says_is_shown_as_it_is(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eng\ntitle: x\n")
    text = ONE_FILE.replace("Bij het kampvuur", '"[/x] [red]vuur[/red]"').replace("samen", "[b]samen")
    (tmp_path / "eng.yaml").write_text(text)
    writer = await chooses(start, load_library([tmp_path]))
    await writer.writes("vuur")
    await writer.sees("[/x] [red]vuur[/red]", "[b]samen")
