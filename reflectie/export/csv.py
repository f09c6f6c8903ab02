"""Write the marks on the lines as CSV for a Dutch spreadsheet: UTF-8 with BOM and semicolons."""

import csv
import io
from collections.abc import Iterator

from reflectie.domain.entry import SELF, Entry, Placement
from reflectie.domain.labels import ASPECT_LABELS
from reflectie.domain.text_layout import one_line
from reflectie.export.document import Log, oldest_first

COLUMNS = (
    "dag",
    "werkvorm",
    "situatie",
    "overleg",
    "lijn",
    "ene kant",
    "andere kant",
    "waarover",
    "van wie",
    "plek (-100 tot 100)",
    "kenmerk",
)

_BOM = "\ufeff"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
"""A spreadsheet reads a cell that begins with one of these as a formula."""

_TEXT_MARK = "'"
"""Before a value, tells a spreadsheet that it is text."""


def write(log: Log) -> bytes:
    """Return one row for each mark; an unknown place is an empty cell."""
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    situations = {situation.id: situation.name for situation in log.situations}
    meetings = {meeting.id: meeting.name for meeting in log.meetings}
    for entry in oldest_first(log.entries):
        names = (situations.get(entry.situation or "", ""), meetings.get(entry.meeting or "", ""))
        for placement in entry.placements:
            writer.writerow(_row(entry, placement, names))
    return (_BOM + rows.getvalue()).encode()


def _row(entry: Entry, placement: Placement, names: tuple[str, str]) -> Iterator[str | int]:
    texts = (
        entry.title,
        *names,
        placement.field,
        placement.left,
        placement.right,
        ASPECT_LABELS[placement.aspect],
        "ik" if placement.whose == SELF else placement.whose,
    )
    yield placement.day.isoformat()
    yield from map(harmless, texts)
    yield "" if placement.value is None else placement.value
    yield harmless(entry.id)


def harmless(text: str) -> str:
    """Return a text on one line that no spreadsheet runs as a formula."""
    line = one_line(text)
    return f"{_TEXT_MARK}{line}" if line.startswith(_FORMULA_STARTS) else line
