"""Help lists every key, can be read to its end, and the tables of step kinds agree."""

import pytest

from reflectie.domain.step import STEP_KINDS
from reflectie.export.render import STEP_RENDERERS
from reflectie.tui.app import ReflectieApp
from reflectie.tui.help.help_screen import help_sections, keys_of
from reflectie.tui.steps.registry import STEP_VIEWS

from ..full_length import shortened
from .conftest import Start
from .key_checks import CLASSES_WITH_KEYS, bindings
from .writer import Writer

ENGLISH = {"quit", "back", "close", "next", "help", "cancel", "save", "search", "move", "palette", "up"}


ARROWS = {"", "omhoog", "omlaag"}
"""Descriptions of keys that need no text on the screen."""


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


@pytest.mark.parametrize("size", shortened([(120, 40), (80, 24), (40, 15)], [(40, 15)]))
async def test_help_can_be_read_to_its_end_at_every_size(writer: Writer, size: tuple[int, int]) -> None:
    await writer.resizes(*size)
    await writer.presses("f1", "f1")
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


@pytest.mark.parametrize("width", [40, 80])
async def test_a_long_meaning_goes_on_under_its_first_row(start: Start, width: int) -> None:
    writer = await start(size=(width, 40))
    await writer.presses("f1", "f1")
    await writer.sees("etiket")
    first = next(number for number, row in enumerate(writer.rows) if " etiket " in row)
    column = writer.rows[first].index("een woord")
    following = writer.rows[first + 1]
    assert following[:column].strip() == "" and following[column] != " "
