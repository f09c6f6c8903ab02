"""What a list shows of an entry: its most telling text, and what it is about."""

import datetime as dt
from collections.abc import Callable

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.field import Aspect
from reflectie.journal.bin import move_to_bin
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import create_meeting
from reflectie.journal.situations import create_situation
from reflectie.journal.trails import list_field_marks

from ..conftest import TODAY

MakeAnswer = Callable[..., Answer]
MakePlacement = Callable[..., Placement]

NOTE = "een lange notitie naast een uitspraak, langer dan het antwoord"


def words(journal: Journal) -> str:
    (summary,) = journal.summaries()
    return summary.words


def test_the_longest_own_text_is_shown(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    texts = ("Twee nachten nu.", "Ik wil het dit keer niet alleen dragen.", "Kort.")
    memory.save(entry, [make_answer(text, step=str(number)) for number, text in enumerate(texts)])
    assert words(memory) == texts[1]


def test_an_own_text_comes_before_a_note_or_a_chosen_label(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(entry, [make_answer(NOTE, step="a", value="yes"), make_answer("Ik blijf.", step="b")])
    assert words(memory) == "Ik blijf."


def test_without_an_own_text_the_longest_note_is_shown(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(
        entry, [make_answer("Soms.", step="a", value="yes"), make_answer(NOTE, step="b", value="yes")]
    )
    assert words(memory) == NOTE


def test_a_draft_is_shown_instead_of_the_older_text_at_its_place(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(entry, [make_answer("wat er eerst stond, in veel woorden", step="a")])
    memory.save_draft(entry, Draft(address=Address(step="a"), question="?", text="wat er nu staat"))
    assert words(memory) == "wat er nu staat"


def test_an_entry_is_about_its_situation_or_else_its_meeting(memory: Journal, entry: Entry) -> None:
    situation = create_situation(memory, "de lange brug")
    meeting = create_meeting(memory, "regiotafel", TODAY)
    memory.save(replace(entry, id="a", situation=situation.id, meeting=meeting.id))
    memory.save(replace(entry, id="b", meeting=meeting.id))
    memory.save(replace(entry, id="c"))
    assert {s.id: s.about for s in memory.summaries()} == {"a": "de lange brug", "b": "regiotafel", "c": ""}


def test_the_marks_of_a_field_come_newest_first_with_their_entries(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    for number, age in enumerate((5, 1, 3)):
        placed = make_placement(number, TODAY - dt.timedelta(days=age))
        memory.save(replace(entry, id=str(number), title=f"reflectie {number}"), placements=[placed])
    nature = make_placement(9, TODAY, aspect=Aspect.NATURE)
    others = [make_placement(8, whose="school"), make_placement(7, field="anders")]
    for number, placed in enumerate((nature, *others), 3):
        memory.save(replace(entry, id=str(number)), placements=[placed])
    memory.save(replace(entry, id="weg"), placements=[make_placement(6)])
    move_to_bin(memory, "weg")
    marks = list_field_marks(memory, "tempo", limit=3)
    assert [placement.value for _, placement in marks] == [9, 1, 2]
    assert marks[1][0].title == "reflectie 1"
