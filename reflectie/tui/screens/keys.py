"""Het slot: changing the password, making a recovery code, the keychain of the system."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.journal.folder import Folder
from reflectie.journal.keys import kinds
from reflectie.journal.slots import SlotKind
from reflectie.tui import locks
from reflectie.tui.screens.card import CardScreen
from reflectie.tui.screens.passwords import BACK

Walk = Callable[[App[None], Folder], Awaitable[None]]
WALKS: dict[str, Walk] = {
    "password": locks.change_password,
    "code": locks.make_code,
    "keychain": locks.switch_keychain,
}


class KeysScreen(CardScreen[None]):
    """Three things to choose from, each with how it stands now."""

    DEFAULT_CSS = "KeysScreen OptionList { height: auto; background: $background; margin-bottom: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = BACK

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self._folder = folder

    def card(self) -> ComposeResult:
        yield Static("Het slot van je logboek", classes="title")
        yield Static(
            "Je wachtwoord opent je logboek. De herstelcode is er voor als je dat kwijt bent. "
            "Wie beide kwijt is, komt er niet meer in."
        )
        yield OptionList()
        yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self._show()

    def _show(self) -> None:
        try:
            there = kinds(self._folder)
        except ReflectieError as error:
            self.say(str(error))
            return
        options, chosen = self.query_one(OptionList), self.query_one(OptionList).highlighted
        options.set_options(Option(Content(words), id=key) for key, words in _words(there).items())
        options.highlighted = chosen or 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.run_worker(self._walk(WALKS[event.option_id or ""]), exclusive=True)

    async def _walk(self, walk: Walk) -> None:
        self.say("")
        try:
            await walk(self.app, self._folder)
        except ReflectieError as error:
            self.say(str(error))
        else:
            self._show()


def _words(there: frozenset[str]) -> dict[str, str]:
    has_code = SlotKind.RECOVERY in there
    new = "nieuwe herstelcode maken" if has_code else "herstelcode maken (er is er nog geen)"
    on = SlotKind.KEYCHAIN in there
    state = "uitzetten (nu aan)" if on else "aanzetten (nu uit)"
    return {"password": "wachtwoord wijzigen", "code": new, "keychain": f"sleutelbos van dit systeem {state}"}
