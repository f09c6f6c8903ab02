"""Rows of entries and ids as the commands print them."""

from collections.abc import Iterable

from reflectie.domain.entry import EntrySummary
from reflectie.domain.text import shorten
from reflectie.domain.text_layout import truncate
from reflectie.domain.value import SHORT_ID_LENGTH

MAX_SNIPPET_LENGTH = 200
"""Characters of a text in a row, also where the width is not limited."""


def short_id(item_id: str) -> str:
    """Return the end of an id, which identifies an entry or a meeting in a command."""
    return item_id[-SHORT_ID_LENGTH:]


def fit_row(row: str, width: int | None) -> str:
    """Return a row with a line break, cut off at ``width`` cells unless that is None."""
    return (row if width is None else truncate(row, width)) + "\n"


def format_summary(summary: EntrySummary, width: int | None) -> str:
    """Format an entry as a row: day, id, title and first words."""
    title = f"{summary.title} (open)" if summary.is_open else summary.title
    words = shorten(summary.words, MAX_SNIPPET_LENGTH)
    return fit_row(" · ".join(filter(None, [_row_start(summary, title), words])), width)


def _row_start(summary: EntrySummary, title: str) -> str:
    return f"{summary.day:%d-%m-%Y}  {short_id(summary.id)}  {title}"


def format_summaries(summaries: Iterable[EntrySummary], width: int | None) -> str:
    return "".join(format_summary(summary, width) for summary in summaries)
