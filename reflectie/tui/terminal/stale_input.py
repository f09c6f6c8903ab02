"""Drop input for what is being removed from the screen (Textual 8.2.8 fails on it)."""

from textual import events
from textual.app import App
from textual.errors import NoWidget


class StaleInputApp(App[None]):
    """An app in which a click on a widget that is being removed, but is still painted, does nothing."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.MouseEvent) or event.is_forwarded or not self._is_stale(event):
            await super().on_event(event)

    def _is_stale(self, mouse: events.MouseEvent) -> bool:
        try:
            widget, _ = self.screen.get_widget_at(mouse.x, mouse.y)
        except NoWidget:
            return False
        return widget.parent is None
