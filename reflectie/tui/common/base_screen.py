"""Base class of all screens: global keys, key bar, and a message in a terminal that is too small."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, ParamSpec, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from reflectie.tui.terminal.error_guard import ErrorGuard
from reflectie.tui.terminal.textual_private import start_timer
from reflectie.tui.widgets.key_bar import KeyBar, KeyBarScreen


class DelayedCall:
    """Calls ``callback`` some seconds after a request; further requests do not delay it."""

    def __init__(self, owner: MessagePump, callback: Callable[[], Awaitable[object]]) -> None:
        self._owner, self._callback = owner, callback
        self._timer: Timer | None = None

    def request(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = start_timer(self._owner, seconds, self._call)

    def cancel(self) -> bool:
        """Drop the request; return whether there was one."""
        timer, self._timer = self._timer, None
        if timer:
            timer.stop()
        return timer is not None

    async def _call(self) -> None:
        self._timer = None
        if self._owner.is_attached:  # otherwise it was saved and closed meanwhile
            await self._callback()


Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


MEDIUM_HEIGHT = 22
"""Rows from which a screen has room for blank lines and longer texts."""


class BaseScreen(ErrorGuard, KeyBarScreen[Result]):
    """A screen with a key bar below its widgets.

    Below 40 columns or 15 rows a message covers the screen. The widgets under it keep their state and focus.
    """

    DEFAULT_CSS = """
    BaseScreen {
        layers: base cover; background: $background; color: $foreground;
        #cover {
            layer: cover; width: 100%; height: 100%; display: none; background: $background; padding: 1;
        }
        &.-tiny #cover, &.-flat #cover { display: block; }
        .quiet { color: $quiet; }
        #body { height: 1fr; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared this way by Textual
        (0, "-tiny"),
        (40, "-narrow"),
        (64, "-normal"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (15, "-short"),
        (MEDIUM_HEIGHT, "-medium"),
        (34, "-tall"),
    ]
    HELP_TITLE: ClassVar[str] = "Overal"
    SHOWS_JOURNAL: ClassVar[bool] = False
    """The screen needs the open journal, so it is never shown above the lock."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+p", "app.menu", "wat kan ik hier"),
        Binding("ctrl+l", "app.lock", "op slot", show=False),
    ]
    ESCAPE_TO_MINIMIZE = False

    def compose(self) -> ComposeResult:
        # Textual sets these classes once the widgets are there, and would style every widget again.
        self.update_classes(_size_classes(self, self.app.size), update=False)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield KeyBar()
        yield Static(
            "Maak het venster iets groter: 40 tekens breed en 15 regels hoog is genoeg. Er is niets weg.",
            id="cover",
        )

    def dismiss_if_current(self) -> None:
        """Return to the screen below, for a screen whose subject no longer exists. May be called twice."""
        if self.is_current:
            self.dismiss(None)

    def compose_body(self) -> ComposeResult:
        """The widgets above the key bar."""
        yield from ()


def _size_classes(screen: Screen[Any], size: Size) -> dict[str, bool]:
    """Return each class of the breakpoints of a screen, and whether it fits this size."""
    classes: dict[str, bool] = {}
    for dimension, breakpoints in zip(
        size, (screen.HORIZONTAL_BREAKPOINTS or [], screen.VERTICAL_BREAKPOINTS or []), strict=True
    ):
        reached = [name for start, name in sorted(breakpoints) if dimension >= start]
        classes |= {name: name in reached[-1:] for _, name in breakpoints}
    return classes


class ReloadingScreen(BaseScreen[Result]):
    """A screen that is read again each time the user comes back to it.

    In the middle of a flow of dialogs it is not read: it may close when its subject is gone, and that would
    end the flow before the user hears what happened.
    """

    def __init__(self) -> None:
        super().__init__()
        self._flow_count = 0

    async def reload(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    async def on_screen_resume(self) -> None:
        if not self._flow_count:
            await self.reload()

    @work
    async def run_and_reload(
        self, flow: Callable[Arguments, Awaitable[object]], *args: Arguments.args, **options: Arguments.kwargs
    ) -> None:
        """Run a flow of dialogs in the background, and show the result."""
        self._flow_count += 1
        try:
            await flow(*args, **options)
        finally:
            self._flow_count -= 1
        if self.is_current:
            await self.reload()
