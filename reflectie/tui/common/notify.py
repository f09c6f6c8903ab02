"""Tell the user that a change could not be saved, and what to do about it."""

from collections.abc import Awaitable
from typing import Any

from textual.app import App
from textual.screen import Screen

from reflectie.domain.errors import CannotWrite, ReflectieError, advice_for


async def notify_on_error(on: App[Any] | Screen[Any], change: Awaitable[object]) -> bool:
    """Await a change and report an error in a notification. Return whether the change was saved."""
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
    """The message at a stop. With ``can_copy``, F7 selects all text of the focused field."""
    state = f"Nog niet bewaard: {_reason(error)}. Alles staat nog op het scherm."
    return f"{state} {_advice(error, _RETRY_AUTOMATIC)}{_COPY_HINT if can_copy else ''}"


def entry_not_closed(error: ReflectieError) -> str:
    """The message at the end of an exercise, where all text is on disk already."""
    return f"Nog niet klaar: {_reason(error)}. Wat je schreef is bewaard. {_advice(error, _RETRY_MANUAL)}"


def first_mark_not_saved(error: ReflectieError) -> str:
    """The message of the first start: the journal exists, but the first placement could not be saved."""
    return (
        f"Je logboek is gemaakt, met dit wachtwoord. Je eerste teken is nog niet bewaard: {_reason(error)}. "
        f"{_advice(error, _RETRY_MANUAL)}"
    )


def _reason(error: ReflectieError) -> str:
    return error.reason if isinstance(error, CannotWrite) else str(error).rstrip(".")


def _advice(error: ReflectieError, retry: str) -> str:
    advice = advice_for(_reason(error))
    return f"{advice}; {retry}." if advice else f"Is dat voorbij: {retry}."
