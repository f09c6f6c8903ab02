"""Show expected errors in a dialog instead of ending the program."""

from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import WorkerFailed

from reflectie.domain.errors import ReflectieError

_ERROR_TITLE = "Dat lukt nu niet"


class ErrorGuard(MessagePump):
    """Of an app or a screen: what a handler of it raises is told, and it goes on with the next message."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ReflectieError as error:
            assert isinstance(self.app, ErrorGuardApp)
            self.app.report_error(error)


class ErrorGuardApp(ErrorGuard, App[None]):
    """An app that tells an error of the family in its own words, over the screen as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._error_dialog: Screen[None] | None = None
        self._last_error: tuple[int, str] | None = None
        """The screen and the words of the last time: a screen that comes back looks, and fails, again."""

    def report_error(self, error: ReflectieError) -> None:
        # Its words only, for an error holds what the program was busy with; and in the app's own turn.
        self.call_later(self._show_error, str(error))

    def _show_error(self, words: str) -> None:
        from reflectie.tui.common.dialogs import MessageDialog

        told = (id(self.screen), words)
        if told != self._last_error and self.screen is not self._error_dialog:
            self._last_error, self._error_dialog = told, MessageDialog(_ERROR_TITLE, words)
            self.push_screen(self._error_dialog)

    async def on_event(self, event: events.Event) -> None:
        """Who does something anew hears anew why it fails."""
        is_new = isinstance(event, events.InputEvent) and not event.is_forwarded
        if is_new and self.screen is not self._error_dialog:
            self._last_error = None
        await super().on_event(event)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return await super().run_action(*args, **kwargs)
        except ReflectieError as error:
            self.report_error(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """From a worker, a timer or a call that was put off; the rest is a mistake of the program."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, ReflectieError):
            self.report_error(cause)
        else:
            super()._handle_exception(error)
