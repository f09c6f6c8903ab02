"""The journal locks itself: when nobody is there, when asked, and when the program is put aside.

What stands on the screen goes to disk first; then the journal is closed, every screen is taken away and the
memory is emptied. Whoever opens the door again is back at the same place. Where the disk refuses, the text
stays in memory behind a cover that asks for the password.
"""

import asyncio
import signal
import time
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from reflectie.domain.errors import ReflectieError
from reflectie.process import hide_memory
from reflectie.tui.calm import CalmApp
from reflectie.tui.desk import Desk
from reflectie.tui.place import Place
from reflectie.tui.presence import Presence

if TYPE_CHECKING:
    from reflectie.tui.door import Door

CHECK = 5.0
"""Seconds between two looks at whether somebody is still there."""

_NOTHING_TO_LOCK = "Dit is een voorbeeld: er is niets om op slot te doen."


@runtime_checkable
class Settles(Protocol):
    """A screen that holds what is not on disk yet."""

    async def settle(self) -> bool:
        """Brings all of it to disk, with where the cursor stands; False when the disk refused."""


@runtime_checkable
class Returns(Protocol):
    """A screen that one comes back to after unlocking."""

    @property
    def place(self) -> Place: ...


class LockingApp(CalmApp):
    """An app with a door; without one there is nothing to lock."""

    desk: Desk
    door: "Door | None"

    def __init__(self, desk: Desk, door: "Door | None") -> None:
        super().__init__()
        self.desk, self.door = desk, door
        self._presence = Presence(desk.clock, time.monotonic)
        self._place: Place | None = None
        self._is_covered = False

    def on_mount(self) -> None:
        if self.door:
            # A timer runs in a task of its own; looking waits its turn in the queue of the app.
            self.set_interval(CHECK, partial(self.call_later, self._look))
        if self.door and not self.is_headless:
            self.call_after_refresh(hide_memory)  # nothing is open yet, and the first picture comes first
            if hasattr(signal, "SIGTSTP"):
                self._before_a_pause()

    # Who is there ----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Any key and any move of the mouse is somebody; but not the one that wakes a laptop after hours."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            if self._is_left_alone:
                await self._lock()
                return
            self._presence.touch()
        await super().on_event(event)

    async def _look(self) -> None:
        if self._is_left_alone or self._is_covered:
            await self._lock()
        elif any(getattr(node, "is_present", False) for node in self.screen.walk_children()):
            self._presence.touch()

    @property
    def _is_left_alone(self) -> bool:
        away = self._presence.is_away(self.desk.settings.lock_minutes)
        return away and self._has_something_open and not self._is_covered

    @property
    def _has_something_open(self) -> bool:
        """A journal, or a screen on top of the door of one, such as that of a recovery code."""
        if self.door is None:
            return False
        return self.desk.journal is not None or (len(self.screen_stack) > 1 and self.door.has_journal)

    def on_app_blur(self) -> None:
        """Somebody looks at another window: what was typed goes to disk now."""
        for screen in self.screen_stack:
            if save := getattr(screen, "save_now", None):
                screen.call_later(save)

    # Locking ---------------------------------------------------------------------------------------

    def action_lock(self) -> None:
        if self.door is None:
            self.notify(_NOTHING_TO_LOCK, markup=False)
        else:
            self.call_later(self._lock)  # not from the screen that is about to go

    async def _lock(self) -> None:
        """Only ever runs in the app's own queue, so no key reaches a screen meanwhile."""
        if not self._has_something_open:
            return
        if await self._has_settled():
            await self._shut()
        elif not self._is_covered:
            await self._cover()

    async def _has_settled(self) -> bool:
        """Whether all that was typed is on disk."""
        for screen in self.screen_stack:
            if isinstance(screen, Settles) and not await screen.settle():
                return False
        try:
            if self.desk.journal:
                await self.desk.journal.flush()
        except ReflectieError:
            return False
        return True

    async def _shut(self) -> None:
        from reflectie.tui.forget import forget
        from reflectie.tui.screens.unlock import UnlockScreen

        assert self.door is not None
        places = [screen.place for screen in self.screen_stack if isinstance(screen, Returns)]
        self._place = places[-1] if places else self._place
        self.door.lock()
        self.clear_notifications()  # what goes wrong from here on is still told
        await self._put_in_place_of_all(UnlockScreen(self.desk, self.door))
        self._is_covered = False
        await self._close_journal()
        forget(self)

    async def _close_journal(self) -> None:
        journal, self.desk.journal = self.desk.journal, None
        try:
            if journal:
                await asyncio.to_thread(journal.close)
        except ReflectieError as error:
            self.notify(str(error), markup=False)

    async def _put_in_place_of_all(self, door: Screen[None]) -> None:
        """The door first, so that nothing below it shows itself once more."""
        await self.push_screen(door)
        *below, _ = self._screen_stack
        del self._screen_stack[:-1]
        while below:
            await below.pop().remove()

    async def _cover(self) -> None:
        from reflectie.tui.screens.cover import CoverScreen

        assert self.door is not None
        self._is_covered = True
        self.clear_notifications()  # they are about what can no longer be seen, and would cover the words
        await self.push_screen(CoverScreen(self.door), self._uncover)

    def _uncover(self, _: object) -> None:
        self._is_covered = False
        self._presence.touch()

    async def go_back(self) -> None:
        """To where one was when it was locked, from Thuis."""
        place, self._place = self._place, None
        self._presence.touch()
        if place:
            await place.open(self.screen, self.desk)

    # Put aside by the shell ------------------------------------------------------------------------

    def _before_a_pause(self) -> None:
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
