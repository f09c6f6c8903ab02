"""Measure the time from a key press to the redraw, compared with minimal Textual apps."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.services.context import local_now

from .conftest import HERE, PASSWORD, StartProgram, TerminalProgram, table, tail

KEYS = 150
LENGTHS = (200, 1_000, 10_000)
IDLE_SECONDS = 0.4
"""Seconds without output after which the program counts as idle."""
FIELD_NUMBER = 4
"""The field whose exercise is opened. Its first place step follows an introduction and statements."""
COLUMNS = "ms to the last byte p50 / p99, then CPU ms of the main thread p50 / p99"
WORDS = "een alinea zoals mensen schrijven "


def _paragraph(length: int) -> str:
    """Return text of this length; at 10,000 it is shorter, to leave room for the keys to type."""
    return (WORDS * (length // len(WORDS) + 1))[: length - KEYS - 50 if length == 10_000 else length]


def _measure_keys(program: TerminalProgram, keys: Sequence[str]) -> str:
    """Press the keys in turn, close the program, and format the times."""
    times = [program.time_redraw(keys[number % len(keys)]) for number in range(KEYS)]
    program.close()
    return f"{tail([total for total, _ in times])}    {tail([cpu for _, cpu in times])}"


@pytest.mark.benchmark
def test_typing_in_text_step(start_program: StartProgram, tmp_path: Path) -> None:
    rows = {}
    for length in LENGTHS:
        for name, program in (
            ("reflectie", _open_text_step(start_program, tmp_path)),
            ("minimal app, TextArea", _start_minimal_app(start_program, "field")),
        ):
            program.send(f"\x1b[200~{_paragraph(length)}\x1b[201~")
            program.wait_until_quiet(IDLE_SECONDS)
            rows[f"paragraph of {length}, {name}"] = _measure_keys(program, "x")
    table(f"Typing in a text step, {KEYS} keys: {COLUMNS}", rows)


@pytest.mark.benchmark
def test_moving_mark(start_program: StartProgram, tmp_path: Path) -> None:
    keys = ["\x1b[C", "\x1b[D"]
    rows = {
        "reflectie": _measure_keys(_open_line(start_program, tmp_path), keys),
        "minimal app, Static": _measure_keys(_start_minimal_app(start_program, "line"), keys),
    }
    table(f"Moving a mark, {KEYS} keys: {COLUMNS}", rows)


def _start_minimal_app(start_program: StartProgram, kind: str) -> TerminalProgram:
    """Start ``minimal_key_apps.py`` with this kind of app, and wait until it is idle."""
    program = start_program(str(HERE / "minimal_key_apps.py"), kind)
    program.wait_until_quiet(IDLE_SECONDS)
    return program


def _start_unlocked(start_program: StartProgram, tmp_path: Path) -> TerminalProgram:
    """Start reflectie with a new encrypted journal, and wait for Home."""
    shutil.rmtree(tmp_path / "map", ignore_errors=True)  # with a draft, the text field would not be empty
    create_journal(JournalFolder(tmp_path / "map"), PASSWORD, local_now).close()
    program = start_program("-m", "reflectie", REFLECTIE_WACHTWOORD=PASSWORD)
    program.wait_for("Vraag")
    program.wait_until_quiet(0.5)
    return program


def _open_text_step(start_program: StartProgram, tmp_path: Path) -> TerminalProgram:
    """Start reflectie and open the text field of the question of the day."""
    program = _start_unlocked(start_program, tmp_path)
    program.send("v")
    program.wait_for("chrijf zoals")
    program.wait_until_quiet(0.5)
    return program


def _open_line(start_program: StartProgram, tmp_path: Path) -> TerminalProgram:
    """Start reflectie and go to the first place step of the field, with a mark on its line."""
    program = _start_unlocked(start_program, tmp_path)
    program.send_and_read(str(FIELD_NUMBER))
    while "een klik" not in program.send_and_read("\x0e"):
        assert program.process.poll() is None
    program.send_and_read("\x1b[C")
    return program
