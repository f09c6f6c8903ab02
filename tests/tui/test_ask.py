"""Questions in free text: follow-ups, and the questions that the coach chooses."""

import pytest

from reflectie.domain.entry import AnswerState

from .conftest import Start
from .writer import Writer


@pytest.fixture
async def question(writer: Writer) -> Writer:
    await writer.begins("Een vraag")
    await writer.sees("Wat knaagt er?")
    return writer


async def test_follow_ups_appear_one_by_one_below_the_first_answer(question: Writer) -> None:
    await question.does_not_see("En waar voel je dat?")
    await question.writes("de stilte")
    await question.goes_on()
    await question.sees("Wat knaagt er?", "de stilte", "En waar voel je dat?")
    await question.does_not_see("En wie weet ervan?")
    await question.writes("in mijn buik")
    await question.goes_on()
    await question.sees("Wat knaagt er?", "de stilte", "En wie weet ervan?")
    await question.goes_on()
    await question.finishes()
    entry = await question.entry()
    assert [(a.question, a.text) for a in entry.answers] == [
        ("Wat knaagt er?", "de stilte"),
        ("En waar voel je dat?", "in mijn buik"),
    ]
    assert not entry.is_open


async def test_an_earlier_answer_can_be_changed(question: Writer) -> None:
    await question.writes("eerst dit")
    await question.goes_on()
    await question.goes_back()
    assert question.field.text == "eerst dit"
    await question.writes(", en dan dat")
    await question.goes_on()
    assert (await question.entry()).answers[0].text == "eerst dit, en dan dat"


async def test_enter_inserts_a_line_break(question: Writer) -> None:
    await question.writes("een\ntwee")
    assert question.field.text == "een\ntwee"
    await question.sees("Wat knaagt er?")


@pytest.mark.parametrize(
    ("key", "state"), [("ctrl+g", AnswerState.UNKNOWN), ("ctrl+o", AnswerState.ANSWERED)]
)
async def test_unknown_and_skip_keep_the_text(question: Writer, key: str, state: AnswerState) -> None:
    await question.writes("half een gedachte")
    await question.presses(key)
    await question.sees("En waar voel je dat?")
    (answer,) = (await question.entry()).answers
    assert (answer.text, answer.state) == ("half een gedachte", state)


async def test_going_back_to_an_unknown_answer_shows_that_it_is_unknown(question: Writer) -> None:
    await question.does_not_know()
    await question.goes_back()
    await question.sees("Hier zei je: dat weet ik (nog) niet.")


async def test_a_question_that_was_skipped_does_not_stand_above_the_next(question: Writer) -> None:
    await question.skips()
    await question.is_asked("En waar voel je dat?")
    await question.does_not_see("Wat knaagt er?")
    await question.goes_back()
    await question.writes("toch iets")
    await question.goes_on()
    await question.sees("Wat knaagt er?", "toch iets", "En waar voel je dat?")


async def test_a_follow_up_key_asks_up_to_five_more_questions(question: Writer) -> None:
    await question.writes("het begin")
    seen = []
    for turn in range(1, 6):
        await question.presses("f2")
        assert question.view.stop.address.turn == turn
        await question.sees("Wat knaagt er?", "het begin", question.view.stop.text)
        seen.append(question.view.stop.text)
        await question.writes(f"laag {turn}")
    await question.presses("f1")
    await question.sees("overslaan")
    await question.does_not_see("vraag door")
    await question.presses("escape", "f2")
    assert question.view.stop.address.turn == 5
    await question.goes_on()
    await question.sees("En waar voel je dat?")
    assert len(set(seen)) == 5
    answers = (await question.entry()).answers
    assert [(a.question, a.text) for a in answers[1:]] == [(q, f"laag {n}") for n, q in enumerate(seen, 1)]


async def test_the_coach_chooses_two_questions_and_explains_why(writer: Writer) -> None:
    await writer.begins("Een greep")
    await writer.sees("Lees dit rustig.")
    await writer.presses("enter")
    first = writer.view.stop.text
    await writer.sees(first)
    await writer.presses("f6")
    await writer.sees("Waarom deze vraag?", "Deze vraag kwam nog niet eerder langs.")
    await writer.presses("escape")
    await writer.writes("een antwoord")
    await writer.goes_on()
    second = writer.view.stop.text
    assert first != second
    assert "De vraag naar" in second
    await writer.goes_on()
    await writer.sees("De vraag aan het eind?")


async def test_more_questions_can_be_asked_until_none_are_left(writer: Writer) -> None:
    await writer.begins("Een greep")
    await writer.goes_on()
    seen = [writer.view.stop.text]
    await writer.writes("ja")
    for _ in range(2):
        await writer.presses("f4")
        seen.append(writer.view.stop.text)
    assert len(set(seen)) == 3
    await writer.presses("f4")
    await writer.sees("Dit waren ze allemaal.")
    assert (await writer.entry()).answers[0].text == "ja"


async def test_any_question_can_be_chosen_from_the_list(writer: Writer) -> None:
    await writer.begins("Een greep")
    await writer.goes_on()
    await writer.writes("alvast iets")
    await writer.presses("f5")
    await writer.sees(
        "De vraag naar appels?", "De vraag naar peren?", "De vraag naar pruimen?", "De vraag naar kersen?"
    )
    await writer.clicks("De vraag naar kersen?")
    await writer.is_asked("De vraag naar kersen?")
    assert (await writer.entry()).answers[0].text == "alvast iets"
    await writer.presses("f5", "escape")
    await writer.is_asked("De vraag naar kersen?")


async def test_questions_not_seen_before_come_first(start: Start) -> None:
    writer = await start()
    seen: list[str] = []
    for _ in range(2):
        await writer.begins("Een greep")
        await writer.goes_on()
        for _ in range(2):
            seen.append(writer.view.stop.text)
            await writer.writes("x")
            await writer.goes_on()
        await writer.goes_on()
        await writer.finishes()
        writer.clock.passes(days=1)
    assert len(set(seen)) == 4


async def test_function_keys_work_while_the_text_has_the_focus(writer: Writer) -> None:
    await writer.begins("Een greep")
    await writer.goes_on()
    await writer.writes("tekst")
    assert writer.field.has_focus
    for key, shows in {
        "f6": "Waarom deze vraag?",
        "f5": "Alle vragen bij deze lijn",
        "f1": "Wat kan ik hier?",
    }.items():
        await writer.presses(key)
        await writer.sees(shows)
        await writer.presses("escape")
    assert writer.field.text == "tekst"


async def test_combining_accents_are_saved_as_single_characters(question: Writer) -> None:
    await question.writes("cafe\u0301")
    await question.goes_on()
    assert (await question.entry()).answers[0].text == "café"
