"""The note of a choice: a reason that is the text of the answer itself."""

from msgspec.structs import replace

from reflectie.domain.draft_change import change_from_drafts, restored_response
from reflectie.domain.entry import Address, AnswerState, Draft
from reflectie.domain.responses import ChooseResponse, change_for
from reflectie.domain.session import Session

from .sessions import WORDS, session_of

AT = Address(step="woorden")
NOTED = replace(WORDS, note=True, many=False)


def respond(session: Session, response: ChooseResponse) -> Session:
    (stop,) = session.stops
    return session.with_entry(change_for(stop, session.entry, response).apply_to(session.entry))


def chosen(session: Session) -> list[str]:
    return [answer.text for answer in session.entry.choices(AT)]


def test_a_note_is_the_text_of_the_answer_and_not_an_addition() -> None:
    first = NOTED.options[0]
    session = respond(session_of(NOTED), ChooseResponse(chosen=(first.id,), text="een\ntwee"))
    assert (chosen(session), session.entry.saved_text(AT)) == ([first.text], "een\ntwee")
    answer = respond(session, ChooseResponse(text="alleen dit")).entry.answer(AT)
    assert answer and (answer.text, answer.state) == ("alleen dit", AnswerState.ANSWERED)


def test_a_draft_becomes_the_note() -> None:
    session = respond(session_of(NOTED), ChooseResponse(chosen=(NOTED.options[0].id,)))
    change = change_from_drafts(session, [Draft(address=AT, question="?", text="omdat")])
    entry = change.apply_to(session.entry)
    assert entry.saved_text(AT) == "omdat"
    assert len(entry.choices(AT)) == 1


def test_additions_become_the_note_when_content_asks_for_one() -> None:
    before = respond(session_of(WORDS), ChooseResponse(text="een\ntwee"))
    session = session_of(NOTED).with_entry(before.entry)
    (stop,) = session.stops
    restored = restored_response(session, stop)
    assert restored == ChooseResponse(text="een\ntwee")
    session = respond(session, ChooseResponse(text="een\ntwee"))
    assert (chosen(session), session.entry.saved_text(AT)) == ([], "een\ntwee")
