"""A meeting from the invitation of a calendar, in the manner of the other conversations."""

from typing import Any

from textual.screen import Screen

from reflectie.domain.meeting import Meeting
from reflectie.tui.desk import Desk


async def make_from_file(screen: Screen[Any], desk: Desk) -> Meeting | None:
    """Asks for an .ics file and makes a meeting of it; None when it was not made after all."""
    return None
