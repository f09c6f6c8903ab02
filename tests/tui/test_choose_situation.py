"""A situation that is chosen with F3 while a name is being typed is the situation of the entry."""

from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.situations.situation_flows import PurposeDialog, SituationDialog

from .writer import Writer

QUESTION = "Bij welke situatie hoort dit?"


async def all_situations(writer: Writer) -> tuple[Situation, ...]:
    return await writer.context.require_journal.call(situations.list_situations)


async def test_a_situation_chosen_beside_a_half_typed_name_takes_its_place(writer: Writer) -> None:
    lake = await writer.context.require_journal.call(situations.create_situation, "Het meer")
    await writer.begins("Iets in delen")
    await writer.presses("right")
    await writer.goes_on()
    await writer.goes_on()
    await writer.goes_on()
    await writer.is_asked(QUESTION)
    await writer.writes("De ri")
    await writer.presses("f3")
    await writer.reaches(SituationDialog)
    await writer.writes("meer\n")
    await writer.reaches(PurposeDialog)
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    await writer.sees("Het meer")
    await writer.goes_on()
    assert (await writer.entry()).situation == lake.id
    assert await all_situations(writer) == (lake,)


async def test_every_situation_can_be_brought_into_view(writer: Writer) -> None:
    names = [f"situatie {number:02}" for number in range(30)]
    for name in names:
        await writer.context.require_journal.call(situations.create_situation, name)
    await writer.begins("Iets in delen")
    await writer.presses("right", "ctrl+n", "ctrl+n", "ctrl+n")
    await writer.is_asked(QUESTION)
    for name in [summary.name for summary in await all_situations(writer)]:
        await writer.presses("down")
        await writer.sees(name)
