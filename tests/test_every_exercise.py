"""Every exercise that comes with the program, walked to its end without a screen by people of all kinds.

Left at every stop and taken up at the same one, kept, read back equal, and told with nothing lost.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import count
from random import Random

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.domain.coach import Coach
from reflectie.domain.date_parser import PartialDate, parse_date
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry, Placement
from reflectie.domain.exercise import Exercise
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import KINDS_WITHOUT_ANSWER, Choose, Column, Date, Pick, Place, Recognise, Rows
from reflectie.domain.table import cell_address, rows_of, table_of
from reflectie.domain.value import new_id, new_row_id
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LIBRARY = load_library()
DAYS = ["12-3-2024", "maart 2021", "2009", "vorig jaar", "ooit", "3 mei"]
PEOPLE = range(5)
LONG = 150
"""No exercise has more stops than this for one person."""


class Person:
    """Somebody with a seed of their own; ``words`` is all they wrote."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.words: list[str] = []
        self._number = count()

    def word(self) -> str:
        self.words.append(f"woord{next(self._number)}q")
        return self.words[-1]

    def does(self, session: Session, stop: Stop) -> Session:
        """Answers, does not know, skips, asks for one more turn, or merely goes on."""
        manner = self.random.choice(["answers"] * 7 + ["does not know", "skips", "passes"])
        if isinstance(stop.step, KINDS_WITHOUT_ANSWER) or manner == "passes":
            return session
        if manner == "does not know":
            return with_answers(self._not_known(session, stop), stop.make_answer(state=AnswerState.UNKNOWN))
        if manner == "skips":
            return with_answers(session, stop.make_answer(state=AnswerState.SKIPPED))
        session = self.answers(session, stop)
        if session.can_ask_further(stop) and self.random.random() < 0.3:
            session, _ = session.with_next_turn(stop, "En waarom?")
        return session

    def _not_known(self, session: Session, stop: Stop) -> Session:
        return with_marks(session, mark(stop, stop.address, None)) if stop.field_id else session

    def answers(self, session: Session, stop: Stop) -> Session:
        match stop.step:
            case Place():
                values = [-100, 0, 100, self.random.randint(-99, 99)]
                others = (
                    mark(stop, other.address, self.random.choice([None, *values]), other.whose)
                    for other in stop.others
                )
                own = mark(stop, stop.address, self.random.choice(values))
                return with_answers(with_marks(session, own, *others), stop.make_answer())
            case Recognise():
                return with_answers(
                    session, stop.make_answer(self.word(), self.random.choice([*RECOGNITION_LABELS]))
                )
            case Choose():
                return with_answers(session, stop.make_answer(), *self._chosen(stop, stop.step))
            case Date(time=time):
                text = self.random.choice(DAYS)
                return with_answers(
                    session, stop.make_answer(text, iso(parse_date(text, NOON.date(), time=time)))
                )
            case Rows():
                return with_answers(session, stop.make_answer(), *self._cells(session, stop, stop.step))
            case _:
                return with_answers(session, stop.make_answer(self.word()))

    def _chosen(self, stop: Stop, step: Choose) -> Iterator[Answer]:
        """Of what is offered one or two, and a thing of one's own."""
        options = stop.options[: 2 if step.many else 1]
        for number, option in enumerate(options):
            answer = stop.make_answer(option.text, option.id)
            yield replace(answer, address=stop.address.option(option.id), ordinal=number)
        if step.own:
            yield replace(
                stop.make_answer(self.word()), address=stop.address.addition(1), ordinal=len(options)
            )

    def _cells(self, session: Session, stop: Stop, step: Rows) -> Iterator[Answer]:
        """A few rows, the last of them perhaps taken out."""
        high = self.random.randint(1, 4)
        for number in range(high):
            is_out = number == high - 1 and self.random.random() < 0.3
            row, state = new_row_id(), AnswerState.SKIPPED if is_out else AnswerState.ANSWERED
            for column in step.columns:
                text, value = self._cell(session, stop, column)
                answer = replace(stop.make_answer(text, value, state), question=column.title, ordinal=number)
                if text:
                    yield replace(answer, address=cell_address(stop.address, row, column.id))

    def _cell(self, session: Session, stop: Stop, column: Column) -> tuple[str, str]:
        """The text of a cell, and what stands behind it."""
        if column.type == "choice":
            option = self.random.choice(column.options)
            return option.text, option.id
        if column.type == "row":
            rows = [row for row in rows_of(session.entry, stop.reference(column.of)) if row.name]
            return ((row := self.random.choice(rows)).name, row.id) if rows else ("", "")
        if column.type == "date":
            day = self.random.choice(DAYS)
            return day, iso(parse_date(day, NOON.date(), past=True))
        return self.word(), ""


def iso(date: PartialDate | None) -> str:
    return date.isoformat() if date else ""


def mark(stop: Stop, at: Address, value: int | None, whose: str = SELF) -> Placement:
    field = LIBRARY.field(stop.field_id)
    assert field and isinstance(stop.step, Place)
    return Placement(
        address=at,
        field=field.id,
        left=field.left.name,
        right=field.right.name,
        aspect=stop.step.aspect,
        value=value,
        day=NOON.date(),
        whose=whose,
    )


def with_answers(session: Session, *answers: Answer) -> Session:
    entry = session.entry
    for answer in answers:
        entry = entry.with_answer(answer)
    return session.with_entry(entry)


def with_marks(session: Session, *marks: Placement) -> Session:
    entry = session.entry
    for one in marks:
        entry = entry.with_placement(one)
    return session.with_entry(entry)


def began(exercise: Exercise) -> Session:
    entry = Entry(id=new_id(), exercise=exercise.id, title=exercise.name, day=NOON.date(), begun=NOON)
    return Session(exercise=exercise, entry=entry)


def walked(exercise: Exercise, person: Person) -> Session:
    """Stop by stop to the end; the coach chooses where there is a choice of questions."""
    session, at = began(exercise), None
    coach = Coach(day=NOON.date())
    for _ in range(LONG):
        stop = session.stop_after(at)
        if stop is None:
            return session
        at = stop.address
        if isinstance(stop.step, Pick):
            session = session.with_shown(coach.choose(exercise, stop.step, session.entry))
        else:
            session = person.does(session, stop)
            assert session.with_entry(replace(session.entry, position=at)).resume_stop() == stop
    raise AssertionError("this walk has no end")


@pytest.mark.parametrize("seed", PEOPLE)
@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
def test_an_exercise_is_walked_to_its_end_and_nothing_is_lost(exercise: Exercise, seed: int) -> None:
    person = Person(f"{exercise.id} {seed}")
    session = walked(exercise, person)
    told = session.entry
    kept = read_back(told)
    assert unordered(kept) == unordered(told)
    again = session.with_entry(kept)
    assert again.stops == session.stops
    nothing_is_lost(kept, exercise, person.words)


def read_back(entry: Entry) -> Entry:
    """The entry as another start of the program finds it."""
    journal = journal_in_memory(lambda: NOON)
    try:
        journal.save(entry, entry.answers, entry.placements)
        return Journal.entry(journal, entry.id)
    finally:
        journal.close()


def unordered(entry: Entry) -> Entry:
    """The journal gives answers and marks in an order of its own."""
    return replace(
        entry,
        answers=tuple(sorted(entry.answers, key=lambda answer: answer.address)),
        placements=tuple(sorted(entry.placements, key=lambda one: one.address)),
        position=None,
    )


def nothing_is_lost(entry: Entry, exercise: Exercise, words: list[str]) -> None:
    """Every word that was written is kept and told, with and without the exercise at hand."""
    for known in (exercise, None):
        blocks = render_entry(entry, known)
        text = to_markdown(blocks)
        assert [word for word in words if word not in text] == []
        assert [word for word in words if word not in to_plain_text(blocks)] == []
        for answer in entry.answers:
            if answer.state is not AnswerState.SKIPPED or answer.text:
                assert answer.text in text.replace("\\", "")
    tables = {table_of(answer.address) for answer in entry.answers} - {None}
    for table in tables:
        rows = rows_of(entry, table)
        assert [row.id for row in rows] == list(dict.fromkeys(row.id for row in rows))
