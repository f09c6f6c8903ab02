"""A library with one preparation and one look back, and a way to save entries."""

from collections.abc import Callable

import pytest

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.step import Ask, Column, Rows
from reflectie.journal.journal import Journal

from ..conftest import NOW, TODAY

FREE = Exercise(id="proef:vrij", title="Vrij schrijven", steps=(Ask(id="tekst", text="Wat is er?"),))
PREPARE = Exercise(
    id="proef:voor",
    title="Voorbereiden",
    meeting=MeetingPhase.PREPARE,
    closing=False,
    steps=(
        Rows(id="wie", text="Wie komen er?", columns=(Column(id="naam", title="Wie", type="person"),)),
        Ask(id="doel", text="Waarvoor?"),
    ),
)
LOOK_BACK = Exercise(
    id="proef:terug",
    title="Terugkijken",
    meeting=MeetingPhase.LOOK_BACK,
    closing=False,
    steps=(Ask(id="slot", text="En nu?"),),
)

SaveEntry = Callable[..., Entry]


@pytest.fixture
def journal(memory: Journal) -> Journal:
    """These use cases get a journal in memory."""
    return memory


@pytest.fixture
def library() -> Library:
    return Library(exercises=(FREE, PREPARE, LOOK_BACK))


@pytest.fixture
def save_entry(journal: Journal) -> SaveEntry:
    """Saves an entry of an exercise, with one answer in its last step."""

    def save(entry_id: str, exercise: Exercise = FREE, text: str = "woord", **fields: object) -> Entry:
        answer = Answer(address=Address(step=exercise.steps[-1].id), question="Vraag", text=text)
        known = {"title": exercise.title, "day": TODAY, "begun": NOW, "answers": (answer,), **fields}
        entry = Entry(id=entry_id, exercise=exercise.id, **known)  # type: ignore[arg-type]
        journal.save(entry, entry.answers)
        return entry

    return save
