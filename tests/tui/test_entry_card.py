"""The card of an entry that belongs to no meeting: from the closing and from the logbook."""

from pathlib import Path

import pytest

from reflectie.content.load import load_library
from reflectie.domain.exercise import Library
from reflectie.services import card_output
from reflectie.tui.cards.card_screen import CardFileDialog, CardScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen

from .conftest import Start
from .writer import Writer

EXERCISE = """\
id: mee
title: Vragen om mee te nemen
closing: false
card: [{step: vragen, label: Vragen}, {step: begin, label: Zo begin ik}]
steps:
  - id: vragen
    kind: choose
    text: Wat wil je vragen?
    options: [{id: hoe, text: 'Hoe was dat?'}, {id: wie, text: 'Wie was erbij?'}]
  - {id: begin, text: Hoe begin je?}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Library:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Eigen\n")
    (tmp_path / "mee.yaml").write_text(EXERCISE)
    return load_library([tmp_path])


@pytest.fixture
async def at_closing(start: Start, pack: Library) -> Writer:
    writer = await start(content=pack)
    await writer.begins("Vragen om mee te nemen")
    await writer.presses("space")
    await writer.goes_on()
    await writer.writes("Met koffie.")
    await writer.goes_on()
    return writer


async def test_the_closing_shows_the_card_with_what_was_chosen(at_closing: Writer) -> None:
    assert at_closing.option_texts == ["klaar", "je kaart: bekijken, kopiëren, bewaren of afdrukken"]
    await at_closing.presses("down", "enter")
    await at_closing.reaches(CardScreen)
    await at_closing.sees(
        "Vragen om mee te nemen · kaart", "vandaag", "Hoe was dat?", "Zo begin ik", "Met koffie."
    )
    await at_closing.does_not_see("Wie was erbij?")
    await at_closing.presses("escape")
    await at_closing.sees("klaar")
    await at_closing.presses("up", "enter")
    await at_closing.is_home()
    assert not (await at_closing.entry()).is_open


async def test_without_an_answer_on_it_no_card_is_offered(start: Start, pack: Library) -> None:
    writer = await start(content=pack)
    await writer.begins("Vragen om mee te nemen")
    await writer.skips()
    await writer.skips()
    assert writer.option_texts == ["klaar"]


async def test_the_card_is_saved_from_the_logbook(
    at_closing: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_output.platformdirs, "user_documents_dir", lambda: str(tmp_path))
    await at_closing.finishes()
    await at_closing.presses("l", "enter")
    await at_closing.reaches(ReaderScreen)
    await at_closing.presses("k")
    await at_closing.reaches(CardScreen)
    await at_closing.presses("c", "down", "enter")
    await at_closing.reaches(CardFileDialog)
    await at_closing.presses("enter")
    await at_closing.reaches(CardScreen)
    text = (tmp_path / "kaart-vragen-om-mee-te-nemen-2026-11-22.txt").read_text()
    assert "Hoe was dat?" in text
    assert "Met koffie." in text


async def test_a_reflection_without_a_card_has_no_key_for_it(start: Start, pack: Library) -> None:
    writer = await start(content=pack)
    await writer.presses("w")
    await writer.writes("vrij")
    await writer.stops()
    await writer.presses("l", "enter")
    await writer.reaches(ReaderScreen)
    await writer.presses("k")
    assert isinstance(writer.app.screen, ReaderScreen)
