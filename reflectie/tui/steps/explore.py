"""The mark moves a little to one side; what does that feel like, what would one do? Then it comes back."""

import asyncio

from textual.app import ComposeResult

from reflectie.domain.entry import Placement
from reflectie.domain.field import Side
from reflectie.domain.rail import GLIMPSE, bounded
from reflectie.tui.steps.view import StopView, plain
from reflectie.tui.widgets.tension_line import TensionLine

_FRAMES, _FRAME = 8, 0.045
"""How many pictures a move takes, and seconds between them: a third of a second in all."""


class ExploreView(StopView):
    """The line with the mark moved for a moment, its own place as an open ring, and a field."""

    DEFAULT_CSS = "ExploreView { TensionLine { margin-bottom: 1; } }"

    @property
    def _placement(self) -> Placement:
        placement = self.session.known.placement(self.stop.beside)
        assert placement is not None, "the plan gives no explore without a mark"
        return placement

    @property
    def _home(self) -> int:
        return self._placement.value or 0

    @property
    def _away(self) -> int:
        return bounded(self._home + (-GLIMPSE if self.stop.side is Side.LEFT else GLIMPSE))

    @property
    def line(self) -> TensionLine:
        return self.query_one(TensionLine)

    def compose(self) -> ComposeResult:
        line = TensionLine(self._placement.left, self._placement.right, self._home, fixed=True)
        line.home = self._home
        yield line
        yield plain(self.stop.text, "question")
        yield self.write_field("Merk het even op, en schrijf dan.")

    def on_mount(self) -> None:
        self.run_worker(self._slide(self._away), exclusive=True)

    async def leave(self) -> None:
        """The mark comes back to where the person put it."""
        self.workers.cancel_node(self)
        await self._slide(self._home)

    async def _slide(self, to: int) -> None:
        line, start = self.line, self.line.value or 0
        if self.app.animation_level != "none":
            for frame in range(1, _FRAMES):
                line.value = round(start + (to - start) * frame / _FRAMES)
                await asyncio.sleep(_FRAME)
        line.value = to
