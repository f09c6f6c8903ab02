"""What a journal of a hundred thousand entries costs: searching, saving with its index, copying, checking."""

import datetime as dt
import random
import time
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.journal.backup.create_backup import back_up_journal, location_of
from reflectie.journal.backup.integrity import find_problems, search_index_matches
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.journal.statements import save_entry

from .conftest import PASSWORD, table, tail

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
COUNTS = [1_000, 100_000]
RUNS = 200


class Words:
    """Made-up words of which some are common and most are rare, as in a language."""

    def __init__(self) -> None:
        self._random = random.Random(1)
        self.all = ["".join(self._syllables()) for _ in range(20_000)]
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.all))))

    def _syllables(self) -> list[str]:
        length = self._random.randint(1, 4)
        return [self._random.choice("bdghklmnprstvwz") + self._random.choice("aeiou") for _ in range(length)]

    def text(self, length: int) -> str:
        return " ".join(self._random.choices(self.all, cum_weights=self._weights, k=length))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(scope="module", params=COUNTS, ids=map(str, COUNTS))
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, words: Words) -> Journal:
    """A journal of many entries with two answers of some 60 words, in ten years."""
    journal = create_journal(JournalFolder(tmp_path_factory.mktemp("vol")), PASSWORD, lambda: NOON)
    with journal.write_transaction() as (connection, now):
        for number in range(request.param):
            day = NOON.date() - dt.timedelta(days=number * 3650 // request.param)
            entry = Entry(
                id=f"{number:036}", exercise="x", title="Vrij schrijven", day=day, begun=NOON, closed=NOON
            )
            answers = tuple(answer(words.text(60), step) for step in ("a", "b"))
            save_entry(connection, journal._seen_versions, now, entry, Change(answers=answers))
    return journal


def answer(text: str, step: str = "a") -> Answer:
    return Answer(address=Address(step=step), question="Wat?", text=text)


def took(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds; with ``time.thread_time`` only those in which this thread was at work."""
    begun = clock()
    work()
    return clock() - begun


def once(seconds: float) -> str:
    return f"{seconds * 1000:9.1f}"


@pytest.mark.benchmark
def test_searching(full: Journal, words: Words) -> None:
    asked = {
        "one word, not the last letter typed": lambda: f'"{words.text(1)}"',
        "one word, perhaps unfinished": lambda: words.text(1),
        "two words": lambda: words.text(2),
        "the first three letters": lambda: (words.text(1) + "aaa")[:3],
        "a word that is rare": lambda: words.all[-random.randint(1, 5000)],
    }
    rows = {}
    for name, make in asked.items():
        full.search(make())
        asks = [make() for _ in range(RUNS)]
        rows[name] = tail([took(lambda w=w: full.search(w), time.thread_time) for w in asks], 95)
    table(f"First 20 hits of {full.count_entries()} entries, ms of work, p50 / p95", rows)


@pytest.mark.benchmark
def test_saving_in_step_with_the_index(full: Journal, words: Words) -> None:
    numbers = [random.randrange(full.count_entries()) for _ in range(RUNS)]
    rows = {}
    for length in (60, 800):
        entries = [full.entry(f"{number:036}") for number in numbers]
        for name, clock in (("from begin to end", time.perf_counter), ("of work", time.thread_time)):
            saves = [
                took(lambda e=e, n=length: full.save(e, [answer(words.text(n))]), clock) for e in entries
            ]
            rows[f"an answer of {length} words, {name}"] = tail(saves, 95)
    table(f"Keeping one answer among {full.count_entries()} entries, ms, p50 / p95", rows)


@pytest.mark.benchmark
def test_copying_and_checking(full: Journal) -> None:
    home = location_of(full)
    steps: list[float] = [time.perf_counter()]
    copying = took(lambda: back_up_journal(full, NOON.date(), lambda *_: steps.append(time.perf_counter())))
    longest = max(later - sooner for sooner, later in pairwise(steps))
    rows = {
        "copy, proved": once(copying),
        "longest that it holds up a save": once(longest),
        "every page": once(took(lambda: list(find_problems(full.connection)))),
        "index beside texts": once(took(lambda: search_index_matches(full.connection))),
        "open": once(took(lambda: open_with_key(home.folder, home.data_key, lambda: NOON).close())),
    }
    size = home.folder.journal_file.stat().st_size // 1_000_000
    table(f"A journal of {full.count_entries()} entries, {size} MB, ms", rows)
