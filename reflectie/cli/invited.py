"""What a file with invitations says, and which of its meetings is meant."""

from pathlib import Path

from reflectie.cli.console import Console, WrongUse
from reflectie.invite.invitation import Invitation
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
        rows = (f"{place}  {one.day:%d-%m-%Y}  {one.short_name}" for place, one in enumerate(found, 1))
        listed = "\n".join(rows)
        raise WrongUse(f"Kies met --kies welk overleg je bedoelt:\n{listed}")
    return found[number - 1]
