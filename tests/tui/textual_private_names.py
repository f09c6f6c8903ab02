"""What tests use of the private names of Textual: read the cells of the screen, skip painting, set the clock.

Textual offers the cells as an SVG picture only, which takes far longer to make.
"""

from collections.abc import Callable

import pytest
from textual import _time
from textual._compositor import Compositor
from textual.screen import Screen
from textual.strip import Strip

_PAINT = Compositor.render_update


def read_strips(screen: Screen[object]) -> list[Strip]:
    """The rows of a screen, with their styles. To be called in the context of the app."""
    return screen._compositor.render_strips()


def skip_painting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not render what goes to the terminal."""

    def skip(compositor: Compositor, *_: object, **__: object) -> None:
        compositor._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", skip)


def paint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo ``skip_painting``."""
    monkeypatch.setattr(Compositor, "render_update", _PAINT)


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> None:
    """Let Textual read this clock, for timers and messages."""
    monkeypatch.setattr(_time, "get_time", seconds)
