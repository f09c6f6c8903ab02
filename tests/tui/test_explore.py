"""Exploring: the mark moves aside for a moment and returns."""

from reflectie.domain.entry import AnswerState

from .writer import Writer


async def go_to_explore(writer: Writer, *keys: str) -> None:
    await writer.begins("Een lijn")
    await writer.presses(*keys)
    await writer.goes_on()
    await writer.sees("Wat maakt dat dit jouw plek is?")
    await writer.goes_on()


async def test_the_mark_moves_to_each_side_and_its_origin_stays_visible(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.sees("Schuif een stukje naar 'zout'. Wat merk je?")
    await writer.until(lambda: (writer.line.value or 0) < 0)
    assert writer.line.origin == 0
    assert "○" in writer.cells_of("TensionLine")
    await writer.goes_on()
    await writer.sees("Wat zou je daar bij 'zout' anders doen?")
    await writer.goes_on()
    await writer.sees("Schuif een stukje naar 'peper'. Wat merk je?")
    await writer.until(lambda: (writer.line.value or 0) > 0)


async def test_the_mark_returns_when_the_user_leaves(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.until(lambda: (writer.line.value or 0) < 0)
    line = writer.line
    await writer.goes_on()
    assert line.value == 0


async def test_the_animation_is_visible_and_does_not_delay_the_next_stop(writer: Writer) -> None:
    writer.app.animation_level = "full"
    await go_to_explore(writer, "right")
    await writer.until(lambda: -24 < (writer.line.value or 0) < 0, "a picture halfway")
    line = writer.line
    await writer.goes_on()
    await writer.until(lambda: "Wat zou je daar bij 'zout' anders doen?" in writer.words)
    assert line.value == 0


async def test_exploring_saves_no_placements(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    for words in ("lichter", "wachten", "drukker", "bellen"):
        await writer.writes(words)
        await writer.goes_on()
    await writer.sees("En waar sta je vandaag?")
    entry = await writer.entry()
    assert [p.value for p in entry.placements] == [0]
    assert [a.text for a in entry.answers if a.text] == ["lichter", "wachten", "drukker", "bellen"]


async def test_at_a_pole_only_the_other_side_is_explored(writer: Writer) -> None:
    await go_to_explore(writer, "end")
    await writer.sees("Schuif een stukje naar 'zout'.")
    await writer.goes_on()
    await writer.goes_on()
    await writer.sees("En waar sta je vandaag?")


async def test_an_unknown_mark_is_not_explored(writer: Writer) -> None:
    await go_to_explore(writer, "?")
    await writer.sees("En waar sta je vandaag?")


async def test_an_explore_question_can_be_marked_as_unknown(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.does_not_know()
    await writer.sees("Wat zou je daar bij 'zout' anders doen?")
    assert [a.state for a in (await writer.entry()).answers][-1] is AnswerState.UNKNOWN
