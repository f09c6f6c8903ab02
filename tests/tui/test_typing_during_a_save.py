"""Keys that arrive while a stop is left by a click, when the keyboard is not held back."""

from reflectie.journal.journal import Journal

from .writer import Writer


async def test_a_key_during_the_save_of_a_stop_that_is_left_is_in_its_answer(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("Eerst")
    field, journal = writer.field, writer.context.require_journal
    original = journal.save

    async def save_while_typing(*args: object, **options: object) -> object:
        receipt = await original(*args, **options)  # type: ignore[arg-type]
        if field.text == "Eerst":
            field.insert(" en meer")
        return receipt

    journal.save = save_while_typing  # type: ignore[method-assign, assignment]
    await writer.clicks("Ctrl+N verder")
    await writer.settles()
    entry = await writer.entry()
    assert [answer.text for answer in entry.answers] == ["Eerst en meer"]
    assert await journal.call(Journal.drafts, entry.id) == ()
