"""Keys in the order in which they were pressed, however fast they come.

Textual 8.2.8 sends a key that is bound in a widget (Backspace, an arrow) around by way of the app, and runs
a priority key (Ctrl+N) at once. In a burst - a slow line, a long paragraph - letters typed later then come
before a Backspace, and letters typed earlier are lost behind a Ctrl+N.
"""

import asyncio

from textual import events
from textual.widget import Widget


async def pressed(widget: Widget, event: events.Key) -> None:
    """Runs what a key is bound to in this widget, in its turn; to be called from ``on_key``."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return


async def caught_up(widget: Widget | None) -> None:
    """Returns when every key on its way to this widget has done its work there, or no longer can."""
    for _ in range(2):  # a key may make the widget send itself a message
        arrived = asyncio.get_running_loop().create_future()
        if widget and widget.is_running and widget.call_later(arrived.set_result, None):
            await asyncio.wait((arrived, widget.task), return_when=asyncio.FIRST_COMPLETED)
