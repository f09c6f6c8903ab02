"""Call something once, some time after the first of several requests."""

from collections.abc import Awaitable, Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class DelayedCall:
    """Calls ``callback`` some seconds after a request; further requests do not put it off."""

    def __init__(self, owner: MessagePump, callback: Callable[[], Awaitable[object]]) -> None:
        self._owner, self._callback = owner, callback
        self._timer: Timer | None = None

    @property
    def is_pending(self) -> bool:
        return self._timer is not None

    def request(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self._owner.set_timer(seconds, self._call)

    def cancel(self) -> bool:
        """Drop the request; return whether there was one."""
        timer, self._timer = self._timer, None
        if timer:
            timer.stop()
        return timer is not None

    async def _call(self) -> None:
        self._timer = None
        await self._callback()
