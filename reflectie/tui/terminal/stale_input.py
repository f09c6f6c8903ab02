"""Input that comes while screens and widgets come and go (Textual 8.2.8 fails on it in several places)."""

import asyncio
from contextlib import suppress
from typing import Any, TypeVar

from textual import events
from textual._compositor import Compositor
from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import Worker

_MOUNT_SECONDS = 5.0
"""How long input waits for a new screen; normally it takes a few milliseconds."""

Result = TypeVar("Result")


class StaleInputApp(App[None]):
    """An app that gives input to a screen that is complete, and none to a widget that is gone."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            await self._wait_for_screen(self.screen)
            if isinstance(event, events.MouseEvent) and self._is_gone_at(event.x, event.y):
                return
        await super().on_event(event)

    async def run_action(self, action: Any, default_namespace: Any = None, *args: Any, **kwargs: Any) -> bool:
        """Run an action on a complete screen. Its key may have come through the screen below, unchecked."""
        if isinstance(default_namespace, Screen):
            await self._wait_for_screen(default_namespace)
        return await super().run_action(action, default_namespace, *args, **kwargs)

    async def _wait_for_screen(self, screen: Screen[Any]) -> None:
        """A key right after the one that opens a screen is for that screen, which may have no widgets yet."""
        if screen.is_mounted or screen._closing or self._exit:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOUNT_SECONDS):
                await screen._mounted_event.wait()

    def _is_gone_at(self, x: float, y: float) -> bool:
        """Whether the widget that is painted here was removed already."""
        try:
            widget, _ = self.screen.get_widget_at(int(x), int(y))
        except NoWidget:
            return False
        return widget.parent is None


class SafeScreen(Screen[Result]):
    """A screen that is dismissed once, and paints no widget that was removed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._compositor = SafeCompositor()

    def run_worker(self, work: Any, *args: Any, **options: Any) -> Worker[Any]:
        """Run a worker. Textual would describe it by its arguments, which can be a password or a text."""
        return super().run_worker(work, *args, **{**options, "description": "a flow"})

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close this screen. Nothing happens when it is not on top: it was closed by an earlier key."""
        if not self._may_be_dismissed:
            return AwaitComplete()
        return super().dismiss(result)

    @property
    def _may_be_dismissed(self) -> bool:
        try:
            return self.app.screen is self and len(self.app.screen_stack) > 1
        except ScreenStackError:
            return False


class SafeCompositor(Compositor):
    """Places what is on a screen. A removed widget keeps its place until the next layout, without a style."""

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        visible = super().visible_widgets
        return {widget: place for widget, place in visible.items() if widget.parent is not None}


class SafeOptionList(OptionList):
    """An option list that can be moved through before it is painted, and clicked after it changed."""

    async def _on_click(self, event: events.Click) -> None:
        # Textual calls ``_on_click`` of every class in turn; this one comes before that of OptionList.
        if (event.style.meta.get("option") or 0) >= self.option_count:
            event.prevent_default()  # what is painted there is no option any more

    def _move_page(self, direction: Any) -> None:
        self._update_lines()
        if self._lines:
            super()._move_page(direction)
