"""A change that the journal may refuse, from a screen: it is done, or why not is said."""

from collections.abc import Awaitable
from typing import Any

from textual.app import App
from textual.screen import Screen

from reflectie.domain.errors import ReflectieError


async def done(on: App[Any] | Screen[Any], change: Awaitable[object]) -> bool:
    """Whether the change was kept."""
    try:
        await change
    except ReflectieError as error:
        on.notify(str(error), markup=False)
        return False
    return True
