"""The menu *Wat kan ik hier?*: it holds every action of the screen with its key, and does what is chosen."""

import pytest
from msgspec.structs import replace
from textual.actions import parse

from reflectie.domain.exercise import Library
from reflectie.tui.app import ReflectieApp
from reflectie.tui.help.action_menu import ActionMenu, menu_entries
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.situations.situation_flows import SituationDialog
from reflectie.tui.widgets.key_bar import own_bindings

from ..full_length import shortened
from .conftest import Start
from .writer import Writer

OPENED = {
    "Thuis": [], "Kiezen": ["n"], "Logboek": ["l"], "a reflection": ["l", "enter"], "Situaties": ["s"],
    "Overleg": ["o"], "Instellingen": ["i"], "a line": ["1"],
}  # fmt: skip


@pytest.mark.parametrize("keys", shortened(OPENED.values(), [*OPENED.values()][1::2]), ids=OPENED)
async def test_the_menu_holds_every_key_that_works_on_the_screen(writer: Writer, keys: list[str]) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin")
    await writer.stops()
    await writer.is_home()
    await writer.presses(*keys)
    assert missing_in_menu(writer) == set()


@pytest.mark.parametrize("exercise", ["Een vraag", "Herkennen", "Kiezen en aanvullen"])
async def test_the_menu_of_a_step_holds_the_actions_of_the_step(writer: Writer, exercise: str) -> None:
    await writer.begins(exercise)
    assert missing_in_menu(writer) == set()


def missing_in_menu(writer: Writer) -> set[str]:
    """The actions that work now and have no row. Each line has the row of its exercise."""
    screen, app = writer.app.screen, writer.app
    listed = {entry.item.id for entry in writer.program.call(lambda: list(menu_entries(app, screen)))}
    chain = screen.focused.ancestors_with_self if screen.focused else (screen, app)
    working = {
        binding.action.rpartition(".")[2]
        for node in chain
        for binding in own_bindings(type(node))
        if writer.program.call(_is_possible, app, node, binding.action)
    }
    return working - listed - {"menu", *(f"field({number})" for number in range(1, 7))}


def _is_possible(app: ReflectieApp, node: object, action: str) -> bool:
    namespace, name, arguments = parse(action)
    target = {"app": app, "screen": app.screen}.get(namespace, node)
    return bool(target.check_action(name, arguments))  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_both_keys_open_the_menu_and_escape_leaves_it(writer: Writer, key: str) -> None:
    await writer.presses(key)
    await writer.sees("Wat kan ik hier?", "schrijven")
    await writer.presses("escape")
    await writer.is_home()


async def test_a_dialog_has_the_menu_too_and_stays_below_it(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.writes("tafel")
    dialog = writer.app.screen
    await writer.presses("f1")
    await writer.sees("Wat kan ik hier?", "niet bewaren")
    assert writer.option_texts[0].startswith("Enter")
    await writer.presses("escape")
    assert writer.app.screen is dialog
    await writer.sees("tafel")


async def test_what_is_chosen_in_the_menu_of_a_dialog_is_done_there(writer: Writer) -> None:
    await writer.presses("o", "n", "ctrl+p")
    await writer.writes("niet bewaren")
    await writer.presses("enter")
    await writer.reaches(MeetingsScreen)


async def test_the_first_row_is_never_to_quit_and_the_last_is(writer: Writer) -> None:
    await writer.presses("f1")
    assert "afsluiten" not in writer.option_texts[0]
    assert "afsluiten" in writer.option_texts[-1]
    assert [row.split()[-1] for row in writer.option_texts[:3]] == ["schrijven", "logboek", "slot"]


async def test_what_is_chosen_is_done(writer: Writer) -> None:
    await writer.presses("f1")
    await writer.writes("instell")
    await writer.presses("enter")
    await writer.sees("Instellingen", "Kleuren")


async def test_a_row_can_be_clicked(writer: Writer) -> None:
    await writer.presses("f1")
    await writer.clicks("logboek")
    await writer.sees("Logboek")
    assert not isinstance(writer.app.screen, ActionMenu)


async def test_an_action_of_the_step_runs_from_the_menu(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin")
    await writer.presses("ctrl+p")
    await writer.writes("overslaan")
    await writer.presses("enter")
    await writer.is_asked("En waar voel je dat?")


async def test_the_menu_starts_an_exercise(start: Start, library: Library) -> None:
    kept = tuple(e for e in library.exercises if e.core_number or e.id == "proef:vraag")
    writer = await start(content=replace(library, exercises=kept, backgrounds=()))
    await writer.presses("f1")
    await writer.writes("een vraag")
    await writer.presses("enter")
    await writer.is_asked("Wat knaagt er?")


async def test_the_long_text_is_one_key_further(writer: Writer) -> None:
    await writer.presses("f1", "f1")
    await writer.sees("Hulp", "meldcode")
    await writer.presses("escape")
    await writer.is_home()


async def test_the_menu_is_dutch_and_offers_no_screenshot(writer: Writer) -> None:
    await writer.presses("ctrl+p")
    await writer.does_not_see("Screenshot", "Search", "Theme", "Quit", "Keys")
    await writer.writes("zzz")
    await writer.sees("Niets gevonden. Probeer een ander woord.")
    await writer.presses("enter")
    assert isinstance(writer.app.screen, ActionMenu)


async def test_a_repeated_key_opens_one_dialog(writer: Writer) -> None:
    await writer.begins("Een vraag")
    writer.types_ahead("f3", "f3", "f3")
    await writer.settles()
    await writer.sees("Bij welke situatie hoort dit?")
    await writer.presses("escape")
    await writer.is_asked("Wat knaagt er?")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_the_menu_and_the_long_text_are_shown_once(writer: Writer) -> None:
    await writer.presses(*["f1"] * 7)
    assert len(writer.app.screen_stack) <= 3
    await writer.presses("escape", "escape")
    await writer.is_home()


async def test_two_keys_at_once_open_one_dialog(writer: Writer) -> None:
    await writer.begins("Een vraag")
    writer.types_ahead("f3", "f1")
    await writer.settles()
    await writer.presses("escape")
    await writer.is_asked("Wat knaagt er?")
    assert not isinstance(writer.app.screen, SituationDialog)


async def test_ctrl_c_explains_how_to_quit(writer: Writer) -> None:
    await writer.presses("ctrl+c")
    await writer.sees("Afsluiten doe je met Ctrl+Q.")
    assert isinstance(writer.app.screen, HomeScreen)


async def test_the_menu_finds_background_texts_and_what_is_done_in_an_exercise(writer: Writer) -> None:
    await writer.presses("f1")
    await writer.writes("tabel")
    await writer.sees("Een geno-sociogram maken")
    await writer.presses(*["backspace"] * 5)
    await writer.writes("achtergrond")
    await writer.sees("achtergrond, om te lezen")
    await writer.presses("enter")
    await writer.reaches(BackgroundScreen)
    await writer.presses("escape")
    await writer.is_home()
