import pytest

from reflectie.journal.backup.backups import list_backups
from reflectie.journal.folder import JournalFolder


@pytest.fixture
def folder(tmp_path):
    return JournalFolder(tmp_path / "map")


def test_a_backup_is_created_and_restored(person, save_entry, folder):
    save_entry("toen", 1)
    assert person.runs("backup") == 0
    save_entry("later", 2)
    assert person.runs("herstel") == 0
    assert "logboek-2026-11-22.db" in person.out
    assert person.runs("herstel", "22-11-2026", "--ja") == 0
    assert "1  verdwijnen" in person.out
    assert str(folder.backups_folder / "logboek-2026-11-22-2-vervangen.db") in person.err
    person.runs("lijst")
    assert ("toen" in person.out, "later" in person.out) == (True, False)


def test_nothing_is_restored_without_confirmation(person, save_entry):
    save_entry("toen", 1)
    person.runs("backup")
    save_entry("later", 2)
    assert person.runs("herstel", "logboek-2026-11-22.db") == 2
    person.is_interactive, person.answers = True, lambda *_: "nee"
    assert person.runs("herstel", "logboek-2026-11-22.db") == 1
    person.runs("lijst")
    assert "later" in person.out


@pytest.mark.parametrize("name", ["", "mijn.db"])
def test_a_backup_elsewhere_can_be_restored_on_a_new_computer(person, save_entry, tmp_path, name):
    save_entry("woord")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert person.runs("backup", "--naar", str(stick / name)) == 0
    person.environ["REFLECTIE_MAP"] = str(tmp_path / "nieuw")
    copy = stick / (name or "logboek-2026-11-22.db")
    assert person.runs("herstel", str(copy), "--ja") == 0
    person.runs("lijst")
    assert "woord" in person.out


def test_a_backup_never_overwrites_a_file(person, save_entry, tmp_path):
    save_entry("woord")
    existing = tmp_path / "brief.db"
    existing.write_text("van mij")
    assert person.runs("backup", "--naar", str(existing)) == 1
    assert existing.read_text() == "van mij"
    assert person.runs("backup", "--naar", str(tmp_path / "weg" / "x.db")) == 1
    for _ in range(2):
        assert person.runs("backup", "--naar", str(tmp_path)) == 0
    assert (tmp_path / "logboek-2026-11-22-2.db").exists()


def test_a_damaged_journal_names_the_backup_that_repairs_it(person, save_entry, folder, journal):
    save_entry("woord")
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
def test_damage_found_after_opening_names_that_backup_too(person, save_entry, folder, journal, command):
    save_entry("woord")
    person.runs("backup")
    journal.close()
    flip_byte(folder.journal_file, 4100)  # in the second page, which opening does not read
    assert person.runs(*command.split(), stdin=b"nog iets") == 1
    assert "De nieuwste goede kopie is logboek-2026-11-22.db; met 'reflectie herstel'" in person.err
    assert person.err.count("De nieuwste goede kopie") == 1


def flip_byte(path, offset):
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)


def test_a_damaged_key_file_is_restored_alone(person, save_entry, folder):
    save_entry("toen", 1)
    person.runs("backup")
    save_entry("later", 2)
    folder.key_file.write_text("kapot")
    assert person.runs("lijst") == 1
    assert "logboek-2026-11-22.db" in person.err
    assert person.runs("herstel", "--sleutels", "--ja") == 0
    person.runs("lijst")
    assert "later" in person.out


def test_the_keys_of_another_journal_are_not_restored(person, save_entry, folder, tmp_path):
    save_entry("woord")
    own_folder = person.environ["REFLECTIE_MAP"]
    person.environ["REFLECTIE_MAP"] = str(tmp_path / "ander")
    person.runs("schrijf", stdin=b"van een ander")
    person.runs("backup", "--naar", str(tmp_path))
    person.environ["REFLECTIE_MAP"] = own_folder
    before = folder.key_file.read_bytes()
    other = str(tmp_path / "logboek-2026-11-22.db")
    for options in (("--sleutels",), ()):
        assert person.runs("herstel", other, "--ja", *options) == 1
        assert folder.key_file.read_bytes() == before
    assert "hoort bij een ander logboek" in person.err


def test_a_missing_backup_is_reported(person, save_entry):
    save_entry("woord")
    assert person.runs("herstel", "1999-01-01") == 1
    assert person.runs("herstel", "--sleutels") == 1


def test_having_no_backups_yet_is_no_error(person, save_entry, folder):
    save_entry("woord")
    assert person.runs("herstel") == 0
    assert list_backups(folder) == ()
