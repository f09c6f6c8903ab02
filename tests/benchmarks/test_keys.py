"""From a key to the picture it makes: in a text step and on the line, beside bare Textual apps."""

from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.services.context import local_now

from .conftest import HERE, PASSWORD, Open, Screen, table, tail

KEYS = 150
LENGTHS = (200, 1_000, 10_000)
CALM = 0.4
"""Seconds without a byte after which nothing is going on; the cursor of a field blinks every half second."""
PLACE = 4
"""The line whose exercise is opened; its first place comes after an introduction and statements."""
COLUMNS = "ms to the last byte p50 / p99, then ms of work of the main thread p50 / p99"
WORDS = "een alinea zoals mensen schrijven "


def _paragraph(length: int) -> str:
    """One below the length, so that the keys to come still fit in a paragraph of 10,000."""
    return (WORDS * (length // len(WORDS) + 1))[: length - KEYS - 50 if length == 10_000 else length]


def _measured(screen: Screen, keys: str) -> str:
    took = [screen.paints(keys[number % len(keys)]) for number in range(KEYS)]
    screen.close()
    return f"{tail([total for total, _ in took])}    {tail([work for _, work in took])}"


@pytest.mark.benchmark
def test_a_key_in_a_text_step(opens: Open, tmp_path: Path) -> None:
    rows = {}
    for length in LENGTHS:
        for name, screen in (
            ("reflectie", _text_step(opens, tmp_path)),
            ("bare TextArea", _bare(opens, "field")),
        ):
            screen.sends(f"\x1b[200~{_paragraph(length)}\x1b[201~")
            screen.settles(CALM)
            rows[f"paragraph of {length}, {name}"] = _measured(screen, "x")
    table(f"A key in a text step, {KEYS} keys: {COLUMNS}", rows)


@pytest.mark.benchmark
def test_moving_a_mark(opens: Open, tmp_path: Path) -> None:
    keys = ["\x1b[C", "\x1b[D"]
    rows = {
        "reflectie": _measured(_line(opens, tmp_path), keys),
        "bare Static": _measured(_bare(opens, "line"), keys),
    }
    table(
        f"Moving a mark, {KEYS} keys, ms: to the last byte p50 / p99, work of the main thread p50 / p99", rows
    )


def _bare(opens: Open, what: str) -> Screen:
    screen = opens(str(HERE / "bare_keys.py"), what)
    screen.settles(CALM)
    return screen


def _unlocked(opens: Open, tmp_path: Path) -> Screen:
    """The real program on a real journal, at Thuis."""
    if not (tmp_path / "map").exists():
        create_journal(JournalFolder(tmp_path / "map"), PASSWORD, local_now).close()
    screen = opens("-m", "reflectie", REFLECTIE_WACHTWOORD=PASSWORD)
    screen.comes("Vraag")
    screen.settles(0.5)
    return screen


def _text_step(opens: Open, tmp_path: Path) -> Screen:
    """The field of the question of the day."""
    screen = _unlocked(opens, tmp_path)
    assert "chrijf zoals" in screen.gives("v")
    return screen


def _line(opens: Open, tmp_path: Path) -> Screen:
    screen = _unlocked(opens, tmp_path)
    screen.gives(str(PLACE))
    while "een klik" not in screen.gives("\x0e"):
        assert screen.process.poll() is None
    screen.gives("\x1b[C")
    return screen
