"""What was filled in, drawn as wide as the screen allows."""

import re

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content, Span
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.entry import State
from reflectie.domain.step import Draw
from reflectie.export.drawings import legend, pictured
from reflectie.export.drawings.text import wrap
from reflectie.export.pictures import picture
from reflectie.tui.steps.view import Kept, StopView, plain

_FRAMES = re.compile("[─│╭╮╰╯┼┤├┴╌╎┈┊]+")
"""What holds a drawing together and says little itself: light lines, but no double or wavy ones."""
_ROOM = 0.4
"""The part of the height that what stays in sight may take; in less room it scrolls along."""
_LEAST = 14
"""Rows below which nothing but the drawing stays in sight."""


class DrawView(StopView):
    """The drawing is made anew when the screen changes; arrows and the wheel scroll it.

    The question and the signs stay in sight above it where there is room for them.
    """

    WIDE = True
    DEFAULT_CSS = """
    DrawView {
        ScrollableContainer { height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
        .legend { height: auto; margin-bottom: 1; text-wrap: nowrap; }
        .drawing { width: auto; height: auto; text-wrap: nowrap; }
    }
    """

    def compose(self) -> ComposeResult:
        yield plain(self.stop.text, "question")
        yield plain("", "legend")
        with ScrollableContainer():
            yield plain(self.stop.text, "question")
            yield plain("", "legend")
            yield plain("", "drawing")

    def on_mount(self) -> None:
        assert isinstance(self.stop.step, Draw)
        self._drawing = self.stop.step.drawing
        self._picture = picture(self.stop, self.entry, self.session.exercise)

    def on_resize(self) -> None:
        width = self.size.width - 1  # one cell stays free for the scrollbar
        signs = legend(self._drawing, self._picture, width)
        asked = len(wrap(self.stop.text, width)) + 1
        room = self.size.height * _ROOM if self.size.height >= _LEAST else 0
        self._keep_in_sight(".question", asked <= room)
        self._keep_in_sight(".legend", asked + len(signs) + 1 <= room, is_there=bool(signs))
        for told in self.query(".legend").results(Static):
            told.update(_calm(signs))
        self.query_one(".drawing", Static).update(_calm(pictured(self._drawing, self._picture, width)))

    def _keep_in_sight(self, what: str, is_kept: bool, is_there: bool = True) -> None:
        """Shows it above the drawing, or else at its top."""
        above, along = self.query(what)
        above.display, along.display = is_there and is_kept, is_there and not is_kept

    @property
    def first(self) -> Widget | None:
        return self.query_one(ScrollableContainer)

    def kept(self, state: State | None = None) -> Kept:
        return Kept()


def _calm(rows: tuple[str, ...]) -> Content:
    """The rows with their frames less bright than the words; without colour nothing is lost."""
    text = "\n".join(rows)
    return Content(text, [Span(*found.span(), "$quiet") for found in _FRAMES.finditer(text)])
