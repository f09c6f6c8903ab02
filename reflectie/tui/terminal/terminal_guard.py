"""Keep control codes off the terminal, and end cleanly on a signal or a closed terminal."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from reflectie.domain.text import UNSAFE_CHARACTERS, without_unsafe_characters
from reflectie.early_terminal import early_terminal
from reflectie.tui.terminal.terminal_writer import GIVE_UP_SECONDS
from reflectie.tui.terminal.textual_private import set_settings_at_exit

if TYPE_CHECKING:
    from textual.driver import Driver

_own_driver: "type[Driver] | None" = None
with suppress(ImportError):  # there is no termios on Windows; Textual has a driver for it
    from reflectie.tui.terminal.posix_driver import PosixDriver

    _own_driver = PosixDriver

TERMINAL_CHECK_SECONDS = 1.0
"""Time between two checks whether the terminal is still there."""


class ControlCodeFilter(LineFilter):
    """Removes control and bidirectional characters from the text of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            s if s.control or not UNSAFE_CHARACTERS.search(s.text) else _clean_segment(s) for s in segments
        ]


def _clean_segment(segment: Segment) -> Segment:
    return Segment(without_unsafe_characters(segment.text), segment.style)


class TerminalGuardApp(App[None]):
    """An app that sends no control codes in text and ends when the system or the terminal asks."""

    def __init__(self) -> None:
        super().__init__()
        self._control_code_filter = ControlCodeFilter()

    def get_driver_class(self) -> "type[Driver]":
        return _own_driver or super().get_driver_class()

    def get_line_filters(self) -> list[LineFilter]:
        return [self._control_code_filter, *super().get_line_filters()]

    def on_mount(self) -> None:
        if not self.is_headless:
            if early_terminal.settings_before:
                set_settings_at_exit(self, early_terminal.settings_before)
            _install_exit_signals(self.exit_from_system)
            self.set_interval(TERMINAL_CHECK_SECONDS, self._check_terminal)

    def _check_terminal(self) -> None:
        if terminal_is_gone():
            self.exit_from_system()

    def exit_from_system(self) -> None:
        """Save and end without asking."""
        self.exit()


_EXIT_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals by which the system, or the user, asks the program to end."""


def hold_exit_signals() -> None:
    """Let a signal to end wait from now on, until the full screen is open and can save and leave.

    An exception in the middle of opening would leave the terminal in disorder, or be lost.
    """

    def hold(number: int, _: object) -> None:
        early_terminal.held_signal = number

    for number in _signals_named(*_EXIT_SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, hold)
    early_terminal.is_loading = False


def ignore_signals(*names: str) -> None:
    """Ignore these signals from now on; one that this system does not have is skipped."""
    for number in _signals_named(*names):
        signal.signal(number, signal.SIG_IGN)


def _signals_named(*names: str) -> list[int]:
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _install_exit_signals(leave: Callable[[], None]) -> None:
    """Call ``leave`` when the system asks the program to stop or closes the terminal."""
    loop = asyncio.get_running_loop()

    def leave_soon(*_: object) -> None:
        if not loop.is_closed():  # otherwise the program is already saving and must not be interrupted
            loop.call_soon_threadsafe(leave)

    # ``loop.add_signal_handler`` loses a signal that comes together with a burst of keys.
    for number in _signals_named(*_EXIT_SIGNALS):
        signal.signal(number, leave_soon)
    if early_terminal.held_signal:
        leave_soon()


def run_before_suspend(app: App[None], task: Callable[[], Awaitable[None]]) -> None:
    """Run ``task`` when the shell suspends the program (Ctrl+Z), before Textual does so."""
    if not hasattr(signal, "SIGTSTP"):
        return
    loop, suspend = asyncio.get_running_loop(), signal.getsignal(signal.SIGTSTP)

    async def run_and_suspend() -> None:
        await task()
        if callable(suspend):
            suspend(signal.SIGTSTP, None)

    def on_suspend(_: int, __: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(partial(app.call_later, run_and_suspend))

    signal.signal(signal.SIGTSTP, on_suspend)


class _SafeStream:
    """A stream to the terminal that drops its output once the terminal is gone or reads no more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._try_write(lambda: self._stream.write(text))

    def flush(self) -> None:
        self._try_write(self._stream.flush)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def _try_write(self, write: Callable[[], object]) -> None:
        try:
            _wait_until_writable(self._stream)
            write()
        except OSError:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self._stream.fileno())
            os.close(null)


def _wait_until_writable(stream: TextIO) -> None:
    """Raise TimeoutError when nobody reads from the terminal: the program would wait for it forever."""
    if sys.platform != "win32" and not select.select([], [stream], [], GIVE_UP_SECONDS)[1]:
        raise TimeoutError


def install_safe_streams() -> None:
    """Let output continue without a terminal. Call before the app runs.

    The output thread of Textual ends at the first error, and the program would then wait for it forever.
    """
    for name in ("__stdout__", "__stderr__"):
        if stream := getattr(sys, name):
            setattr(sys, name, _SafeStream(stream))


def terminal_is_gone() -> bool:
    """Return whether the terminal disappeared without a signal, as with a dropped connection.

    Textual would then keep reading from it in an endless loop.
    """
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)
    except (OSError, ValueError):
        return True
    return bool(poll.poll(0))
