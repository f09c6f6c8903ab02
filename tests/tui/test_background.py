"""Background texts are read from an exercise and from Kiezen."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from reflectie.content.load import load_library
from reflectie.domain.exercise import Library
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .conftest import Start

EXERCISE = "id: brug\ntitle: Over de brug\nsteps:\n  - {id: a, text: Wie loopt er mee?}\n"
TEXT = """\
id: water
title: Het water onder de brug
text: "[b]Het[/] water staat hoog.\\n\\nDat is elk voorjaar zo."
place: Het boek van de rivier, p. 7
exercises: [brug]
"""


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The built-in content, and a pack of one exercise with a text about its background."""
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "achtergrond").mkdir()
    files = {"pack.yaml": "id: eigen\ntitle: Eigen\n", "brug.yaml": EXERCISE, "achtergrond/water.yaml": TEXT}
    for name, text in files.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return load_library([folder])


async def test_the_menu_of_an_exercise_leads_to_its_texts_and_back(start: Start, river: Library) -> None:
    writer = await start(content=river)
    await writer.begins("Over de brug")
    await writer.writes("ik")
    await writer.presses("f1")
    await writer.writes("achtergrond")
    await writer.presses("enter")
    await writer.sees("Het water onder de brug", "[b]Het[/] water staat hoog.", "Dat is elk voorjaar zo.")
    await writer.sees("Meer hierover: Het boek van de rivier, p. 7")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, RunnerScreen)
    assert writer.field.text == "ik"


async def test_an_exercise_without_texts_does_not_offer_them(start: Start) -> None:
    writer = await start()
    await writer.begins("Kiezen en aanvullen")
    await writer.presses("f10")
    assert isinstance(writer.app.screen, RunnerScreen)
    await writer.presses("f1")
    await writer.does_not_see("achtergrond")


async def test_a_text_is_found_in_kiezen_by_a_word_and_shows_how_it_begins(
    start: Start, river: Library
) -> None:
    writer = await start(content=river)
    await writer.presses("n")
    await writer.writes("voorjaar")
    await writer.sees("Achtergrond, om te lezen", "Het water onder de brug", "[b]Het[/] water staat hoog.")
    assert writer.widget(OptionList).option_count == 2
    await writer.presses("enter")
    assert isinstance(writer.app.screen, BackgroundScreen)
    await writer.presses("escape")
    assert isinstance(writer.app.screen, ChooseScreen)


async def test_a_text_may_have_the_id_of_its_exercise(start: Start, tmp_path: Path) -> None:
    (tmp_path / "achtergrond").mkdir()
    text = TEXT.replace("id: water", "id: brug")
    files = {"pack.yaml": "id: eigen\ntitle: Eigen\n", "brug.yaml": EXERCISE, "achtergrond/brug.yaml": text}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.presses("n")
    await writer.writes("brug")
    await writer.sees("Over de brug", "Het water onder de brug")
    await writer.presses("enter")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_kiezen_lists_all_exercises_and_texts_of_the_built_in_content(start: Start) -> None:
    library = load_library()
    writer = await start(content=library)
    await writer.presses("n")
    await writer.sees("Kiezen")
    ids = {option.id for option in writer.widget(OptionList).options if option.id}
    assert len(ids) >= len(library.backgrounds)
    assert isinstance(writer.app.screen, ChooseScreen)
