"""What holds for every test: there is no internet, neither here nor in the programs that a test starts."""

import os
import runpy
from pathlib import Path

from hypothesis import HealthCheck, settings

# No test judges time, also not of one example. Said here, before any test is read.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

_GATE = Path(__file__).parent / "no_internet"


def pytest_configure() -> None:
    # A program that may not keep its bytecode compiles itself anew at every start, and tests start a hundred.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("PYTHONPATH", "").split(os.pathsep)[0] != str(_GATE):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_GATE), os.environ.get("PYTHONPATH")]))
    runpy.run_path(str(_GATE / "sitecustomize.py"))
