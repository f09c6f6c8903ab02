"""The progress in the short route or in a part: a dot for each screen, a large one for the current one."""

from textual.widgets import Static

from reflectie.domain.plan import Stop
from reflectie.domain.session import Session

_WIDE_WIDTH = 64
"""From this many cells the dots are spaced, if they fit."""

_MAX_SHARE = 0.5
"""The part of the row that the dots may take. More screens than that are shown in proportion."""


class Progress(Static):
    """Moves with every screen. It is laid out again when the width of the window changes."""

    DEFAULT_CSS = "Progress { width: auto; margin-left: 1; }"

    def __init__(self) -> None:
        super().__init__(id="progress", markup=False)
        self._current, self._count = 0, 0

    def show(self, session: Session, stop: Stop | None) -> None:
        """Show where a stop is; nothing at the closing."""
        part = stop.part if stop else None
        addresses = [other.address for other in session.stops if other.part == part]
        is_known = stop is not None and stop.address in addresses
        self._current = addresses.index(stop.address) if stop and is_known else 0
        self._count = len(addresses)
        self.fit(self.app.size.width)

    def fit(self, width: int) -> None:
        """Write the dots for a window of this many cells."""
        self.update(progress_dots(self._current, self._count, width))


def progress_dots(current: int, count: int, width: int) -> str:
    """The dots of ``count`` screens, in a window of ``width`` cells."""
    available = max(int(width * _MAX_SHARE), 1)
    gap = " " if width >= _WIDE_WIDTH and 2 * count - 1 <= available else ""
    shown = min(count, available)
    current = current * shown // max(count, 1)
    return gap.join("●" if number == current else "·" for number in range(shown))
