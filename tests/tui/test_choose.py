"""Recognising statements, and choosing from a list."""

from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.entry import Address, Answer, AnswerState
from reflectie.domain.exercise import Library

from .conftest import Start
from .values import entry
from .writer import Writer


@pytest.fixture
async def statement(writer: Writer) -> Writer:
    await writer.begins("Herkennen")
    await writer.sees("Dat doe ik straks wel.")
    return writer


@pytest.fixture
async def list_(writer: Writer) -> Writer:
    await writer.begins("Kiezen en aanvullen")
    await writer.sees("Wat is je dierbaar?", "○ rust", "○ moed", "○ trouw")
    return writer


async def test_a_statement_is_recognised_with_a_key(statement: Writer) -> None:
    await statement.sees("○ herken ik", "○ soms", "○ nu niet")
    await statement.presses("right", "space")
    await statement.sees("● soms")
    await statement.presses("enter")
    await statement.sees("Ik doe het liever zelf.")
    (answer,) = (await statement.entry()).answers
    assert (answer.question, answer.value) == ("Dat doe ik straks wel.", "sometimes")


async def test_a_statement_is_recognised_with_arrows_and_with_the_mouse(statement: Writer) -> None:
    await statement.presses("right", "right")
    await statement.sees("● soms")
    await statement.presses("left")
    await statement.sees("● herken ik", "○ soms")
    await statement.clicks("nu niet")
    await statement.sees("● nu niet", "○ herken ik")
    await statement.goes_on()
    assert (await statement.entry()).answers[0].value == "not_now"


async def test_a_note_goes_with_it_and_it_all_comes_back(statement: Writer) -> None:
    await statement.presses("right", "tab")
    await statement.writes("vooral op vrijdag")
    await statement.goes_on()
    await statement.goes_back()
    await statement.sees("● herken ik", "vooral op vrijdag")
    (answer,) = (await statement.entry()).answers
    assert (answer.value, answer.text) == ("yes", "vooral op vrijdag")


async def test_who_begins_to_write_at_the_answers_writes_the_note(statement: Writer) -> None:
    await statement.presses("right", "right")
    await statement.writes("snel, of\nhier\nen nu")
    await statement.presses("backspace")
    assert statement.field.text == "snel, of\nhier\nen n"
    await statement.sees("● soms")
    await statement.goes_on()
    (answer,) = (await statement.entry()).answers
    assert (answer.value, answer.text) == ("sometimes", "snel, of\nhier\nen n")


async def test_what_is_pasted_at_the_answers_is_the_note(statement: Writer) -> None:
    await statement.pastes("soms\nook zo")
    assert statement.field.text == "soms\nook zo"
    await statement.sees("○ soms")


async def test_what_was_recognised_can_be_let_go_of(statement: Writer) -> None:
    await statement.presses("right")
    await statement.goes_on()
    await statement.goes_back()
    await statement.presses("left")
    await statement.sees("○ herken ik")
    await statement.goes_on()
    assert not any(a.value for e in await statement.entries() for a in e.answers)


async def test_several_can_be_chosen_with_keys_and_mouse(list_: Writer) -> None:
    await list_.presses("down", "enter")
    await list_.clicks("○ trouw")
    await list_.sees("○ rust", "● moed", "● trouw")
    await list_.goes_on()
    answers = (await list_.entry()).answers
    assert [a.text for a in answers if a.value] == ["moed", "trouw"]


async def test_own_additions_are_kept_and_come_back(list_: Writer) -> None:
    await list_.presses("enter", "tab")
    await list_.writes("lachen\n\nzingen")
    await list_.goes_on()
    await list_.sees("Wat betekent 'rust' voor jou?")
    await list_.goes_back()
    await list_.sees("● rust", "lachen", "zingen")
    answers = (await list_.entry()).answers
    assert [a.text for a in answers if a.text] == ["rust", "lachen", "zingen"]


async def test_letting_go_removes_it(list_: Writer) -> None:
    await list_.presses("enter", "down", "enter", "tab")
    await list_.writes("lachen\nzingen")
    await list_.goes_on()
    await list_.goes_back()
    await list_.presses("home", "enter", "tab", *["backspace"] * len("\nzingen"))
    await list_.goes_on()
    answers = (await list_.entry()).answers
    assert [a.text for a in answers if a.text] == ["moed", "lachen"]
    await list_.sees("Wat betekent 'moed' voor jou?")


async def test_what_was_chosen_is_walked_one_by_one(list_: Writer) -> None:
    await list_.presses("enter", "down", "enter")
    await list_.goes_on()
    for value in ("rust", "moed"):
        await list_.sees(f"Wat betekent '{value}' voor jou?")
        await list_.writes(f"veel, {value}")
        await list_.goes_on()
    await list_.finishes()
    answers = (await list_.entry()).answers
    assert [a.text for a in answers if a.text.startswith("veel")] == ["veel, rust", "veel, moed"]


async def test_of_a_list_for_one_only_one_is_chosen(writer: Writer) -> None:
    await writer.begins("Een uit drie")
    await writer.clicks("rood als een tomaat")
    await writer.clicks("blauw als de zee")
    await writer.sees("○ rood", "● blauw")
    await writer.clicks("blauw als de zee")
    await writer.sees("○ rood", "○ blauw")
    await writer.clicks("rood als een tomaat")
    await writer.goes_on()
    await writer.finishes()
    assert [a.text for a in (await writer.entry()).answers if a.value] == ["rood als een tomaat"]


async def test_not_knowing_what_to_choose_is_an_answer(list_: Writer) -> None:
    await list_.does_not_know()
    (answer,) = (await list_.entry()).answers
    assert answer.state is AnswerState.UNKNOWN


TASTE = """\
id: volgt
title: Kiezen na kiezen
closing: false
steps:
  - id: smaak
    kind: choose
    text: Wat proef je?
    own: false
    options: [{id: zout, text: zout}, {id: zoet, text: zoet}]
  - id: gerecht
    kind: choose
    text: Wat maak je?
    of: smaak
    options:
      - {id: soep, text: een soep, under: zout}
      - {id: taart, text: een taart, under: zoet}
      - {id: brood, text: een brood}
"""
"""A list that follows an earlier one."""


@pytest.fixture
def taste(tmp_path: Path) -> Library:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "volgt.yaml").write_text(TASTE, encoding="utf-8")
    return load_library([tmp_path])


@pytest.fixture
async def dish(start: Start, taste: Library) -> Writer:
    """At the second list, with nothing chosen in the first."""
    writer = await start(content=taste)
    await writer.begins("Kiezen na kiezen")
    await writer.sees("Wat proef je?")
    await writer.goes_on()
    await writer.sees("Wat maak je?", "○ een soep", "○ een taart", "○ een brood")
    return writer


async def test_only_what_belongs_to_the_earlier_choice_is_offered(dish: Writer) -> None:
    await dish.goes_back()
    await dish.clicks("○ zoet")
    await dish.goes_on()
    await dish.sees("Wat maak je?", "○ een taart", "○ een brood")
    await dish.does_not_see("een soep")


async def test_what_was_chosen_and_is_no_longer_offered_stays_until_it_is_let_go_of(dish: Writer) -> None:
    await dish.clicks("○ een soep")
    await dish.presses("tab")
    await dish.writes("een salade")
    await dish.goes_back()
    await dish.clicks("○ zoet")
    await dish.goes_on()
    await dish.sees("● een soep", "○ een taart", "○ een brood", "een salade")
    await dish.goes_back()
    await dish.goes_on()
    assert {a.text for a in (await dish.entry()).answers if a.text} == {"een salade", "een soep", "zoet"}
    await dish.clicks("● een soep")
    await dish.goes_back()
    await dish.goes_on()
    await dish.sees("Wat maak je?", "een salade")
    await dish.does_not_see("een soep")


async def test_what_was_chosen_and_content_lost_stays_with_its_words(start: Start, taste: Library) -> None:
    at = Address(step="gerecht")
    lost = Answer(address=at.option("stoof"), question="Wat maak je?", text="een stoof", value="stoof")
    begun = entry(exercise="eigen:volgt", closed=None, position=at, answers=(lost,))
    writer = await start([begun], content=taste)
    await writer.presses("g")
    await writer.sees("Wat maak je?", "● een stoof")
    await writer.clicks("○ een brood")
    await writer.goes_on()
    assert [a.text for a in (await writer.entry()).choices(at)] == ["een stoof", "een brood"]
