"""Run a program in a real terminal, time its output, and print the results as tables.

The benchmarks only print numbers. They do not fail on a slow result.
"""

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

from reflectie.journal import database

HERE = Path(__file__).parent
PASSWORD = "een lang wachtwoord"
TIMEOUT = 60.0
"""Seconds to wait for output before a benchmark fails."""
QUIET_SECONDS = 0.04
"""Seconds without output after which a redraw counts as complete."""

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]  # the benchmarks need a pty


class TerminalProgram:
    """A Python program that runs in a terminal of 80 by 24.

    All times are in seconds. Points in time, such as ``started_at``, are values of ``time.perf_counter``.
    """

    def __init__(self, command: Sequence[str], environ: dict[str, str]) -> None:
        import fcntl
        import termios

        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.started_at = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            cwd=HERE,  # measure the installed package, not the checkout
            start_new_session=True,
        )
        os.close(slave)

    def send(self, keys: str) -> float:
        """Send keys and return when sending started."""
        data, sent_at = keys.encode(), time.perf_counter()
        while data:
            self._read(0)  # discard output, so that the program never blocks on a full buffer
            data = data[os.write(self._master, data[:2000]) :]
        return sent_at

    def wait_for(self, *texts: str) -> float:
        """Wait until new output contains all texts, and return when it did."""
        output, deadline = b"", time.perf_counter() + TIMEOUT
        while not all(text.encode() in output for text in texts):
            assert time.perf_counter() < deadline, f"{texts} did not appear"
            output += self._read(0.01)
        return time.perf_counter()

    def wait_until_quiet(self, seconds: float = QUIET_SECONDS) -> float:
        """Wait until there is no output for this long, and return when the last output was read."""
        last_output_at = time.perf_counter()
        while self._read(seconds):
            last_output_at = time.perf_counter()
        return last_output_at

    def send_and_read(self, keys: str) -> str:
        """Send keys and return all output until there is none for half a second."""
        self.send(keys)
        output = b""
        while data := self._read(0.5):
            output += data
        return output.decode(errors="replace")

    def time_redraw(self, key: str) -> tuple[float, float]:
        """Send a key. Return the time to the last byte of the redraw, and the CPU time of the main thread."""
        cpu_before, sent_at = self.cpu_seconds, self.send(key)
        while not self._read(1):
            assert time.perf_counter() < sent_at + TIMEOUT, "the program did not redraw"
        return self.wait_until_quiet() - sent_at, self.cpu_seconds - cpu_before

    @property
    def cpu_seconds(self) -> float:
        """CPU time of the main thread, or nan if the system does not report it."""
        try:
            schedstat = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/schedstat").read_text()
        except OSError:
            return float("nan")
        return int(schedstat.split()[0]) / 1e9

    @property
    def memory_mb(self) -> float:
        """Resident memory (RSS) in MB, or nan if the system does not report it."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return float("nan")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _read(self, timeout: float) -> bytes:
        """Return the available output, or nothing after the timeout or when the program has ended."""
        if not select.select([self._master], [], [], timeout)[0]:
            return b""
        try:
            return os.read(self._master, 65536)
        except OSError:
            return b""

    def close(self) -> None:
        """Kill the program and close its terminal."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)


StartProgram = Callable[..., TerminalProgram]


@pytest.fixture
def start_program(tmp_path: Path) -> Iterator[StartProgram]:
    """Return a function that starts a program with its own data folder.

    Keyword arguments are added to its environment.
    """
    programs: list[TerminalProgram] = []
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "REFLECTIE"))
    }
    environ |= {"TERM": "xterm-256color", "REFLECTIE_MAP": str(tmp_path / "map"), "HOME": str(tmp_path)}

    def start(*command: str, **variables: str) -> TerminalProgram:
        programs.append(TerminalProgram(command, environ | variables))
        return programs[-1]

    yield start
    for program in programs:
        if program.process.poll() is None:
            program.close()


@pytest.fixture(scope="session", autouse=True)
def _compiled_bytecode() -> None:
    """Compile to bytecode, as installers do. Without it each start takes half a second longer."""
    import compileall

    import reflectie

    compileall.compile_dir(Path(reflectie.__file__).parent, quiet=2)
    compileall.compile_dir(HERE, quiet=2)


@pytest.fixture(scope="session", autouse=True)
def _wiped_memory() -> Iterator[None]:
    """Wipe freed memory, as the program does and other tests do not: it takes most of the time of a read."""
    before = database.WIPES_MEMORY
    database.WIPES_MEMORY = True
    yield
    database.WIPES_MEMORY = before


def spread(seconds: Sequence[float], unit: float = 1000) -> str:
    """Format the median, and the 10th and 90th percentiles. The default unit is ms."""
    deciles = statistics.quantiles(seconds, n=10)
    return f"{statistics.median(seconds) * unit:7.1f}  ({deciles[0] * unit:.1f}-{deciles[-1] * unit:.1f})"


def tail(seconds: Sequence[float], percent: int = 99) -> str:
    """Format the median and a high percentile, in ms."""
    high = statistics.quantiles(seconds, n=100)[percent - 1]
    return f"{statistics.median(seconds) * 1000:6.1f} / {high * 1000:6.1f}"


def table(title: str, rows: dict[str, str]) -> None:
    """Print a table, with the current system load."""
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\n\n{title}  [{load}]")
    for name, numbers in rows.items():
        print(f"  {name:<52} {numbers}")
