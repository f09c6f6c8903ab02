"""A content pack: its schema, its files, and ids that are unique over packs."""

import datetime as dt
from pathlib import Path

from reflectie.domain.field import Role
from reflectie.domain.step import Ask, Step
from reflectie.domain.value import Value

PACK_FILE = "pack.yaml"

BACKGROUND_FOLDER = "achtergrond"

EXAMPLE_DAYS = {Role.PROFESSIONAL: dt.date(2026, 1, 1), Role.BESTUURDER: dt.date(2026, 1, 1)}
"""The roles with an example journal (``--voorbeeld``), and which day in its file counts as today."""

_PACKAGE = Path(__file__).parent.parent


class Probe(Value):
    """An open question for a further turn (*vraag door*)."""

    id: str
    text: str


class Pack(Value):
    """The contents of ``pack.yaml``: who wrote the pack, and what all its exercises share.

    ``off`` are the exercises of other packs (``pack:id``) that are no longer offered, and the questions in
    them (``pack:id/question``). ``questions`` join the questions of the day.
    """

    id: str
    title: str
    author: str = ""
    language: str = "nl"
    licence: str = ""
    attribution: str = ""
    closing: tuple[Step, ...] = ()
    probes: tuple[Probe, ...] = ()
    off: tuple[str, ...] = ()
    questions: tuple[Ask, ...] = ()


def builtin_folder() -> Path:
    """Return the folder of the built-in pack: inside an installed wheel, or ``content/nl`` of a checkout."""
    installed = _PACKAGE / "_content" / "nl"
    return installed if installed.is_dir() else _PACKAGE.parent / "content" / "nl"


def example_file(role: Role) -> Path:
    """Return the file of the example journal of somebody in this role, one of ``EXAMPLE_DAYS``."""
    return builtin_folder() / "voorbeeld" / f"{role}.json"
