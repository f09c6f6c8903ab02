"""The screens that can be opened from anywhere, and the command palette that lists them.

Every screen is imported when it is first opened, so that the program starts fast.
"""

from collections.abc import Iterable
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from reflectie.services.context import Context
from reflectie.services.unlock import Unlock
from reflectie.tui.terminal.command_palette import AppCommandProvider, DutchCommandPalette


def make_first_screen(context: Context, unlock: Unlock | None) -> Screen[Any]:
    """The screen at the start. ``unlock`` is None for an example journal, which is open already."""
    if unlock is None:
        return make_home_screen(context)
    if unlock.has_journal or unlock.may_create:
        from reflectie.tui.security.unlock_screen import UnlockScreen

        return UnlockScreen(context, unlock)
    from reflectie.tui.security.welcome_screen import WelcomeScreen

    return WelcomeScreen(context, unlock)


def make_home_screen(context: Context) -> Screen[Any]:
    from reflectie.tui.home.home_screen import HomeScreen

    return HomeScreen(context)


def make_already_open_screen(context: Context) -> Screen[Any]:
    from reflectie.tui.security.already_open_screen import AlreadyOpenScreen

    return AlreadyOpenScreen(context)


class NavigationApp(App[None]):
    """An app with an action for each main screen, and with these actions and all exercises in the palette."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {AppCommandProvider}  # noqa: RUF012 - declared this way by Textual
    context: Context

    def action_logbook(self) -> None:
        from reflectie.tui.logbook.logbook_screen import LogbookScreen

        self.push_screen(LogbookScreen(self.context))

    def action_situations(self) -> None:
        from reflectie.tui.situations.situation_screen import SituationsScreen

        self.push_screen(SituationsScreen(self.context))

    def action_meetings(self) -> None:
        from reflectie.tui.meetings.meetings_screen import MeetingsScreen

        self.push_screen(MeetingsScreen(self.context))

    def action_settings(self) -> None:
        from reflectie.tui.settings.settings_screen import SettingsScreen

        self.push_screen(SettingsScreen(self.context))

    def action_help(self) -> None:
        from reflectie.tui.help.help_screen import HelpScreen

        self.push_screen(HelpScreen(type(self)))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, DutchCommandPalette):
            self.push_screen(DutchCommandPalette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Replace the commands of Textual; its screenshot would put plain text on disk."""
        yield SystemCommand("Hulp", "Wat kan ik hier?", self.action_help)
        yield SystemCommand("Afsluiten", "Alles is bewaard", self.action_quit)
        make_starter = getattr(screen, "make_starter", None)
        if make_starter is None:  # on this screen no exercise can be started
            return
        yield SystemCommand("Logboek", "Lees terug wat je schreef", self.action_logbook)
        yield SystemCommand("Situaties", "Waar je vaker op terugkomt", self.action_situations)
        yield SystemCommand("Overleg", "Voorbereiden, en erop terugkijken", self.action_meetings)
        yield SystemCommand("Instellingen", "Rol en kleuren", self.action_settings)
        for exercise in self.context.library.standalone:
            yield SystemCommand(exercise.name, exercise.summary, make_starter(exercise))
