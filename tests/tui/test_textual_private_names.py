"""One module of the tests uses private names of Textual, and they exist."""

import ast
from pathlib import Path

import pytest
from textual import timer
from textual._compositor import Compositor
from textual.app import App

from .textual_private_names import set_clock
from .writer import Writer

TESTS = Path(__file__).parent
MAY_USE_PRIVATE_NAMES = {
    "textual_private_names.py",
    "test_input_parser.py",
    "test_textual_private_names.py",
    "test_textual_internals.py",
}


async def test_the_private_names_exist_in_the_installed_textual() -> None:
    async with App[None]().run_test() as pilot:
        compositor = pilot.app.screen._compositor
        assert isinstance(compositor, Compositor)
        assert isinstance(compositor._dirty_regions, set)
        assert len(compositor.render_strips()) == pilot.app.size.height
    assert callable(Compositor.render_update)


def test_timers_of_textual_read_the_clock_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, lambda: 12.5)
    assert timer._time.get_time() == 12.5


async def test_no_other_test_uses_a_private_name_of_textual(writer: Writer) -> None:
    private = {name for owner in (App[None](), writer.app.screen, Compositor()) for name in dir(owner)}
    private = {name for name in private if name.startswith("_") and not name.startswith("__")}
    for path in TESTS.glob("*.py"):
        if path.name not in MAY_USE_PRIVATE_NAMES:
            nodes = list(ast.walk(ast.parse(path.read_text())))
            assert private.isdisjoint(_foreign_attributes(nodes)), path
            assert not any(map(_imports_private_name, nodes)), path


def _foreign_attributes(nodes: list[ast.AST]) -> set[str]:
    """Names after a dot, except after ``self``."""
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    return {node.attr for node in attributes if ast.unparse(node.value) != "self"}


def _imports_private_name(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("textual"):
        return False
    names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
    return any(name.startswith("_") for name in names)


async def test_an_error_in_the_program_ends_the_test(writer: Writer) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    writer.app.call_later(fail)
    with pytest.raises(ZeroDivisionError):
        await writer.settles()
