"""What a file with invitations says, and which of its meetings is meant."""

import datetime as dt
from pathlib import Path

from reflectie.cli.console import Console, WrongUse
from reflectie.domain.errors import ReflectieError
from reflectie.domain.situation import LONGEST_NAME
from reflectie.domain.text import first_words
from reflectie.invite.invitation import Invitation
from reflectie.zone import Here


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
    """As ``reflectie.invite.reading``, which is imported here because it is heavy and seldom needed."""
    from reflectie.invite import reading

    return reading.read_invitations(data, now, zone)


def _bytes(path: Path) -> bytes:
    from reflectie.invite.reading import LARGEST_FILE
    from reflectie.journal.folder import reason

    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)  # one too many is refused in words
    except OSError as error:
        raise ReflectieError(
            f"De uitnodiging {path} gaat niet open: {reason(error)}. Er is niets bewaard."
        ) from error
