"""The mark of the first start stays while the user goes back and forth."""

from reflectie.journal.folder import JournalFolder

from .conftest import Start

PASSWORD = "paraplu in de regen"


async def test_a_mark_stays_when_the_user_goes_back_to_the_roles(start: Start, folder: JournalFolder) -> None:
    writer = await start(folder=folder)
    await writer.presses("enter")
    await writer.sees("Wat is je rol?")
    await writer.presses("enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses("right", "end", "escape")
    await writer.sees("Wat is je rol?")
    await writer.presses("space", "enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.presses("ctrl+n")
    await writer.sees("Kies een wachtwoord")
    await writer.writes(f"{PASSWORD}\n{PASSWORD}\n")
    await writer.is_asked("Wat maakt dat dit jouw plek is?")
    (saved,) = await writer.entries()
    assert [mark.value for mark in saved.placements] == [100]


async def test_words_typed_at_the_first_line_are_not_lost_silently(
    start: Start, folder: JournalFolder
) -> None:
    writer = await start(folder=folder)
    await writer.presses("enter", "enter")
    await writer.sees("doorgaan", "vertragen")
    await writer.writes("zin")
    assert writer.status == "Dat is niet opgeschreven. Schrijven kan hierna, als je een wachtwoord hebt."
