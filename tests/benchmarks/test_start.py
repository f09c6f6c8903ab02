"""Measure the time from process start to the first screen, compared with a minimal Textual app."""

import random
import statistics
from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.services.context import local_now

from .conftest import HERE, PASSWORD, StartProgram, spread, table

RUNS = 20
MINIMAL_APP = "minimal app with one Static"
CASES = {
    MINIMAL_APP: ([str(HERE / "minimal_app.py")], "doorgaan"),
    "Home with --voorbeeld: lines shown": (["-m", "reflectie", "--voorbeeld"], "vertragen"),
    "Home with --voorbeeld: marks and question shown": (["-m", "reflectie", "--voorbeeld"], "Vraag"),
    "password screen": (["-m", "reflectie"], "op slot"),
}


@pytest.mark.benchmark
def test_startup(start_program: StartProgram, tmp_path: Path) -> None:
    create_journal(JournalFolder(tmp_path / "map"), PASSWORD, local_now).close()
    order = [name for name in CASES for _ in range(RUNS)]
    random.shuffle(order)
    elapsed_times: dict[str, list[float]] = {name: [] for name in CASES}
    cpu_times: dict[str, list[float]] = {name: [] for name in CASES}
    for name in order:
        command, text = CASES[name]
        program = start_program(*command)
        elapsed_times[name].append(program.wait_for(text) - program.started_at)
        cpu_times[name].append(program.cpu_seconds)
        program.close()
    table(
        f"Start to first screen, {RUNS} runs each in random order: ms, median (p10-p90); then CPU ms",
        {name: f"{_format_case(elapsed_times, name)}    {_format_case(cpu_times, name)}" for name in CASES},
    )


def _format_case(seconds: dict[str, list[float]], name: str) -> str:
    """Format the times of a case, and the ratio of its median to that of the minimal app."""
    ratio = statistics.median(seconds[name]) / statistics.median(seconds[MINIMAL_APP])
    return f"{spread(seconds[name])} x {ratio:.2f}"
