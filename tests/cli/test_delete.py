import errno
from pathlib import Path

import pytest

from reflectie.journal.backup.backups import list_backups
from reflectie.journal.bin import set_keep_until
from reflectie.journal.folder import JournalFolder


def test_an_entry_goes_to_the_bin_and_comes_back(person, kept):
    kept("woord")
    assert person.runs("verwijder", "00000001") == 0
    assert "reflectie verwijder 00000001 --terug" in person.err
    assert person.runs("toon", "00000001") == 1
    person.runs("verwijder", "--lijst")
    assert "00000001" in person.out
    assert person.runs("verwijder", "00000001", "--terug") == 0
    person.runs("zoek", "woord")
    assert "00000001" in person.out


def test_a_mark_and_a_list_do_not_go_together(person, kept, capsys):
    for command in (("verwijder",), ("verwijder", "x", "--lijst"), ("verwijder", "x", "--alles")):
        assert person.runs(*command) == 2


def test_tidying_asks_for_a_word_and_erases_the_copies_too(person, kept, tmp_path):
    kept("blijft", 1)
    kept("gaat weg", 2)
    for _ in range(2):
        person.runs("backup")
    person.runs("verwijder", "00000002")
    person.types, person.answers = True, lambda *_: "nee"
    assert person.runs("opruimen") == 1
    person.answers = lambda *_: "wis"
    assert person.runs("opruimen") == 0
    assert "SSD" in person.err
    assert len(list_backups(JournalFolder(tmp_path / "map"))) == 1
    assert person.runs("verwijder", "00000002", "--terug") == 1


def test_only_one_of_the_bin_is_erased_when_it_is_named(person, kept):
    for number in (1, 2):
        kept("weg", number)
        person.runs("verwijder", f"0000000{number}")
    assert person.runs("opruimen", "00000001", "--ja") == 0
    person.runs("verwijder", "--lijst")
    assert "00000002" in person.out
    assert "00000001" not in person.out


def test_what_is_past_its_day_is_told_first(person, kept, journal):
    entry = kept("oud")
    set_keep_until(journal, entry.id, entry.day.replace(year=2020))
    person.runs("opruimen", "--ja")
    assert "reflectie verwijder 00000001" in person.err
    assert journal.count_entries() == 1


def test_nothing_is_erased_when_nobody_can_confirm(person, kept):
    kept("woord")
    for command in ("opruimen", "verwijder"):
        assert person.runs(command, *(["--alles"] if command == "verwijder" else [])) == 2
        assert "--ja" in person.err
    assert person.runs("toon", "00000001") == 0


def test_all_is_removed_after_the_word_was_typed(person, kept, tmp_path):
    kept("woord")
    person.runs("backup")
    person.types, person.answers = True, lambda *_: "ja"
    assert person.runs("verwijder", "--alles") == 1
    person.answers = lambda *_: "Verwijder "
    assert person.runs("verwijder", "--alles") == 0
    assert "reflectie exporteer" in person.err
    assert not Path(tmp_path / "map").exists()
    assert person.runs("verwijder", "--alles", "--ja") == 1


def test_copies_that_were_left_alone_can_be_removed_too(person, kept, journal, tmp_path):
    kept("woord")
    person.runs("backup")
    journal.close()
    for name in ("logboek.db", "sleutels.json"):
        (tmp_path / "map" / name).unlink()
    assert person.runs("verwijder", "--alles", "--ja") == 0
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize(("stays", "words"), [("", "er is niets verwijderd"), ("kopieen", "De rest is")])
def test_what_could_not_be_removed_is_told_as_it_is(person, kept, tmp_path, monkeypatch, stays, words):
    kept("woord")
    person.runs("backup")
    really = Path.unlink

    def refusing(path, missing_ok=False):
        if stays in str(path):
            raise OSError(errno.EROFS, "read-only")
        really(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    assert person.runs("verwijder", "--alles", "--ja") == 1
    assert words in person.err
    assert ("De rest is" in person.err) == bool(stays)
    assert person.err.count("Dit bestand kon niet weg") == (2 if stays else 0)
