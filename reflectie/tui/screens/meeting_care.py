"""What can be done with one meeting, the same in the list and on its own page."""

from textual.binding import Binding, BindingType

from reflectie.tui import convening
from reflectie.tui.screens.list_screen import ListScreen
from reflectie.tui.standing import Standing

CARE: list[BindingType] = [
    Binding("w", "plan", "wanneer"),
    Binding("r", "rename", "naam"),
    Binding("s", "series", "reeks"),
    Binding("x", "remove", "weggooien"),
]
"""What can be done with one meeting, in the list and on its own page."""


class MeetingCareScreen(ListScreen[Standing]):
    """What the list and the page of one can do with a meeting."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("plan", "rename", "series", "remove"):
            return self.here is not None
        return super().check_action(action, parameters)

    def action_plan(self) -> None:
        self.care(convening.plan)

    def action_rename(self) -> None:
        self.care(convening.rename)

    def action_series(self) -> None:
        self.care(convening.put_in_series)

    def action_remove(self) -> None:
        self.care(convening.remove)
