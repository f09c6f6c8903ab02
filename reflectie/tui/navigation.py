"""The screens that can be opened from anywhere, and the menu of what can be done on the current screen.

Every screen is imported when it is first opened, so that the program starts fast.
"""

import asyncio
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from reflectie.services.context import Context
from reflectie.services.unlock import Unlock

if TYPE_CHECKING:
    from reflectie.tui.lock import JournalLock


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
    """An app with an action for each main screen, and with the menu of what can be done on this one."""

    ENABLE_COMMAND_PALETTE = False
    context: Context
    journal_lock: "JournalLock | None" = None

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Show a screen. One that is asked for twice, by a key that repeats, is shown once.

        A screen that shows the journal is not put above the lock, when the user locked while it was made.
        A screen that is not shown has the result None.
        """
        if not self._is_kept_off(screen) and not _is_repeated(screen, self.screen_stack):
            return super().push_screen(screen, *args, **options)
        if not options.get("wait_for_dismiss"):
            return AwaitComplete()
        result: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        result.set_result(None)
        return result

    def _is_kept_off(self, screen: Any) -> bool:
        """Whether the lock keeps this screen off. While it closes the journal, that holds for dialogs too."""
        lock = self.journal_lock
        return lock is not None and lock.is_locked and getattr(screen, "SHOWS_JOURNAL", lock.is_locking)

    def action_logbook(self) -> None:
        self._open_screen("logbook.logbook_screen", "LogbookScreen")

    def action_look_back(self) -> None:
        self._open_screen("look_back.look_back_screen", "LookBackScreen")

    def action_situations(self) -> None:
        self._open_screen("situations.situation_screen", "SituationsScreen")

    def action_meetings(self) -> None:
        self._open_screen("meetings.meetings_screen", "MeetingsScreen")

    def action_settings(self) -> None:
        self._open_screen("settings.settings_screen", "SettingsScreen")

    def _open_screen(self, module: str, name: str) -> None:
        """Import the module of a screen, and show the screen."""
        screen_class = getattr(import_module(f"reflectie.tui.{module}"), name)
        self.push_screen(screen_class(self.context))

    def action_help(self) -> None:
        from reflectie.tui.help.help_screen import HelpScreen

        self.push_screen(HelpScreen(type(self)))

    def action_menu(self) -> None:
        """Show what can be done on this screen, and do what is chosen."""
        from reflectie.tui.help.action_menu import open_menu

        open_menu(self)


def _is_repeated(screen: Screen[Any], shown: Sequence[Screen[Any]]) -> bool:
    """Whether a screen of this kind is on top already, or a dialog is asked for over another dialog."""
    if not shown or getattr(screen, "MAY_STACK", False):
        return False
    top = shown[-1]
    return type(top) is type(screen) or (isinstance(top, ModalScreen) and isinstance(screen, ModalScreen))
