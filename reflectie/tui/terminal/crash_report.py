"""Report a crash without the text of the user (patches Textual 8.2.8)."""

import sys
from typing import Any

from rich.text import Text
from textual.app import App

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
            self._exit_renderables.append(Text(_crash_report()))
        self._close_messages_no_wait()

    def panic(self, *_: Any) -> None:
        """End the program as after any other error, without showing the given renderables."""
        self._fatal_error()


def _crash_report() -> str:
    kind, _, trace = sys.exc_info()
    return f"{_CRASH_TEXT}\n{traceback_without_text(kind, trace)}"
