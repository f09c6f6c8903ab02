"""Draws the picture of Thuis in the README: the made-up year on one fixed day, so that it is always the same.

Run it after a change of Thuis: ``python docs/make_picture.py``.
"""

import asyncio
import datetime as dt
import re
from pathlib import Path

from reflectie.content.compiled import builtin_library
from reflectie.tui.app import ReflectieApp
from reflectie.tui.desk import Desk
from reflectie.tui.example import example_journal

PICTURE = Path(__file__).with_name("thuis.svg")
SIZE = (100, 22)
MOMENT = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


async def picture() -> str:
    """Thuis as an SVG that fetches nothing."""
    desk = Desk(builtin_library, clock=lambda: MOMENT, folder=None)
    desk.journal = example_journal(desk.library, lambda: MOMENT)
    app = ReflectieApp(desk, None)
    try:
        async with app.run_test(size=SIZE) as pilot:
            # Thuis paints its lines first and then asks the journal, one question after another.
            while not app.screen.query_one("#question").display:
                await pilot.pause(0.05)
            await pilot.pause()
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
    PICTURE.write_text(asyncio.run(picture()).strip() + "\n", encoding="utf-8")
