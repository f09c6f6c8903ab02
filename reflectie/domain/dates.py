"""Days in Dutch, independent of the system locale, and the type of a clock."""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with its time zone."""

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def long_day(day: dt.date) -> str:
    """Format as "zondag 22 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date) -> str:
    """Format as "22 nov 2026", always eleven cells wide."""
    return f"{day.day:2} {MONTHS[day.month - 1][:3]} {day.year}"


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def relative_day(day: dt.date, today: dt.date) -> str:
    """Format as "vandaag", "gisteren", a weekday of the past week, or "22 november"."""
    days = (today - day).days
    if days in (0, 1):
        return ("vandaag", "gisteren")[days]
    if 1 < days < 7:
        return WEEKDAYS[day.weekday()]
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
