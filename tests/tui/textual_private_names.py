"""What tests use of the private names of Textual: read the cells of the screen, skip painting, set the clock.

Textual offers the cells as an SVG picture only, which takes far longer to make.
"""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import _time
from textual._compositor import Compositor
from textual.screen import Screen
from textual.strip import Strip

_paint = Compositor.render_update
_strips: WeakKeyDictionary[Compositor, list[Strip]] = WeakKeyDictionary()
"""The rows of each screen, if they were read since it was last painted: they stay the same until then."""


def read_strips(screen: Screen[object]) -> list[Strip]:
    """The rows of a screen, with their styles. To be called in the context of the app."""
    compositor = screen._compositor
    if compositor not in _strips:
        _strips[compositor] = compositor.render_strips()
    return _strips[compositor]


def skip_painting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not render what goes to the terminal."""

    def skip(compositor: Compositor, *_: object, **__: object) -> None:
        _strips.pop(compositor, None)
        compositor._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", skip)


def paint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo ``skip_painting``."""

    def render(compositor: Compositor, *arguments: Any, **options: Any) -> object:
        _strips.pop(compositor, None)
        return _paint(compositor, *arguments, **options)

    monkeypatch.setattr(Compositor, "render_update", render)


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> None:
    """Let Textual read this clock, for timers and messages."""
    monkeypatch.setattr(_time, "get_time", seconds)
