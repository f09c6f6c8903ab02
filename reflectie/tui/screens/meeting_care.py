"""What can be done with one meeting, the same in the list and on its own page."""

from textual.binding import Binding, BindingType

from reflectie.tui import convening
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.standing import Standing

CARE: list[BindingType] = [
    Binding("w", "plan", "wanneer"),
    Binding("r", "rename", "naam"),
    Binding("s", "series", "reeks"),
    Binding("x", "remove", "weggooien"),
]
"""What can be done with one meeting, in the list and on its own page."""


class MeetingCareScreen(BaseScreen[None]):
    """What the list and the page share: ``here`` is the meeting that the keys are about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    @property
    def here(self) -> Standing | None:
        raise NotImplementedError

    async def show(self) -> None:
        """Show things as they stand now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("plan", "rename", "series", "remove"):
            return self.here is not None
        return super().check_action(action, parameters)

    def action_plan(self) -> None:
        self.run_worker(self._plan())

    async def _plan(self) -> None:
        if self.here:
            await convening.plan(self, self._desk, self.here.meeting)
            await self.show()

    def action_rename(self) -> None:
        self.run_worker(self._rename())

    async def _rename(self) -> None:
        if self.here:
            await convening.rename(self, self._desk, self.here.meeting)
            await self.show()

    def action_series(self) -> None:
        self.run_worker(self._series())

    async def _series(self) -> None:
        if self.here:
            await convening.put_in_series(self, self._desk, self.here)
            await self.show()

    def action_remove(self) -> None:
        self.run_worker(self._remove())

    async def _remove(self) -> None:
        if self.here and await convening.remove(self, self._desk, self.here.meeting):
            await self.show()
