"""Settings: roles, theme, idle lock and the location of the journal."""

from typing import ClassVar

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.field import Role
from reflectie.journal.folder import sync_warning
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.exporting.import_flow import import_from_file
from reflectie.tui.security.role_screen import ROLE_EXPLANATION, ROLE_QUESTION
from reflectie.tui.security.security_settings import SecuritySettingsScreen
from reflectie.tui.settings.packs_screen import PacksScreen
from reflectie.tui.theme import THEME_LABELS
from reflectie.tui.widgets.option_row import CheckList, OptionRow

LOCK_MINUTES = {"0": "uit", "5": "5 minuten", "10": "10 minuten", "30": "30 minuten"}

DAY_STARTS = {"0": "om middernacht", "4": "om 4 uur", "6": "om 6 uur", "8": "om 8 uur"}
"""Labels by the hour at which a day begins."""


class _RoleList(CheckList):
    """The roles. Down on the last one goes to the next setting."""

    def action_cursor_down(self) -> None:
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()


class _SettingRow(OptionRow):
    """Options beside each other, between the settings above and below."""

    async def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.prevent_default().stop()
            self.screen.focus_previous() if event.key == "up" else self.screen.focus_next()


class SettingsScreen(BaseScreen[None]):
    """Saves each change at once."""

    DEFAULT_CSS = """
    SettingsScreen {
        #page { height: 1fr; padding: 1 2; align-horizontal: center; }
        #page > * { max-width: 76; height: auto; }
        .title { text-style: bold; color: $primary; margin-bottom: 1; }
        .label { margin-top: 1; text-style: bold; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Instellingen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "export", "exporteren"),
        Binding("u", "import", "uit een bestand"),
        Binding("h", "security", "wachtwoord en herstelcode"),
        Binding("y", "packs", "eigen inhoud"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def compose_body(self) -> ComposeResult:
        settings = self.context.settings
        with VerticalScroll(id="page"):
            yield Static("Instellingen", classes="title")
            yield Static(ROLE_QUESTION, classes="label")
            yield Static(ROLE_EXPLANATION, classes="quiet")
            yield _RoleList({role: role.value for role in Role}, [*settings.roles])
            yield Static("Kleuren", classes="label")
            yield _SettingRow(THEME_LABELS, settings.theme).add_class("theme")
            yield Static("Waar staat je logboek?", classes="label")
            yield Static(self._journal_location(), classes="quiet", markup=False)
            if service := self.context.sync_service_name():
                yield Static(sync_warning(service), classes="quiet", markup=False)
            if self.context.folder:
                yield from self._compose_lock_settings()
            yield Static("Eigen inhoud", classes="label")
            yield Static("Werkvormen van je team of een trainer, met y.", classes="quiet")
            yield Static("Je logboek in een bestand, en terug", classes="label")
            yield Static(
                "Met c om te printen, in te leveren of te bewaren; met u weer inlezen.", classes="quiet"
            )
            yield Static("Wanneer begint je dag?", classes="label")
            yield _SettingRow(DAY_STARTS, str(settings.day_starts_at)).add_class("hour")
            yield Static("Wat je daarvoor schrijft, hoort bij de dag ervoor.", classes="quiet")

    def _compose_lock_settings(self) -> ComposeResult:
        yield Static("Op slot als je even weg bent", classes="label")
        yield _SettingRow(LOCK_MINUTES, str(self.context.settings.lock_minutes)).add_class("minutes")
        yield Static("Zelf op slot doen kan overal, met Ctrl+L.", classes="quiet")
        yield Static("Wachtwoord en herstelcode", classes="label")
        yield Static("Met h, ook om te openen zonder wachtwoord op deze computer.", classes="quiet")

    def _journal_location(self) -> str:
        if self.context.folder is None:
            return "Nergens: dit is een voorbeeld. Als je stopt is alles weg."
        return f"In {self.context.folder.path}, versleuteld, alleen voor jou leesbaar."

    def on_mount(self) -> None:
        self.query_one(CheckList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "security":
            return self.context.folder is not None
        return super().check_action(action, parameters)

    def action_security(self) -> None:
        if self.context.folder:
            self.app.push_screen(SecuritySettingsScreen(self.context.folder))

    def action_packs(self) -> None:
        self.app.push_screen(PacksScreen(self.context))

    def action_export(self) -> None:
        self.app.push_screen(ExportScreen(self.context))

    @work
    async def action_import(self) -> None:
        await import_from_file(self, self.context)

    def on_check_list_changed(self) -> None:
        chosen = self.query_one(CheckList).chosen
        self._save_change(roles=tuple(role for role in Role if role in chosen))

    @on(OptionRow.Changed, ".theme")
    def _on_theme_changed(self) -> None:
        option_row = self.query_one(".theme", OptionRow)
        option_row.value = theme = option_row.value or self.context.settings.theme  # one is always selected
        self.app.theme = theme
        self._save_change(theme=theme)

    @on(OptionRow.Changed, ".minutes")
    def _on_minutes_changed(self) -> None:
        option_row = self.query_one(".minutes", OptionRow)
        if option_row.value:
            self._save_change(lock_minutes=int(option_row.value))
        else:  # one is always selected
            option_row.value = str(self.context.settings.lock_minutes)

    @on(OptionRow.Changed, ".hour")
    def _on_hour_changed(self) -> None:
        option_row = self.query_one(".hour", OptionRow)
        if option_row.value:
            self._save_change(day_starts_at=int(option_row.value))
        else:  # one is always selected
            option_row.value = str(self.context.settings.day_starts_at)

    def _save_change(self, **changes: object) -> None:
        try:
            self.context.save_settings(replace(self.context.settings, **changes))
        except ReflectieError as error:
            self.notify(str(error), markup=False)
