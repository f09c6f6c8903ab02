"""A program in a real terminal, timed by the bytes it gives; and tables to read. Nothing here judges."""

import os
import select
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PASSWORD = "een lang wachtwoord"
PATIENCE = 60.0
QUIET = 0.04
"""Seconds without a byte after which a picture is taken to be whole."""

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]  # other systems have no pty


class Screen:
    """A program in a terminal of 80 by 24; ``begun`` is when it was started. All times in seconds."""

    def __init__(self, command: Sequence[str], environ: dict[str, str]) -> None:
        import fcntl
        import termios

        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            cwd=HERE,  # so that what is installed is measured, and not what lies in the checkout
            start_new_session=True,
        )
        os.close(slave)

    def sends(self, keys: str) -> float:
        """Gives the moment at which they went out."""
        data, begun = keys.encode(), time.perf_counter()
        while data:
            self._read(0)
            data = data[os.write(self._master, data[:2000]) :]
        return begun

    def comes(self, *signs: str) -> float:
        """Waits until all of these have come since now; gives the moment."""
        seen, deadline = b"", time.perf_counter() + PATIENCE
        while not all(sign.encode() in seen for sign in signs):
            assert time.perf_counter() < deadline, f"{signs} did not come"
            seen += self._read(0.01)
        return time.perf_counter()

    def settles(self, quiet: float = QUIET) -> float:
        """Waits until nothing comes any more; gives the moment of the last byte."""
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def gives(self, keys: str) -> str:
        """All that comes after these keys, until it has been quiet for long."""
        self.sends(keys)
        given = b""
        while data := self._read(0.5):
            given += data
        return given.decode(errors="replace")

    def paints(self, key: str) -> tuple[float, float]:
        """From a key to the last byte of the picture it makes, and the work of the main thread for it."""
        before, begun = self.work, self.sends(key)
        while not self._read(1):
            assert time.perf_counter() < begun + PATIENCE, "no picture came"
        return self.settles() - begun, self.work - before

    @property
    def work(self) -> float:
        """Seconds of processor that the main thread has had; nan where the system does not tell."""
        try:
            told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/schedstat").read_text()
        except OSError:
            return float("nan")
        return int(told.split()[0]) / 1e9

    @property
    def memory(self) -> float:
        """Megabytes in memory (RSS); nan where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return float("nan")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _read(self, wait: float) -> bytes:
        if not select.select([self._master], [], [], wait)[0]:
            return b""
        try:
            return os.read(self._master, 65536)
        except OSError:
            return b""

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


Open = Callable[..., Screen]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Open]:
    """Starts a program with a data folder of its own; variables of the environment can be added."""
    screens: list[Screen] = []
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "REFLECTIE"))
    }
    known |= {"TERM": "xterm-256color", "REFLECTIE_MAP": str(tmp_path / "map"), "HOME": str(tmp_path)}

    def start(*command: str, **more: str) -> Screen:
        screens.append(Screen(command, known | more))
        return screens[-1]

    yield start
    for screen in screens:
        if screen.process.poll() is None:
            screen.close()


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """Bytecode on disk, as an installed program has it; without it every start costs half a second more."""
    import compileall

    import reflectie

    compileall.compile_dir(Path(reflectie.__file__).parent, quiet=2)
    compileall.compile_dir(HERE, quiet=2)


def spread(seconds: Sequence[float], unit: float = 1000) -> str:
    """Median, and what lies between the tenth and the ninetieth percentile; in ms unless told otherwise."""
    tenths = statistics.quantiles(seconds, n=10)
    return f"{statistics.median(seconds) * unit:7.1f}  ({tenths[0] * unit:.1f}-{tenths[-1] * unit:.1f})"


def tail(seconds: Sequence[float], percent: int = 99) -> str:
    """Median and a high percentile, in ms."""
    high = statistics.quantiles(seconds, n=100)[percent - 1]
    return f"{statistics.median(seconds) * 1000:6.1f} / {high * 1000:6.1f}"


def table(title: str, rows: dict[str, str]) -> None:
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\n\n{title}  [{load}]")
    for name, numbers in rows.items():
        print(f"  {name:<52} {numbers}")
