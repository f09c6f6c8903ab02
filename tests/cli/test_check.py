import json
import os

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import KEY_FILE_FORMAT, KeyFile, read_key_file, seal_key_file


def test_a_sound_journal_exits_with_zero(person, kept):
    kept("woord")
    person.runs("backup")
    assert person.runs("controle") == 0
    assert "goed    logboek" in person.out
    assert "fout" not in person.out


def test_what_is_wrong_says_where_and_what_mends_it(person, kept, journal):
    kept("woord")
    journal.connection.execute("DELETE FROM findable")
    assert person.runs("controle") == 1
    assert "→ reflectie controle --repareer" in person.out
    assert person.runs("controle", "--repareer") == 0


def test_for_programs_every_finding_has_every_key(person, kept):
    kept("woord")
    person.runs("controle", "--json")
    assert all(set(one) == {"name", "level", "what", "where", "mend"} for one in json.loads(person.out))


def test_a_journal_that_does_not_open_is_a_finding(person, kept, journal, tmp_path):
    kept("woord")
    person.runs("backup")
    journal.close()
    (tmp_path / "map" / "logboek.db").write_bytes(b"weg")
    assert person.runs("controle", "--json") == 1
    [wrong] = [one for one in json.loads(person.out) if one["level"] == "fout"]
    assert (wrong["name"], wrong["mend"]) == ("logboek", "reflectie herstel")


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((4100,), "1 bladzijde van het bestand is beschadigd."),
        ((4100, 8200), "2 bladzijden van het bestand zijn beschadigd."),
    ],
)
def test_one_damaged_page_is_not_told_as_several(person, kept, journal, tmp_path, places, words):
    kept("woord")
    journal.close()
    path = tmp_path / "map" / "logboek.db"
    content = bytearray(path.read_bytes())
    for place in places:
        content[place] ^= 0xFF
    path.write_bytes(content)
    assert person.runs("controle") == 1
    assert words in person.out


def test_looking_makes_no_journal(person, tmp_path):
    assert person.runs("controle") == 1
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize("damage", ["missing", "broken", "changed"])
def test_damaged_keys_are_told_once_and_the_journal_is_not_blamed(person, kept, tmp_path, damage):
    kept("woord")
    person.runs("backup")
    folder = JournalFolder(tmp_path / "map")
    if damage == "missing":
        folder.key_file.unlink()
    elif damage == "broken":
        folder.key_file.write_bytes(b"kapot")
    else:
        folder.key_file.write_bytes(with_another_check(folder))
    assert person.runs("controle", "--json") == 1
    findings = json.loads(person.out)
    [keys] = [one for one in findings if one["name"] == "sleutels"]
    assert (keys["level"], keys["mend"]) == ("fout", "reflectie herstel --sleutels")
    assert "'reflectie herstel --sleutels'" in keys["what"]
    assert [one["level"] for one in findings if one["name"] == "logboek"] == ["let op"]


def with_another_check(folder):
    """The key file as something outside the program would change it: its checksum fits, its seal does not."""
    return seal_key_file(KeyFile(format=KEY_FILE_FORMAT, slots=read_key_file(folder).slots), bytes(32))


def test_mending_keeps_the_pieces_of_a_journal_that_does_not_open(person, kept, journal, tmp_path):
    kept("woord")
    journal.close()
    whole = (tmp_path / "map" / "logboek.db").read_bytes()
    piece = tmp_path / "map" / "logboek.db.voor-herstel"
    piece.write_bytes(whole)
    os.utime(piece, (0, 0))
    (tmp_path / "map" / "logboek.db").write_bytes(b"weg")
    assert person.runs("controle", "--repareer") == 1
    assert piece.read_bytes() == whole
    (tmp_path / "map" / "logboek.db").write_bytes(whole)
    assert person.runs("controle", "--repareer") == 0
    assert not piece.exists()


def test_looking_changes_no_byte_of_a_sound_journal(person, kept, journal, tmp_path):
    kept("woord")
    person.runs("backup")
    journal.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert person.runs("controle") == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
