"""The export screen: what goes into a file. From here it is checked, shown and written."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from reflectie.domain.text_layout import one_line
from reflectie.services.context import Context
from reflectie.services.export_run import ExportChoices
from reflectie.services.export_selection import Selection
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.exporting.export_choices import change_choice, choice_rows, export_filters
from reflectie.tui.exporting.export_flow import export

_NEXT = "next"

_LABEL_WIDTH = 13
"""Cells of the label of a choice, with its gap."""


class ExportScreen(ListScreen[str]):
    """A row for each choice; Enter changes it. The last row goes on to the check for traces.

    The last line says what was written and where.
    """

    DEFAULT_CSS = "ExportScreen #result { margin: 0 2; height: auto; max-width: 100; color: $mark; }"
    HELP_TITLE: ClassVar[str] = "Exporteren"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "kiezen"),
        Binding("ctrl+n", "export", "verder"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, entry_id: str = "") -> None:
        """With ``entry_id`` only that entry is chosen, until the user changes that."""
        super().__init__(context, "Exporteren")
        self._choices = ExportChoices(selection=Selection(entries=(entry_id,) if entry_id else ()))

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield Static("", id="result", markup=False)

    async def reload(self) -> None:
        rows = list(choice_rows(self._choices, await export_filters(self.context)))
        self.items = {name: name for name, _, _ in rows} | {_NEXT: _NEXT}
        options = [Option(_row(label, value), id=name) for name, label, value in rows]
        self.set_options([*options, Option("Verder: nakijken, bekijken en schrijven", id=_NEXT)])

    def action_choose(self) -> None:
        self.option_list.action_select()

    @work
    async def on_option_list_option_selected(self) -> None:
        """Change the highlighted choice, or go on."""
        if self.current_item == _NEXT:
            self.action_export()
        elif self.current_item:
            self._choices = await change_choice(self, self.context, self._choices, self.current_item)
            await self.reload()

    @work(exclusive=True)
    async def action_export(self) -> None:
        """Check, preview and write what was chosen."""
        shown = self.query_one("#result", Static)
        shown.update("")
        shown.update(await export(self, self.context, self._choices.without_unused()))


def _row(label: str, value: str) -> Content:
    name = f"{label}:".ljust(_LABEL_WIDTH)
    return Content.from_markup("[$quiet]$name[/]$value", name=name, value=one_line(value))
