"""Private names of Textual that the program uses, each behind a function or class of our own."""

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer, TimerCallback

if TYPE_CHECKING:
    from textual.widgets import OptionList


async def replace_all_screens(app: App[None], screen: Screen[Any]) -> None:
    """Show a screen and remove all others, without any of the others becoming visible again."""
    await app.push_screen(screen)
    *below, _ = app._screen_stack
    del app._screen_stack[:-1]
    while below:
        await below.pop().remove()


def start_timer(owner: MessagePump, seconds: float, callback: TimerCallback) -> Timer:
    """Call ``callback`` once, after some seconds.

    A timer of Textual never calls when its time has passed before it starts to wait, for example because the
    computer slept just then.
    """
    timer = owner.set_timer(seconds, callback)
    timer._skip = False
    return timer


def set_settings_at_exit(app: App[None], settings: list[Any]) -> None:
    """Let the app leave the terminal with these settings, also while it is suspended."""
    driver = app._driver
    if driver and hasattr(driver, "attrs_before"):  # not on Windows
        driver.attrs_before = settings


def clear_clipboard(app: App[None]) -> None:
    """Forget what was copied inside the app; the clipboard of the system stays as it is."""
    app._clipboard = ""


def option_rows(option_list: "OptionList") -> dict[int, int]:
    """Return for each index of an option the row at which it starts, counted from the top of the list."""
    return option_list._index_to_line


def inherits_bindings(node_class: type) -> bool:
    """Whether a class has the bindings of its base classes too."""
    return not issubclass(node_class, DOMNode) or node_class._inherit_bindings
