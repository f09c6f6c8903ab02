"""What ``controle`` finds: one thing looked at, how it is, and what mends it."""

from enum import StrEnum

from reflectie.domain.value import Value


class Level(StrEnum):
    """How it is; what is wrong needs mending, a note asks for a choice of the person."""

    GOOD = "goed"
    NOTE = "let op"
    WRONG = "fout"


class Finding(Value, omit_defaults=False):
    """``what`` was found ``where``, in plain words; ``mend`` is the one command that mends it, if any."""

    name: str
    level: Level
    what: str
    where: str = ""
    mend: str = ""


def good(name: str, what: str, where: object = "") -> Finding:
    return Finding(name=name, level=Level.GOOD, what=what, where=str(where))


def note(name: str, what: str, where: object = "", mend: str = "") -> Finding:
    return Finding(name=name, level=Level.NOTE, what=what, where=str(where), mend=mend)


def wrong(name: str, what: str, where: object = "", mend: str = "") -> Finding:
    return Finding(name=name, level=Level.WRONG, what=what, where=str(where), mend=mend)
