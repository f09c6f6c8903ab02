"""Format days in Dutch, independent of the system locale."""

import datetime as dt
from calendar import monthrange

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
    """zondag 22 november 2026"""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date) -> str:
    """22 nov 2026, always eleven cells wide"""
    return f"{day.day:2} {MONTHS[day.month - 1][:3]} {day.year}"


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last of the month where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def relative_day(day: dt.date, today: dt.date) -> str:
    """vandaag, gisteren, a weekday of the past week, or the day itself"""
    days = (today - day).days
    if days in (0, 1):
        return ("vandaag", "gisteren")[days]
    if 1 < days < 7:
        return WEEKDAYS[day.weekday()]
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
