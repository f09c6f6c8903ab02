import json
import os

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import KEY_FILE_FORMAT, KeyFile, read_key_file, seal_key_file


def test_a_sound_journal_exits_with_zero(person, save_entry):
    save_entry("woord")
    person.runs("backup")
    assert person.runs("controle") == 0
    assert "goed    logboek" in person.out
    assert "fout" not in person.out


def test_a_problem_names_the_command_that_repairs_it(person, save_entry, journal):
    save_entry("woord")
    journal.connection.execute("DELETE FROM findable")
    assert person.runs("controle") == 1
    assert "→ reflectie controle --repareer" in person.out
    assert person.runs("controle", "--repareer") == 0


def test_every_diagnostic_has_every_key_in_json(person, save_entry):
    save_entry("woord")
    person.runs("controle", "--json")
    assert all(set(item) == {"name", "level", "what", "where", "mend"} for item in json.loads(person.out))


def test_a_journal_that_does_not_open_is_reported_as_a_diagnostic(person, save_entry, journal, tmp_path):
    save_entry("woord")
    person.runs("backup")
    journal.close()
    (tmp_path / "map" / "logboek.db").write_bytes(b"weg")
    assert person.runs("controle", "--json") == 1
    [error] = [item for item in json.loads(person.out) if item["level"] == "fout"]
    assert (error["name"], error["mend"]) == ("logboek", "reflectie herstel")


@pytest.mark.parametrize(
    ("offsets", "message"),
    [
        ((4100,), "1 bladzijde van het bestand is beschadigd."),
        ((4100, 8200), "2 bladzijden van het bestand zijn beschadigd."),
    ],
)
def test_the_number_of_damaged_pages_is_worded_correctly(
    person, save_entry, journal, tmp_path, offsets, message
):
    save_entry("woord")
    journal.close()
    path = tmp_path / "map" / "logboek.db"
    content = bytearray(path.read_bytes())
    for offset in offsets:
        content[offset] ^= 0xFF
    path.write_bytes(content)
    assert person.runs("controle") == 1
    assert message in person.out


def test_checking_creates_no_journal(person, tmp_path):
    assert person.runs("controle") == 1
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize("damage", ["missing", "broken", "changed"])
def test_damaged_keys_are_reported_once_and_the_journal_is_not_blamed(person, save_entry, tmp_path, damage):
    save_entry("woord")
    person.runs("backup")
    folder = JournalFolder(tmp_path / "map")
    if damage == "missing":
        folder.key_file.unlink()
    elif damage == "broken":
        folder.key_file.write_bytes(b"kapot")
    else:
        folder.key_file.write_bytes(resealed_with_another_key(folder))
    assert person.runs("controle", "--json") == 1
    diagnostics = json.loads(person.out)
    [keys] = [item for item in diagnostics if item["name"] == "sleutels"]
    assert (keys["level"], keys["mend"]) == ("fout", "reflectie herstel --sleutels")
    assert "'reflectie herstel --sleutels'" in keys["what"]
    assert [item["level"] for item in diagnostics if item["name"] == "logboek"] == ["let op"]


def resealed_with_another_key(folder):
    """Return a key file whose checksum is right and whose HMAC is wrong, as after tampering."""
    return seal_key_file(KeyFile(format=KEY_FILE_FORMAT, slots=read_key_file(folder).slots), bytes(32))


def test_repairing_keeps_the_leftovers_of_a_journal_that_does_not_open(person, save_entry, journal, tmp_path):
    save_entry("woord")
    journal.close()
    content = (tmp_path / "map" / "logboek.db").read_bytes()
    leftover = tmp_path / "map" / "logboek.db.voor-herstel"
    leftover.write_bytes(content)
    os.utime(leftover, (0, 0))
    (tmp_path / "map" / "logboek.db").write_bytes(b"weg")
    assert person.runs("controle", "--repareer") == 1
    assert leftover.read_bytes() == content
    (tmp_path / "map" / "logboek.db").write_bytes(content)
    assert person.runs("controle", "--repareer") == 0
    assert not leftover.exists()


def test_checking_changes_no_byte_of_a_sound_journal(person, save_entry, journal, tmp_path):
    save_entry("woord")
    person.runs("backup")
    journal.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert person.runs("controle") == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
