"""What the closing shows of an entry, and the list of its steps."""

from msgspec.structs import replace

from reflectie.domain.closing import closing_trail, last_sentence
from reflectie.domain.entry import Address, Answer, AnswerState, Placement
from reflectie.domain.field import Aspect
from reflectie.domain.moves import PICK_TEXT, outline_of
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Option, Part, Pick

from .sessions import DAY, session_of, with_answers

A, B = Ask(id="a", text="A?"), Ask(id="b", text="B?")


def mark(aspect: Aspect, value: int | None, field: str = "sv1", whose: str = "self") -> Placement:
    address = Address(step=f"{field}-{aspect}-{whose}")
    return Placement(
        address=address,
        field=field,
        left="zout",
        right="peper",
        aspect=aspect,
        value=value,
        day=DAY,
        whose=whose,
    )


def with_marks(session: Session, *marks: Placement) -> Session:
    return session.with_entry(replace(session.entry, placements=marks))


def values(session: Session) -> tuple[int | None, int | None]:
    """The values of now and by nature on the line of the closing."""
    trail = closing_trail(session)
    assert trail is not None
    return trail.value, trail.nature_value


def answer(step: str, text: str) -> Answer:
    return Answer(address=Address(step=step), question="?", text=text)


def test_the_line_has_the_marks_of_now_and_nature() -> None:
    session = with_marks(session_of(A), mark(Aspect.NATURE, -50), mark(Aspect.NOW, 30))
    assert values(session) == (30, -50)
    other_order = with_marks(session_of(A), mark(Aspect.NOW, 30), mark(Aspect.NATURE, -50))
    assert values(other_order) == (30, -50)


def test_the_mark_by_nature_of_an_earlier_entry_is_shown() -> None:
    session = with_marks(session_of(A), mark(Aspect.NOW, 30))
    earlier = (
        mark(Aspect.NATURE, 5),
        mark(Aspect.NATURE, -20),
        mark(Aspect.NOW, 7),
        mark(Aspect.NATURE, 90, field="sv2"),
    )
    known = replace(session, earlier_placements=earlier)
    assert values(known) == (30, -20)
    known = replace(known, earlier_placements=(*earlier, mark(Aspect.NATURE, None)))
    assert values(known) == (30, None)


def test_there_is_no_line_without_a_mark_or_with_marks_on_several_lines() -> None:
    assert closing_trail(session_of(A)) is None
    assert closing_trail(with_marks(session_of(A), mark(Aspect.NOW, None))) is None
    assert closing_trail(with_marks(session_of(A), mark(Aspect.NOW, 9, whose="school"))) is None
    both = with_marks(session_of(A), mark(Aspect.NOW, 1), mark(Aspect.NOW, 1, field="sv2"))
    assert closing_trail(both) is None


def test_the_last_sentence_is_that_of_the_last_answer() -> None:
    session = with_answers(session_of(B, A), answer("a", "Eerst."), answer("b", "Druk! Ik bel morgen.\n"))
    assert last_sentence(session) == "Ik bel morgen."
    assert last_sentence(with_answers(session_of(A), answer("a", "zonder punt\nnog een"))) == "nog een"


def test_without_words_of_the_user_there_is_no_last_sentence() -> None:
    choice = Choose(id="k", text="?", options=(Option(id="o", text="Rust."),))
    chosen = Answer(address=Address(step="k").option("o"), question="?", text="Rust.", value="o")
    skipped = Answer(address=Address(step="a"), question="?", state=AnswerState.SKIPPED)
    assert last_sentence(with_answers(session_of(choice, A), chosen, skipped)) == ""


def test_the_outline_has_the_short_route_and_the_opened_parts() -> None:
    pick = Pick(id="vragen", take=1, items=(B,))
    session = session_of(A, pick, Part(id="deel", title="Meer", steps=(replace(B, id="c", text="C\n c?"),)))
    (route,) = outline_of(with_answers(session, answer("a", "Ja.")))
    assert [(item.text, item.is_answered) for item in route.items] == [("A?", True), (PICK_TEXT, False)]
    _, part = outline_of(session.with_part("deel"))
    assert (part.title, part.items[0].text) == ("Meer", "C c?")


def test_a_skipped_question_is_not_answered_in_the_outline() -> None:
    skipped = Answer(address=Address(step="a"), question="?", state=AnswerState.SKIPPED)
    (route,) = outline_of(with_answers(session_of(A), skipped))
    assert not route.items[0].is_answered


def test_a_kept_answer_stands_for_the_entry_and_otherwise_the_last_sentence_does() -> None:
    kept = replace(A, keep=True)
    session = with_answers(session_of(kept, B), answer("a", " Eén zin. En nog een. "), answer("b", "Later."))
    assert last_sentence(session) == "Eén zin. En nog een."
    assert (
        last_sentence(with_answers(session_of(kept, B), answer("a", " "), answer("b", "Later."))) == "Later."
    )
