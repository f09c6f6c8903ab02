"""Recognising statements, and choosing from a list."""

from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.entry import Address, Answer, AnswerState
from reflectie.domain.exercise import Library

from .conftest import Start
from .sample_entries import make_entry
from .writer import Writer


@pytest.fixture
async def statement(writer: Writer) -> Writer:
    await writer.begins("Herkennen")
    await writer.sees("Dat doe ik straks wel.")
    return writer


@pytest.fixture
async def value_list(writer: Writer) -> Writer:
    await writer.begins("Kiezen en aanvullen")
    await writer.sees("Wat is je dierbaar?", "☐ rust", "☐ moed", "☐ trouw")
    return writer


async def test_the_space_key_recognises_a_statement(statement: Writer) -> None:
    await statement.sees("○ herken ik", "○ soms", "○ nu niet")
    await statement.presses("right", "space")
    await statement.sees("● soms")
    await statement.presses("enter")
    await statement.sees("Ik doe het liever zelf.")
    (answer,) = (await statement.entry()).answers
    assert (answer.question, answer.value) == ("Dat doe ik straks wel.", "sometimes")


async def test_arrow_keys_and_mouse_recognise_a_statement(statement: Writer) -> None:
    await statement.presses("right", "right")
    await statement.sees("● soms")
    await statement.presses("left")
    await statement.sees("● herken ik", "○ soms")
    await statement.clicks("nu niet")
    await statement.sees("● nu niet", "○ herken ik")
    await statement.goes_on()
    assert (await statement.entry()).answers[0].value == "not_now"


async def test_a_statement_is_saved_and_shown_again_with_its_note(statement: Writer) -> None:
    await statement.presses("right", "tab")
    await statement.writes("vooral op vrijdag")
    await statement.goes_on()
    await statement.goes_back()
    await statement.sees("● herken ik", "vooral op vrijdag")
    (answer,) = (await statement.entry()).answers
    assert (answer.value, answer.text) == ("yes", "vooral op vrijdag")


async def test_text_typed_at_the_options_goes_to_the_note(statement: Writer) -> None:
    await statement.presses("right", "right")
    await statement.writes("snel, of\nhier\nen nu")
    await statement.presses("backspace")
    assert statement.field.text == "snel, of\nhier\nen n"
    await statement.sees("● soms")
    await statement.goes_on()
    (answer,) = (await statement.entry()).answers
    assert (answer.value, answer.text) == ("sometimes", "snel, of\nhier\nen n")


async def test_text_pasted_at_the_options_goes_to_the_note(statement: Writer) -> None:
    await statement.pastes("soms\nook zo")
    assert statement.field.text == "soms\nook zo"
    await statement.sees("○ soms")


async def test_a_recognised_statement_can_be_deselected(statement: Writer) -> None:
    await statement.presses("right")
    await statement.goes_on()
    await statement.goes_back()
    await statement.presses("left")
    await statement.sees("○ herken ik")
    await statement.goes_on()
    assert not any(a.value for e in await statement.entries() for a in e.answers)


async def test_several_options_can_be_selected_with_keys_and_mouse(value_list: Writer) -> None:
    await value_list.presses("down", "enter")
    await value_list.clicks("☐ trouw")
    await value_list.sees("☐ rust", "☑ moed", "☑ trouw")
    await value_list.goes_on()
    answers = (await value_list.entry()).answers
    assert [a.text for a in answers if a.value] == ["moed", "trouw"]


async def test_additions_are_saved_and_shown_again(value_list: Writer) -> None:
    await value_list.presses("enter", "tab")
    await value_list.writes("lachen\n\nzingen")
    await value_list.goes_on()
    await value_list.sees("Wat betekent 'rust' voor jou?")
    await value_list.goes_back()
    await value_list.sees("☑ rust", "lachen", "zingen")
    answers = (await value_list.entry()).answers
    assert [a.text for a in answers if a.text] == ["rust", "lachen", "zingen"]


async def test_a_deselected_option_is_removed_from_the_entry(value_list: Writer) -> None:
    await value_list.presses("enter", "down", "enter", "tab")
    await value_list.writes("lachen\nzingen")
    await value_list.goes_on()
    await value_list.goes_back()
    await value_list.presses("home", "enter", "tab", *["backspace"] * len("\nzingen"))
    await value_list.goes_on()
    answers = (await value_list.entry()).answers
    assert [a.text for a in answers if a.text] == ["moed", "lachen"]
    await value_list.sees("Wat betekent 'moed' voor jou?")


async def test_each_selected_option_gets_its_own_question(value_list: Writer) -> None:
    await value_list.presses("enter", "down", "enter")
    await value_list.goes_on()
    for value in ("rust", "moed"):
        await value_list.sees(f"Wat betekent '{value}' voor jou?")
        await value_list.writes(f"veel, {value}")
        await value_list.goes_on()
    await value_list.finishes()
    answers = (await value_list.entry()).answers
    assert [a.text for a in answers if a.text.startswith("veel")] == ["veel, rust", "veel, moed"]


async def test_a_single_choice_list_selects_at_most_one_option(writer: Writer) -> None:
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


async def test_text_typed_at_the_options_goes_to_the_field_for_additions(value_list: Writer) -> None:
    await value_list.presses("enter")
    await value_list.writes("lachen is\nook fijn")
    assert value_list.field.text == "lachen is\nook fijn"
    await value_list.goes_on()
    answers = (await value_list.entry()).answers
    assert [a.text for a in answers if a.text] == ["rust", "lachen is", "ook fijn"]


async def test_text_typed_at_options_without_a_field_says_that_it_is_not_taken(writer: Writer) -> None:
    await writer.begins("Een uit drie")
    before = writer.screen
    await writer.writes("zee")
    assert "niet opgeschreven" in writer.status
    assert writer.screen.replace(writer.status, "").split() == before.split()


async def test_a_long_option_hangs_under_its_text(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    long = TASTE.replace("text: zout", "text: zout dat smaakt naar de zee en naar een dag aan het strand")
    (tmp_path / "volgt.yaml").write_text(long, encoding="utf-8")
    writer = await start(size=(40, 20), content=load_library([tmp_path]))
    await writer.begins("Kiezen na kiezen")
    await writer.sees("☐ zout dat smaakt")
    first = next(number for number, row in enumerate(writer.rows) if "☐ zout" in row)
    column = writer.rows[first].index("zout")
    following = writer.rows[first + 1]
    assert following[:column].strip(" │") == "" and following[column] != " "


async def test_a_choice_can_be_marked_as_unknown(value_list: Writer) -> None:
    await value_list.does_not_know()
    (answer,) = (await value_list.entry()).answers
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
"""A list whose options depend on an earlier list."""


@pytest.fixture
def taste(tmp_path: Path) -> Library:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "volgt.yaml").write_text(TASTE, encoding="utf-8")
    return load_library([tmp_path])


@pytest.fixture
async def dish(start: Start, taste: Library) -> Writer:
    """A user at the second list, with nothing selected in the first."""
    writer = await start(content=taste)
    await writer.begins("Kiezen na kiezen")
    await writer.sees("Wat proef je?")
    await writer.goes_on()
    await writer.sees("Wat maak je?", "☐ een soep", "☐ een taart", "☐ een brood")
    return writer


async def test_only_options_under_the_earlier_choice_are_offered(dish: Writer) -> None:
    await dish.goes_back()
    await dish.clicks("☐ zoet")
    await dish.goes_on()
    await dish.sees("Wat maak je?", "☐ een taart", "☐ een brood")
    await dish.does_not_see("een soep")


async def test_a_selected_option_that_is_no_longer_offered_stays_until_deselected(dish: Writer) -> None:
    await dish.clicks("☐ een soep")
    await dish.presses("tab")
    await dish.writes("een salade")
    await dish.goes_back()
    await dish.clicks("☐ zoet")
    await dish.goes_on()
    await dish.sees("☑ een soep", "☐ een taart", "☐ een brood", "een salade")
    await dish.goes_back()
    await dish.goes_on()
    assert {a.text for a in (await dish.entry()).answers if a.text} == {"een salade", "een soep", "zoet"}
    await dish.clicks("☑ een soep")
    await dish.goes_back()
    await dish.goes_on()
    await dish.sees("Wat maak je?", "een salade")
    await dish.does_not_see("een soep")


async def test_a_selected_option_that_left_the_content_keeps_its_text(start: Start, taste: Library) -> None:
    at = Address(step="gerecht")
    lost = Answer(address=at.option("stoof"), question="Wat maak je?", text="een stoof", value="stoof")
    begun = make_entry(exercise="eigen:volgt", closed=None, position=at, answers=(lost,))
    writer = await start([begun], content=taste)
    await writer.presses("g")
    await writer.sees("Wat maak je?", "☑ een stoof")
    await writer.clicks("☐ een brood")
    await writer.goes_on()
    assert [a.text for a in (await writer.entry()).choices(at)] == ["een stoof", "een brood"]


async def test_a_follow_up_shows_what_was_chosen(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "volgt.yaml").write_text(TASTE_AND_WHY, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.begins("Kiezen en vertellen")
    await writer.clicks("☐ zout")
    await writer.goes_on()
    await writer.sees("Wat proef je?", "zout", "Wanneer het een, en wanneer het ander?")
    await writer.goes_back()
    await writer.clicks("☑ zout")
    await writer.goes_on()
    await writer.sees("Wat proef je?", "Wanneer het een, en wanneer het ander?")
    await writer.does_not_see("zout")


TASTE_AND_WHY = """\
id: volgt
title: Kiezen en vertellen
closing: false
steps:
  - id: smaak
    kind: choose
    text: Wat proef je?
    own: false
    options: [{id: zout, text: zout}, {id: zoet, text: zoet}]
    follow_ups: [{id: wanneer, text: "Wanneer het een, en wanneer het ander?"}]
"""


VOICES = """\
id: stemmen
title: Stemmen per plek
closing: false
steps:
  - id: plek
    kind: choose
    text: Waar zit je?
    options: [{id: af, text: aan het begin}, {id: om, text: om de hoek}]
  - id: deel-af
    kind: part
    title: Aan het begin
    steps:
      - id: zei-af
        kind: recognise
        of: plek
        text: Herken je dit?
        statements: [{id: a, under: af, text: Ik wist niets.}]
  - id: deel-om
    kind: part
    title: Om de hoek
    steps:
      - id: zei-om
        kind: recognise
        of: plek
        text: Herken je dit?
        statements: [{id: b, under: om, text: Daar was ze.}]
"""


async def test_the_choice_leads_to_its_statements(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "stemmen.yaml").write_text(VOICES, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.begins("Stemmen per plek")
    await writer.clicks("☐ om de hoek")
    await writer.goes_on()
    assert writer.option_texts == ["klaar", "Om de hoek · 1 minuut"]
    await writer.presses("down", "enter")
    await writer.sees("Daar was ze.")
    await writer.goes_on()
    await writer.sees("klaar")


NOTED = """\
id: reden
title: Kiezen met een reden
closing: false
steps:
  - id: kan
    kind: choose
    text: Kan dit alleen?
    many: false
    note: true
    options: [{id: ja, text: 'ja'}, {id: nee, text: 'nee'}]
  - {id: verder, text: En nu?, beside: kan}
"""


async def test_a_reason_is_saved_beside_the_choice_and_shown_with_it(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "reden.yaml").write_text(NOTED, encoding="utf-8")
    writer = await start(content=load_library([tmp_path]))
    await writer.begins("Kiezen met een reden")
    await writer.sees("Wat maakt dat? Als je wilt, schrijf je het hier.")
    await writer.clicks("○ nee")
    await writer.presses("tab")
    await writer.writes("te groot\nvoor ons")
    await writer.goes_on()
    await writer.sees("En nu?", "nee te groot voor ons")
    at = Address(step="kan")
    entry = await writer.entry()
    assert [a.text for a in entry.choices(at)] == ["nee"]
    assert entry.saved_text(at) == "te groot\nvoor ons"
    await writer.goes_back()
    await writer.sees("● nee", "te groot")
