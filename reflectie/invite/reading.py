"""The way in. The calendar libraries load with the first file that is read, not before."""

import datetime as dt
from pathlib import Path

from reflectie.domain.disk import reason
from reflectie.domain.errors import BadInvitation, ReflectieError
from reflectie.invite.invitation import Invitation

LARGEST_FILE = 5_000_000
"""Bytes. A document of some megabytes may ride along in an invitation."""


def read_invitations(data: bytes, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """The meetings of a calendar file, one or more: first those to come, then past ones, nearest first.

    What has begun and is not over is still to come. Times without a zone are in ``zone``, that of the reader.
    What is called off is left out.

    Raises:
        BadInvitation: the file cannot be read as a whole, or holds no meeting that goes on.
    """
    if len(data) > LARGEST_FILE:
        raise BadInvitation(
            f"Dit bestand is groter dan {LARGEST_FILE // 1_000_000} MB.",
            "Haal alleen dit ene overleg uit je agenda, zonder bijlagen, en probeer het nog eens.",
        )
    from reflectie.invite.gathering import gather

    return gather(data, now, zone)


def read_file(path: Path, now: dt.datetime, zone: dt.tzinfo) -> tuple[Invitation, ...]:
    """As ``read_invitations``, of a file.

    Raises:
        ReflectieError: the file is not there or cannot be read.
        BadInvitation: as ``read_invitations``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)  # one too many is refused in words
    except (OSError, ValueError) as error:  # a null in the name
        why = reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        words = f"De uitnodiging {path} gaat niet open: {why}. Er is niets bewaard."
        raise ReflectieError(words) from error
    return read_invitations(data, now, zone)
