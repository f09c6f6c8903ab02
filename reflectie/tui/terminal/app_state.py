"""Replace the screens of an app and empty its clipboard (private names of Textual 8.2.8)."""

from typing import Any

from textual.app import App
from textual.screen import Screen


async def replace_all_screens(app: App[None], screen: Screen[Any]) -> None:
    """Show a screen and remove all others, without any of the others becoming visible again."""
    await app.push_screen(screen)
    *below, _ = app._screen_stack
    del app._screen_stack[:-1]
    while below:
        await below.pop().remove()


def clear_clipboard(app: App[None]) -> None:
    """Forget what was copied inside the app; the clipboard of the system stays as it is."""
    app._clipboard = ""
