"""A row of a list that is written for the width that it gets."""

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from reflectie.domain.text_layout import pack_legend, wrap

MIN_WIDTH = 10
"""The smallest width in cells for which a row is written. In a smaller window a row is cut off."""

_UNCUT_WIDTH = 1000


def fit_legend(items: Iterable[str], above: str = "") -> "FittedRow":
    """Return a legend that never breaks inside an item that fits on a row, below the text ``above``."""
    shown = list(items)

    def write(width: int) -> Content:
        return Content("\n".join([*(wrap(above, width) if above else ()), *pack_legend(shown, width)]))

    return FittedRow(write)


class FittedRow(Visual):
    """The prompt of an option. ``write`` returns its content for a width in cells.

    The list asks for it again when its width changes: because of a resize, or because a scrollbar appears.
    So a row can shorten its texts to exactly the width that is left.
    """

    def __init__(self, write: Callable[[int], Content]) -> None:
        self._write = write

    def __str__(self) -> str:
        """The text of the row, as it is when the list is wide."""
        return self._write(_UNCUT_WIDTH).plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._content(width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self._content(width).render_strips(width, height, style, options)

    def _content(self, width: int) -> Content:
        return self._write(max(width, MIN_WIDTH))
