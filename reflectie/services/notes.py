"""Write free notes from text or line by line, without an exercise on the screen."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from reflectie.content.compiled import builtin_library
from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Draft, Entry, new_entry
from reflectie.domain.errors import InvalidInput, ReflectieError
from reflectie.domain.session import Session
from reflectie.domain.text import clean_field
from reflectie.journal.journal import Journal

EXERCISE_ID, STEP_ADDRESS = "kern:vrij-schrijven", Address(step="tekst")


class _Note(NamedTuple):
    """A new entry of free writing and its only answer."""

    entry: Entry
    answer: Answer

    @property
    def is_blank(self) -> bool:
        return not self.answer.text.strip()

    def with_text(self, text: str) -> "_Note":
        return self._replace(answer=replace(self.answer, text=text))


class NoteWriter:
    """Collects text in a note. What does not fit in one note continues in the next.

    ``clock`` gives local time; ``report`` receives messages for the user. ``day`` is what the note is about.
    """

    def __init__(self, journal: Journal, clock: Clock, report: Callable[[str], None], day: dt.date) -> None:
        self._journal, self._clock, self._report, self._day = journal, clock, report, day
        self._notes = [self._new_note()]
        self._last_failure = ""

    @property
    def question(self) -> str:
        return self._notes[0].answer.question

    @property
    def entry_ids(self) -> list[str]:
        """The ids of the notes that have text."""
        return [note.entry.id for note in self._notes if not note.is_blank]

    def add_text(self, text: str) -> None:
        """Append text to the last note.

        Raises:
            InvalidInput: it does not fit.
        """
        note = self._notes[-1]
        self._notes[-1] = note.with_text(clean_field(note.answer.text + text))

    def add_line(self, line: str) -> None:
        """Append a line to the last note, or to a new one when that is full.

        A line that fits in no note is reported and left out. It does not raise InvalidInput: if the program
        ended in the middle of a paste, the rest of the paste would go to the shell.
        """
        try:
            self.add_text(line)
        except InvalidInput as error:
            if self._notes[-1].is_blank:
                self._report(f"{error} Deze regel is niet bewaard; wat je daarvoor typte wel.")
                return
            self._report("Deze notitie is vol; wat je nu typt komt in een volgende.")
            self._notes.append(self._new_note())
            self.add_line(line)

    def save_draft(self) -> str:
        """Save the last note as the draft of an open entry. Return why that failed, or an empty string."""
        note = self._notes[-1]
        if note.is_blank:
            return ""
        address, question, text = note.answer.address, note.answer.question, note.answer.text
        draft = Draft(address=address, question=question, text=text, cursor=len(text))
        try:
            self._journal.save_draft(note.entry, draft)
        except ReflectieError as error:
            return str(error)
        return ""

    def autosave(self) -> None:
        """Save the draft. Report a failure once, and report that saving works again."""
        failure = self.save_draft()
        if failure != self._last_failure:
            self._report(failure or "Het bewaren lukt weer.")
        self._last_failure = failure

    def finish(self) -> list[str]:
        """Save every note that has text as a closed entry. Return their ids."""
        for note in self._notes:
            if not note.is_blank:
                answer = replace(note.answer, text=note.answer.text.rstrip("\n"))
                entry = replace(note.entry.with_answer(answer), closed=self._clock())
                self._journal.save(entry, (answer,))
        return self.entry_ids

    def _new_note(self) -> _Note:
        exercise = builtin_library().exercise(EXERCISE_ID)
        assert exercise is not None, "the built-in content has an exercise for free writing"
        entry = new_entry(exercise, self._clock(), day=self._day)
        stop = Session(exercise=exercise, entry=entry).stop_at(STEP_ADDRESS)
        assert stop is not None, "the exercise has a step for the text"
        return _Note(entry, stop.make_answer())
