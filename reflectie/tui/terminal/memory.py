"""Remove journal text from memory when the journal is locked, as far as Python allows."""

import asyncio
import gc
from functools import _lru_cache_wrapper

from textual.app import App
from textual.cache import FIFOCache, LRUCache


def freeze_memory() -> None:
    """What is in memory once Thuis stands there stays there: no walk over all of it while somebody writes.

    Such a walk took 44 ms, longer than a key may take to be seen. Those of later things are short.
    """
    gc.collect()
    gc.freeze()


def wipe_memory(app: App[None]) -> None:
    """Takes out what was read and written. Call when the screens that showed something are gone."""
    app._clipboard = ""
    app._last_focused_on_app_blur = app._mouse_down_widget = None
    app.mouse_over = app.mouse_captured = app.hover_over = None
    _remove_dead_watchers(app)
    _clear_cancelled_timers()
    gc.unfreeze()
    gc.collect()
    _clear_caches()
    gc.collect()


def _remove_dead_watchers(app: App[None]) -> None:
    """An editor watches the theme of the app, which holds on to it until that theme changes."""
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [(widget, tell) for widget, tell in watchers if widget.is_running]


def _clear_cancelled_timers() -> None:
    """A timer that was cancelled holds the widget it was made in until its time would have come."""
    for handle in getattr(asyncio.get_running_loop(), "_scheduled", ()):
        if handle.cancelled():
            handle._context = None


def _clear_caches() -> None:
    """The lines of a screen stand in caches of Textual and Rich, by their text."""
    for thing in gc.get_objects():
        kind = type(thing)
        if kind is _lru_cache_wrapper:
            thing.cache_clear()
        elif issubclass(kind, (LRUCache, FIFOCache)):
            thing.clear()
