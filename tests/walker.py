"""Walk through an exercise as a user does, with a real journal in memory and without a screen."""

import datetime as dt
from collections.abc import Callable

from reflectie.domain.draft_change import restored_marks, restored_response
from reflectie.domain.entry import AnswerState, Draft, Entry, new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.plan import Stop
from reflectie.domain.responses import ChooseResponse, NoResponse, RecogniseResponse, Response, TextResponse
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.worker import JournalWorker
from reflectie.services.autosave import Autosave, StopInput
from reflectie.services.context import Context
from reflectie.services.walkthrough import Walkthrough, make_walkthrough

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def new_context(library: Library, opener: Callable[[], Journal] | None = None) -> Context:
    """A context with a journal in memory, or with the one that ``opener`` opens."""
    worker = JournalWorker(opener or (lambda: journal_in_memory(lambda: NOON)))
    return Context(load_library=lambda: library, clock=lambda: NOON, folder=None, journal=worker)


def first_response(
    stop: Stop, session: Session, library: Library, drafts: tuple[Draft, ...] = ()
) -> Response:
    """The response with which a stop begins: what the entry has there, with drafts in place of older text."""
    if isinstance(stop.step, Place):
        field = library.field(stop.field_id)
        assert field is not None
        return restored_marks(session, stop, field)
    return restored_response(session, stop, drafts) or NoResponse()


class Walker:
    """A user who is at one stop at a time."""

    def __init__(self, context: Context, walkthrough: Walkthrough) -> None:
        self.context, self.walkthrough = context, walkthrough
        self.autosave = Autosave(context, walkthrough)
        self.stop: Stop | None = None
        self.response: Response = NoResponse()

    @classmethod
    async def begin(cls, context: Context, exercise: Exercise) -> "Walker":
        """Begin an exercise."""
        return await cls.resume(context, exercise, new_entry(exercise, context.clock()))

    @classmethod
    async def resume(
        cls, context: Context, exercise: Exercise, entry: Entry, drafts: tuple[Draft, ...] = ()
    ) -> "Walker":
        """Continue an entry where it was left."""
        walker = cls(context, make_walkthrough(context, exercise, entry, drafts))
        walker.enter(await walker.walkthrough.start())
        return walker

    @classmethod
    async def reopen(cls, context: Context, exercise: Exercise, entry_id: str) -> "Walker":
        """Continue an entry as the next start of the program finds it."""
        journal = context.require_journal
        entry = await journal.call(Journal.entry, entry_id)
        return await cls.resume(context, exercise, entry, await journal.call(Journal.drafts, entry_id))

    @property
    def entry(self) -> Entry:
        return self.walkthrough.session.entry

    @property
    def current(self) -> Stop:
        assert self.stop is not None, "the exercise is at its end"
        return self.stop

    @property
    def input(self) -> StopInput:
        """What a widget would report now."""
        return StopInput(
            stop=self.current,
            response=self.response,
            address=self.current.address,
            working=self._working_text(),
        )

    def _working_text(self) -> Draft | None:
        if not isinstance(self.response, TextResponse | RecogniseResponse | ChooseResponse):
            return None
        text = self.response.text
        return Draft(address=self.current.address, question=self.current.text, text=text, cursor=len(text))

    def enter(self, stop: Stop | None) -> None:
        """Come to a stop; its field shows the draft, or else what is saved."""
        self.stop = stop
        if stop is None:
            return
        drafts = self.walkthrough.drafts.take(stop)
        session = self.walkthrough.session
        self.response = first_response(stop, session, self.context.library, drafts)
        self.autosave.enter_stop(self.input, drafts)

    def type(self, text: str) -> None:
        """Replace the text of the field, as if typed; nothing waits for the disk."""
        self.response = TextResponse(text=text)
        self.autosave.note_edit(self.input, is_selection=False)

    async def flush(self) -> dt.datetime | None:
        """Let the autosave timer run."""
        return await self.autosave.flush(self.input)

    async def go_on(
        self, response: Response | None = None, state: AnswerState | None = None
    ) -> dt.datetime | None:
        """Give a response, or leave it as it is, and go to the next stop."""
        self.response = response or self.response
        saved_at = await self.autosave.leave_stop(self.input, state)
        self.enter(await self.walkthrough.next_stop(self.current))
        return saved_at

    async def go_back(self) -> None:
        if self.stop is not None:
            await self.autosave.leave_stop(self.input)
        self.enter(await self.walkthrough.previous_stop(self.stop))

    async def open_part(self, part: str) -> None:
        """Choose a part at the closing."""
        assert self.stop is None, "parts are offered at the closing"
        self.enter(await self.walkthrough.open_part(part))

    async def walk_to_closing(self) -> list[str]:
        """Go on to the closing without a word; return the steps that were passed."""
        steps = []
        while self.stop is not None:
            steps.append(self.stop.step.id)
            await self.go_on()
        return steps

    async def saved_entry(self) -> Entry:
        """The entry as it is in the journal."""
        return await self.context.require_journal.call(Journal.entry, self.entry.id)
