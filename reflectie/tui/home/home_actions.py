"""The actions of Home. What they open is imported after the lines are painted."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import work

from reflectie.domain.exercise import Exercise
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen

if TYPE_CHECKING:
    from reflectie.services.home_overview import HomeOverview
    from reflectie.tui.home.home_flows import HomeFlows

FREE_WRITING = "vrij-schrijven"
"""The exercise for writing without questions."""


class HomeActionsScreen(BaseScreen[None]):
    """What the keys and rows of Home do, and which of them are possible."""

    SHOWS_JOURNAL = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._overview: HomeOverview | None = None
        """None until the journal was read."""

    async def _load_overview(self) -> None:
        """Read the journal and show it."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        overview = self._overview
        match action:
            case "resume":
                return bool(overview and overview.unfinished)
            case "look_back" | "stop_asking":
                return bool(overview and overview.last_meeting)
            case "question":
                return bool(overview and overview.question)
            case "write":
                return self.context.library.exercise(FREE_WRITING) is not None
            case "recovery_code":
                return bool(overview and overview.lacks_recovery_code)
        return super().check_action(action, parameters)

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """Return what the command palette calls to start this exercise."""
        return partial(self._flows.start, exercise)

    @cached_property
    def _flows(self) -> "HomeFlows":
        # Imported here: the runner and its editor take a sixth of the start, and Home does not need them.
        from reflectie.tui.home.home_flows import HomeFlows

        return HomeFlows(self, self.context)

    async def action_resume(self) -> None:
        if self._overview and self._overview.unfinished:
            await self._flows.resume(self._overview.unfinished)

    def action_question(self) -> None:
        if self._overview and self._overview.question:
            self._flows.answer_question(self._overview.question)

    def action_write(self) -> None:
        """Begin an empty page, without questions."""
        if exercise := self.context.library.exercise(FREE_WRITING):
            self._flows.start(exercise)

    def action_choose(self) -> None:
        self._flows.choose()

    def action_look_back(self) -> None:
        if self._overview and self._overview.last_meeting:
            self.run_worker(self._flows.look_back(self._overview.last_meeting))

    async def action_stop_asking(self) -> None:
        if self._overview and self._overview.last_meeting:
            await self._flows.stop_asking(self._overview.last_meeting)
            await self._load_overview()

    @work
    async def action_recovery_code(self) -> None:
        await self._flows.create_recovery_code()
        await self._load_overview()
