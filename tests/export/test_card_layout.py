"""The card as rows on a screen: labels beside texts, and texts shortened until they fit."""

import pytest

from reflectie.content.compiled import open_library
from reflectie.domain.entry import Address
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.text_layout import cell_width
from reflectie.export.card import CardEntry, CardItem, card_items, full_text, lay_out_card
from reflectie.export.document import OtherPlacement, PlacementBlock, TypedTextBlock

from .test_card_page import prepared

WIDTH, HEIGHT = 75, 20
"""The cells for the card at 80 by 24: without margins, title, status and keys."""

LONG = " ".join(f"woord{number}" for number in range(60))


def item(label: str, text: str) -> CardItem:
    return CardItem(
        label=label,
        addresses=(Address(step=label),),
        is_shared=False,
        blocks=(TypedTextBlock(text=text),),
    )


def rows(entries: tuple[CardEntry, ...]) -> list[str]:
    return [row.label + row.text for entry in entries for row in entry.rows]


def test_the_card_of_a_preparation_fits_a_terminal_of_80_by_24() -> None:
    (exercise,) = open_library([]).for_meeting(MeetingPhase.PREPARE)
    entries = lay_out_card(card_items(prepared(exercise), exercise), WIDTH, HEIGHT)
    page = rows(entries)
    assert len(page) <= HEIGHT
    assert max(map(cell_width, page)) <= WIDTH
    assert page[0].startswith("Mijn eerste zin")
    assert not entries[0].is_shortened


def test_texts_stay_whole_while_there_is_room() -> None:
    (entry,) = lay_out_card([item("Waarvoor", LONG)], WIDTH, HEIGHT)
    assert not entry.is_shortened
    assert " ".join(row.text for row in entry.rows) == LONG


def test_a_long_text_is_shortened_and_can_be_read_whole() -> None:
    items = [item("Mijn eerste zin", "Dag allemaal."), *(item(f"deel {n}", LONG) for n in range(9))]
    entries = lay_out_card(items, WIDTH, HEIGHT)
    assert len(rows(entries)) <= HEIGHT
    assert [entry.is_shortened for entry in entries] == [False] + [True] * 9
    assert len(entries[1].rows) > len(entries[-1].rows), "the first ones get the room that is left"
    assert rows(entries)[-1].endswith("…")
    assert full_text(entries[-1].item) == LONG


def test_the_first_sentence_is_the_last_to_be_shortened() -> None:
    items = [item("Mijn eerste zin", LONG[:160]), *(item(f"deel {n}", LONG) for n in range(16))]
    entries = lay_out_card(items, WIDTH, HEIGHT)
    assert not entries[0].is_shortened
    assert len(rows(entries)) <= HEIGHT


def test_a_card_that_cannot_fit_is_longer_than_the_screen_and_loses_no_item() -> None:
    entries = lay_out_card([item(f"deel {n}", LONG) for n in range(40)], WIDTH, HEIGHT)
    assert len(entries) == 40
    assert {len(entry.rows) for entry in entries[1:]} == {2}


def test_a_label_stands_at_the_first_of_its_items_and_above_the_text_on_a_narrow_screen() -> None:
    items = [item("Vraag aan ieder", "gemeente: hoe?"), item("Vraag aan ieder", "school: wat?")]
    assert [row.strip() for row in rows(lay_out_card(items, WIDTH, HEIGHT))] == [
        "Vraag aan ieder  gemeente: hoe?",
        "school: wat?",
    ]
    assert len(rows(lay_out_card([item(f"deel {n}", LONG) for n in range(4)], 36, HEIGHT))) <= HEIGHT
    assert rows(lay_out_card(items, 36, HEIGHT)) == ["Vraag aan ieder", "gemeente: hoe?", "school: wat?"]


@pytest.mark.parametrize("height", [1, HEIGHT])
def test_a_line_with_marks_is_never_cut(height: int) -> None:
    line = PlacementBlock(
        left="doorgaan",
        right="vertragen",
        aspect=Aspect.NOW,
        value=0,
        others=(OtherPlacement(whose="school", value=40),),
    )
    placed = CardItem(label="Waar ik sta", addresses=(), is_shared=False, blocks=(line,))
    (entry,) = lay_out_card([placed], WIDTH, height)
    assert [row.is_line for row in entry.rows] == [False, True, False]
    assert entry.rows[-1].is_quiet
