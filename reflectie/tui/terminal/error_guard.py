"""Show errors that the user can act on; end the program at any other, without printing user text."""

import sys
from asyncio import InvalidStateError
from typing import Any

from rich.text import Text
from textual import events
from textual._context import active_message_pump
from textual.app import App, ScreenError, ScreenStackError
from textual.css.query import QueryError
from textual.dom import DOMError
from textual.errors import NoWidget
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget, WidgetError
from textual.worker import WorkerFailed, get_current_worker

from reflectie.domain.errors import ReflectieError
from reflectie.process import traceback_without_text

_CRASH_TEXT = "Er ging iets mis in reflectie. Start opnieuw; dan ga je verder waar je was."


class CrashReportApp(App[None]):
    """An app that, on an unexpected error, prints where in the program it happened and nothing else.

    Textual would print the message of the error and the local variables of every frame. Both can contain
    what the user wrote.
    """

    def _fatal_error(self) -> None:
        self.bell()
        if not self._exit_renderables:  # with more than one, Textual adds a hint in English
            self._exit_renderables.append(Text(_crash_report(self._exception)))
        self._close_messages_no_wait()

    def panic(self, *_: Any) -> None:
        """End the program as after any other error, without showing the given renderables."""
        self._return_code = 1
        self._fatal_error()


def _crash_report(error: BaseException | None) -> str:
    error = error or sys.exc_info()[1]
    error = error.error if isinstance(error, WorkerFailed) else error
    kind, trace = (type(error), error.__traceback__) if error else (None, None)
    return f"{_CRASH_TEXT}\n{traceback_without_text(kind, trace)}"


_ERRORS_OF_REMOVAL = (
    AssertionError,
    AttributeError,
    DOMError,
    InvalidStateError,
    LookupError,
    NoWidget,
    QueryError,
    RuntimeError,
    ScreenError,
    ScreenStackError,
    WidgetError,
)
"""What a handler raises when it does not find a widget, a screen or the open journal."""

_ERROR_TITLE = "Dat lukt nu niet"


class ErrorGuard(MessagePump):
    """An app or screen that reports a ``ReflectieError`` of a message handler and goes on."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ReflectieError as error:
            assert isinstance(self.app, ErrorGuardApp)
            self.app.report_error(error)


class ErrorGuardApp(ErrorGuard, App[None]):
    """An app that shows a ``ReflectieError`` in a dialog, from a handler, action, worker or timer alike."""

    def __init__(self) -> None:
        super().__init__()
        self._error_dialog: Screen[None] | None = None
        self._last_error: tuple[int, str] | None = None
        """The screen and the text of the last error, which may recur when that screen resumes."""

    def report_error(self, error: ReflectieError) -> None:
        """Show the message of an error once for each screen."""
        # Only the text is passed on: the error holds a reference to the frames in which it was raised.
        self.call_later(self._show_error, str(error))

    def _show_error(self, text: str) -> None:
        shown = (id(self.screen), text)
        if shown != self._last_error and self.screen is not self._error_dialog:
            # Imported here for the start: no error, no dialog.
            from reflectie.tui.common.dialogs import MessageDialog

            self._last_error, self._error_dialog = shown, MessageDialog(_ERROR_TITLE, text)
            self.push_screen(self._error_dialog)

    async def on_event(self, event: events.Event) -> None:
        """After new input the same error may be shown again."""
        is_new = isinstance(event, events.InputEvent) and not event.is_forwarded
        if is_new and self.screen is not self._error_dialog:
            self._last_error = None
        await super().on_event(event)

    async def run_action(self, action: Any, default_namespace: Any = None, *args: Any, **kwargs: Any) -> bool:
        try:
            return await super().run_action(action, default_namespace, *args, **kwargs)
        except ReflectieError as error:
            self.report_error(error)
        except _ERRORS_OF_REMOVAL:
            if not self._is_removed(default_namespace):
                raise
        return True

    def _handle_exception(self, error: Exception) -> None:
        # Errors from a worker, a timer or a delayed call. Any other error is a bug and ends the program.
        is_from_worker = isinstance(error, WorkerFailed)
        cause = error.error if isinstance(error, WorkerFailed) else error
        pump = get_current_worker().node if is_from_worker else active_message_pump.get(self)
        if isinstance(cause, ReflectieError):
            self.report_error(cause)
        elif not (isinstance(cause, _ERRORS_OF_REMOVAL) and self._is_removed(pump)):
            super()._handle_exception(error)

    def _is_removed(self, pump: object) -> bool:
        """Whether a screen or widget has left the screen, so that what its handler looked for is gone too.

        This happens when a key closes or locks what an earlier key was still opening. An app that ends adds
        no widget to a screen any more.
        """
        if not isinstance(pump, Widget) or self._exit:
            return self._exit
        return not any(node in self.screen_stack for node in pump.ancestors_with_self)
