"""A drawing on the screen: the question and the signs stay in sight, and all of it can be reached."""

import pytest

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.table import cell_at

from .conftest import Start
from .values import entry, said
from .writer import Writer

PEOPLE = Address(step="mensen")


def drawn(number: int) -> Entry:
    """An entry with so many people far off, left at the drawing of them."""
    answers: list[Answer] = [said("", "mensen", "Wie zijn erbij?")]
    for ordinal in range(number):
        row = f"row:{ordinal:08}"
        for column, text, value in (("wie", f"naam{ordinal}x", ""), ("plek", "verder weg", "far")):
            at = cell_at(PEOPLE, row, column)
            answers.append(Answer(address=at, question="?", text=text, value=value, ordinal=ordinal))
    here = Address(step="kringen")
    return entry(9, closed=None, exercise="proef:tabel", position=here, answers=tuple(answers))


async def looks(start: Start, number: int, size: tuple[int, int]) -> Writer:
    writer = await start([drawn(number)], size=size)
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
    seen = writer.words
    for _ in range(60):
        await writer.presses("pagedown")
        await writer.settles()
        seen += writer.words
    assert [n for n in range(200) if f"naam{n}x" not in seen] == []


async def test_a_drawing_with_nothing_in_it_says_so(start: Start) -> None:
    writer = await looks(start, 0, (80, 24))
    await writer.sees("Er staat nog niemand in de kringen.")
    await writer.does_not_see("● het midden")
