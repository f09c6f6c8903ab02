"""The runner: the keys for moving through an exercise, the list of its steps, and changing one answer."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.background import Background, backgrounds_of
from reflectie.domain.entry import Address, AnswerState, Entry
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise
from reflectie.domain.moves import OutlineGroup, OutlineItem, outline_of, where_to_write
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.text_layout import truncate
from reflectie.export.plain_text import SCALE_WIDTH, to_plain_text
from reflectie.export.render import render_answers
from reflectie.services.appointments import step_form
from reflectie.services.autosave import close_again, close_entry
from reflectie.services.context import Context
from reflectie.services.question_choice import all_questions, question_reason
from reflectie.services.walkthrough import (
    ReturnPoint,
    Walkthrough,
    begin_walkthrough,
    resume_walkthrough,
    save_chosen_situation,
)
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.dialogs import Dialog, DialogKeyBar, ListDialog, MessageDialog
from reflectie.tui.exporting.appointment_dialog import write_appointment
from reflectie.tui.help.background_screen import BackgroundScreen
from reflectie.tui.runner.step_screen import Progress, StepScreen
from reflectie.tui.situations.situation_flows import choose_situation
from reflectie.tui.steps.end_view import EndView
from reflectie.tui.terminal.keyboard import wait_for_keys
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow

_ANSWERED_SIGN, _OPEN_SIGN = "•", " "


class StepsDialog(Dialog[Address | None]):
    """The steps by group, with a sign where something was answered. The result is an address, or None."""

    DEFAULT_CSS = """
    StepsDialog OptionList { border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1; }
    """
    BINDINGS = [  # noqa: RUF012 - declared this way by Textual
        Binding("enter", "choose", "daarheen"),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(self, groups: tuple[OutlineGroup, ...], current: Address | None) -> None:
        """``current`` is the step on the screen; None is the closing."""
        super().__init__()
        self._groups = groups
        self._addresses = [item.address for group in groups for item in group.items]
        self._current = current

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(
                f"Naar een stap. Bij {_ANSWERED_SIGN} staat al iets.", markup=False, classes="dialog-title"
            )
            yield SafeOptionList(*self._options(), classes="long")
            yield DialogKeyBar()

    def _options(self) -> list[Option]:
        options: list[Option] = []
        for group in self._groups:
            if group.title:
                title = Content.from_markup("\n[$primary]$title[/]", title=group.title)
                options.append(Option(title, disabled=True))
            options += [
                Option(_row(item), id=str(self._addresses.index(item.address))) for item in group.items
            ]
        return options

    def on_mount(self) -> None:
        option_list = self.query_one(OptionList)
        if self._current in self._addresses:
            number = str(self._addresses.index(self._current))
            option_list.highlighted = option_list.get_option_index(number)
        option_list.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._addresses[int(event.option_id or 0)])

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_cancel(self) -> None:
        self.dismiss(None)


def _row(item: OutlineItem) -> FittedRow:
    sign = _ANSWERED_SIGN if item.is_answered else _OPEN_SIGN
    return FittedRow(
        lambda width: Content.from_markup(
            "[$mark]$sign[/] $text", sign=sign, text=truncate(item.text, max(width - 2, 1))
        )
    )


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
        Binding("f6", "read('why')", "waarom deze vraag?", priority=True),
        Binding("ctrl+r", "steps", "naar een stap", priority=True),
        Binding("f9", "read('preparation')", "je voorbereiding", priority=True),
        Binding("f10", "read('background')", "achtergrond", tooltip="lezen waar dit over gaat"),
        Binding("enter", "next", "verder", show=False),
        Binding("enter", "finish", "klaar", show=False),
        Binding("escape", "stop", "stoppen", priority=True),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        name = parameters[0] if action == "read" else action
        if name == "background":
            return bool(_backgrounds(self.context, self._session))
        return name in self._actions if name in _STEP_ACTIONS else super().check_action(action, parameters)

    async def action_next(self) -> None:
        await wait_for_keys(self.focused)  # they are for the line that has the focus now
        if self._step_view and self._step_view.handle_action("next"):
            return
        await self._leave_for(self._walkthrough.next_stop)

    async def action_unknown(self) -> None:
        await wait_for_keys(self.focused)
        if not (self._step_view and self._step_view.handle_action("unknown")):
            await self._leave_for(self._walkthrough.next_stop, AnswerState.UNKNOWN)

    async def action_skip(self) -> None:
        await self._leave_for(self._walkthrough.next_stop, AnswerState.SKIPPED)

    async def action_back(self) -> None:
        await self._leave_for(self._walkthrough.previous_stop)

    async def on_end_view_part_chosen(self, event: EndView.PartChosen) -> None:
        await self._leave_for(lambda _: self._walkthrough.open_part(event.part))

    @work
    async def on_end_view_calendar_chosen(self) -> None:
        await write_appointment(self, self.context, step_form())

    async def action_ask_further(self) -> None:
        async with self._saver.lock:
            if self.stop and await self._saver.leave_stop():
                await self._show_stop(self._walkthrough.ask_further(self.stop))

    async def action_more_questions(self) -> None:
        async with self._saver.lock:
            pick = self._session.pick_of(self.stop) if self.stop else None
            if pick and await self._saver.leave_stop():
                if stop := await self._walkthrough.more_questions(pick):
                    await self._show_stop(stop)
                else:
                    self._saver.status.show("Dit waren ze allemaal.")

    @work
    async def action_all_questions(self) -> None:
        """Let the user choose a question from the whole list."""
        pick = self._session.pick_of(self.stop) if self.stop else None
        if pick is None:
            return
        dialog = ListDialog("Alle vragen bij deze lijn", all_questions(self._session, pick))
        item = await self.app.push_screen_wait(dialog)
        async with self._saver.lock:
            if item and await self._saver.leave_stop():
                await self._show_stop(self._walkthrough.choose_question(pick, item))

    @work
    async def action_steps(self) -> None:
        """Let the user go to any step of the short route or of an opened part."""
        current = self.stop.address if self.stop else None
        address = await self.app.push_screen_wait(StepsDialog(outline_of(self._session), current))
        if address and address != current:
            await self._leave_for(lambda _: self._walkthrough.jump_to(address))

    def action_read(self, what: str) -> None:
        """Show a text to read at this stop, or the card of the entry."""
        if what == "card":
            self.app.push_screen(CardScreen(self.context, self._session.entry.id))
        elif what == "background":
            self.app.push_screen(BackgroundScreen(_backgrounds(self.context, self._session)))
        elif what == "preparation":
            width = min(self.app.size.width - _DIALOG_MARGINS, SCALE_WIDTH)
            self.app.push_screen(_preparation_dialog(self._session, width))
        elif self.stop and (reason := question_reason(self._session, self.stop)):
            self.app.push_screen(MessageDialog("Waarom deze vraag?", reason))

    @work
    async def action_purpose(self) -> None:
        """Show the purpose of the situation, or let the user choose a situation."""
        await self.save_pending()
        situation = await choose_situation(self, self.context, self._session.entry)
        async with self._saver.lock:
            try:
                name = await save_chosen_situation(self.context, self._walkthrough, situation)
            except ReflectieError as error:
                self._saver.status.show(str(error), alert=True)
                return
        if self._step_view and name is not None:
            self._step_view.show_situation(name)

    async def action_finish(self) -> None:
        """Close the entry."""
        if await self._saver.close(close_entry(self.context, self._session.entry)):
            self.dismiss()

    async def action_stop(self) -> None:
        """Leave the exercise; everything is saved and can be continued."""
        if await self._saver.leave_screen(stops=True):
            self.dismiss()


def _backgrounds(context: Context, session: Session) -> tuple[Background, ...]:
    """The texts about the background of the exercise."""
    return backgrounds_of(context.library.backgrounds, session.exercise.id)


def _preparation_dialog(session: Session, width: int) -> MessageDialog:
    """The whole preparation in ``width`` cells, to read beside a look back."""
    assert session.preparation
    exercise, entry = session.preparation
    return MessageDialog(exercise.name, to_plain_text(render_answers(entry, exercise), width))


UNKNOWN_EXERCISE = "Deze werkvorm is er niet meer. Wat je schreef staat in het logboek, en blijft daar."


def start_entry(screen: Screen[Any], context: Context, exercise: Exercise, entry: Entry) -> None:
    """Show the runner with a new entry."""
    _show(screen, context, RunnerScreen, begin_walkthrough(context, exercise, entry))


async def resume_entry(screen: Screen[Any], context: Context, entry_id: str) -> None:
    """Continue an unfinished entry at the stop, and in the text, where the user was."""
    _show(screen, context, RunnerScreen, await resume_walkthrough(context, entry_id))


async def return_to_point(screen: Screen[Any], context: Context, point: ReturnPoint) -> None:
    """Return to the stop where the user was when the journal was locked.

    Raises:
        NotFound: another program erased the entry.
    """
    _show(screen, context, RunnerScreen, await resume_walkthrough(context, point.entry_id, point))


def _show(
    screen: Screen[Any], context: Context, kind: type[RunnerScreen], walkthrough: Walkthrough | None
) -> None:
    if walkthrough:
        screen.app.push_screen(kind(context, walkthrough))
    else:
        screen.notify(UNKNOWN_EXERCISE, markup=False)


# One answer ---------------------------------------------------------------------------------------

_ACTIONS = frozenset({"unknown", "why", "preparation"})
"""What of a step of the exercise is possible here too."""


class AnswerScreen(RunnerScreen):
    """Shows one stop; going on returns to the screen below. An entry that was closed is closed again."""

    HELP_TITLE: ClassVar[str] = "Eén antwoord wijzigen"

    @property
    def return_point(self) -> ReturnPoint:
        return replace(super().return_point, is_one_answer=True, was_closed=self._walkthrough.was_closed)

    @property
    def _where_to_write(self) -> str:
        return where_to_write(self._session, None)  # nothing follows on this one answer

    async def _show_stop(self, stop: Stop | None) -> None:
        await super()._show_stop(stop)
        self.query_one(Progress).display = False  # one answer is no walk through the exercise
        self._actions = self._actions & _ACTIONS | {"finish"}
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "steps" and super().check_action(action, parameters)

    async def _leave_for(
        self, find_stop: Callable[[Stop | None], Awaitable[Stop | None]], state: AnswerState | None = None
    ) -> None:
        """Save what was entered, and return to the screen below."""
        if await self._saver.leave_screen(state):
            await self._close_again()

    async def _close_again(self) -> None:
        if await self._saver.close(close_again(self.context, self._walkthrough)):
            self.dismiss()

    async def action_finish(self) -> None:
        await self._leave_for(self._walkthrough.next_stop)

    async def action_stop(self) -> None:
        if await self._saver.leave_screen(stops=True):
            await self._close_again()


async def edit_answer(screen: Screen[Any], context: Context, entry_id: str, address: Address) -> None:
    """Show the stop with this answer, which the exercise still has."""
    _show(screen, context, AnswerScreen, await resume_walkthrough(context, entry_id, at=address))


async def return_to_answer(screen: Screen[Any], context: Context, point: ReturnPoint) -> None:
    """Return to the answer that the user was changing when the journal was locked.

    Raises:
        NotFound: another program erased the entry.
    """
    _show(screen, context, AnswerScreen, await resume_walkthrough(context, point.entry_id, point))
