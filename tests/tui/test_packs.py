"""Eigen inhoud in Instellingen: a folder is added and removed; Home names one that is left out."""

import gc
import threading
import warnings
from pathlib import Path

import pytest
from textual.widgets import Input

from reflectie.content.load import add_packs, load_library
from reflectie.domain.exercise import Library
from reflectie.services.packs import ContentSource
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.settings.packs_screen import PacksScreen

from .conftest import Start
from .writer import Writer

TRAINER = Path(__file__).parent.parent / "data" / "trainer"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


async def open_packs(start: Start, library: Library) -> Writer:
    """A user at Eigen inhoud, where each change is loaded."""
    writer = await start(content=library, size=(100, 30))
    context = writer.context
    context.load_library = lambda: ContentSource(context.settings).load_library()
    await writer.presses("i", "y")
    await writer.sees("Hier staat nog niets.")
    return writer


async def test_a_folder_is_added_read_and_removed(start: Start, library: Library) -> None:
    writer = await open_packs(start, library)
    await writer.presses("n")
    await writer.sees("Welke map?")
    writer.app.screen.query_one(Input).value = str(TRAINER)
    await writer.presses("enter")
    await writer.sees("Lastige gesprekken", "van Trainersgroep De Brug")
    await writer.presses("enter")
    await writer.sees("Van Trainersgroep De Brug, in de map", "Een gesprek oefenen")
    await writer.presses("escape", "backspace")
    await writer.sees("Hier staat nog niets.")
    assert writer.context.settings.packs == ()


async def test_the_screen_does_not_wait_for_the_files_of_a_pack(start: Start, library: Library) -> None:
    writer = await open_packs(start, library)
    context = writer.context
    readers: list[threading.Thread] = []

    def load_library() -> Library:
        readers.append(threading.current_thread())
        return ContentSource(context.settings).load_library()

    context.load_library = load_library
    await writer.presses("n")
    writer.app.screen.query_one(Input).value = str(TRAINER)
    await writer.presses("enter")
    await writer.sees("Lastige gesprekken")
    await writer.presses("backspace")
    await writer.sees("Hier staat nog niets.")
    assert readers
    assert threading.current_thread() not in readers


async def test_a_folder_that_cannot_be_used_is_explained(
    start: Start, tmp_path: Path, library: Library
) -> None:
    (tmp_path / "pack.yaml").write_text("id: p\ntitel: '[rood]x[/rood]'\n")
    writer = await open_packs(start, library)
    await writer.presses("n")
    writer.app.screen.query_one(Input).value = str(tmp_path)
    await writer.presses("enter")
    await writer.sees("doet nu niet mee", "Bedoel je 'title'?")
    await writer.presses("escape")
    await writer.sees("Hier staat nog niets.")


async def test_home_says_which_pack_is_left_out(start: Start, tmp_path: Path, library: Library) -> None:
    (tmp_path / "pack.yaml").write_text("id: p\ntitel: X\n")
    writer = await start(content=add_packs(library, [tmp_path]), size=(100, 30))
    assert isinstance(writer.app.screen, HomeScreen)
    await writer.sees("doet nu niet mee")


async def test_kiezen_and_the_exercise_say_who_wrote_it(start: Start, library: Library) -> None:
    writer = await start(content=add_packs(library, [TRAINER]), size=(100, 30))
    await writer.presses("n", *"oefenen")
    await writer.sees("Een gesprek oefenen", "van Trainersgroep De Brug")
    await writer.presses("enter")
    await writer.sees("Een gesprek oefenen · van Trainersgroep De Brug")


async def test_a_line_that_a_pack_switched_off_leaves_the_other_numbers(
    start: Start, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "pack.yaml").write_text("id: p\ntitle: P\noff: [kern:sv3]\n")
    content = add_packs(library, [tmp_path])
    writer = await start(content=content, size=(100, 30))
    field = content.core_fields[-1]
    assert (len(content.core_fields), field.number) == (5, 6)
    await writer.sees(f"6  {field.left.name}")
    await writer.presses("3")
    assert isinstance(writer.app.screen, HomeScreen)
    await writer.presses("6")
    await writer.sees(f"{field.left.name} en {field.right.name}")


async def test_a_request_that_a_second_one_replaces_leaves_nothing_behind(
    start: Start, library: Library
) -> None:
    writer = await open_packs(start, library)
    screen = writer.current_screen(PacksScreen)
    with warnings.catch_warnings(record=True) as left_behind:
        warnings.simplefilter("always")
        writer.program.call(lambda: (screen.action_add(), screen.action_add()))
        await writer.sees("Welke map?")
        gc.collect()
    assert left_behind == []
