"""A drawing on the screen: the question and the signs stay in sight, and all of it can be reached."""

import pytest
from textual.containers import ScrollableContainer

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.table import cell_address

from .conftest import Start
from .values import entry, said
from .writer import Writer

PEOPLE, RINGS = Address(step="mensen"), Address(step="kringen")


def drawn(number: int, here: Address = RINGS) -> Entry:
    """An entry with so many people far off, left at the drawing of them or elsewhere."""
    answers: list[Answer] = [said("", "mensen", "Wie zijn erbij?")]
    for ordinal in range(number):
        row = f"row:{ordinal:08}"
        for column, text, value in (("wie", f"naam{ordinal}x", ""), ("plek", "verder weg", "far")):
            at = cell_address(PEOPLE, row, column)
            answers.append(Answer(address=at, question="?", text=text, value=value, ordinal=ordinal))
    return entry(9, closed=None, exercise="proef:tabel", position=here, answers=tuple(answers))


async def looks(start: Start, number: int, size: tuple[int, int]) -> Writer:
    writer = await start([drawn(number)], size=size)
    writer.app.animation_level = "none"
    await writer.sees("g Ga verder" if size[0] > 40 else "g Een vraag")
    await writer.presses("g")
    await writer.is_asked("Zo staan zij om je heen.")
    await writer.settles()
    return writer


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_question_and_the_signs_stay_in_sight_while_the_drawing_scrolls(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await looks(start, 200, size)
    for key in ("home", "end"):
        await writer.presses(key)
        await writer.sees("Zo staan zij om je heen.", "● het midden")


async def test_on_a_small_screen_they_make_room_for_the_drawing(start: Start) -> None:
    writer = await looks(start, 200, (40, 15))
    await writer.sees("Zo staan zij om je heen.", "● het midden")
    await writer.presses("end")
    await writer.until(lambda: "Zo staan zij" not in writer.words and "╰────" in writer.screen)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_every_name_of_two_hundred_comes_by(start: Start, size: tuple[int, int]) -> None:
    writer = await looks(start, 200, size)
    page, seen = writer.one(ScrollableContainer), writer.words
    while page.scroll_y < page.max_scroll_y:
        before = page.scroll_y
        await writer.presses("pagedown")
        await writer.until(lambda before=before: page.scroll_y > before)  # type: ignore[misc]
        await writer.settles()
        seen += writer.words
    assert [n for n in range(200) if f"naam{n}x" not in seen] == []


async def test_a_drawing_with_nothing_in_it_says_so(start: Start) -> None:
    writer = await looks(start, 0, (80, 24))
    await writer.sees("Er staat nog niemand in de kringen.")
    await writer.does_not_see("● het midden")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_table_of_two_hundred_opens_at_its_end_and_follows_the_person(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start([drawn(200, PEOPLE)], size=size)
    await writer.presses("g")
    await writer.is_asked("Wie zijn erbij?")
    await writer.until(lambda: "naam199x" in writer.part("TableGrid"))
    await writer.presses(*["up"] * 20)
    await writer.until(lambda: "› naam180x" in writer.part("TableGrid"))


async def test_a_choice_from_two_hundred_says_that_there_is_more_and_follows(start: Start) -> None:
    writer = await start([drawn(200, Address(step="banden"))])
    await writer.presses("g")
    await writer.is_asked("Hoe is het tussen hen?")
    await writer.until(lambda: "↓" in writer.part("CellOptions") and "↑" not in writer.part("CellOptions"))
    await writer.presses(*["right"] * 100)
    await writer.until(lambda: "● naam99x" in writer.part("CellOptions"))
    assert "↓" in writer.part("CellOptions") and "↑" in writer.part("CellOptions")
