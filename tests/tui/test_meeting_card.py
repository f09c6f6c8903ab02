"""The card of a meeting, and what of it is shared."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input, OptionList

from reflectie.domain.change import Change
from reflectie.domain.entry import SELF, Address
from reflectie.domain.exercise import MeetingPhase
from reflectie.services import card_output
from reflectie.tui.cards.card_screen import CardFileDialog, CardScreen
from reflectie.tui.common.dialogs import ListDialog, MessageDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..export.test_card_page import prepared as fully_prepared
from .conftest import Start
from .meeting_helpers import (
    FIRST_QUESTION,
    TUESDAY,
    create_meeting,
    fill_in_preparation,
    finish_preparation,
    open_page,
)
from .sample_entries import make_entry
from .writer import NOON, Writer


async def test_the_shared_card_shows_only_items_marked_as_shared(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY, hour=14)
    await finish_preparation(writer, meeting)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(CardScreen)
    await writer.sees("regiotafel · kaart", "Waarvoor", "kinderen die blijven wonen", "a school", "●")
    await writer.sees(
        "Alleen voor jou. Spatie zet dit op je deelkaart; er wordt niets verstuurd.",
        "c kopiëren of afdrukken",
    )
    await writer.presses("k")
    await writer.sees("regiotafel · deelkaart", "nog niets gemarkeerd om te delen")
    await writer.presses("k", "space", *["down"] * 5, "space")
    await writer.sees("» staat op je deelkaart (k)")
    await writer.presses("k")
    await writer.sees("kinderen die blijven wonen", "●")
    await writer.does_not_see("school", "een datum", "wat heb je nodig?")
    shared = {a.address.step for a in (await writer.entry()).answers if a.shared}
    assert shared == {"opgave", "plek"}
    await writer.presses("home", "space")
    await writer.does_not_see("kinderen die blijven wonen")


async def test_a_preparation_resumed_from_home_shows_its_card_at_the_closing(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await open_page(writer, meeting)
    await writer.presses("enter")
    await writer.writes("kinderen die blijven wonen")
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("escape", "escape", "g")
    await writer.reaches(RunnerScreen)
    while not writer.is_at_closing:
        await writer.goes_on()
    await writer.sees("Je kaart voor aan tafel staat klaar.", "klaar, naar je kaart", "je kaart: bekijken")
    await writer.presses("down", "enter")
    await writer.reaches(CardScreen)
    await writer.sees("regiotafel · kaart", "kinderen die blijven wonen")


async def test_a_changed_answer_becomes_private_and_others_stay_shared(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await finish_preparation(writer, meeting)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(CardScreen)
    await writer.presses("space", "down", "space", "escape")
    await writer.reaches(MeetingScreen)
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    while FIRST_QUESTION.split("?", maxsplit=1)[0] not in writer.words:
        await writer.goes_back()
    await writer.writes(" en spelen")
    await writer.goes_on()
    await writer.goes_on()
    await writer.stops()
    saved = await writer.entry()
    answers = {step: saved.answer(Address(step=step)) for step in ("opgave", "anders")}
    assert {step: a.shared for step, a in answers.items() if a} == {"opgave": False, "anders": True}


async def test_a_moved_mark_becomes_private(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await finish_preparation(writer, meeting)
    saved = await writer.entry()
    place = next(mark.address for mark in saved.placements if mark.whose == SELF)
    shared = replace(saved.answer(place), shared=True)
    session = saved.with_answer(shared)
    same = Change(answers=(replace(shared, shared=False),), placements=(session.placement(place),))
    assert same.missing_from(session).is_empty
    moved = replace(session.placement(place), value=-71)
    (answer,) = replace(same, placements=(moved,)).missing_from(session).answers
    assert not answer.shared


LONG_GOAL = f"Dat ze blijven wonen, {' en nog iets' * 60} tot het einde."


async def open_full_card(writer: Writer) -> CardScreen:
    """Open the card of a preparation in which every question is answered at length."""
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    (exercise,) = writer.context.library.for_meeting(MeetingPhase.PREPARE)
    prepared = fully_prepared(exercise)
    goal = prepared.answer(Address(step="opgave"))
    assert goal
    prepared = prepared.with_answer(replace(goal, text=LONG_GOAL))
    saved = replace(prepared, id=make_entry(1).id, meeting=meeting.id, closed=NOON)
    await writer.context.require_journal.save(saved, saved.answers, saved.placements)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(CardScreen)
    return writer.current_screen(CardScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_the_card_opens_with_the_first_sentence_and_fits_the_screen(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start(size=size)
    await open_full_card(writer)
    items = writer.widget(OptionList)
    assert items.virtual_size.width <= items.size.width
    assert writer.option_texts[0].startswith("Mijn eerste zin")
    if size != (40, 15):
        assert items.virtual_size.height <= items.size.height
        await writer.sees("Mijn eerste zin", "Vraag aan ieder", "Waar ik sta", "Laat ik los,")


async def test_a_shortened_text_can_be_read_whole(writer: Writer) -> None:
    await open_full_card(writer)
    await writer.presses("down")
    await writer.sees("Enter lees verder")
    await writer.does_not_see("tot het einde")
    await writer.presses("enter")
    await writer.reaches(MessageDialog)
    await writer.sees(LONG_GOAL)
    await writer.presses("escape")
    await writer.reaches(CardScreen)


async def test_a_finished_preparation_ends_at_its_card(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await open_page(writer, meeting)
    await writer.presses("enter")
    await fill_in_preparation(writer, [["home"]])
    await writer.goes_on()
    await writer.goes_on()
    await writer.writes("Dag allemaal.")
    await writer.goes_on()
    await writer.finishes()
    await writer.reaches(CardScreen)
    await writer.sees("Mijn eerste zin", "Dag allemaal.")
    await writer.presses("escape")
    await writer.reaches(MeetingScreen)


# Taking the card along -----------------------------------------------------------------------------


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, which the system says is that of the user."""
    monkeypatch.setattr(card_output.platformdirs, "user_documents_dir", lambda: str(tmp_path))
    return tmp_path


def files_in(folder: Path) -> dict[str, str]:
    """The text of each file, by its name."""
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


async def test_the_card_can_be_copied(writer: Writer) -> None:
    await open_full_card(writer)
    await writer.presses("c")
    await writer.reaches(ListDialog)
    await writer.sees("De hele kaart, ook wat alleen voor jou is.")
    await writer.presses("enter")
    await writer.sees("klembord")
    assert "Mijn eerste zin" in writer.app.clipboard
    assert "tot het einde" in writer.app.clipboard, "the whole text"


async def test_only_the_shared_card_is_copied_when_that_is_shown(writer: Writer) -> None:
    await open_full_card(writer)
    await writer.presses("space", "k", "c")
    await writer.reaches(ListDialog)
    await writer.sees("Je deelkaart: alleen wat je deelt.")
    await writer.presses("enter")
    await writer.sees("klembord")
    assert "Mijn eerste zin" in writer.app.clipboard
    assert "Waarvoor" not in writer.app.clipboard


async def sees_in_notification(writer: Writer, name: str) -> None:
    """See a file name in a notification. On the screen it is broken over rows, with the card beside it."""

    def texts() -> list[str]:
        return ["".join(str(toast.render()).split()) for toast in writer.app.screen.query("Toast")]

    await writer.until(lambda: any(name in text for text in texts()), name)


async def test_the_card_is_saved_in_a_folder_that_the_user_sees(writer: Writer, documents: Path) -> None:
    await open_full_card(writer)
    for number in range(2):
        await writer.presses("c", "down", "enter")
        await writer.reaches(CardFileDialog)
        suggested = Path(writer.widget(Input).value)
        assert suggested.parent == documents
        assert suggested.name not in files_in(documents)
        await writer.presses("enter")
        await sees_in_notification(writer, suggested.name)
        assert len(files_in(documents)) == number + 1
        assert "Mijn eerste zin" in files_in(documents)[suggested.name]


async def test_a_file_that_exists_is_refused_and_escape_saves_nothing(
    writer: Writer, documents: Path
) -> None:
    other = documents / "ander.txt"
    other.write_text("van iemand anders")
    await open_full_card(writer)
    await writer.presses("c", "down", "enter")
    await writer.reaches(CardFileDialog)
    writer.widget(Input).value = str(other)
    await writer.presses("enter")
    await writer.sees("er staat al iets met die naam")
    await writer.presses("escape")
    await writer.reaches(CardScreen)
    assert files_in(documents) == {"ander.txt": "van iemand anders"}


async def test_without_a_printer_the_user_is_told_what_to_do(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    await open_full_card(writer)
    await writer.presses("c", "end", "enter")
    await writer.sees("Afdrukken lukt niet")
