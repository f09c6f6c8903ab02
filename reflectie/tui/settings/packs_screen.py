"""Packs of one's own (Eigen inhoud): which are used, who wrote them, and what is wrong with one."""

import asyncio
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.domain.pack_info import PackInfo
from reflectie.services.context import Context
from reflectie.services.packs import (
    add_pack_folder,
    pack_summary,
    pack_used_at,
    rejected_at,
    rejection_message,
    remove_pack_folder,
    shown_folders,
)
from reflectie.tui.common.dialogs import InputDialog, MessageDialog
from reflectie.tui.common.list_screen import ListScreen, heading_row

_EMPTY_TEXT = (
    "Hier staat nog niets. Heeft je team of een trainer eigen werkvormen gemaakt, voeg dan met n de map toe "
    "waar ze in staan. Hoe je er zelf een maakt, staat in de handleiding."
)

_FOLDER_HINT = "De map waar pack.yaml in staat. Je mag haar ook dit venster in slepen."

_MAX_PATH_LENGTH = 4_000


class _FolderDialog(InputDialog[PackInfo]):
    """Asks for the folder of a pack. A long path fits."""

    MAX_LENGTH: ClassVar[int] = _MAX_PATH_LENGTH


class PacksScreen(ListScreen[str]):
    """The folders with packs. A change works at once, and changes nothing that was written."""

    HELP_TITLE: ClassVar[str] = "Eigen inhoud"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "lezen"),
        Binding("n", "add", "nieuw"),
        Binding("backspace", "remove", "niet meer gebruiken"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Eigen inhoud", _EMPTY_TEXT)

    async def reload(self) -> None:
        folders = shown_folders(self.context)
        self.items = dict(zip(map(str, range(len(folders))), folders, strict=True))
        self.set_options([self._option(number, folder) for number, folder in self.items.items()])

    def _option(self, number: str, folder: str) -> Option:
        info = pack_used_at(self.context.library, folder)
        if info is None:
            return Option(heading_row(folder, " · doet nu niet mee", "Enter: wat er anders moet"), id=number)
        return Option(heading_row(info.title, "", f"van {info.credit} · {folder}"), id=number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "read":
            return self.current_item is not None
        if action == "remove":
            return self.current_item in self.context.settings.packs
        return super().check_action(action, parameters)

    def action_read(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Show what the pack brings, or what is wrong with it."""
        if (folder := self.current_item) is None:
            return
        library = self.context.library
        if rejected := rejected_at(library, folder):
            self.app.push_screen(
                MessageDialog("Dit pakket doet nu niet mee", rejection_message(rejected, None))
            )
        elif info := pack_used_at(library, folder):
            self.app.push_screen(MessageDialog(info.title, pack_summary(library, info)))

    @work(exclusive=True)
    async def action_add(self) -> None:
        async def submit(typed: str) -> PackInfo:
            return await asyncio.to_thread(add_pack_folder, self.context, typed)

        dialog = _FolderDialog("Welke map?", "", lambda _: _FOLDER_HINT, submit)
        if await self.app.push_screen_wait(dialog):
            await self.reload()

    async def action_remove(self) -> None:
        """Stop using this pack. The folder stays, and so does what was written with it."""
        if (folder := self.current_item) is None:
            return
        try:
            await asyncio.to_thread(remove_pack_folder, self.context, folder)
        except ReflectieError as error:
            self.notify(str(error), markup=False)
        await self.reload()
