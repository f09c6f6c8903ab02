"""For whom a question was written."""

from enum import StrEnum


class Role(StrEnum):
    """An empty list of roles is everyone."""

    PROFESSIONAL = "professional"
    BESTUURDER = "bestuurder"
    BELEIDSMAKER = "beleidsmaker"
