"""The runner: the keys for moving through an exercise."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reflectie.domain.background import Background, backgrounds_of
from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise
from reflectie.domain.outline import outline_of
from reflectie.domain.plan import Stop
from reflectie.export.document import Document
from reflectie.export.plain_text import SCALE_WIDTH, to_plain_text
from reflectie.export.render import render_entry
from reflectie.services.autosave import close_entry
from reflectie.services.context import Context
from reflectie.services.entry_situation import save_chosen_situation
from reflectie.services.question_choice import all_questions, question_reason
from reflectie.services.resume import ReturnPoint, make_walkthrough, resume_walkthrough
from reflectie.services.walkthrough import Walkthrough
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.dialogs import ListDialog, MessageDialog
from reflectie.tui.common.notify import entry_not_closed
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.runner.step_screen import StepScreen
from reflectie.tui.runner.steps_dialog import StepsDialog
from reflectie.tui.situations.situation_flows import choose_situation
from reflectie.tui.steps.end_view import EndView

_DIALOG_MARGINS = 14
"""Cells beside the text of a dialog, with its scrollbar."""

_STEP_ACTIONS = frozenset(
    {
        "finish", "preparation", "next", "back", "skip", "unknown", "ask_further", "more_questions",
        "all_questions", "why",
    }
)  # fmt: skip
"""Actions of which ``available_actions`` says whether they are possible."""


class RunnerScreen(StepScreen):
    """Walks through an exercise, in a new or an unfinished entry."""

    HELP_TITLE: ClassVar[str] = "In een werkvorm"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "verder", priority=True),
        Binding("ctrl+n", "finish", "klaar", priority=True),
        Binding("ctrl+t", "back", "terug", priority=True),
        Binding("ctrl+g", "unknown", "weet ik (nog) niet", priority=True),
        Binding("ctrl+o", "skip", "overslaan", priority=True),
        Binding("f2", "ask_further", "vraag door", tooltip="nog een vraag over wat je net schreef"),
        Binding("f3", "purpose", "situatie", tooltip="waar dit bij hoort", priority=True),
        Binding("f4", "more_questions", "nog een vraag"),
        Binding("f5", "all_questions", "alle vragen"),
        Binding("f6", "why", "waarom deze vraag?", priority=True),
        Binding("ctrl+r", "steps", "naar een stap", priority=True),
        Binding("f9", "preparation", "je voorbereiding", priority=True),
        Binding("f10", "background", "achtergrond", tooltip="lezen waar dit over gaat"),
        Binding("enter", "next", "verder", show=False),
        Binding("enter", "finish", "klaar", show=False),
        Binding("escape", "stop", "stoppen", priority=True),
    ]

    @property
    def return_point(self) -> ReturnPoint:
        """Where the user is, to return to after the lock."""
        return ReturnPoint.of(self._session, self.stop)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _STEP_ACTIONS:
            return action in self._actions
        if action == "background":
            return bool(self._backgrounds)
        return super().check_action(action, parameters)

    @property
    def _backgrounds(self) -> tuple[Background, ...]:
        return backgrounds_of(self.context.library.backgrounds, self._session.exercise.id)

    async def _leave_for(
        self, find_stop: Callable[[Stop | None], Awaitable[Stop | None]], state: AnswerState | None = None
    ) -> None:
        """Save what was entered, then show the stop that ``find_stop`` returns for this one."""
        async with self._save_lock:
            if await self._leave_stop(state):
                await self._show_stop(await find_stop(self.stop))

    async def action_next(self) -> None:
        if self._step_view and self._step_view.next_field():
            return
        await self._leave_for(self._walkthrough.next_stop)

    async def action_unknown(self) -> None:
        if not (self._step_view and self._step_view.mark_part_unknown()):
            await self._leave_for(self._walkthrough.next_stop, AnswerState.UNKNOWN)

    async def action_skip(self) -> None:
        await self._leave_for(self._walkthrough.next_stop, AnswerState.SKIPPED)

    async def action_back(self) -> None:
        await self._leave_for(self._walkthrough.previous_stop)

    async def on_end_view_part_chosen(self, event: EndView.PartChosen) -> None:
        async with self._save_lock:
            await self._show_stop(await self._walkthrough.open_part(event.part))

    def on_end_view_card_chosen(self) -> None:
        self.app.push_screen(CardScreen(self.context, self._session.entry.id))

    async def on_end_view_done(self) -> None:
        await self.action_finish()

    async def action_ask_further(self) -> None:
        async with self._save_lock:
            if self.stop and await self._leave_stop():
                await self._show_stop(self._walkthrough.ask_further(self.stop))

    async def action_more_questions(self) -> None:
        async with self._save_lock:
            pick = self._session.pick_of(self.stop) if self.stop else None
            if pick and await self._leave_stop():
                if stop := await self._walkthrough.more_questions(pick):
                    await self._show_stop(stop)
                else:
                    self._status.show("Dit waren ze allemaal.")

    @work
    async def action_all_questions(self) -> None:
        """Let the user choose a question from the whole list."""
        pick = self._session.pick_of(self.stop) if self.stop else None
        if pick is None:
            return
        dialog = ListDialog("Alle vragen bij deze lijn", all_questions(self._session, pick))
        item = await self.app.push_screen_wait(dialog)
        async with self._save_lock:
            if item and await self._leave_stop():
                await self._show_stop(self._walkthrough.choose_question(pick, item))

    @work
    async def action_steps(self) -> None:
        """Let the user go to any step of the short route or of an opened part."""
        current = self.stop.address if self.stop else None
        address = await self.app.push_screen_wait(StepsDialog(outline_of(self._session), current))
        if address and address != current:
            await self._leave_for(lambda _: self._walkthrough.jump_to(address))

    def action_why(self) -> None:
        if self.stop and (reason := question_reason(self._session, self.stop)):
            self.app.push_screen(MessageDialog("Waarom deze vraag?", reason))

    def action_preparation(self) -> None:
        """Show the whole preparation, to read beside a look back."""
        if self._session.preparation:
            exercise, entry = self._session.preparation
            width = min(self.app.size.width - _DIALOG_MARGINS, SCALE_WIDTH)
            without_title = Document(blocks=render_entry(entry, exercise).blocks[1:])
            self.app.push_screen(MessageDialog(exercise.name, to_plain_text(without_title, width)))

    def action_background(self) -> None:
        """Show the texts about the background of this exercise."""
        self.app.push_screen(BackgroundScreen(self._backgrounds))

    @work
    async def action_purpose(self) -> None:
        """Show the purpose of the situation, or let the user choose a situation."""
        await self.save_pending()
        situation = await choose_situation(self, self.context, self._session.entry)
        async with self._save_lock:
            try:
                name = await save_chosen_situation(self.context, self._walkthrough, situation)
            except ReflectieError as error:
                self._status.show(str(error), alert=True)
                return
        if self._step_view and name is not None:
            self._step_view.show_situation(name)

    async def action_finish(self) -> None:
        """Close the entry."""
        try:
            await close_entry(self.context, self._session.entry)
        except ReflectieError as error:
            self._status.show(entry_not_closed(error), alert=True)
        else:
            self.dismiss()

    async def action_stop(self) -> None:
        """Leave the exercise; everything is saved and can be continued."""
        async with self._save_lock:
            self._next_save.cancel()
            if not await self._leave_stop():
                return
        self.dismiss()


UNKNOWN_EXERCISE = "Deze werkvorm is er niet meer. Wat je schreef staat in het logboek, en blijft daar."


def start_entry(screen: Screen[Any], context: Context, exercise: Exercise, entry: Entry) -> None:
    """Show the runner with a new entry."""
    _show_runner(screen, context, make_walkthrough(context, exercise, entry))


async def resume_entry(screen: Screen[Any], context: Context, entry_id: str) -> None:
    """Continue an unfinished entry at the stop, and in the text, where the user was."""
    _show_runner(screen, context, await resume_walkthrough(context, entry_id))


async def return_to_point(screen: Screen[Any], context: Context, point: ReturnPoint) -> None:
    """Return to the stop where the user was when the journal was locked.

    Raises:
        NotFound: another program erased the entry.
    """
    _show_runner(screen, context, await resume_walkthrough(context, point.entry_id, point))


def _show_runner(screen: Screen[Any], context: Context, walkthrough: Walkthrough | None) -> None:
    if walkthrough:
        screen.app.push_screen(RunnerScreen(context, walkthrough))
    else:
        screen.notify(UNKNOWN_EXERCISE, markup=False)
