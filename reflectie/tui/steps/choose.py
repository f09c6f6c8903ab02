"""One or more options of a list, and additions of one's own."""

from itertools import count

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.widget import Widget

from reflectie.domain.entry import Address, Answer, State
from reflectie.domain.step import Choose
from reflectie.tui.steps.view import Kept, StopView, plain
from reflectie.tui.widgets.check_list import CheckList


class ChooseView(StopView):
    """The options with a sign before each; under them, where the step allows it, a field for one's own."""

    DEFAULT_CSS = """
    ChooseView {
        CheckList { max-height: 60%; }
        .own { margin-top: 1; color: $quiet; }
        Editor { min-height: 2; max-height: 6; }
    }
    """

    @property
    def _step(self) -> Choose:
        assert isinstance(self.stop.step, Choose)
        return self.stop.step

    def compose(self) -> ComposeResult:
        yield from self.heading()
        said = {answer.value: answer.text for answer in self._before if answer.value}
        yield CheckList(self._words(said), [*said], self._step.many)
        if self._step.own:
            yield plain("Iets van jezelf erbij? Een regel per ding.", "own")
            yield self.write_field()

    def _words(self, said: dict[str, str]) -> dict[str, str]:
        """What is offered, in the order of the list, and whatever was chosen before, offered or not.

        What stands on no screen would be taken for let go of; so what content lost stands here as it was.
        """
        offered = self.stop.offered
        listed = {o.id: o.text for o in self._step.options if o in offered or o.id in said}
        return listed | {name: text for name, text in said.items() if name not in listed}

    @property
    def _before(self) -> tuple[Answer, ...]:
        return self.entry.chosen(self.stop.address)

    @property
    def chosen(self) -> list[str]:
        return self.query_one(CheckList).chosen

    @property
    def first(self) -> Widget | None:
        return self.query_one(CheckList)

    @property
    def said(self) -> str:
        own = (a.text for a in self._before if not a.value)
        return "\n".join(own)

    def on_check_list_changed(self) -> None:
        self.post_message(self.Changed(self, mark=True))

    def kept(self, state: State | None = None) -> Kept:
        picked = [*map(self._option, self.chosen), *self._own()]
        numbered = tuple(replace(answer, ordinal=number) for number, answer in enumerate(picked))
        if state is State.SKIPPED and picked:
            state = State.ANSWERED
        state = state or (State.ANSWERED if picked else self._state(""))
        head = (self.stop.answer(state=state),) if state else ()
        now = {answer.address for answer in picked}
        before = (answer.address for answer in self._before)
        return Kept(answers=(*head, *numbered), removed=tuple(a for a in before if a not in now))

    def _option(self, option_id: str) -> Answer:
        text = self.query_one(CheckList).words[option_id]
        return replace(self.stop.answer(text, option_id), address=self.stop.address.option(option_id))

    def _own(self) -> list[Answer]:
        """One's own additions, a line each."""
        lines = [line.strip() for line in self.text.split("\n") if line.strip()]
        return [
            replace(self.stop.answer(line), address=address)
            for line, address in zip(lines, self._addresses(lines), strict=True)
        ]

    def _addresses(self, lines: list[str]) -> list[Address]:
        """The address of each line: a line that was there keeps its own, with all that hangs under it."""
        at = self.stop.address
        known = {a.text: a.address for a in self._before if not a.value}
        if len(lines) == len(known):  # as many as before: a line that differs was edited in its place
            return list(known.values())
        free = (at.own(n) for n in count(1) if at.own(n) not in known.values())
        return [known.pop(line) if line in known else next(free) for line in lines]
