"""From the choices to a file: collect, check for traces, preview, ask where, write."""

import asyncio
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from reflectie.domain.errors import ReflectieError
from reflectie.export.document import Log
from reflectie.services.context import Context
from reflectie.services.export_file import describe_result
from reflectie.services.export_run import (
    ExportChoices,
    check_new_path,
    collect_chosen,
    suggest_export_file,
    write_chosen,
)
from reflectie.tui.common.dialogs import Dialog, DialogKeyBar, InputDialog
from reflectie.tui.exporting.preview_screen import PreviewScreen
from reflectie.tui.exporting.trace_screen import TraceChoices, TraceScreen

_FILE_HINT = "Een nieuw bestand. Het is niet versleuteld; alleen jij kunt erbij."

_NOTHING = "Bij deze keuze horen geen reflecties. Kies bijvoorbeeld een andere periode."

_STOPPED = "Gestopt. Er is niets geschreven."


class ExportFileDialog(InputDialog[str]):
    """Asks for the path of a new file."""

    MAX_LENGTH = 4096


class _ExportStopped(Exception):
    """The user stopped the export before anything was written."""


class WritingDialog(Dialog[str]):
    """Writes the files and shows how far it is. The result says what was written, or why nothing was."""

    HELP_TITLE: ClassVar[str] = "Terwijl een bestand wordt geschreven"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "stoppen")]

    def __init__(self, context: Context, choices: ExportChoices, log: Log, path: str) -> None:
        super().__init__()
        self.context, self._choices, self._log, self._path = context, choices, log, path
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static("Bezig met schrijven …", markup=False, classes="dialog-title")
            yield Static("", markup=False, id="progress")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self._write()

    @work
    async def _write(self) -> None:
        arguments = (self._path, self._choices, self._log, self.context.folder, self._progress)
        try:
            parts = await asyncio.to_thread(write_chosen, *arguments)
        except _ExportStopped:
            self.dismiss(_STOPPED)
        except ReflectieError as error:
            self.dismiss(str(error))
        else:
            self.dismiss(describe_result(len(self._log.entries), parts))

    def _progress(self, done: int, total: int) -> None:
        """Called on another thread. Raise when the user has stopped."""
        if self._is_stopped:
            raise _ExportStopped
        if done < total:
            self.app.call_from_thread(self._show_progress, f"Deel {done + 1} van {total}")

    def _show_progress(self, text: str) -> None:
        self.query_one("#progress", Static).update(text)

    def action_stop(self) -> None:
        """Stop before anything is written; the part that is being laid out is thrown away."""
        self._is_stopped = True
        self._show_progress("Stoppen …")


async def export(screen: Screen[Any], context: Context, choices: ExportChoices) -> str:
    """Go through the steps, and a step back when the user wants that. Nothing that they chose is lost.

    Return what was written and where, why not, or "" if the user went back.
    """
    log = await context.require_journal.call(collect_chosen, context.library, choices)
    if not any((log.entries, log.situations, log.meetings)):
        return _NOTHING
    if choices.format_name == "json":  # a complete file is for the user alone and is not checked
        return await _preview_and_write(screen, context, choices, log)
    traces = TraceChoices()
    while True:
        check = TraceScreen(context, log, traces)
        await screen.app.push_screen_wait(check)
        if check.checked is None:
            return ""
        if result := await _preview_and_write(screen, context, choices, check.checked):
            return result
        traces = check.choices


async def _preview_and_write(screen: Screen[Any], context: Context, choices: ExportChoices, log: Log) -> str:
    """Show what will be in the file and write it. Return what was done, or "" if the user went back."""
    while await screen.app.push_screen_wait(PreviewScreen(choices, log)):
        if path := await _ask_path(screen, context, choices, log):
            return await screen.app.push_screen_wait(WritingDialog(context, choices, log, path))
    return ""


async def _ask_path(screen: Screen[Any], context: Context, choices: ExportChoices, log: Log) -> str | None:
    async def submit(path: str) -> str:
        await asyncio.to_thread(check_new_path, path, choices, log, context.folder)
        return path

    suggested = str(await asyncio.to_thread(suggest_export_file, choices, context.today))
    dialog = ExportFileDialog("Waar komt het bestand?", suggested, lambda _: _FILE_HINT, submit)
    path: str | None = await screen.app.push_screen_wait(dialog)
    return path
