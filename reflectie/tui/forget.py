"""Takes what was read and written out of memory, as far as Python lets us.

Texts that nothing points to any more are given back to the system, but not overwritten first.
"""

import gc
from functools import _lru_cache_wrapper

from textual.app import App
from textual.cache import FIFOCache, LRUCache


def forget(app: App[None]) -> None:
    """Call when the screens that showed something are gone."""
    app._clipboard = ""
    app._last_focused_on_app_blur = app._mouse_down_widget = None
    app.mouse_over = app.mouse_captured = app.hover_over = None
    app.clear_notifications()
    gc.collect()
    _empty_caches()
    gc.collect()


def _empty_caches() -> None:
    """The lines of a screen stand in caches of Textual and Rich, by their text."""
    for thing in gc.get_objects():
        kind = type(thing)
        if kind is _lru_cache_wrapper:
            thing.cache_clear()
        elif issubclass(kind, (LRUCache, FIFOCache)):
            thing.clear()
