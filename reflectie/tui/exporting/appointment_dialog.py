"""Write a moment for the user's own calendar to a file. What will be in it is shown while they type."""

import asyncio
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.services.appointments import (
    AppointmentForm,
    describe_appointment,
    save_appointment,
    with_file,
)
from reflectie.services.context import Context
from reflectie.tui.common.dialogs import DialogKeyBar, FieldsDialog
from reflectie.tui.widgets.steady_input import SteadyInput

_TITLE = "Een moment in je eigen agenda"

_WRITTEN = "Het staat in {path}. Open dat bestand om het in je agenda te zetten. Het is niet versleuteld."

_MAX_PATH_LENGTH = 4096

_FIELDS = {
    "when": ("wanneer", "zoals morgen 9:00"),
    "title": ("wat er in je agenda staat; een ander kan dat zien", "zoals herinnering"),
    "path": ("het bestand voor je agenda", "een nieuw bestand"),
}
"""The label and the placeholder of each field, by its name in the form."""


class AppointmentDialog(FieldsDialog[str | None]):
    """Asks for a moment, what is in the calendar, and a new file. The result is the path of that file."""

    DEFAULT_CSS = """
    AppointmentDialog {
        .label { color: $quiet; }
        Input { margin-bottom: 1; }
        &.-short Input { margin: 0; }
        .message { min-height: 2; margin-top: 0; }
    }
    """

    def __init__(self, context: Context, form: AppointmentForm) -> None:
        """``form`` is filled in beforehand."""
        super().__init__()
        self.context, self._form = context, form

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(_TITLE, classes="dialog-title")
            for name, (label, placeholder) in _FIELDS.items():
                yield Static(label, classes="label")
                yield SteadyInput(
                    getattr(self._form, name),
                    id=name,
                    placeholder=placeholder,
                    max_length=_MAX_PATH_LENGTH,
                    select_on_focus=False,
                )
            yield Static("", markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        self._show_what_is_in_it()

    def on_input_changed(self) -> None:
        self._show_what_is_in_it()

    def _show_what_is_in_it(self) -> None:
        form = self._filled_form()
        if hint := privacy_hint(form.title):
            self.show_message(hint, hint=True)
        else:
            self.show_hint(lambda _: describe_appointment(form, self.context.today), "")

    def _filled_form(self) -> AppointmentForm:
        when, title, path = (field.value for field in self.query(Input))
        return AppointmentForm(when=when, title=title, path=path)

    async def action_submit(self) -> None:
        """Write the file and close the dialog, or say what is wrong."""
        arguments = (self._filled_form(), self.context.clock(), self.context.folder)
        try:
            path = await asyncio.to_thread(save_appointment, *arguments)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
        else:
            self.dismiss(str(path))


async def write_appointment(screen: Screen[Any], context: Context, form: AppointmentForm) -> None:
    """Let the user write a moment for their calendar; ``form`` is filled in beforehand, without a file."""
    form = await asyncio.to_thread(with_file, form, context.today)
    if path := await screen.app.push_screen_wait(AppointmentDialog(context, form)):
        screen.notify(_WRITTEN.format(path=path), markup=False)
