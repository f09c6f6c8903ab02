"""Handle all keys, in the order in which they were pressed (patches Textual 8.2.8)."""

import asyncio

from textual import events
from textual.app import App
from textual.widget import Widget

from reflectie.tui.terminal.input_parser import SafeInputParser


async def run_key_binding(widget: Widget, event: events.Key) -> None:
    """Run the action to which a widget binds a key, before the next key is handled. Call from ``on_key``."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return


async def wait_for_keys(widget: Widget | None) -> None:
    """Wait until the widget has handled every key that was sent to it, or has stopped."""
    for _ in range(2):  # handling a key may post one more message to the widget itself
        handled = asyncio.get_running_loop().create_future()
        if widget and widget.is_running and widget.call_later(handled.set_result, None):
            await asyncio.wait((handled, widget.task), return_when=asyncio.FIRST_COMPLETED)


class HeldKeysApp(App[None]):
    """An app that passes on the keys of the first moments once its first screen can take them."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Event] | None = None
        """The keys and pastes so far; None when they are not held any more."""

    def hold_keys(self, typed: str) -> None:
        """Hold these keys, and those that come before the first screen is shown. Call before the app runs."""
        parser = SafeInputParser()
        self._held = [key for key in parser.feed(typed) if isinstance(key, events.Key | events.Paste)]

    def on_mount(self) -> None:
        if self._held is not None:
            self.call_after_refresh(self._pass_on_held_keys)

    async def on_event(self, event: events.Event) -> None:
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
        else:
            await super().on_event(event)

    async def _pass_on_held_keys(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)
