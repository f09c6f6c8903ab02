import pytest

from reflectie.journal.backup.backups import list_backups
from reflectie.journal.folder import JournalFolder


@pytest.fixture
def folder(tmp_path):
    return JournalFolder(tmp_path / "map")


def test_a_copy_is_made_and_put_back(person, kept, folder):
    kept("toen", 1)
    assert person.runs("backup") == 0
    kept("later", 2)
    assert person.runs("herstel") == 0
    assert "logboek-2026-11-22.db" in person.out
    assert person.runs("herstel", "22-11-2026", "--ja") == 0
    assert "1  verdwijnen" in person.out
    assert str(folder.backups_folder / "logboek-2026-11-22-2-vervangen.db") in person.err
    person.runs("lijst")
    assert ("toen" in person.out, "later" in person.out) == (True, False)


def test_nothing_is_put_back_without_a_yes(person, kept):
    kept("toen", 1)
    person.runs("backup")
    kept("later", 2)
    assert person.runs("herstel", "logboek-2026-11-22.db") == 2
    person.types, person.answers = True, lambda *_: "nee"
    assert person.runs("herstel", "logboek-2026-11-22.db") == 1
    person.runs("lijst")
    assert "later" in person.out


@pytest.mark.parametrize("name", ["", "mijn.db"])
def test_a_copy_elsewhere_can_be_put_back_on_a_new_computer(person, kept, tmp_path, name):
    kept("woord")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert person.runs("backup", "--naar", str(stick / name)) == 0
    person.environ["REFLECTIE_MAP"] = str(tmp_path / "nieuw")
    copy = stick / (name or "logboek-2026-11-22.db")
    assert person.runs("herstel", str(copy), "--ja") == 0
    person.runs("lijst")
    assert "woord" in person.out


def test_a_copy_never_replaces_a_file(person, kept, tmp_path):
    kept("woord")
    there = tmp_path / "brief.db"
    there.write_text("van mij")
    assert person.runs("backup", "--naar", str(there)) == 1
    assert there.read_text() == "van mij"
    assert person.runs("backup", "--naar", str(tmp_path / "weg" / "x.db")) == 1
    for _ in range(2):
        assert person.runs("backup", "--naar", str(tmp_path)) == 0
    assert (tmp_path / "logboek-2026-11-22-2.db").exists()


def test_a_damaged_journal_is_told_with_the_copy_that_mends_it(person, kept, folder, journal):
    kept("woord")
    person.runs("backup")
    journal.close()
    folder.journal_file.write_bytes(folder.journal_file.read_bytes()[:4096])
    assert person.runs("lijst") == 1
    assert "logboek-2026-11-22.db" in person.err
    assert "Je wachtwoord is niet het probleem" in person.err
    assert person.runs("herstel", "2026-11-22", "--ja") == 0
    person.runs("lijst")
    assert "woord" in person.out


@pytest.mark.parametrize(
    "command", ["lijst", "zoek woord", "toon 00000001", "exporteer --naar -", "schrijf", "backup"]
)
def test_damage_that_is_met_after_opening_names_that_copy_too(person, kept, folder, journal, command):
    kept("woord")
    person.runs("backup")
    journal.close()
    flip(folder.journal_file, 4100)  # the second page: opening does not read it
    assert person.runs(*command.split(), stdin=b"nog iets") == 1
    assert "De nieuwste goede kopie is logboek-2026-11-22.db; met 'reflectie herstel'" in person.err
    assert person.err.count("De nieuwste goede kopie") == 1


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)


def test_damaged_keys_come_back_alone(person, kept, folder):
    kept("toen", 1)
    person.runs("backup")
    kept("later", 2)
    folder.key_file.write_text("kapot")
    assert person.runs("lijst") == 1
    assert "logboek-2026-11-22.db" in person.err
    assert person.runs("herstel", "--sleutels", "--ja") == 0
    person.runs("lijst")
    assert "later" in person.out


def test_keys_of_another_journal_are_not_put_back(person, kept, folder, tmp_path):
    kept("woord")
    mine = person.environ["REFLECTIE_MAP"]
    person.environ["REFLECTIE_MAP"] = str(tmp_path / "ander")
    person.runs("schrijf", stdin=b"van een ander")
    person.runs("backup", "--naar", str(tmp_path))
    person.environ["REFLECTIE_MAP"] = mine
    before = folder.key_file.read_bytes()
    other = str(tmp_path / "logboek-2026-11-22.db")
    for options in (("--sleutels",), ()):
        assert person.runs("herstel", other, "--ja", *options) == 1
        assert folder.key_file.read_bytes() == before
    assert "hoort bij een ander logboek" in person.err


def test_a_copy_that_is_not_there_is_said(person, kept):
    kept("woord")
    assert person.runs("herstel", "1999-01-01") == 1
    assert person.runs("herstel", "--sleutels") == 1


def test_no_copies_yet_is_no_error(person, kept, folder):
    kept("woord")
    assert person.runs("herstel") == 0
    assert list_backups(folder) == ()
