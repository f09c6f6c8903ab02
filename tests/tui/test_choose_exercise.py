"""Choosing an exercise (Kiezen) by need, role, duration or search text, with keys and the mouse."""

from itertools import takewhile
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.color import Color
from textual.widgets import Input, OptionList

from reflectie.content.load import load_library
from reflectie.domain.exercise import NEED_LABELS, Library
from reflectie.domain.field import Role
from reflectie.journal.folder import Settings
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from .conftest import Start
from .meeting_helpers import FIRST_QUESTION, create_meeting
from .writer import Writer

ONE_FILE = """\
id: kampvuur
title: Bij het kampvuur
summary: Voor als je samen iets wilt laten doven.
needs: [celebrate]
roles: [beleidsmaker]
closing: false
steps:
  - {id: vonk, text: Welke vonk bleef er over?}
"""


OTHER_FILES = {
    "feest": """\
id: feest
title: Een taart snijden
summary: Voor als er iets lukte.
needs: [celebrate]
closing: false
steps:
  - {id: punt, text: Wie krijgt de eerste punt?}
""",
    "schrift": """\
id: schrift
title: Een leeg schrift
summary: Voor als je alleen wilt schrijven.
needs: [write]
closing: false
steps:
  - {id: regel, text: Wat komt er?}
""",
    "tocht": """\
id: tocht
title: Een lange tocht
summary: Voor als je de tijd hebt.
needs: [celebrate]
roles: [professional]
closing: false
steps:
  - {id: lopen, kind: pause, minutes: 30, text: Loop een eind.}
""",
}
"""One for everybody with the same need, one with another need, and a long one for another role."""


@pytest.fixture(scope="module")
def campfire(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A pack of four exercises, and of the built-in content only the six lines that Home needs."""
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "pack.yaml").write_text("id: eigen\ntitle: Eigen werk\n")
    for name, text in {"kampvuur": ONE_FILE, **OTHER_FILES}.items():
        (folder / f"{name}.yaml").write_text(text)
    library = load_library([folder])
    kept = [e for e in library.exercises if e.core_number or e.pack == "eigen"]
    return replace(library, exercises=tuple(kept), backgrounds=())


def titles(writer: Writer) -> list[str]:
    """The titles in the list above the heading of the background texts, in order."""
    above = takewhile(lambda option: not option.disabled, writer.widget(OptionList).options)
    return [str(option.prompt).split("\n")[0].split(" · ")[0] for option in above]


def own_titles(writer: Writer) -> list[str]:
    """The titles in the list without the six lines."""
    lines = {exercise.name for exercise in writer.context.library.exercises if exercise.core_number}
    return [title for title in titles(writer) if title not in lines]


async def open_choose_screen(
    start: Start, content: Library | None = None, size: tuple[int, int] = (80, 24), role: Role | None = None
) -> Writer:
    settings = Settings(code_offered=True, roles=(role,) if role else ())
    writer = await start(content=content, size=size, settings=settings)
    await writer.presses("n")
    assert isinstance(writer.app.screen, ChooseScreen)
    return writer


async def test_all_exercises_for_everybody_are_listed_at_first(start: Start) -> None:
    writer = await open_choose_screen(start)
    exercises = writer.context.library.exercises
    assert titles(writer)[0] == exercises[0].name
    assert set(titles(writer)) == {exercise.name for exercise in exercises if not exercise.roles}
    await writer.sees("Waarvoor ● alles", "Voor wie ● mij ○ iedereen", "Tijd ● maakt niet uit")
    await writer.sees(*NEED_LABELS.values(), "professional", "bestuurder", "kort", "een kwartier")


async def test_everybody_shows_the_exercises_of_every_role(start: Start) -> None:
    writer = await open_choose_screen(start)
    await writer.presses("down", "right")
    await writer.sees("● iedereen")
    assert set(titles(writer)) == {exercise.name for exercise in writer.context.library.exercises}
    await writer.does_not_see("Er is ook iets voor een andere rol.")


async def test_exercises_for_the_own_role_come_first(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.BELEIDSMAKER)
    assert titles(writer)[0] == "Bij het kampvuur"
    assert own_titles(writer) == ["Bij het kampvuur", "Een taart snijden", "Een leeg schrift"]


async def test_exercises_for_another_role_are_shown_when_asked(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.PROFESSIONAL)
    assert "Bij het kampvuur" not in titles(writer)
    await writer.sees("Er is ook iets voor een andere rol. Die vind je bij 'Voor wie'.")
    await writer.presses("down", "left")
    await writer.sees("● beleidsmaker")
    assert titles(writer)[0] == "Bij het kampvuur"
    assert own_titles(writer) == ["Bij het kampvuur", "Een taart snijden", "Een leeg schrift"]


async def test_a_preparation_of_a_meeting_is_found_and_asks_for_its_meeting(start: Start) -> None:
    writer = await open_choose_screen(start)
    await writer.writes("vergadering")
    assert titles(writer)[0] == "Een overleg voorbereiden"
    await writer.presses("enter")
    await writer.until(lambda: not isinstance(writer.app.screen, ChooseScreen | RunnerScreen), "a question")


async def test_a_meeting_is_found_by_its_own_name(start: Start) -> None:
    writer = await start()
    await create_meeting(writer, "Wijkoverleg")
    await writer.presses("n")
    await writer.writes("wijkover")
    await writer.sees("Wijkoverleg · overleg", "voorbereiden · overmorgen")
    await writer.presses("enter")
    await writer.reaches(MeetingScreen)
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)


async def test_a_meeting_is_found_by_the_name_of_its_series(start: Start) -> None:
    writer = await start()
    await create_meeting(writer, "wat het kost", series="de regiotafel")
    await writer.presses("n")
    await writer.writes("regio")
    await writer.sees("wat het kost · reeks de regiotafel")


async def test_the_minutes_are_shown_that_the_exercise_takes(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.BELEIDSMAKER)
    await writer.sees("Bij het kampvuur · 1 minuut")


async def test_a_list_without_the_focus_highlights_nothing(start: Start) -> None:
    writer = await open_choose_screen(start)
    option_list = writer.widget(OptionList)

    def backgrounds() -> set[Color | None]:
        region = option_list.region
        return {
            segment.style.bgcolor
            for strip in writer.strips[region.y : region.bottom]
            for segment in strip.crop(region.x, region.right - 2)
            if segment.style
        }

    assert len(backgrounds()) == 1
    await writer.presses("enter")
    assert option_list.has_focus
    assert len(backgrounds()) == 2


async def test_the_arrows_choose_a_need(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire)
    everything = titles(writer)
    assert own_titles(writer) == ["Een taart snijden", "Een leeg schrift"]
    await writer.presses("left", "left")
    await writer.sees("● iets vieren")
    assert own_titles(writer) == ["Een taart snijden"]
    await writer.presses("right", "right")
    assert titles(writer) == everything


async def test_role_and_duration_filter_too(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire)
    await writer.presses("down", "left")
    await writer.sees("● beleidsmaker")
    assert titles(writer)[0] == "Bij het kampvuur"
    await writer.presses("left", "left")
    await writer.sees("● professional")
    assert titles(writer)[0] == "Een lange tocht"
    assert own_titles(writer) == ["Een lange tocht", "Een taart snijden", "Een leeg schrift"]
    await writer.presses("tab", "left")
    await writer.sees("● langer")
    assert titles(writer) == ["Een lange tocht"]


async def test_typing_anywhere_searches(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.BELEIDSMAKER)
    await writer.writes("doven")
    assert writer.widget(Input).value == "doven"
    assert titles(writer) == ["Bij het kampvuur"]
    await writer.presses("enter")
    assert isinstance(writer.app.screen, RunnerScreen)
    await writer.is_asked("Welke vonk bleef er over?")


async def test_an_exercise_of_a_pack_can_be_done_and_is_saved(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.BELEIDSMAKER)
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
    writer = await open_choose_screen(start)
    await writer.writes("alleen schrijven")
    assert titles(writer) == ["Vrij schrijven"]


async def test_the_arrows_move_to_the_list_and_back(start: Start) -> None:
    writer = await open_choose_screen(start)
    await writer.presses("enter", "down")
    assert writer.widget(OptionList).has_focus
    assert writer.widget(OptionList).highlighted == 1
    await writer.presses("up", "up", "up", "up", "up")
    assert writer.widget(Input).has_focus
    await writer.presses("down", "down", "down", "down", "enter")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_enter_on_a_need_moves_to_the_list(start: Start) -> None:
    writer = await open_choose_screen(start)
    await writer.presses("right", "enter")
    assert isinstance(writer.app.screen, ChooseScreen)
    assert writer.widget(OptionList).has_focus


async def test_the_mouse_chooses_a_need_and_an_exercise(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire, role=Role.BELEIDSMAKER)
    await writer.clicks("○ iets vieren")
    await writer.sees("● iets vieren")
    await writer.clicks("Bij het kampvuur")
    await writer.is_asked("Welke vonk bleef er over?")


async def test_in_a_small_window_a_filter_shows_only_its_selection(start: Start) -> None:
    writer = await open_choose_screen(start, size=(40, 15))
    await writer.presses("right", "right")
    await writer.sees("‹ een gesprek voor de boeg ›")
    assert writer.widget(OptionList).region.height >= 6
    await writer.clicks("›")
    await writer.sees("Tijd ‹ kort ›")


async def test_enter_without_results_starts_nothing(start: Start) -> None:
    writer = await open_choose_screen(start)
    await writer.writes("xyzzy\n")
    await writer.sees("Hier past nu niets bij.")
    await writer.presses("escape")
    assert isinstance(writer.app.screen, HomeScreen)


async def test_the_palette_starts_an_exercise_from_this_screen(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire)
    await writer.presses("ctrl+p")
    await writer.writes("kampvuur")
    await writer.sees("Bij het kampvuur")
    await writer.presses("enter")
    await writer.is_asked("Welke vonk bleef er over?")


async def test_the_palette_reports_in_dutch_that_nothing_was_found(start: Start, campfire: Library) -> None:
    writer = await open_choose_screen(start, campfire)
    await writer.presses("ctrl+p")
    await writer.writes("zzzqq")
    await writer.sees("Niets gevonden.")
    await writer.does_not_see("No matches")
    await writer.presses("enter")
    await writer.sees("Niets gevonden.")
    await writer.presses("ctrl+a", "ctrl+k")
    await writer.writes("kampvuur")
    await writer.sees("Bij het kampvuur")


async def test_text_of_a_pack_is_shown_literally(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eng\ntitle: x\n")
    text = ONE_FILE.replace("Bij het kampvuur", '"[/x] [red]vuur[/red]"').replace("samen", "[b]samen")
    (tmp_path / "eng.yaml").write_text(text)
    writer = await open_choose_screen(start, load_library([tmp_path]), role=Role.BELEIDSMAKER)
    await writer.writes("vuur")
    await writer.sees("[/x] [red]vuur[/red]", "[b]samen")
