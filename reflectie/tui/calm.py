"""What a person can do something about never ends the program: it is told, and the screen stays.

Textual ends the program at whatever comes out of a handler, an action, a worker or a timer. Most screens read
the journal there, and any read can meet damage or a file that another window holds.
"""

from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import WorkerFailed

from reflectie.domain.errors import ReflectieError

_TITLE = "Dat lukt nu niet"


class Calm(MessagePump):
    """Of an app or a screen: what a handler of it raises is told, and it goes on with the next message."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ReflectieError as error:
            assert isinstance(self.app, CalmApp)
            self.app.tell(error)


class CalmApp(Calm, App[None]):
    """An app that tells an error of the family in its own words, over the screen as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._trouble: Screen[None] | None = None
        self._told: tuple[int, str] | None = None
        """The screen and the words of the last time: a screen that comes back looks, and fails, again."""

    def tell(self, error: ReflectieError) -> None:
        # Its words only, for an error holds what the program was busy with; and in the app's own turn.
        self.call_later(self._tell, str(error))

    def _tell(self, words: str) -> None:
        from reflectie.tui.screens.dialogs import WordDialog

        told = (id(self.screen), words)
        if told != self._told and self.screen is not self._trouble:
            self._told, self._trouble = told, WordDialog(_TITLE, words)
            self.push_screen(self._trouble)

    async def on_event(self, event: events.Event) -> None:
        """Who does something anew hears anew why it fails."""
        is_new = isinstance(event, events.InputEvent) and not event.is_forwarded
        if is_new and self.screen is not self._trouble:
            self._told = None
        await super().on_event(event)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return await super().run_action(*args, **kwargs)
        except ReflectieError as error:
            self.tell(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """From a worker, a timer or a call that was put off; the rest is a mistake of the program."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, ReflectieError):
            self.tell(cause)
        else:
            super()._handle_exception(error)
