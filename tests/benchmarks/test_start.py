"""From the start of the process to the first picture, beside a bare Textual app in the same run."""

import random
import statistics
from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.services.context import local_now

from .conftest import HERE, PASSWORD, Open, spread, table

RUNS = 20
BARE = "bare app, one Static"
CASES = {
    BARE: ([str(HERE / "bare.py")], "doorgaan"),
    "Thuis in --voorbeeld: the lines": (["-m", "reflectie", "--voorbeeld"], "vertragen"),
    "Thuis in --voorbeeld: with marks and question": (["-m", "reflectie", "--voorbeeld"], "Vraag"),
    "the password screen": (["-m", "reflectie"], "op slot"),
}


@pytest.mark.benchmark
def test_start(opens: Open, tmp_path: Path) -> None:
    create_journal(JournalFolder(tmp_path / "map"), PASSWORD, local_now).close()
    order = [name for name in CASES for _ in range(RUNS)]
    random.shuffle(order)
    times: dict[str, list[float]] = {name: [] for name in CASES}
    works: dict[str, list[float]] = {name: [] for name in CASES}
    for name in order:
        command, sign = CASES[name]
        screen = opens(*command)
        times[name].append(screen.comes(sign) - screen.begun)
        works[name].append(screen.work)
        screen.close()
    table(
        f"Start to first picture, {RUNS} runs each in random order: ms, median (p10-p90); then work in ms",
        {name: f"{_beside_bare(times, name)}    {_beside_bare(works, name)}" for name in CASES},
    )


def _beside_bare(seconds: dict[str, list[float]], name: str) -> str:
    ratio = statistics.median(seconds[name]) / statistics.median(seconds[BARE])
    return f"{spread(seconds[name])} x {ratio:.2f}"
