"""Help lists every key, the key bar shows the keys that work, and tables of step kinds agree."""

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


def own_subclasses(node_class: type[DOMNode]) -> list[type[DOMNode]]:
    """Every class of the program that derives from this one."""
    subclasses = [cls for child in node_class.__subclasses__() for cls in [child, *own_subclasses(child)]]
    return [cls for cls in subclasses if cls.__module__.startswith("reflectie.")]


CLASSES_WITH_KEYS = [
    kind
    for kind in dict.fromkeys((*own_subclasses(Screen), *own_subclasses(Widget), ReflectieApp))
    if kind.__dict__.get("BINDINGS") and "[" not in kind.__name__
]
ENGLISH = {"quit", "back", "close", "next", "help", "cancel", "save", "search", "move", "palette", "up"}


ARROWS = {"", "omhoog", "omlaag"}
"""Descriptions of keys that need no text on the screen."""


def bindings(kind: type[DOMNode]) -> list[Binding]:
    return [*Binding.make_bindings(kind.__dict__.get("BINDINGS", []))]


def test_every_key_is_described() -> None:
    undescribed = {(k.__name__, b.key) for k in CLASSES_WITH_KEYS for b in bindings(k) if not b.description}
    assert undescribed == {("ReflectieApp", "ctrl+c")}  # it shows a notification


def test_every_description_is_dutch() -> None:
    descriptions = {(k.__name__, b.description) for k in CLASSES_WITH_KEYS for b in bindings(k)}
    english = {
        (name, words)
        for name, words in descriptions
        if {w.strip("?.,").lower() for w in words.split()} & ENGLISH
    }
    assert english == set()


def test_help_lists_every_key_of_its_sections() -> None:
    for kinds in help_sections(ReflectieApp).values():
        listed = {description for _, description in keys_of(*kinds)}
        assert listed >= {b.description for kind in kinds for b in bindings(kind)} - {""}


def test_every_class_with_keys_is_in_help_or_shows_all_its_keys() -> None:
    listed = {
        base for kinds in help_sections(ReflectieApp).values() for kind in kinds for base in kind.__mro__
    }
    hidden: dict[str, set[str]] = {}
    for kind in CLASSES_WITH_KEYS:
        shown = {b.description for b in bindings(kind) if b.show}
        left = {b.description for b in bindings(kind)} - shown - ARROWS
        if kind not in listed and left:
            hidden[kind.__name__] = left
    assert hidden == {}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_help_can_be_read_to_its_end_at_every_size(writer: Writer, size: tuple[int, int]) -> None:
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


def test_every_step_kind_has_a_widget_and_an_export_rule() -> None:
    assert set(STEP_VIEWS) == set(STEP_RENDERERS) == set(STEP_KINDS)


async def test_the_key_bar_shows_the_keys_that_work_and_can_be_clicked(writer: Writer) -> None:
    await writer.begins("Een vraag")
    bar = writer.cells_of("KeyBar")
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


async def test_the_palette_is_dutch_and_offers_no_screenshot(writer: Writer) -> None:
    await writer.presses("ctrl+p")
    await writer.sees("Zoek een werkvorm of een scherm…", "Afsluiten")
    await writer.writes("hulp")
    await writer.sees("Hulp Wat kan ik hier?")
    await writer.does_not_see("Screenshot", "Search", "Theme", "Quit", "Keys")
