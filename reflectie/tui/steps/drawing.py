"""A drawing of what was filled in: its text with colours, and a small one beside a question."""

import re

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content, Span
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.diagram_data import diagram_data
from reflectie.diagrams.renderers import render_beside
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.plan import Stop
from reflectie.domain.step import Draw

_FRAME_CHARACTERS = re.compile("[─│╭╮╰╯┼┤├┴╌╎┈┊]+")
"""Light lines, which carry little meaning; double and wavy lines do."""

_OWN_SIGNS = re.compile(r"▲|\bjij\b")
"""The user in a drawing."""


def drawing_content(rows: tuple[str, ...]) -> Content:
    """The rows, with frames dimmer than text, and the user in the colour of the mark."""
    text = "\n".join(rows)
    frames = (Span(*match.span(), "$quiet") for match in _FRAME_CHARACTERS.finditer(text))
    own = (Span(*match.span(), "$mark") for match in _OWN_SIGNS.finditer(text))
    return Content(text, [*frames, *own])


_MAX_SHARE = 0.55
"""The part of the height that a drawing may take above a question; the maximum height of the panel."""


class DrawingPanel(ScrollableContainer):
    """A drawing above a question that looks back at it, drawn lower if it does not fit.

    It scrolls, and is drawn again at another width.
    """

    DEFAULT_CSS = """
    DrawingPanel {
        height: auto; max-height: 55%; margin-bottom: 1; padding-left: 1;
        border-left: outer $border-blurred;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
        Static { width: auto; height: auto; text-wrap: nowrap; }
        &:focus { border-left: outer $mark; }
    }
    """

    def __init__(self, stop: Stop, entry: Entry, exercise: Exercise) -> None:
        """``stop`` is the stop of the drawing."""
        super().__init__()
        assert isinstance(stop.step, Draw)
        self._kind = stop.step.drawing
        self._data = diagram_data(stop.step, stop, entry, exercise)

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Draw for the width of the panel, and for the height of the view in which it stands."""
        width = self.size.width - 1  # one cell stays free for the scrollbar
        assert isinstance(self.parent, Widget)
        height = int(self.parent.size.height * _MAX_SHARE)
        self.query_one(Static).update(drawing_content(render_beside(self._kind, self._data, width, height)))
