"""The answer that an exercise keeps is what lists show of its entries."""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect
from reflectie.domain.step import Ask, Part
from reflectie.domain.trail import moments_by_entry
from reflectie.journal.journal import Journal
from reflectie.services.kept_words import with_kept_words
from reflectie.services.logbook import list_page
from reflectie.services.trail_history import field_trail, moment_texts

from .conftest import NOW, TODAY

LONG = "een lang verhaal over wat er allemaal gebeurde op die dag"
KEEPS = Exercise(
    id="proef:zin",
    title="Eén zin",
    steps=(
        Ask(id="verhaal", text="Wat is er?"),
        Part(id="deel", title="Meer", steps=(Ask(id="zin", text="In één zin?", keep=True),)),
    ),
)
LIBRARY = Library(exercises=(KEEPS,))


def answer(step: str, text: str) -> Answer:
    return Answer(address=Address(step=step), question="?", text=text)


def save(journal: Journal, *answers: Answer, entry_id: str = "a") -> Entry:
    entry = Entry(id=entry_id, exercise=KEEPS.id, title=KEEPS.title, day=TODAY, begun=NOW, answers=answers)
    journal.save(entry, answers)
    return entry


def words(journal: Journal) -> list[str]:
    return [s.words for s in with_kept_words(journal, LIBRARY.kept_steps, journal.summaries())]


def test_the_kept_answer_comes_before_a_longer_text(journal: Journal) -> None:
    save(journal, answer("verhaal", LONG), answer("zin", "kort"))
    assert words(journal) == ["kort"]
    assert [s.words for s in journal.summaries()] == [LONG]


def test_the_kept_answer_stays_when_a_pack_takes_the_exercise_away(journal: Journal) -> None:
    save(journal, answer("verhaal", LONG), answer("zin", "kort"))
    library = Library(exercises=(), hidden=(KEEPS,))
    assert [s.words for s in with_kept_words(journal, library.kept_steps, journal.summaries())] == ["kort"]


def test_without_the_kept_answer_the_longest_text_stays(journal: Journal) -> None:
    save(journal, answer("verhaal", LONG))
    assert words(journal) == [LONG]


def test_what_is_typed_at_the_kept_question_counts_at_once(journal: Journal) -> None:
    entry = save(journal, answer("verhaal", LONG), answer("zin", "kort"))
    journal.save_draft(entry, Draft(address=Address(step="zin"), question="?", text="korter"))
    assert words(journal) == ["korter"]


def test_an_exercise_that_keeps_nothing_is_left_as_it_is(journal: Journal) -> None:
    save(journal, answer("verhaal", LONG), answer("zin", "kort"))
    assert [s.words for s in with_kept_words(journal, {}, journal.summaries())] == [LONG]


def test_the_logbook_and_the_page_of_a_field_show_it(journal: Journal) -> None:
    for number in range(3):
        entry = save(journal, answer("verhaal", LONG), answer("zin", f"zin {number}"), entry_id=f"e{number}")
        mark = Placement(
            address=Address(step="nu"),
            field="sv",
            left="l",
            right="r",
            aspect=Aspect.NOW,
            value=number,
            day=TODAY - dt.timedelta(days=number),
        )
        journal.save(replace(entry, answers=()), placements=[mark])
    page = list_page(journal, 9, kept=LIBRARY.kept_steps)
    assert {row.entry.words for row in page.rows} == {"zin 0", "zin 1", "zin 2"}
    moments = moments_by_entry(field_trail(journal, "sv").points)
    texts = moment_texts(journal, moments, LIBRARY.kept_steps)
    assert [text.words for text in texts] == ["zin 2", "zin 1", "zin 0"]
