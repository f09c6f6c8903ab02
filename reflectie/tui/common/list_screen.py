"""Base class of screens with a list, whose keys act on the highlighted row."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import OptionList, Static

from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen

Item = TypeVar("Item")

ItemFlow = Callable[[Screen[Any], Context, Item], Awaitable[object]]
"""Asks the person something about an item, and keeps what comes of it."""


class ListScreen(BaseScreen[None], Generic[Item]):
    """A title above rows; a subclass fills them in ``show``. ``none`` says what would stand here."""

    DEFAULT_CSS = """
    ListScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #none { margin: 0 2; color: $quiet; display: none; max-width: 80; }
        OptionList {
            height: 1fr; background: $background; margin: 0 2; scrollbar-size-vertical: 1;
            & > .option-list--option-disabled { color: $quiet; }
        }
        &.-short #title, &.-short OptionList, &.-short #none { margin: 0 1; }
    }
    """

    def __init__(self, context: Context, title: str = "", none: str = "") -> None:
        super().__init__()
        self.context, self._title, self._empty_text = context, title, none

    def compose_body(self) -> ComposeResult:
        yield Static(self._title, id="title", markup=False)
        yield Static(self._empty_text, id="none", markup=False)
        yield OptionList()

    @property
    def option_list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def current_item(self) -> Item | None:
        """What the keys are about, if there is anything."""
        raise NotImplementedError

    async def reload(self) -> None:
        """Show things as they stand now."""
        raise NotImplementedError

    async def on_screen_resume(self) -> None:
        await self.reload()

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    def run_flow(self, conversation: ItemFlow[Item]) -> None:
        """Have a conversation about what one is at, and show what became of it."""

        async def have(here: Item) -> None:
            await conversation(self, self.context, here)
            await self.reload()

        if (here := self.current_item) is not None:
            self.run_worker(have(here))
