"""What is said where a text is written and the disk refuses it: what is so, and how to take it along."""

from reflectie.domain.disk import what_helps
from reflectie.domain.errors import CannotWrite, ReflectieError

_BY_ITSELF = "bewaren gaat daarna vanzelf"
_BY_HAND = "druk daarna nog eens op Enter"
_COPY = " Kopiëren: F7 en dan Ctrl+C, of sleep met Shift en de muis."


def not_kept(error: ReflectieError, can_copy: bool) -> str:
    """For a stop; ``can_copy`` when F7 selects the whole text of the field one is in."""
    known = f"Nog niet bewaard: {_why(error)}. Alles staat nog op het scherm."
    return f"{known} {_then(error, _BY_ITSELF)}{_COPY if can_copy else ''}"


def not_closed(error: ReflectieError) -> str:
    """For the end, where all that was written is on disk."""
    return f"Nog niet afgesloten: {_why(error)}. Wat je schreef is bewaard. {_then(error, _BY_HAND)}"


def not_marked(error: ReflectieError) -> str:
    """For the first time, where the journal is made and the first mark found no room in it."""
    return (
        f"Je logboek is gemaakt, met dit wachtwoord. Je eerste teken is nog niet bewaard: {_why(error)}. "
        f"{_then(error, _BY_HAND)}"
    )


def _why(error: ReflectieError) -> str:
    return error.why if isinstance(error, CannotWrite) else str(error).rstrip(".")


def _then(error: ReflectieError, after: str) -> str:
    helps = what_helps(_why(error))
    return f"{helps}; {after}." if helps else f"Is dat voorbij: {after}."
