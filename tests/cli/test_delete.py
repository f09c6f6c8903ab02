import errno
from pathlib import Path

import pytest

from reflectie.domain.entry import Address, Answer
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.bin import set_keep_until
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock


def test_an_entry_goes_to_the_bin_and_comes_back(person, save_entry):
    save_entry("woord")
    assert person.runs("verwijder", "00000001") == 0
    assert "reflectie verwijder 00000001 --terug" in person.err
    assert person.runs("toon", "00000001") == 1
    person.runs("verwijder", "--lijst")
    assert "00000001" in person.out
    assert person.runs("verwijder", "00000001", "--terug") == 0
    person.runs("zoek", "woord")
    assert "00000001" in person.out


def test_the_lists_show_the_answer_that_an_exercise_keeps(person, save_entry, journal, tmp_path):
    entry = save_entry("Een lang verhaal vooraf.", exercise="kern:een-zin-twee-kanten", title="Eén zin")
    journal.save(entry, [Answer(address=Address(step="zin"), question="?", text="Haast, dus rustig.")])
    set_keep_until(journal, entry.id, entry.day.replace(year=2020))
    person.runs("backup")
    person.runs("herstel", list_backups(JournalFolder(tmp_path / "map"))[0].name, "--lezen")
    assert "Haast, dus rustig." in person.out
    person.is_interactive = True
    person.runs("opruimen")
    assert "Haast, dus rustig." in person.err
    person.runs("verwijder", "00000001")
    for command in (("verwijder", "--lijst"), ("opruimen",)):
        person.runs(*command)
        assert "Haast, dus rustig." in person.out
        assert "verhaal" not in person.out


def test_an_id_cannot_be_combined_with_list_or_all(person, save_entry, capsys):
    for command in (("verwijder",), ("verwijder", "x", "--lijst"), ("verwijder", "x", "--alles")):
        assert person.runs(*command) == 2


def test_erasing_asks_for_a_word_and_replaces_the_backups(person, save_entry, tmp_path):
    save_entry("blijft", 1)
    save_entry("gaat weg", 2)
    for _ in range(2):
        person.runs("backup")
    person.runs("verwijder", "00000002")
    person.is_interactive, person.answers = True, lambda *_: "nee"
    assert person.runs("opruimen") == 1
    person.answers = lambda *_: "wis"
    assert person.runs("opruimen") == 0
    assert "SSD" in person.err
    assert len(list_backups(JournalFolder(tmp_path / "map"))) == 1
    assert person.runs("verwijder", "00000002", "--terug") == 1


def test_only_the_given_entry_is_erased_from_the_bin(person, save_entry):
    for number in (1, 2):
        save_entry("weg", number)
        person.runs("verwijder", f"0000000{number}")
    assert person.runs("opruimen", "00000001", "--ja") == 0
    person.runs("verwijder", "--lijst")
    assert "00000002" in person.out
    assert "00000001" not in person.out


def test_entries_past_their_retention_date_are_listed_first(person, save_entry, journal):
    entry = save_entry("oud")
    set_keep_until(journal, entry.id, entry.day.replace(year=2020))
    person.runs("opruimen", "--ja")
    assert "reflectie verwijder 00000001" in person.err
    assert count_entries(journal) == 1


def test_nothing_is_erased_without_a_terminal_to_confirm_in(person, save_entry):
    save_entry("woord")
    for command in ("opruimen", "verwijder"):
        assert person.runs(command, *(["--alles"] if command == "verwijder" else [])) == 2
        assert "--ja" in person.err
    assert person.runs("toon", "00000001") == 0


def test_everything_is_deleted_after_the_confirmation_word(person, save_entry, tmp_path):
    save_entry("woord")
    person.runs("backup")
    person.is_interactive, person.answers = True, lambda *_: "ja"
    assert person.runs("verwijder", "--alles") == 1
    person.answers = lambda *_: "Wis alles "
    assert person.runs("verwijder", "--alles") == 0
    assert "reflectie exporteer" in person.err
    assert not Path(tmp_path / "map").exists()
    assert person.runs("verwijder", "--alles", "--ja") == 1


def test_backups_without_a_journal_can_be_deleted_too(person, save_entry, journal, tmp_path):
    save_entry("woord")
    person.runs("backup")
    journal.close()
    for name in ("logboek.db", "sleutels.json"):
        (tmp_path / "map" / name).unlink()
    assert person.runs("verwijder", "--alles", "--ja") == 0
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize(("failing_path", "message"), [("", "er is niets gewist"), ("kopieen", "De rest is")])
def test_files_that_could_not_be_deleted_are_named(
    person, save_entry, tmp_path, monkeypatch, failing_path, message
):
    save_entry("woord")
    person.runs("backup")
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if failing_path in str(path):
            raise OSError(errno.EROFS, "read-only")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert person.runs("verwijder", "--alles", "--ja") == 1
    assert message in person.err
    assert ("De rest is" in person.err) == bool(failing_path)
    assert person.err.count("Dit bestand kon niet weg") == (2 if failing_path else 0)


def test_erasing_tells_that_another_screen_is_open(person, save_entry, tmp_path):
    save_entry("woord")
    lock = InstanceLock(JournalFolder(tmp_path / "map"))
    assert lock.acquire()
    assert person.runs("opruimen", "--ja") == 0
    assert "ook open in een ander venster" in person.err
    lock.release()
    assert person.runs("opruimen", "--ja") == 0
    assert "ander venster" not in person.err


def test_files_of_others_stay_and_are_named(person, save_entry, tmp_path):
    save_entry("woord")
    person.runs("backup")
    mine = tmp_path / "map" / "kopieen" / "belangrijk.docx"
    mine.write_text("van mij")
    for command in (("opruimen", "--ja"), ("verwijder", "--alles", "--ja")):
        assert person.runs(*command) == 0
        assert str(mine) in person.err
        assert mine.read_text() == "van mij"
    assert [path.name for path in (tmp_path / "map").rglob("*")] == ["kopieen", "belangrijk.docx"]
