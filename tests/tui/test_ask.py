"""Questions in free text: follow-ups, vraag door, and the coach's choice."""

import pytest

from reflectie.domain.entry import AnswerState

from .conftest import Start
from .writer import Writer


@pytest.fixture
async def asked(writer: Writer) -> Writer:
    await writer.begins("Een vraag")
    await writer.sees("Wat knaagt er?")
    return writer


async def test_follow_ups_come_one_at_a_time_under_what_was_said(asked: Writer) -> None:
    await asked.does_not_see("En waar voel je dat?")
    await asked.writes("de stilte")
    await asked.goes_on()
    await asked.sees("Wat knaagt er?", "de stilte", "En waar voel je dat?")
    await asked.does_not_see("En wie weet ervan?")
    await asked.writes("in mijn buik")
    await asked.goes_on()
    await asked.sees("Wat knaagt er?", "de stilte", "En wie weet ervan?")
    await asked.goes_on()
    await asked.finishes()
    entry = await asked.entry()
    assert [(a.question, a.text) for a in entry.answers] == [
        ("Wat knaagt er?", "de stilte"),
        ("En waar voel je dat?", "in mijn buik"),
    ]
    assert not entry.is_open


async def test_going_back_shows_what_was_said_and_it_can_be_changed(asked: Writer) -> None:
    await asked.writes("eerst dit")
    await asked.goes_on()
    await asked.goes_back()
    assert asked.field.text == "eerst dit"
    await asked.writes(", en dan dat")
    await asked.goes_on()
    assert (await asked.entry()).answers[0].text == "eerst dit, en dan dat"


async def test_enter_in_the_field_is_a_new_line(asked: Writer) -> None:
    await asked.writes("een\ntwee")
    assert asked.field.text == "een\ntwee"
    await asked.sees("Wat knaagt er?")


@pytest.mark.parametrize(
    ("key", "state"), [("ctrl+g", AnswerState.UNKNOWN), ("ctrl+o", AnswerState.ANSWERED)]
)
async def test_not_knowing_and_skipping_keep_the_text(asked: Writer, key: str, state: AnswerState) -> None:
    await asked.writes("half een gedachte")
    await asked.presses(key)
    await asked.sees("En waar voel je dat?")
    (answer,) = (await asked.entry()).answers
    assert (answer.text, answer.state) == ("half een gedachte", state)


async def test_not_knowing_shows_again_on_the_way_back(asked: Writer) -> None:
    await asked.does_not_know()
    await asked.goes_back()
    await asked.sees("Hier zei je: dat weet ik (nog) niet.")


async def test_vraag_door_asks_on_for_up_to_five_turns(asked: Writer) -> None:
    await asked.writes("het begin")
    seen = []
    for turn in range(1, 6):
        await asked.sees("vraag door")
        await asked.presses("f2")
        assert asked.view.stop.address.turn == turn
        await asked.sees("Wat knaagt er?", "het begin", asked.view.stop.text)
        seen.append(asked.view.stop.text)
        await asked.writes(f"laag {turn}")
    await asked.does_not_see("vraag door")
    await asked.presses("f2")
    assert asked.view.stop.address.turn == 5
    await asked.goes_on()
    await asked.sees("En waar voel je dat?")
    assert len(set(seen)) == 5
    answers = (await asked.entry()).answers
    assert [(a.question, a.text) for a in answers[1:]] == [(q, f"laag {n}") for n, q in enumerate(seen, 1)]


async def test_the_coach_chooses_two_and_says_why(writer: Writer) -> None:
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


async def test_one_more_question_comes_until_there_are_no_more(writer: Writer) -> None:
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


async def test_any_question_of_the_list_can_be_chosen(writer: Writer) -> None:
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


async def test_questions_seen_before_come_later(start: Start) -> None:
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


async def test_every_action_works_from_inside_the_text(writer: Writer) -> None:
    await writer.begins("Een greep")
    await writer.goes_on()
    await writer.writes("tekst")
    assert writer.field.has_focus
    for key, shows in {"f6": "Waarom deze vraag?", "f5": "Alle vragen bij deze lijn", "f1": "112"}.items():
        await writer.presses(key)
        await writer.sees(shows)
        await writer.presses("escape")
    assert writer.field.text == "tekst"


async def test_what_is_typed_is_kept_as_one_kind_of_character(asked: Writer) -> None:
    await asked.writes("cafe\u0301")
    await asked.goes_on()
    assert (await asked.entry()).answers[0].text == "café"
