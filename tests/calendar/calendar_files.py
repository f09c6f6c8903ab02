"""Helpers to read the sample files and files made from lines."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from reflectie.calendar.invitation import Invitation
from reflectie.calendar.read_invitations import read_invitations

SAMPLES = Path(__file__).parent / "samples"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=AMSTERDAM)  # a Sunday


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.ics").read_bytes()


def read(data: bytes, now: dt.datetime = NOW, zone: dt.tzinfo = AMSTERDAM) -> tuple[Invitation, ...]:
    return read_invitations(data, now, zone)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendar(*events: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def read_single(*lines: str, now: dt.datetime = NOW, zone: dt.tzinfo = AMSTERDAM) -> Invitation:
    """Return the invitation of a file with one event of these lines."""
    (invitation,) = read(calendar(event("UID:een", *lines)), now, zone)
    return invitation
