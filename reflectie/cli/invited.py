"""What a file with invitations says, and which of its meetings is meant."""

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Protocol

from reflectie.cli.console import Console, WrongUse
from reflectie.domain.errors import ReflectieError
from reflectie.domain.situation import LONGEST_NAME
from reflectie.domain.text import first_words
from reflectie.zone import Here

MOST = 5_000_000
"""Bytes; a larger file is no invitation."""


class Invitation(Protocol):
    """What is used of a meeting in a file (``reflectie.invite``)."""

    @property
    def uid(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def time(self) -> dt.time | None: ...
    @property
    def recurring(self) -> bool: ...
    @property
    def attendees(self) -> tuple[str, ...]: ...


def chosen(path: Path, number: int | None, console: Console) -> Invitation:
    """The meeting in a file, or the ``number``-th of several.

    Raises:
        ReflectieError: the file cannot be read, or holds no meeting.
        WrongUse: there are several and none was chosen, or not so many.
    """
    found = read_invitations(_bytes(path), console.clock(), Here())
    if number is None and len(found) == 1:
        return found[0]
    if number is None or number > len(found):
        rows = (f"{place}  {one.day:%d-%m-%Y}  {name_of(one)}" for place, one in enumerate(found, 1))
        listed = "\n".join(rows)
        raise WrongUse(f"Kies met --kies welk overleg je bedoelt:\n{listed}")
    return found[number - 1]


def name_of(one: Invitation) -> str:
    """Its name as it fits a meeting; empty when the file gives none."""
    return first_words(one.name, LONGEST_NAME)


def read_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """What ``reflectie.invite`` reads; imported here because it is heavy and seldom needed."""
    found: tuple[Invitation, ...] = import_module("reflectie.invite.reading").read_invitations(
        data, now, zone
    )
    return found


def _bytes(path: Path) -> bytes:
    from reflectie.journal.folder import reason

    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise ReflectieError(
            f"De uitnodiging {path} gaat niet open: {reason(error)}. Er is niets bewaard."
        ) from error
    if len(data) > MOST:
        raise ReflectieError(f"Het bestand {path} is te groot voor een uitnodiging. Er is niets bewaard.")
    return data
