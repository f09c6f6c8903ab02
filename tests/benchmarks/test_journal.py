"""What a full journal costs: the way in, a save, memory."""

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

from .conftest import HERE, PASSWORD, Open, spread, table, tail

FEW, MANY = 1_000, 10_000
RUNS, SAVES = 10, 300
WORDS = "vandaag merkte ik dat ik sneller wilde dan het gezin en dat het beter was om te wachten "


def _entry(number: int) -> Entry:
    """A closed entry with a mark and four answers of some 350 characters, a day before the previous one."""
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
    known = {"title": field.left.name, "day": now.date(), "begun": now, "closed": now}
    return Entry(id=new_id(), exercise=f"kern:sv{field.number}", answers=answers, placements=(mark,), **known)


@pytest.fixture(scope="module", params=[FEW, MANY], ids=["1000", "10000"])
def journal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """How many entries there are, and the folder."""
    folder = JournalFolder(tmp_path_factory.mktemp("vol"))
    opened = create_journal(folder, PASSWORD, local_now)
    for number in range(request.param):
        entry = _entry(number)
        opened.save(entry, entry.answers, entry.placements)
    opened.close()
    return request.param, folder.path


@pytest.mark.benchmark
def test_from_key_in_hand_to_thuis(opens: Open, journal: tuple[int, Path]) -> None:
    count, path = journal
    key = unlock_with_password(JournalFolder(path), PASSWORD).hex()
    lines, whole = [], []
    for _ in range(RUNS):
        screen = opens(str(HERE / "unlocked.py"), str(path), key)
        screen.comes("op slot")
        screen.settles(0.5)
        begun = screen.sends("\x02")
        lines.append(screen.comes("vertragen") - begun)
        whole.append(screen.comes("Vraag") - begun)
        screen.close()
    rows = {"the lines": spread(lines), "with marks and question": spread(whole)}
    table(f"Key in hand to Thuis, {count} entries, ms: median (p10-p90), {RUNS} runs", rows)


@pytest.mark.benchmark
def test_saving_a_step(journal: tuple[int, Path]) -> None:
    count, path = journal
    folder = JournalFolder(path)
    opened = open_with_key(folder, unlock_with_password(folder, PASSWORD), local_now)
    entry, took = _entry(0), []
    for number in range(SAVES):
        answer = Answer(address=Address(step=f"s{number % 8}"), question="Wat?", text=f"{WORDS * 11}{number}")
        begun = time.perf_counter()
        opened.save(entry, (answer,))
        took.append(time.perf_counter() - begun)
    opened.close()
    table(f"Saving a step of 1000 characters, {count} entries", {"ms, p50 / p95": tail(took, 95)})


@pytest.mark.benchmark
def test_memory_once_unlocked(opens: Open, journal: tuple[int, Path]) -> None:
    count, path = journal
    screen = opens("-m", "reflectie", REFLECTIE_MAP=str(path), REFLECTIE_WACHTWOORD=PASSWORD)
    screen.comes("Vraag")
    screen.settles(1)
    at_home = screen.memory
    screen.gives("v")
    screen.gives("woorden")
    table(
        f"Memory (RSS) once unlocked, {count} entries, MB",
        {"at Thuis": f"{at_home:7.1f}", "while writing": f"{screen.memory:7.1f}"},
    )
    screen.close()
