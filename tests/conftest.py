"""What holds for every test, first of all: there is no internet, also not in the programs that it starts."""

import os
import runpy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reflectie.journal.keys import key_file, slots
from reflectie.journal.keys.slots import KdfCost

# No test judges time, also not of one example. Said here, before any test is read.
_CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("calm", _CALM, max_examples=34)
settings.register_profile("long", _CALM, max_examples=100)
settings.load_profile("calm")

_GATE = Path(__file__).parent / "no_internet"


def pytest_configure() -> None:
    # A program that may not keep its bytecode compiles itself anew at every start, and tests start a hundred.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("PYTHONPATH", "").split(os.pathsep)[0] != str(_GATE):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_GATE), os.environ.get("PYTHONPATH")]))
    runpy.run_path(str(_GATE / "sitecustomize.py"))


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> KdfCost:
    """A key derivation that is fast, and allowed for the length of one test.

    What the program itself makes costs hardly more, and not the same: an own cost in a slot is no default.
    """
    monkeypatch.setattr(slots, "MEMORY_KIB_RANGE", (8, slots.MEMORY_KIB_RANGE[1]))
    monkeypatch.setattr(key_file, "DEFAULT_COST", KdfCost(memory_kib=16, iterations=1, lanes=1))
    return KdfCost(memory_kib=8, iterations=1, lanes=1)
