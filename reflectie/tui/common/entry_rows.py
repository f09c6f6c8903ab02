"""Show an entry as a row in a list."""

from textual.content import Content

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.text import shorten

DAY_WIDTH = 13
"""Cells of the day before an entry, with its gap."""

NO_TEXT = "alleen een teken op de lijn"


def open_suffix(summary: EntrySummary) -> str:
    """What follows the title of an unfinished entry."""
    return " · nog open" if summary.is_open else ""


def entry_row(summary: EntrySummary, width: int) -> Content:
    """The day and the title, and below the title the beginning of the text, in ``width`` cells."""
    text_width, suffix = max(width - DAY_WIDTH, 10), open_suffix(summary)
    return Content.from_markup(
        f"[$quiet]$day[/]  [b]$title[/][$mark]$suffix[/]\n{' ' * DAY_WIDTH}[$quiet]$text[/]",
        day=short_day(summary.day),
        title=shorten(summary.title, text_width - len(suffix)),
        suffix=suffix,
        text=shorten(summary.words, text_width) or NO_TEXT,
    )
