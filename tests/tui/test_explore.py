"""Exploring: the user moves the mark aside for a moment."""

from reflectie.domain.entry import AnswerState

from .writer import Writer


async def go_to_explore(writer: Writer, *keys: str) -> None:
    await writer.begins("Een lijn")
    await writer.presses(*keys)
    await writer.goes_on()
    await writer.sees("Wat maakt dat dit jouw plek is?")
    await writer.goes_on()


async def test_the_user_moves_the_mark_and_its_origin_stays_visible(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.sees("Schuif een stukje naar 'zout'. Wat merk je?", "Met ← of → schuif je je teken.")
    assert (writer.line.value, writer.line.origin) == (0, 0)
    await writer.presses("left", "left")
    assert (writer.line.value or 0) < 0 == writer.line.origin
    assert "○" in writer.cells_of("TensionLine")


async def test_the_mark_stays_where_it_was_moved_for_the_next_question_about_that_side(
    writer: Writer,
) -> None:
    await go_to_explore(writer, "right")
    await writer.presses("shift+left")
    moved = writer.line.value
    await writer.goes_on()
    await writer.is_asked("Wat zou je daar bij 'zout' anders doen?")
    assert writer.line.value == moved and writer.field.has_focus
    await writer.goes_on()
    await writer.is_asked("Schuif een stukje naar 'peper'. Wat merk je?")
    assert writer.line.value == 0 and writer.line.has_focus


async def test_text_typed_at_the_line_goes_to_the_field(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.presses("left")
    moved = writer.line.value
    await writer.writes("het helpt")
    assert (writer.field.text, writer.line.value) == ("het helpt", moved)


async def test_text_pasted_at_the_line_goes_to_the_field(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.pastes("geplakt\nhier")
    assert writer.field.text == "geplakt\nhier"


async def test_enter_goes_from_the_line_to_the_field(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    await writer.presses("left", "enter")
    assert writer.field.has_focus
    await writer.is_asked("Schuif een stukje naar 'zout'. Wat merk je?")


async def test_moving_the_mark_alone_saves_nothing(writer: Writer) -> None:
    await go_to_explore(writer, "right")
    before = await writer.entry()
    await writer.presses("end", "ctrl+n", "ctrl+t")
    assert (await writer.entry()).placements == before.placements
    assert (await writer.entry()).answers == before.answers


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
