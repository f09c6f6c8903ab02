"""Settings of every test: no internet, also in the programs that a test starts, and no time limits.

The fixtures here are shared by several layers.
"""

import datetime as dt
import gc
import os
import runpy
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from reflectie.domain.dates import Clock
from reflectie.journal import database, opening
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys import key_file, slots
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.migrations import migrate
from reflectie.journal.opening import journal_in_memory

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TODAY = NOW.date()

# The same examples in every default run, and new ones with ``--hypothesis-profile=long``. No time limit for
# one of them. Set before any test module is imported.
_PROFILE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _PROFILE, max_examples=25, derandomize=True)
settings.register_profile("long", _PROFILE, max_examples=1000)
settings.load_profile("default")

_EXIT_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_NO_INTERNET = Path(__file__).parent / "no_internet"


def pytest_configure() -> None:
    # Without its bytecode cache, each of the hundred programs that tests start would compile itself again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("PYTHONPATH", "").split(os.pathsep)[0] != str(_NO_INTERNET):
        os.environ["PYTHONPATH"] = os.pathsep.join(
            filter(None, [str(_NO_INTERNET), os.environ.get("PYTHONPATH")])
        )
    runpy.run_path(str(_NO_INTERNET / "sitecustomize.py"))
    # Wiping freed memory takes half of the time of a test with a journal on disk. The programs that tests
    # start do wipe, and a test of its own proves it.
    database.WIPES_MEMORY = False


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()  # collecting the tests leaves little garbage
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    _collect_garbage()
    gc.set_threshold(300_000)  # a collection during a test looks at its whole running program


def pytest_runtest_setup() -> None:
    if gc.get_count()[0] > 5_000:  # as many objects as a test of the full screen leaves
        _collect_garbage()


def _collect_garbage() -> None:
    """Collect garbage, and exclude what stays, such as the collected tests, from later collections."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _everything_is_closed() -> Iterator[None]:
    """The last test of a process fails if anything was never closed or awaited."""
    yield
    gc.unfreeze()
    gc.collect()
    if "PYTEST_XDIST_WORKER" in os.environ:
        gc.freeze()  # pytest looks twice more, for seconds, but a worker does not report what it finds


@pytest.fixture(autouse=True)
def signals_stay() -> Iterator[None]:
    """No test leaves a signal ignored: a program that a later test starts would ignore it too."""
    before = [signal.getsignal(number) for number in _EXIT_SIGNALS]
    yield
    assert [signal.getsignal(number) for number in _EXIT_SIGNALS] == before


@pytest.fixture(scope="session", autouse=True)
def _copied_schema() -> Iterator[None]:
    """Make the tables of a journal in memory once, and copy them for each test."""
    template: database.Connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(template)

    def copy_schema(connection: database.Connection, path: object = "") -> None:
        if path:
            migrate(connection, path)
        else:
            template.backup(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "migrate", copy_schema)
        yield
    template.close()


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> KdfCost:
    """A fast key derivation, allowed during one test.

    The default of the program becomes nearly as fast, but differs, so that a test can tell the two apart.
    """
    monkeypatch.setattr(slots, "MEMORY_KIB_RANGE", (8, slots.MEMORY_KIB_RANGE[1]))
    monkeypatch.setattr(key_file, "DEFAULT_COST", KdfCost(memory_kib=16, iterations=1, lanes=1))
    return KdfCost(memory_kib=8, iterations=1, lanes=1)


@pytest.fixture
def clock() -> Clock:
    """A clock that advances one second each time it is read."""
    seconds = iter(range(10_000_000))
    return lambda: NOW + dt.timedelta(seconds=next(seconds))


@pytest.fixture
def folder(tmp_path: Path) -> JournalFolder:
    return JournalFolder(tmp_path / "reflectie")


@pytest.fixture
def memory(clock: Clock) -> Iterator[Journal]:
    """A journal in memory."""
    opened = journal_in_memory(clock)
    yield opened
    opened.close()
