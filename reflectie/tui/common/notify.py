"""Tell the user that a change could not be saved, and what helps."""

from collections.abc import Awaitable
from typing import Any

from textual.app import App
from textual.screen import Screen

from reflectie.domain.errors import CannotWrite, ReflectieError, advice_for


async def notify_on_error(on: App[Any] | Screen[Any], change: Awaitable[object]) -> bool:
    """Whether the change was kept."""
    try:
        await change
    except ReflectieError as error:
        on.notify(str(error), markup=False)
        return False
    return True


_RETRY_AUTOMATIC = "bewaren gaat daarna vanzelf"

_RETRY_MANUAL = "druk daarna nog eens op Enter"

_COPY_HINT = " Kopiëren: F7 en dan Ctrl+C, of sleep met Shift en de muis."


def entry_not_saved(error: ReflectieError, can_copy: bool) -> str:
    """For a stop; ``can_copy`` when F7 selects the whole text of the field one is in."""
    known = f"Nog niet bewaard: {_reason(error)}. Alles staat nog op het scherm."
    return f"{known} {_advice(error, _RETRY_AUTOMATIC)}{_COPY_HINT if can_copy else ''}"


def entry_not_closed(error: ReflectieError) -> str:
    """For the end, where all that was written is on disk."""
    return (
        f"Nog niet afgesloten: {_reason(error)}. Wat je schreef is bewaard. {_advice(error, _RETRY_MANUAL)}"
    )


def first_mark_not_saved(error: ReflectieError) -> str:
    """For the first time, where the journal is made and the first mark found no room in it."""
    return (
        f"Je logboek is gemaakt, met dit wachtwoord. Je eerste teken is nog niet bewaard: {_reason(error)}. "
        f"{_advice(error, _RETRY_MANUAL)}"
    )


def _reason(error: ReflectieError) -> str:
    return error.reason if isinstance(error, CannotWrite) else str(error).rstrip(".")


def _advice(error: ReflectieError, after: str) -> str:
    helps = advice_for(_reason(error))
    return f"{helps}; {after}." if helps else f"Is dat voorbij: {after}."
