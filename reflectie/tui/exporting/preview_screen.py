"""The whole text that will be in a file, to read before it is written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Log as TextLog
from textual.widgets import Static

from reflectie.export.document import Log
from reflectie.services.export_run import ExportChoices, preview_text
from reflectie.tui.common.base_screen import BaseScreen

_MAX_WIDTH = 84

_MARGINS = 6


class PreviewScreen(BaseScreen[bool]):
    """Shows what will be in the file. The result is whether the user wants to write it."""

    DEFAULT_CSS = """
    PreviewScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        Log { height: 1fr; margin: 0 2; background: $background; scrollbar-size-vertical: 1; }
        &.-short #title { margin: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Voor je een bestand schrijft"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "accept", "verder"),
        Binding("escape", "refuse", "terug"),
    ]

    def __init__(self, choices: ExportChoices, log: Log) -> None:
        super().__init__()
        self._choices, self._log = choices, log

    def compose_body(self) -> ComposeResult:
        yield Static("Dit komt erin. Lees het na.", id="title")
        yield TextLog(auto_scroll=False)

    def on_mount(self) -> None:
        width = min(self.app.size.width - _MARGINS, _MAX_WIDTH)
        text_log = self.query_one(TextLog)
        text_log.write(preview_text(self._choices, self._log, width))
        text_log.focus()

    def action_accept(self) -> None:
        self.dismiss(True)

    def action_refuse(self) -> None:
        self.dismiss(False)
