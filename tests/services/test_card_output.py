"""The card as text, as a file and on paper."""

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest

from reflectie.domain.errors import ReflectieError
from reflectie.domain.meeting import Meeting
from reflectie.export.card import card_heading
from reflectie.journal.folder import JournalFolder
from reflectie.services import card_output
from reflectie.services.card_output import print_text, save_card, suggest_card_file

MEETING = Meeting(
    id="m",
    name="Regio/tafel: één",
    made=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    day=dt.date(2026, 11, 24),
)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, which the system says is that of the user."""
    monkeypatch.setattr(card_output.platformdirs, "user_documents_dir", lambda: str(tmp_path))
    return tmp_path


def test_a_file_is_suggested_in_the_documents_and_never_one_that_exists(documents: Path) -> None:
    first = suggest_card_file(card_heading(MEETING), shared=False)
    assert first == documents / "kaart-regio-tafel-een-2026-11-24.txt"
    first.touch()
    assert (
        suggest_card_file(card_heading(MEETING), shared=False).name
        == "kaart-regio-tafel-een-2026-11-24-2.txt"
    )
    assert (
        suggest_card_file(card_heading(MEETING), shared=True).name
        == "deelkaart-regio-tafel-een-2026-11-24.txt"
    )


def test_a_saved_card_can_be_read_by_this_user_only(tmp_path: Path) -> None:
    file = save_card(f"  '{tmp_path}/kaart.txt' ", "Dag allemaal.", None)
    assert file.read_text(encoding="utf-8") == "Dag allemaal."
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "kaart.txt"
    file.write_text("van iemand anders")
    with pytest.raises(ReflectieError, match="er staat al iets met die naam"):
        save_card(str(file), "Dag allemaal.", None)
    assert file.read_text() == "van iemand anders"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("{tmp}/weg/kaart.txt", "die map is er niet"),
        ("{tmp}/logboek/kaart.txt", "van je logboek zelf"),
        (" ", "Schrijf"),
    ],
)
def test_a_place_that_cannot_be_used_is_refused(tmp_path: Path, path: str, reason: str) -> None:
    journal = JournalFolder(tmp_path / "logboek")
    journal.create()
    with pytest.raises(ReflectieError, match=reason):
        save_card(path.format(tmp=tmp_path), "Dag allemaal.", journal)
    assert list(tmp_path.rglob("*.txt")) == []


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only command of the system: a printer that keeps what it gets in a file beside it."""
    command = tmp_path / "lp"
    command.write_text(f"#!/bin/sh\n/bin/cat > '{tmp_path}/papier'\n")
    command.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    return command


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no print command")
def test_a_card_goes_to_the_printer_of_the_system(printer: Path) -> None:
    print_text("Dag allemaal, één.")
    assert (printer.parent / "papier").read_text(encoding="utf-8") == "Dag allemaal, één."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no print command")
def test_a_printer_that_refuses_is_reported(printer: Path) -> None:
    printer.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ReflectieError, match="de printer nam het niet aan"):
        print_text("Dag allemaal.")


def test_without_a_print_command_the_user_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReflectieError, match=r"geen printer gevonden.*Bewaar hem als bestand"):
        print_text("Dag allemaal.")
