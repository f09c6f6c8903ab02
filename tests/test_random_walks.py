"""Users who wander: nothing they typed is lost, and every stop shows again what they typed there.

They go on, back, to any step and into parts; the program is locked, killed or left in mid-sentence; roles
change, questions are chosen from the list, and the entry is closed and opened again.
"""

from collections.abc import Awaitable, Callable
from itertools import count
from random import Random

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.closing import offered_parts
from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Mark, Role
from reflectie.domain.moves import can_ask_further, outline_of
from reflectie.domain.responses import PlaceResponse, RecogniseResponse, TextResponse
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Ask, Explore
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry
from reflectie.services.autosave import close_entry
from reflectie.services.entries import load_entry_with_drafts
from reflectie.services.question_choice import all_questions
from reflectie.services.walkthrough import ReturnPoint, resume_walkthrough

from .full_length import shortened
from .walker import Walker, new_context

LIBRARY = load_library()
SEEDS = shortened(range(3), [0])
MOVES = 50
NUMBERS = count()
ACTIONS = ("type",) * 6 + ("go_on",) * 6 + (
    "go_back", "jump", "skip", "lock", "kill", "leave", "more_questions", "choose_question", "ask_further",
    "change_roles", "close",
)  # fmt: skip


class Witness:
    """Knows what the user typed and placed last (``texts`` and ``marks``), and looks for it."""

    def __init__(self, walker: Walker, exercise: Exercise, seed: str) -> None:
        self.walker, self.exercise, self.random = walker, exercise, Random(seed)
        self.texts: dict[Address, str] = {}
        self.marks: dict[Address, int | None] = {}

    async def _leaves_stop(self) -> None:
        await self.walker.autosave.leave_stop(self.walker.input)

    async def _resumes(self, point: ReturnPoint | None = None) -> None:
        walker = self.walker
        if point is None and not walker.entry.has_content and not self.texts:
            return  # there is nothing to resume
        walkthrough = await resume_walkthrough(walker.context, walker.entry.id, point)
        assert walkthrough is not None
        self.walker = Walker(walker.context, walkthrough)
        self.walker.enter(await walkthrough.start())
        await self.finds_everything_in_the_export()

    def finds_everything_here(self) -> None:
        """The field of the stop shows what was typed or placed there last."""
        walker, stop = self.walker, self.walker.stop
        if stop and isinstance(walker.response, PlaceResponse):
            shown = {stop.address: walker.response.own, **self._nature(walker.response)}
            assert {a: mark.value for a, mark in shown.items() if a in self.marks} == {
                a: self.marks[a] for a in shown if a in self.marks
            }
        elif stop and stop.address in self.texts:
            assert isinstance(walker.response, TextResponse | RecogniseResponse)
            assert walker.response.text == self.texts[stop.address]

    def _nature(self, response: PlaceResponse) -> dict[Address, Mark]:
        nature = self.walker.current.nature
        return {nature.address: response.nature} if nature else {}

    async def finds_everything_in_the_export(self) -> None:
        if not (self.texts or self.marks):
            return
        call, entry_id = self.walker.context.require_journal.call, self.walker.entry.id
        entry = await call(load_entry_with_drafts, LIBRARY, entry_id)
        words = [word for text in self.texts.values() for word in text.split()]
        for known_exercise in (self.exercise, None):
            document = render_entry(entry, known_exercise)
            assert [word for word in words if word not in to_plain_text(document)] == []
            markdown = to_markdown(document).replace("\\", "")
            assert [word for word in words if word not in markdown] == []
        assert {p.address: p.value for p in entry.placements} == self.marks


class Wanderer(Witness):
    """A user whose moves follow from a seed."""

    async def moves(self) -> None:
        stop, session = self.walker.stop, self.walker.walkthrough.session
        if stop is None:
            parts = offered_parts(session)
            if parts and self.random.random() < 0.7:
                await self.walker.open_part(self.random.choice(parts).id)
            else:
                await self.walker.go_back()
        else:
            action: Callable[[], Awaitable[None]] = getattr(self, self.random.choice(ACTIONS))
            await action()
        self.finds_everything_here()

    # At a stop -----------------------------------------------------------------------------------

    async def type(self) -> None:
        """Type or place something; then the timer of the autosave may run."""
        walker, stop = self.walker, self.walker.current
        word = f"woord{next(NUMBERS)}q" + self.random.choice(["", " [b]vet[/b]", "\nregel", " *ster*"])
        if isinstance(stop.step, Ask | Explore):
            walker.type(word)
        elif isinstance(walker.response, RecogniseResponse):
            walker.response = replace(walker.response, text=word)
            walker.autosave.note_edit(walker.input, is_selection=False)
        elif isinstance(walker.response, PlaceResponse):
            self._places(walker.response)
        if isinstance(walker.response, TextResponse | RecogniseResponse) and walker.response.text == word:
            self.texts[stop.address] = word
        if self.random.random() < 0.5:
            await walker.flush()

    def _places(self, response: PlaceResponse) -> None:
        stop, value = self.walker.current, self.random.randint(-100, 100)
        self.marks[stop.address] = value
        response = replace(response, own=Mark(value=value))
        if stop.nature:
            nature = self.random.choice([Mark(value=-value), Mark(is_unknown=True)])
            self.marks[stop.nature.address] = nature.value
            response = replace(response, nature=nature)
        self.walker.response = response
        self.walker.autosave.note_edit(self.walker.input, is_selection=True)

    async def go_on(self) -> None:
        await self.walker.go_on()

    async def go_back(self) -> None:
        await self.walker.go_back()

    async def skip(self) -> None:
        if not isinstance(self.walker.current.step, KINDS_WITHOUT_ANSWER):
            await self.walker.go_on(state=AnswerState.SKIPPED)

    async def jump(self) -> None:
        groups = outline_of(self.walker.walkthrough.session)
        address = self.random.choice([item.address for group in groups for item in group.items])
        await self._leaves_stop()
        self.walker.enter(await self.walker.walkthrough.jump_to(address))

    async def more_questions(self) -> None:
        if pick := self.walker.walkthrough.session.pick_of(self.walker.current):
            stop = self.walker.current
            await self._leaves_stop()
            self.walker.enter(await self.walker.walkthrough.more_questions(pick) or stop)

    async def choose_question(self) -> None:
        """Choose a question from the whole list, perhaps for another role."""
        session = self.walker.walkthrough.session
        if pick := session.pick_of(self.walker.current):
            item = self.random.choice([*all_questions(session, pick)])
            await self._leaves_stop()
            self.walker.enter(self.walker.walkthrough.choose_question(pick, item))
            assert self.walker.current.address.item.rpartition(".")[2] == item

    async def ask_further(self) -> None:
        stop = self.walker.current
        if can_ask_further(self.walker.walkthrough.session, stop):
            await self._leaves_stop()
            self.walker.enter(self.walker.walkthrough.ask_further(stop))

    # Between two starts --------------------------------------------------------------------------

    async def lock(self) -> None:
        address, walker = self.walker.current.address, self.walker
        await walker.autosave.save_pending(walker.input)
        await self._resumes(ReturnPoint.of(walker.walkthrough.session, walker.stop))
        assert self.walker.current.address == address

    async def kill(self) -> None:
        """Everything is gone but what the autosave had written."""
        await self.walker.flush()
        await self._resumes()

    async def leave(self) -> None:
        await self._leaves_stop()
        await self._resumes()

    async def change_roles(self) -> None:
        context = self.walker.context
        roles = tuple(role for role in Role if self.random.random() < 0.4)
        context.settings = replace(context.settings, roles=roles)
        await self.leave()

    async def close(self) -> None:
        await self.walker.flush()
        if self.walker.entry.has_content:
            await close_entry(self.walker.context, self.walker.entry)
            await self._resumes()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
async def test_what_a_wandering_user_typed_is_kept(exercise: Exercise, seed: int) -> None:
    context = new_context(LIBRARY)
    try:
        user = Wanderer(await Walker.begin(context, exercise), exercise, f"{exercise.id} {seed}")
        for _ in range(MOVES):
            await user.moves()
        if user.walker.stop:
            await user.walker.flush()
        await user.finds_everything_in_the_export()
    finally:
        context.require_journal.close()
