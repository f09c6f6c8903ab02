"""Instellingen: role, theme, when it locks, and where the journal stands."""

from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.role import Role
from reflectie.journal.synced import warning
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.theme import NAMES
from reflectie.tui.widgets.check_list import CheckList
from reflectie.tui.widgets.choice import Choice

LOCK_MINUTES = {"0": "uit", "5": "5 minuten", "10": "10 minuten", "30": "30 minuten"}


class SettingsScreen(BaseScreen[None]):
    """Each change counts at once."""

    DEFAULT_CSS = """
    SettingsScreen {
        #page { height: 1fr; padding: 1 2; align-horizontal: center; }
        #page > * { max-width: 76; height: auto; }
        .title { text-style: bold; color: $primary; margin-bottom: 1; }
        .label { margin-top: 1; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "keys", "het slot"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def body(self) -> ComposeResult:
        settings = self._desk.settings
        with VerticalScroll(id="page"):
            yield Static("Instellingen", classes="title")
            yield Static("Wat past bij jou? Kies er een of meer, of geen.", classes="label")
            yield Static(
                "Vragen die voor jouw rol zijn geschreven komen eerder. Geen enkele verdwijnt.",
                classes="quiet",
            )
            yield CheckList({role: role.value for role in Role}, [*settings.roles])
            yield Static("Kleuren", classes="label")
            yield Choice(NAMES, settings.theme).add_class("theme")
            yield Static("Waar staat je logboek?", classes="label")
            yield Static(self._place(), classes="quiet", markup=False)
            if service := self._desk.synced():
                yield Static(warning(service), classes="quiet", markup=False)
            if self._desk.folder:
                yield from self._lock()

    def _lock(self) -> ComposeResult:
        yield Static("Op slot als je even weg bent", classes="label")
        yield Choice(LOCK_MINUTES, str(self._desk.settings.lock_minutes)).add_class("minutes")
        yield Static("Zelf op slot doen kan overal, met Ctrl+L.", classes="quiet")
        yield Static("Het slot", classes="label")
        yield Static("Met s: wachtwoord wijzigen, herstelcode maken, sleutelbos aan of uit.", classes="quiet")

    def _place(self) -> str:
        if self._desk.folder is None:
            return "Nergens: dit is een voorbeeld. Als je afsluit is alles weg."
        return f"In {self._desk.folder.path}, versleuteld, alleen voor jou leesbaar."

    def on_mount(self) -> None:
        self.query_one(CheckList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "keys":
            return self._desk.folder is not None
        return super().check_action(action, parameters)

    def action_keys(self) -> None:
        if self._desk.folder:
            from reflectie.tui.screens.keys import KeysScreen

            self.app.push_screen(KeysScreen(self._desk.folder))

    def on_check_list_changed(self) -> None:
        chosen = self.query_one(CheckList).chosen
        self._change(roles=tuple(role for role in Role if role in chosen))

    @on(Choice.Chosen, ".theme")
    def _theme_chosen(self) -> None:
        choice = self.query_one(".theme", Choice)
        choice.value = theme = choice.value or self._desk.settings.theme  # one of them always holds
        self.app.theme = theme
        self._change(theme=theme)

    @on(Choice.Chosen, ".minutes")
    def _minutes_chosen(self) -> None:
        choice = self.query_one(".minutes", Choice)
        if choice.value:
            self._change(lock_minutes=int(choice.value))
        else:  # one of them always holds
            choice.value = str(self._desk.settings.lock_minutes)

    def _change(self, **changes: object) -> None:
        try:
            self._desk.change_settings(replace(self._desk.settings, **changes))
        except ReflectieError as error:
            self.notify(str(error), markup=False)
