"""Hulp says every key and nothing that is not so; the tables of kinds agree."""

import importlib
import pkgutil

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import reflectie.tui
from reflectie.domain.step import STEP_KINDS
from reflectie.export.render import STEP_RENDERERS
from reflectie.tui.app import ReflectieApp
from reflectie.tui.help.help_screen import help_sections, keys_of
from reflectie.tui.steps.registry import STEP_VIEWS

from .writer import Writer

for _module in pkgutil.walk_packages(reflectie.tui.__path__, "reflectie.tui."):
    importlib.import_module(_module.name)


def own(kind: type[DOMNode]) -> list[type[DOMNode]]:
    """Every class of the program under this one."""
    below = [one for child in kind.__subclasses__() for one in [child, *own(child)]]
    return [one for one in below if one.__module__.startswith("reflectie.")]


HAVE_KEYS = [
    kind
    for kind in dict.fromkeys((*own(Screen), *own(Widget), ReflectieApp))
    if kind.__dict__.get("BINDINGS") and "[" not in kind.__name__
]
ENGLISH = {"quit", "back", "close", "next", "help", "cancel", "save", "search", "move", "palette", "up"}


ARROWS = {"", "omhoog", "omlaag"}
"""Keys that go where they point need no word on the screen."""


def bindings(kind: type[DOMNode]) -> list[Binding]:
    return [*Binding.make_bindings(kind.__dict__.get("BINDINGS", []))]


def test_every_key_is_described() -> None:
    silent = {(k.__name__, b.key) for k in HAVE_KEYS for b in bindings(k) if not b.description}
    assert silent == {("ReflectieApp", "ctrl+c")}  # explains itself


def test_every_description_is_dutch() -> None:
    said = {(k.__name__, b.description) for k in HAVE_KEYS for b in bindings(k)}
    english = {
        (name, words) for name, words in said if {w.strip("?.,").lower() for w in words.split()} & ENGLISH
    }
    assert english == set()


def test_help_lists_every_key_of_the_places_it_names() -> None:
    for kinds in help_sections(ReflectieApp).values():
        told = {words for _, words in keys_of(*kinds)}
        assert told >= {b.description for kind in kinds for b in bindings(kind)} - {""}


def test_a_key_that_help_does_not_name_is_shown_where_it_works() -> None:
    named = {
        base for kinds in help_sections(ReflectieApp).values() for kind in kinds for base in kind.__mro__
    }
    hidden: dict[str, set[str]] = {}
    for kind in HAVE_KEYS:
        shown = {b.description for b in bindings(kind) if b.show}
        left = {b.description for b in bindings(kind)} - shown - ARROWS
        if kind not in named and left:
            hidden[kind.__name__] = left
    assert hidden == {}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_help_shows_its_keys_and_says_what_it_is_not_for(writer: Writer, size: tuple[int, int]) -> None:
    await writer.resizes(*size)
    await writer.presses("f1")
    await writer.sees("Hulp")
    page, seen = writer.app.screen.query_one("#page"), writer.words
    while page.scroll_offset.y < page.max_scroll_y:
        before = page.scroll_offset.y
        await writer.presses("pagedown")
        await writer.until(lambda before=before: page.scroll_offset.y > before, "the next page")
        await writer.settles()
        seen += writer.words
    for words in (
        "meldcode",
        "112",
        "Stoppen",
        "verder",
        "terug",
        "overslaan",
        "weet ik (nog) niet",
    ):
        assert words in seen
    await writer.presses("escape")
    await writer.is_home()


def test_every_kind_has_a_widget_and_an_export_rule() -> None:
    assert set(STEP_VIEWS) == set(STEP_RENDERERS) == set(STEP_KINDS)


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
