"""Hulp says every key and nothing that is not so; the tables of kinds agree."""

import importlib
import pkgutil

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import reflectie.tui
from reflectie.domain.step import KINDS
from reflectie.export.document import RULES
from reflectie.tui.app import ReflectieApp
from reflectie.tui.screens.help import keys_of, places
from reflectie.tui.steps import VIEWS

from .writer import Writer

for _module in pkgutil.walk_packages(reflectie.tui.__path__, "reflectie.tui."):
    importlib.import_module(_module.name)


def own(kind: type[DOMNode]) -> list[type[DOMNode]]:
    """Every class of the program under this one."""
    below = [one for child in kind.__subclasses__() for one in [child, *own(child)]]
    return [one for one in below if one.__module__.startswith("reflectie.")]


HAVE_KEYS = [kind for kind in (*own(Screen), *own(Widget), ReflectieApp) if kind.__dict__.get("BINDINGS")]


def bindings(kind: type[DOMNode]) -> list[Binding]:
    return [*Binding.make_bindings(kind.__dict__.get("BINDINGS", []))]


@pytest.mark.parametrize("kind", HAVE_KEYS, ids=lambda kind: kind.__name__)
def test_every_key_is_described(kind: type[DOMNode]) -> None:
    silent = [b.key for b in bindings(kind) if not b.description and not b.system]
    assert silent == []


ENGLISH = {
    "quit",
    "back",
    "close",
    "next",
    "open",
    "help",
    "cancel",
    "save",
    "search",
    "move",
    "palette",
    "up",
}


@pytest.mark.parametrize("kind", HAVE_KEYS, ids=lambda kind: kind.__name__)
def test_every_description_is_dutch(kind: type[DOMNode]) -> None:
    words = {word.strip("?.,").lower() for b in bindings(kind) for word in b.description.split()}
    assert not words & ENGLISH


async def test_help_lists_every_key_that_works_in_the_places_it_names(writer: Writer) -> None:
    for place in places().values():
        said = {words for _, words in keys_of(place)}
        assert said >= {b.description for b in bindings(place) if b.description}


async def test_every_screen_that_has_keys_of_its_own_stands_in_help() -> None:
    named = {base for place in places().values() for base in place.__mro__}
    door = {"WelcomeScreen", "FirstMarkScreen", "ProtectScreen", "HelpScreen", "UnlockScreen"}
    missing = {k.__name__ for k in (own(Screen)) if k.__dict__.get("BINDINGS") and k not in named} - door
    explained_on_the_screen = {
        name for name in missing if "Dialog" in name or "Code" in name or "Password" in name
    }
    assert missing - explained_on_the_screen <= {"SettingsScreen", "BaseScreen"}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_help_shows_its_keys_and_says_what_it_is_not_for(writer: Writer, size: tuple[int, int]) -> None:
    await writer.resizes(*size)
    await writer.presses("f1")
    await writer.sees("Hulp")
    page, seen = writer.app.screen.query_one("#page"), writer.words
    while page.scroll_offset.y < page.max_scroll_y:
        await writer.presses("pagedown")
        seen += writer.words
    for words in (
        "meldcode",
        "112",
        "Stoppen mag altijd",
        "verder",
        "terug",
        "overslaan",
        "weet ik (nog) niet",
    ):
        assert words in seen
    await writer.presses("escape")
    await writer.is_home()


def test_every_kind_has_a_widget_and_an_export_rule() -> None:
    assert set(VIEWS) == set(RULES) == set(KINDS)


async def test_the_key_bar_shows_what_works_and_each_key_can_be_clicked(writer: Writer) -> None:
    await writer.begins("Een vraag")
    bar = writer.part("KeyBar")
    for words in (
        "^N verder",
        "^O overslaan",
        "^G weet ik (nog) niet",
        "F2 vraag door",
        "Esc stoppen",
        "F1 hulp",
    ):
        assert words in bar
    assert "terug" not in bar
    await writer.clicks("overslaan")
    await writer.is_asked("En waar voel je dat?")
    await writer.clicks("^T terug")
    await writer.is_asked("Wat knaagt er?")
    await writer.clicks("F1 hulp")
    await writer.sees("Hulp", "112")
    await writer.presses("escape")
    await writer.clicks("Esc stoppen")
    await writer.is_home()


async def test_ctrl_c_explains_how_to_quit(writer: Writer) -> None:
    await writer.presses("ctrl+c")
    await writer.sees("Afsluiten doe je met Ctrl+Q.")


async def test_the_palette_is_dutch_and_offers_no_picture_of_the_screen(writer: Writer) -> None:
    await writer.presses("ctrl+p")
    await writer.sees("Zoek een werkvorm of een scherm…", "Afsluiten")
    await writer.writes("hulp")
    await writer.sees("Hulp Wat kan ik hier?")
    await writer.does_not_see("Screenshot", "Search", "Theme", "Quit", "Keys")
