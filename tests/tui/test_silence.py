"""A still while, and a day: nothing hurries, nothing is refused."""

import pytest

from reflectie.tui.steps import read_view

from .conftest import Start
from .writer import Writer


async def test_a_pause_can_be_left_at_any_moment(writer: Writer) -> None:
    await writer.begins("Stil en een dag")
    await writer.sees("Adem uit.", "Een minuut stil.")
    await writer.presses("enter")
    await writer.is_asked("Wanneer was dat?")
    assert await writer.entries() == []


async def test_without_animations_nothing_moves_and_the_end_is_told(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 0.2)
    await writer.begins("Stil en een dag")
    assert "●" not in writer.part("PauseView")
    await writer.sees("De stilte is voorbij.")


async def test_a_row_of_dots_empties_where_things_may_move(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 1.2)
    writer.app.animation_level = "full"
    await writer.begins("Stil en een dag")
    await writer.until(lambda: "● ·" in writer.part("PauseView"))
    await writer.sees("De stilte is voorbij.")
    assert "●" not in writer.part("PauseView")


async def test_there_is_nothing_to_skip_and_nothing_not_to_know_in_silence(writer: Writer) -> None:
    await writer.begins("Stil en een dag")
    await writer.does_not_see("overslaan", "weet ik (nog) niet")


async def day(writer: Writer, text: str) -> tuple[str, str]:
    await writer.begins("Stil en een dag")
    await writer.goes_on()
    await writer.writes(text)
    await writer.goes_on()
    (answer,) = (await writer.entry()).answers
    return answer.text, answer.value


@pytest.mark.parametrize(
    ("text", "value"),
    [("12-3-2024", "2024-03-12"), ("vorig jaar", "2025"), ("maart 2024", "2024-03"), ("ooit", "")],
)
async def test_a_day_is_kept_as_typed_with_what_is_understood(writer: Writer, text: str, value: str) -> None:
    assert await day(writer, text) == (text, value)


async def test_a_day_comes_back_as_it_was_typed(writer: Writer) -> None:
    await day(writer, "12 mrt")
    await writer.goes_back()
    await writer.sees("12 mrt", "12 maart 2027")


async def test_enter_goes_on_from_a_day(writer: Writer) -> None:
    await writer.begins("Stil en een dag")
    await writer.goes_on()
    await writer.writes("2024\n")
    await writer.is_asked("Hoe laat spreken jullie elkaar?")


async def test_a_time_can_stand_behind_a_day(writer: Writer) -> None:
    await day(writer, "2024")
    await writer.writes("24 nov om 14:30")
    await writer.sees("dinsdag 24 november 2026, 14:30 uur")
    await writer.goes_on()
    answers = {a.address.step: a.value for a in (await writer.entry()).answers}
    assert answers["tijd"] == "2026-11-24T14:30"


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_silence_fits(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    await writer.begins("Stil en een dag")
    await writer.sees("Adem uit.", "Een minuut stil.")
