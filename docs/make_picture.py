"""Draw the two pictures of the README from the made-up year, on one fixed day, so that they stay the same.

Run it after a change of Thuis or of a line: ``python docs/make_picture.py``.
"""

import asyncio
import datetime as dt
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from reflectie.content.compiled import builtin_library
from reflectie.services.context import Context
from reflectie.services.example_journal import example_journal
from reflectie.tui.app import ReflectieApp
from reflectie.tui.steps.place_view import PlaceView

FOLDER = Path(__file__).parent
SIZE = (100, 22)
MOMENT = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
MOST_STEPS = 40
"""No field has more screens before its second line."""

Walk = Callable[[Pilot[None]], Awaitable[None]]
"""Brings the program from its start to the screen of a picture."""


async def home(pilot: Pilot[None]) -> None:
    """Wait for Thuis: it paints its lines first and then asks the journal, one question after another."""
    while not pilot.app.screen.query_one("#question").display:
        await pilot.pause(0.05)
    await pilot.pause()


async def line(pilot: Pilot[None]) -> None:
    """Go to the line of a field where one's place of now stands beside the place by nature."""
    await home(pilot)
    await pilot.press("4")
    for _ in range(MOST_STEPS):
        await pilot.pause()
        places = pilot.app.screen.query(PlaceView)
        if places and places.first().own_line.origin is not None:
            await pilot.press(*["shift+right"] * 4, *["right"] * 2)
            return await _saved(pilot)
        if places:
            await pilot.press(*["shift+left"] * 3)
        await pilot.press("ctrl+n")
    raise RuntimeError(f"no second line within {MOST_STEPS} screens")


async def _saved(pilot: Pilot[None]) -> None:
    """Wait until the mark is kept and the screen says so."""
    while "bewaard om" not in pilot.app.export_screenshot().replace("&#160;", " "):
        await pilot.pause(0.05)
    await pilot.pause()


PICTURES: dict[str, Walk] = {"thuis.svg": home, "lijn.svg": line}
"""Each file with the way to its screen."""


async def picture(walk: Walk) -> str:
    """Return a screen as an SVG that fetches nothing."""
    desk = Context(builtin_library, clock=lambda: MOMENT, folder=None)
    desk.journal = example_journal(desk.library, lambda: MOMENT)
    app = ReflectieApp(desk, None)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await walk(pilot)
            return _offline(app.export_screenshot(title="reflectie"))
    finally:
        desk.journal.close()


def _offline(svg: str) -> str:
    """Without the fonts that a browser would fetch; any other is stretched to the width of its cells."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!-- .*? -->\s*", "", svg)
    svg = svg.replace("textLength=", 'lengthAdjust="spacingAndGlyphs" textLength=')
    return svg.replace("Fira Code", "Menlo, 'DejaVu Sans Mono', Consolas")


if __name__ == "__main__":
    for name, walk in PICTURES.items():
        (FOLDER / name).write_text(asyncio.run(picture(walk)).strip() + "\n", encoding="utf-8")
