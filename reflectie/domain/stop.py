"""One stop of the walk: a step of an exercise at an address, with its question as shown."""

from typing import NamedTuple

from reflectie.domain.entry import SELF, Address, Answer, State
from reflectie.domain.field import Side
from reflectie.domain.step import Option, Question, Screen
from reflectie.domain.text import first_words
from reflectie.domain.value import Value

LABEL = 40
"""Characters that the label of another's mark has at most."""


class Other(Value):
    """Somebody whose mark can stand on the line beside one's own: its ``whose``, and its address."""

    whose: str
    address: Address


def label(name: str) -> str:
    """The ``whose`` for a name; never the word that means oneself."""
    short = first_words(name, LABEL)
    return f"'{short}'" if short == SELF else short


class Thing(NamedTuple):
    """What ``each`` walks for: its name, its words and where they stand, and whether a list offers it."""

    name: str
    words: str
    at: Address | None = None
    is_option: bool = False


class Stop(Value):
    """One screen: the step that is shown, its address, and its question as shown.

    ``top`` is the place of its outermost step in the exercise; ``head`` is the question it hangs under;
    ``beside`` is the address of the earlier answer that stands next to it; ``side`` is where ``explore``
    moves to; ``sees`` are the earlier steps that a table or a drawing looks at, by name. ``field`` is the
    line of a ``place``, and ``others`` are those for whom a mark can stand on it too.
    ``thing`` is the address of the answer for which the nearest ``each`` walks. ``offered`` are the options
    of a ``choose`` that go with what was chosen earlier.
    """

    address: Address
    step: Screen
    text: str
    top: int
    head: Address | None = None
    beside: Address | None = None
    side: Side | None = None
    sees: tuple[tuple[str, Address], ...] = ()
    field: str = ""
    others: tuple[Other, ...] = ()
    thing: Address | None = None
    offered: tuple[Option, ...] = ()

    def seen(self, name: str | None) -> Address | None:
        return dict(self.sees).get(name or "")

    def answer(self, text: str = "", value: str = "", state: State = State.ANSWERED) -> Answer:
        """An answer at this stop, with the question and its marks kept beside it."""
        question = self.step if isinstance(self.step, Question) else None
        return Answer(
            address=self.address,
            question=self.text,
            text=text,
            value=value,
            state=state,
            knows=question.knows if question else None,
            dimension=question.dimension if question else None,
            yields=question.yields if question else None,
        )
