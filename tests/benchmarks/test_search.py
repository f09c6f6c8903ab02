"""Measure search, saving, backup and integrity checks in journals of up to 100,000 entries."""

import datetime as dt
import random
import time
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.domain.field import Aspect
from reflectie.journal import database
from reflectie.journal.backup.create_backup import back_up_journal, location_of
from reflectie.journal.backup.integrity import find_problems, search_index_matches
from reflectie.journal.find_entries import count_entries, filter_entries, search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.journal.statements import save_entry

from .conftest import PASSWORD, table, tail

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ENTRY_COUNTS = [1_000, 100_000]
RUNS = 200


class Vocabulary:
    """Random words. A few are common and most are rare, as in a natural language."""

    def __init__(self) -> None:
        self._random = random.Random(1)
        self._texts: list[str] = []
        self.words = ["".join(self._syllables()) for _ in range(20_000)]
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.words))))

    def _syllables(self) -> list[str]:
        count = self._random.randint(1, 4)
        return [self._random.choice("bdghklmnprstvwz") + self._random.choice("aeiou") for _ in range(count)]

    def text(self, length: int) -> str:
        """Return a text of this many words."""
        text = " ".join(self._random.choices(self.words, cum_weights=self._weights, k=length))
        self._texts = [*self._texts[-99:], text]
        return text

    def phrase(self) -> str:
        """Return two or three words that stand together in one of the last texts."""
        words = self._random.choice(self._texts).split()
        start = self._random.randrange(max(len(words) - 2, 1))
        return " ".join(words[start : start + self._random.randint(2, 3)])

    def part(self) -> str:
        """Return five letters or more from inside a word."""
        word = self._random.choice([word for word in self.words if len(word) > 6])
        return word[1:-1]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary()


@pytest.fixture(scope="module", params=ENTRY_COUNTS, ids=map(str, ENTRY_COUNTS))
def journal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary
) -> Journal:
    """Return a journal with many entries over ten years, each with two answers of 60 words."""
    database.WIPES_MEMORY = True  # as users have it
    journal = create_journal(JournalFolder(tmp_path_factory.mktemp("vol")), PASSWORD, lambda: NOON)
    database.WIPES_MEMORY = False
    with journal.write_transaction() as (connection, now):
        for number in range(request.param):
            day = NOON.date() - dt.timedelta(days=number * 3650 // request.param)
            fields = {"exercise": f"x{number % 10}", "title": "Vrij schrijven", "day": day, "begun": NOON}
            entry = Entry(id=f"{number:036}", closed=NOON, **fields)
            first, second = (make_answer(vocabulary.text(60), step) for step in ("a", "b"))
            answers = (replace(first, shared=number % 50 == 0), second)
            change = Change(answers=answers, placements=(make_mark(number, day),))
            save_entry(connection, journal.seen_versions, now, entry, change)
    return journal


def make_mark(number: int, day: dt.date) -> Placement:
    fields = {"left": "l", "right": "r", "aspect": Aspect.NOW, "value": number % 201 - 100, "day": day}
    return Placement(address=Address(step="a"), field=f"sv{number % 6}", **fields)


def make_answer(text: str, step: str = "a") -> Answer:
    return Answer(address=Address(step=step), question="Wat?", text=text)


def measure(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how many seconds an action takes. ``time.thread_time`` counts only CPU time of this thread."""
    started_at = clock()
    action()
    return clock() - started_at


def milliseconds(seconds: float) -> str:
    """Format one time, in ms."""
    return f"{seconds * 1000:9.1f}"


@pytest.mark.benchmark
def test_search(journal: Journal, vocabulary: Vocabulary) -> None:
    queries = {
        "one word, in quotes": lambda: f'"{vocabulary.text(1)}"',
        "one word, not in quotes": lambda: vocabulary.text(1),
        "two words": lambda: vocabulary.text(2),
        "three letters, as a prefix": lambda: (vocabulary.text(1) + "aaa")[:3],
        "one rare word": lambda: vocabulary.words[-random.randint(1, 5000)],
        "the most common word": lambda: vocabulary.words[0],
        "a phrase": lambda: f'"{vocabulary.phrase()}"',
        "a part of a compound": vocabulary.part,
        "no hit": lambda: f"qxq{random.random()}"[:12],
    }
    rows = {}
    for name, make_query in queries.items():
        search_entries(journal, make_query())
        texts = [make_query() for _ in range(RUNS)]
        rows[name] = tail(
            [measure(lambda t=text: search_entries(journal, t), time.thread_time) for text in texts], 95
        )
    table(f"First 20 hits of {count_entries(journal)} entries, CPU ms, p50 / p95", rows)


@pytest.mark.benchmark
def test_filters(journal: Journal) -> None:
    filters = {
        "opening": EVERY_ENTRY,
        "a line": EntryFilter(field="sv3"),
        "an exercise": EntryFilter(exercises=("x3",)),
        "the exercises of a role": EntryFilter(exercises=("x1", "x2", "x3")),
        "something to share": EntryFilter(is_shared=True),
        "unfinished": EntryFilter(is_open=True),
        "a year": EntryFilter(first=dt.date(2019, 1, 1), last=dt.date(2019, 12, 31)),
        "a line in a year": EntryFilter(field="sv3", first=dt.date(2019, 1, 1), last=dt.date(2019, 12, 31)),
        "a line and an exercise": EntryFilter(field="sv3", exercises=("x3",)),
        "a line and an exercise, nothing in common": EntryFilter(field="sv3", exercises=("x2",)),
        "a line and a role, nothing in common": EntryFilter(
            field="sv3", exercises=("x0", "x2", "x4", "x6", "x8")
        ),
    }
    rows = {}
    for name, criteria in filters.items():
        for clock_name, clock in (("CPU", time.thread_time), ("elapsed", time.perf_counter)):
            times = [measure(lambda c=criteria: filter_entries(journal, c, 100), clock) for _ in range(30)]
            rows[f"{name}, {clock_name}"] = tail(times, 95)
    table(f"First 100 of {count_entries(journal)} entries, ms, p50 / p95", rows)


@pytest.mark.benchmark
def test_save_with_search_index(journal: Journal, vocabulary: Vocabulary) -> None:
    numbers = [random.randrange(count_entries(journal)) for _ in range(RUNS)]
    rows = {}
    for length in (60, 800):
        entries = [journal.entry(f"{number:036}") for number in numbers]
        for name, clock in (("elapsed", time.perf_counter), ("CPU", time.thread_time)):
            saves = [
                measure(lambda e=e, n=length: journal.save(e, [make_answer(vocabulary.text(n))]), clock)
                for e in entries
            ]
            rows[f"an answer of {length} words, {name}"] = tail(saves, 95)
    table(f"Saving one answer in a journal of {count_entries(journal)} entries, ms, p50 / p95", rows)


@pytest.mark.benchmark
def test_backup_and_integrity_checks(journal: Journal) -> None:
    location = location_of(journal)
    progress_times: list[float] = [time.perf_counter()]
    backup_time = measure(
        lambda: back_up_journal(journal, NOON.date(), lambda *_: progress_times.append(time.perf_counter()))
    )
    longest_step = max(end - start for start, end in pairwise(progress_times))
    rows = {
        "verified backup": milliseconds(backup_time),
        "longest backup step, which blocks a save": milliseconds(longest_step),
        "integrity check of the database": milliseconds(
            measure(lambda: list(find_problems(journal.connection)))
        ),
        "comparing the search index with the texts": milliseconds(
            measure(lambda: search_index_matches(journal.connection))
        ),
        "opening the journal": milliseconds(
            measure(lambda: open_with_key(location.folder, location.data_key, lambda: NOON).close())
        ),
    }
    size = location.folder.journal_file.stat().st_size // 1_000_000
    table(f"A journal of {count_entries(journal)} entries, {size} MB, ms", rows)
