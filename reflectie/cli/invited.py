"""What a file with invitations says, and which of its meetings is meant."""

import datetime as dt
from pathlib import Path

from reflectie.cli.console import Console, WrongUse
from reflectie.domain.planned import as_typed
from reflectie.invite.invitation import NAMELESS, Invitation
from reflectie.invite.reading import read_file
from reflectie.zone import Here


def chosen(path: Path, number: int | None, console: Console) -> Invitation:
    """The meeting in a file, or the ``number``-th of several.

    Raises:
        ReflectieError: the file cannot be read, or holds no meeting.
        WrongUse: there are several and none was chosen, or not so many.
    """
    found = read_file(path, console.clock(), Here())
    if number is None and len(found) == 1:
        return found[0]
    if number is None or number > len(found):
        now = console.clock()
        listed = "\n".join(f"{place}  {_row(one, now)}" for place, one in enumerate(found, 1))
        raise WrongUse(f"Kies met --kies welk overleg je bedoelt:\n{listed}")
    return found[number - 1]


def _row(one: Invitation, now: dt.datetime) -> str:
    """24-11-2026 14:30  Regiotafel (geweest)"""
    over = " (geweest)" if one.is_over(now) else ""
    return f"{as_typed(one.day, one.time)}  {one.short_name or NAMELESS}{over}"
