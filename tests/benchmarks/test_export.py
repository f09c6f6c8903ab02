"""How long each format takes to write, and how much memory, for a log of made-up entries."""

import asyncio
import datetime as dt
import resource
import time

import pytest
from msgspec.structs import replace

from reflectie.content.compiled import builtin_library
from reflectie.domain.field import Role
from reflectie.export.document import Log
from reflectie.export.formats import FORMATS
from reflectie.services.example_journal import example_journal
from reflectie.services.export_file import plan_files, write_parts
from reflectie.services.export_selection import collect_archive, collect_log

from ..conftest import NOW

pytestmark = pytest.mark.benchmark

LIBRARY = builtin_library()


def example(complete: bool) -> Log:
    """The log of the example journal, with all versions or as a user finds it."""
    worker = example_journal(Role.PROFESSIONAL, lambda: NOW)
    collect = collect_archive if complete else collect_log
    try:
        return asyncio.run(worker.call(collect, LIBRARY))
    finally:
        worker.close()


@pytest.mark.parametrize("count", [1_000, 3_000])
@pytest.mark.parametrize("name", FORMATS)
def test_writing(name: str, count: int, tmp_path) -> None:
    log = example(not FORMATS[name].has_forms)
    copies = range(count // len(log.entries) + 1)
    entries = [
        replace(entry, id=f"{entry.id}{number}", day=entry.day - dt.timedelta(days=365 * (number % 5)))
        for number in copies
        for entry in log.entries
    ]
    many = log._replace(entries=tuple(entries[:count]))
    began, cpu = time.perf_counter(), time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    parts = plan_files(tmp_path / f"log.{name}", many, FORMATS[name])
    write_parts(parts, FORMATS[name], overwrite=False)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(part.path.stat().st_size for part in parts) / 1e6
    print(
        f"\n{name} {count}: {time.perf_counter() - began:.2f} s,"
        f" {time.process_time() - cpu + usage.ru_utime - children:.2f} s of processor,"
        f" {len(parts)} files, {size:.1f} MB, children {usage.ru_maxrss / 1024:.0f} MB,"
        f" self {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
