"""Pauses and dates."""

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


async def test_without_animations_a_text_says_when_the_pause_is_over(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 0.2)
    await writer.begins("Stil en een dag")
    assert "●" not in writer.cells_of("PauseView")
    await writer.sees("De stilte is voorbij.")


async def test_with_animations_the_dots_disappear(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 1.2)
    writer.app.animation_level = "full"
    await writer.begins("Stil en een dag")
    await writer.until(lambda: "● ·" in writer.cells_of("PauseView"))
    await writer.sees("De stilte is voorbij.")
    assert "●" not in writer.cells_of("PauseView")


async def test_a_pause_cannot_be_skipped_or_marked_as_unknown(writer: Writer) -> None:
    await writer.begins("Stil en een dag")
    await writer.does_not_see("overslaan", "weet ik (nog) niet")


@pytest.fixture
def bells(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A sign for each time the terminal sounds."""
    heard: list[str] = []
    monkeypatch.setattr(writer.app, "bell", lambda: heard.append("bell"))
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 0.2)
    return heard


async def test_a_pause_ends_without_a_sound(writer: Writer, bells: list[str]) -> None:
    await writer.begins("Stil en een dag")
    await writer.sees("☐ geluid aan het eind", "De stilte is voorbij.")
    assert bells == []


async def test_a_sound_that_was_asked_for_is_heard_once_and_remembered(
    writer: Writer, bells: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 60)
    await writer.begins("Stil en een dag")
    await writer.presses("space")
    await writer.sees("☑ geluid aan het eind: één piep")
    await writer.presses("enter")
    await writer.is_asked("Wanneer was dat?")
    assert bells == [], "a pause that was left is silent"
    monkeypatch.setattr(read_view, "MINUTE_SECONDS", 0.2)
    await writer.goes_back()
    await writer.sees("☑ geluid aan het eind", "De stilte is voorbij.")
    assert bells == ["bell"]


async def test_a_click_turns_the_sound_off_again(writer: Writer, bells: list[str]) -> None:
    writer.context.has_pause_sound = True
    await writer.begins("Stil en een dag")
    await writer.clicks("geluid aan het eind")
    await writer.sees("☐ geluid aan het eind", "De stilte is voorbij.")
    assert not writer.context.has_pause_sound


async def answer_with_date(writer: Writer, text: str) -> tuple[str, str]:
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
async def test_a_date_is_saved_as_typed_with_its_value(writer: Writer, text: str, value: str) -> None:
    assert await answer_with_date(writer, text) == (text, value)


async def test_a_date_is_shown_again_as_typed(writer: Writer) -> None:
    await answer_with_date(writer, "12 mrt")
    await writer.goes_back()
    await writer.sees("12 mrt", "12 maart 2027")


async def test_enter_goes_to_the_next_stop_from_a_date(writer: Writer) -> None:
    await writer.begins("Stil en een dag")
    await writer.goes_on()
    await writer.writes("2024\n")
    await writer.is_asked("Hoe laat spreken jullie elkaar?")


async def test_a_date_can_have_a_time(writer: Writer) -> None:
    await answer_with_date(writer, "2024")
    await writer.writes("24 nov om 14:30")
    await writer.sees("dinsdag 24 november 2026, 14:30 uur")
    await writer.goes_on()
    answers = {a.address.step: a.value for a in (await writer.entry()).answers}
    assert answers["tijd"] == "2026-11-24T14:30"


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_pause_fits_every_screen_size(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    await writer.begins("Stil en een dag")
    await writer.sees("Adem uit.", "Een minuut stil.")
