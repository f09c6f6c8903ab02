"""Draw the two pictures of the README from the example journal.

The clock is fixed, so the pictures change only when the screens do. Run ``python docs/make_picture.py`` after
a change to Home or to a tension line.
"""

import asyncio
import datetime as dt
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from reflectie.content.compiled import builtin_library
from reflectie.domain.field import Role
from reflectie.journal.folder import Settings
from reflectie.services.context import Context
from reflectie.services.example_journal import example_journal
from reflectie.tui.app import ReflectieApp
from reflectie.tui.steps.place_view import PlaceView

FOLDER = Path(__file__).parent
SIZE = (100, 22)
FIXED_TIME = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
MAX_STEPS = 40
"""How many steps to try before giving up on finding the second line."""

Navigate = Callable[[Pilot[None]], Awaitable[None]]
"""Navigates from the start of the app to the screen of a picture."""


async def go_home(pilot: Pilot[None]) -> None:
    """Wait for Home. It draws its lines first, and then the results of its journal queries."""
    while not any(row.display for row in pilot.app.screen.query("#question")):
        await pilot.pause(0.05)
    await pilot.pause()


async def go_to_line(pilot: Pilot[None]) -> None:
    """Go to the second line of a field, which shows the earlier mark next to the new one."""
    await go_home(pilot)
    await pilot.press("4")
    for _ in range(MAX_STEPS):
        await pilot.pause()
        places = pilot.app.screen.query(PlaceView)
        if places and places.first().own_line.origin is not None:
            await pilot.press(*["shift+right"] * 4, *["right"] * 2)
            return await _wait_until_saved(pilot)
        if places:
            await pilot.press(*["shift+left"] * 3)
        await pilot.press("ctrl+n")
    raise RuntimeError(f"no second line within {MAX_STEPS} screens")


async def _wait_until_saved(pilot: Pilot[None]) -> None:
    """Wait until the screen says that the mark is saved."""
    while "bewaard om" not in pilot.app.export_screenshot().replace("&#160;", " "):
        await pilot.pause(0.05)
    await pilot.pause()


PICTURES: dict[str, Navigate] = {"thuis.svg": go_home, "lijn.svg": go_to_line}
"""Each file name with the function that navigates to its screen."""


async def draw_picture(navigate: Navigate) -> str:
    """Return a screen as an SVG without external resources."""
    role = Role.PROFESSIONAL
    context = Context(builtin_library, lambda: FIXED_TIME, folder=None, settings=Settings(roles=(role,)))
    context.journal = example_journal(role, lambda: FIXED_TIME)
    app = ReflectieApp(context, None)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await navigate(pilot)
            return _without_web_fonts(app.export_screenshot(title="reflectie"))
    finally:
        context.journal.close()


def _without_web_fonts(svg: str) -> str:
    """Remove the web fonts, and stretch the text in local fonts to the width of its cells."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!-- .*? -->\s*", "", svg)
    svg = svg.replace("textLength=", 'lengthAdjust="spacingAndGlyphs" textLength=')
    return svg.replace("Fira Code", "Menlo, 'DejaVu Sans Mono', Consolas")


if __name__ == "__main__":
    for name, navigate in PICTURES.items():
        (FOLDER / name).write_text(asyncio.run(draw_picture(navigate)).strip() + "\n", encoding="utf-8")
