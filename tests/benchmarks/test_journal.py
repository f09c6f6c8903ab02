"""Measure unlocking, saving and memory use with many entries in the journal."""

import datetime as dt
import time
from pathlib import Path

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.value import new_id
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.services.context import local_now

from .conftest import HERE, PASSWORD, StartProgram, spread, table, tail

FEW, MANY = 1_000, 10_000
RUNS, SAVES = 10, 300
WORDS = "vandaag merkte ik dat ik sneller wilde dan het gezin en dat het beter was om te wachten "


def _entry(number: int) -> Entry:
    """Return a closed entry from ``number`` hours ago, with a mark and four answers of 350 characters."""
    field = builtin_library().core_fields[number % 6]
    now = local_now() - dt.timedelta(hours=number)
    mark = Placement(
        address=Address(step="plaats"),
        field=field.id,
        left=field.left.name,
        right=field.right.name,
        aspect=Aspect.NOW,
        value=number % 201 - 100,
        day=now.date(),
    )
    texts = (f"{WORDS * 4}{number}" for _ in range(4))
    answers = tuple(
        Answer(address=Address(step=f"s{n}"), question="Wat?", text=t) for n, t in enumerate(texts)
    )
    details = {"title": field.left.name, "day": now.date(), "begun": now, "closed": now}
    return Entry(
        id=new_id(), exercise=f"kern:sv{field.number}", answers=answers, placements=(mark,), **details
    )


@pytest.fixture(scope="module", params=[FEW, MANY], ids=["1000", "10000"])
def journal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """Return the number of entries and the path of the journal folder."""
    folder = JournalFolder(tmp_path_factory.mktemp("vol"))
    opened = create_journal(folder, PASSWORD, local_now)
    for number in range(request.param):
        entry = _entry(number)
        opened.save(entry, entry.answers, entry.placements)
    opened.close()
    return request.param, folder.path


@pytest.mark.benchmark
def test_unlock_to_home(start_program: StartProgram, journal: tuple[int, Path]) -> None:
    count, path = journal
    key = unlock_with_password(JournalFolder(path), PASSWORD).hex()
    line_times, complete_times = [], []
    for _ in range(RUNS):
        program = start_program(str(HERE / "app_with_key.py"), str(path), key)
        program.wait_for("op slot")
        program.wait_until_quiet(0.5)
        sent_at = program.send("\x02")
        line_times.append(program.wait_for("vertragen") - sent_at)
        complete_times.append(program.wait_for("Vraag") - sent_at)
        program.close()
    rows = {"lines shown": spread(line_times), "marks and question shown": spread(complete_times)}
    table(f"From unlocking with a key to Home, {count} entries, ms: median (p10-p90), {RUNS} runs", rows)


@pytest.mark.benchmark
def test_save_step(journal: tuple[int, Path]) -> None:
    count, path = journal
    folder = JournalFolder(path)
    opened = open_with_key(folder, unlock_with_password(folder, PASSWORD), local_now)
    entry, times = _entry(0), []
    for number in range(SAVES):
        answer = Answer(address=Address(step=f"s{number % 8}"), question="Wat?", text=f"{WORDS * 11}{number}")
        started_at = time.perf_counter()
        opened.save(entry, (answer,))
        times.append(time.perf_counter() - started_at)
    opened.close()
    table(f"Saving a step of 1000 characters, {count} entries", {"ms, p50 / p95": tail(times, 95)})


@pytest.mark.benchmark
def test_memory_after_unlock(start_program: StartProgram, journal: tuple[int, Path]) -> None:
    count, path = journal
    program = start_program("-m", "reflectie", REFLECTIE_MAP=str(path), REFLECTIE_WACHTWOORD=PASSWORD)
    program.wait_for("Vraag")
    program.wait_until_quiet(1)
    memory_at_home = program.memory_mb
    program.send_and_read("v")
    program.send_and_read("woorden")
    table(
        f"Memory (RSS) after unlocking, {count} entries, MB",
        {"at Home": f"{memory_at_home:7.1f}", "while writing": f"{program.memory_mb:7.1f}"},
    )
    program.close()
