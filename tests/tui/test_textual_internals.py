"""The private names of Textual that the program uses exist, and are used in one folder only."""

import ast
import asyncio
import itertools
import os
import re
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import _time, _xterm_parser
from textual.app import App
from textual.document._document import EditResult
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

import reflectie.tui
from reflectie.tui.terminal.terminal_writer import TerminalWriter
from reflectie.tui.terminal.textual_private import start_timer

from .writer import Writer

PACKAGE = Path(reflectie.tui.__path__[0])

PRIVATE_NAMES: dict[type, set[str]] = {
    App: {
        "_clipboard", "_close_messages_no_wait", "_driver", "_exception", "_exit", "_exit_renderables",
        "_fatal_error", "_handle_exception", "_return_code", "_screen_stack",
    },
    EditResult: set(),
    MessagePump: {"_closing", "_dispatch_message"},
    OptionList: {"_index_to_line", "_lines", "_move_page", "_on_click", "_update_lines"},
    Screen: {"_compositor", "_mounted_event"},
    TextArea: {"_cursor_offset", "_on_key", "_recompute_cursor_offset", "_replace_via_keyboard"},
    Timer: {"_skip"},
    Widget: {"_bindings", "_inherit_bindings"},
    _xterm_parser.XTermParser: {
        "_awaiting", "_gen", "_sequence_to_key_events", "_timeout_time", "_tokens",
    },
}  # fmt: skip
"""The names that ``reflectie.tui.terminal`` uses, by the class that has them."""

DRIVER_NAMES = {
    "_app", "_debug", "_get_terminal_size", "_key_thread", "_run_input_thread", "_sigcont_application",
    "_writer_thread",
}  # fmt: skip
"""Those of the driver, which changes the handling of signals when it is made."""


@pytest.mark.parametrize("owner", PRIVATE_NAMES, ids=lambda owner: owner.__name__)
async def test_every_private_name_exists_in_the_installed_textual(owner: type) -> None:
    if owner is not EditResult:  # it is only imported
        made = owner(App(), 1.0) if owner is Timer else owner()
        missing = {name for name in PRIVATE_NAMES[owner] if not hasattr(made, name)}
        assert missing == set()


@pytest.mark.skipif(os.name != "posix", reason="Windows has another driver")
def test_every_private_name_of_the_driver_exists() -> None:
    from textual.drivers import linux_driver

    made = {name for c in (Driver, linux_driver.LinuxDriver) for name in c.__init__.__code__.co_names}
    assert made | set(dir(linux_driver.LinuxDriver)) >= DRIVER_NAMES
    assert "WriterThread" in linux_driver.LinuxDriver.start_application_mode.__code__.co_names
    methods = {name for name in dir(linux_driver.WriterThread) if not name.startswith("_")}
    assert methods - set(dir(threading.Thread)) <= set(dir(TerminalWriter))


def test_the_list_holds_every_private_name_that_is_used() -> None:
    listed = set().union(*PRIVATE_NAMES.values(), DRIVER_NAMES)
    used = {name for path in PACKAGE.glob("terminal/*.py") for name in _foreign_private_names(path)}
    assert used <= listed


def test_no_other_folder_uses_a_private_name_of_textual() -> None:
    listed = set().union(*PRIVATE_NAMES.values())
    others = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "terminal"]
    for path in others:
        assert listed.isdisjoint(_private_attributes(path)), path
        assert not [
            module for module in _imported_modules(path) if module.startswith("textual") and "._" in module
        ]


def _foreign_private_names(path: Path) -> set[str]:
    """Private names that a file uses and that no class or function in it defines itself."""
    tree = ast.parse(path.read_text())
    own = {target.attr for node in ast.walk(tree) for target in _self_targets(node)}
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return _private_attributes(path) - own


def _self_targets(node: ast.AST) -> list[ast.Attribute]:
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    flat = [part for target in targets for part in getattr(target, "elts", [target])]
    return [part for part in flat if isinstance(part, ast.Attribute)]


def _private_attributes(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def _imported_modules(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


async def test_a_timer_calls_although_time_passes_before_it_begins_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = _time.get_time()
    moments = itertools.chain([now], itertools.repeat(now + 10.0))
    called = asyncio.Event()
    async with App[None]().run_test() as pilot:
        monkeypatch.setattr(_time, "get_time", lambda: next(moments))
        start_timer(pilot.app, 1.0, called.set)
        async with asyncio.timeout(5):
            await called.wait()


def test_every_field_for_one_line_has_a_cursor_that_stands_still() -> None:
    blinking = [path.name for path in PACKAGE.rglob("*.py") if re.search(r"\bInput\(", path.read_text())]
    assert blinking == []


async def test_a_worker_is_not_described_by_what_it_was_given(writer: Writer) -> None:
    async def flow(_: str) -> None:
        """Do nothing."""

    work: Any = partial(flow, "een geheim")
    worker = writer.program.call(writer.app.screen.run_worker, work)
    assert "geheim" not in worker.description
