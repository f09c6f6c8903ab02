"""Lock the journal when the user is idle, asks for it, or suspends the program."""

import asyncio
import signal
import time
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from reflectie.domain.errors import ReflectieError
from reflectie.process import disable_memory_access
from reflectie.services.context import Context
from reflectie.services.idle import IdleDetector
from reflectie.services.walkthrough import ReturnPoint
from reflectie.tui.terminal.error_guard import ErrorGuardApp

if TYPE_CHECKING:
    from reflectie.services.unlock import Unlock


IDLE_CHECK_SECONDS = 5.0
"""Seconds between two looks at whether somebody is still there."""

_NO_LOCK_IN_EXAMPLE = "Dit is een voorbeeld: er is niets om op slot te doen."


@runtime_checkable
class SavesPendingWork(Protocol):
    """A screen that holds what is not on disk yet."""

    async def save_pending(self) -> bool:
        """Brings all of it to disk, with where the cursor stands; False when the disk refused."""


@runtime_checkable
class HasReturnPoint(Protocol):
    """A screen that one comes back to after unlocking."""

    @property
    def return_point(self) -> ReturnPoint: ...


class LockingApp(ErrorGuardApp):
    """An app with a door; without one there is nothing to lock."""

    context: Context
    unlock: "Unlock | None"

    def __init__(self, context: Context, unlock: "Unlock | None") -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self._idle_detector = IdleDetector(context.clock, time.monotonic)
        self._return_point: ReturnPoint | None = None
        self._is_covered = False

    def on_mount(self) -> None:
        if self.unlock:
            # A timer runs in a task of its own; looking waits its turn in the queue of the app.
            self.set_interval(IDLE_CHECK_SECONDS, partial(self.call_later, self._check_idle))
        if self.unlock and not self.is_headless:
            self.call_after_refresh(
                disable_memory_access
            )  # nothing is open yet, and the first picture comes first
            if hasattr(signal, "SIGTSTP"):
                self._lock_before_suspend()

    # Who is there ----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Any key and any move of the mouse is somebody; but not the one that wakes a laptop after hours."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            if self._is_idle:
                await self._lock()
                return
            self._idle_detector.record_activity()
        await super().on_event(event)

    async def _check_idle(self) -> None:
        if self._is_idle or self._is_covered:
            await self._lock()
        elif any(getattr(node, "is_present", False) for node in self.screen.walk_children()):
            self._idle_detector.record_activity()

    @property
    def _is_idle(self) -> bool:
        away = self._idle_detector.is_idle(self.context.settings.lock_minutes)
        return away and self._has_open_journal and not self._is_covered

    @property
    def _has_open_journal(self) -> bool:
        """A journal, or a screen on top of the door of one, such as that of a recovery code."""
        if self.unlock is None:
            return False
        return self.context.journal is not None or (len(self.screen_stack) > 1 and self.unlock.has_journal)

    def on_app_blur(self) -> None:
        """Somebody looks at another window: what was typed goes to disk now."""
        for screen in self.screen_stack:
            if save := getattr(screen, "save_now", None):
                screen.call_later(save)

    # Locking ---------------------------------------------------------------------------------------

    def action_lock(self) -> None:
        if self.unlock is None:
            self.notify(_NO_LOCK_IN_EXAMPLE, markup=False)
        else:
            self.call_later(self._lock)  # not from the screen that is about to go

    async def _lock(self) -> None:
        """Only ever runs in the app's own queue, so no key reaches a screen meanwhile."""
        if not self._has_open_journal:
            return
        if await self._save_all_pending():
            await self._close_and_lock()
        elif not self._is_covered:
            await self._show_cover()

    async def _save_all_pending(self) -> bool:
        """Whether all that was typed is on disk."""
        for screen in self.screen_stack:
            if isinstance(screen, SavesPendingWork) and not await screen.save_pending():
                return False
        try:
            if self.context.journal:
                await self.context.journal.flush()
        except ReflectieError:
            return False
        return True

    async def _close_and_lock(self) -> None:
        from reflectie.tui.security.unlock_screen import UnlockScreen
        from reflectie.tui.terminal.memory import wipe_memory

        assert self.unlock is not None
        places = [screen.return_point for screen in self.screen_stack if isinstance(screen, HasReturnPoint)]
        self._return_point = places[-1] if places else self._return_point
        self.unlock.forget_password()
        self.clear_notifications()  # what goes wrong from here on is still told
        await self._replace_all_screens(UnlockScreen(self.context, self.unlock))
        self._is_covered = False
        await self._close_journal()
        wipe_memory(self)

    async def _close_journal(self) -> None:
        journal, self.context.journal = self.context.journal, None
        try:
            if journal:
                await asyncio.to_thread(journal.close)
        except ReflectieError as error:
            self.notify(str(error), markup=False)

    async def _replace_all_screens(self, unlock: Screen[None]) -> None:
        """The door first, so that nothing below it shows itself once more."""
        await self.push_screen(unlock)
        *below, _ = self._screen_stack
        del self._screen_stack[:-1]
        while below:
            await below.pop().remove()

    async def _show_cover(self) -> None:
        from reflectie.tui.security.password_screens import PrivacyCover

        assert self.unlock is not None
        self._is_covered = True
        self.clear_notifications()  # they are about what can no longer be seen, and would cover the words
        await self.push_screen(PrivacyCover(self.unlock), self._on_uncovered)

    def _on_uncovered(self, _: object) -> None:
        self._is_covered = False
        self._idle_detector.record_activity()

    async def return_to_last_stop(self) -> None:
        """To where one was when it was locked, from Thuis."""
        place, self._return_point = self._return_point, None
        self._idle_detector.record_activity()
        if place:
            from reflectie.tui.runner.runner_screen import return_to_point

            await return_to_point(self.screen, self.context, place)

    # Put aside by the shell ------------------------------------------------------------------------

    def _lock_before_suspend(self) -> None:
        """Locks before the program is stopped for a while; Textual's own way of stopping comes after."""
        loop, stop = asyncio.get_running_loop(), signal.getsignal(signal.SIGTSTP)

        async def pause() -> None:
            await self._lock()
            if callable(stop):
                stop(signal.SIGTSTP, None)

        def asked(_: int, __: FrameType | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.call_later, pause)

        signal.signal(signal.SIGTSTP, asked)
