"""The list of situations: first the open ones, then the closed ones."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.situation import Situation
from reflectie.domain.text import shorten
from reflectie.journal import situations
from reflectie.services.context import Context
from reflectie.tui.situations import situation_flows
from reflectie.tui.situations.situation_screen import (
    SITUATION_BINDINGS,
    SituationActionsScreen,
    SituationScreen,
    closed_suffix,
)

_EMPTY_TEXT = (
    "Een situatie is iets waar je vaker op terugkomt: een gezin, een overleg, een besluit. "
    "Met n maak je er een, onder een naam die je zelf verzint. Wat je dan schrijft kan erbij horen."
)

_NO_PURPOSE = "waarvoor? nog niet opgeschreven"

_MARGINS = 4
"""Cells beside the rows, with the scrollbar."""


class SituationsScreen(SituationActionsScreen):
    """The list of situations with their purposes."""

    HELP_TITLE: ClassVar[str] = "Situaties"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        *SITUATION_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Situaties", _EMPTY_TEXT)
        self._situations: dict[str, Situation] = {}

    @property
    def current_item(self) -> Situation | None:
        option = self.option_list.highlighted_option if self.is_mounted else None
        return self._situations.get(option.id or "") if option else None

    async def reload(self) -> None:
        listed = await self.context.require_journal.call(situations.list_situations)
        ordered = sorted(listed, key=lambda situation: not situation.is_open)
        self._situations = {situation.id: situation for situation in ordered}
        self._show_rows()
        self.query_one("#none").display = not self._situations
        self.option_list.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        self.set_options([Option(self._row(s), id=s.id) for s in self._situations.values()])
        self.option_list.display = bool(self._situations)

    def _row(self, situation: Situation) -> Content:
        width, suffix = max(self.size.width - _MARGINS, 10), closed_suffix(situation)
        return Content.from_markup(
            "[b]$name[/][$quiet]$suffix\n  $purpose[/]",
            name=shorten(situation.name, width - len(suffix)),
            suffix=suffix,
            purpose=shorten(situation.purpose or _NO_PURPOSE, width - 2),
        )

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.current_item:
            self.app.push_screen(SituationScreen(self.context, self.current_item))

    @work
    async def action_new(self) -> None:
        """Create a situation, ask for its purpose, and open its page."""
        situation = await situation_flows.create_situation(self, self.context)
        if situation:
            await situation_flows.show_purpose(self, self.context, situation)
            self.app.push_screen(SituationScreen(self.context, situation))
