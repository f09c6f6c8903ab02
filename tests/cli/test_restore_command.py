"""``reflectie herstel``: what a damaged journal still holds, and looking into copies."""

import datetime as dt
import shlex
from contextlib import closing, suppress

import pytest

from reflectie.domain.entry import Entry
from reflectie.domain.errors import DamagedJournal
from reflectie.journal.backup.create_backup import location_of
from reflectie.journal.backup.own_files import list_set_aside
from reflectie.journal.database import open_connection, translate_errors
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.recovery_code import new_recovery_code
from reflectie.journal.keys.rekey import set_recovery_code
from reflectie.journal.opening import create_journal

from .conftest import NOON, PASSWORD


@pytest.fixture
def folder(tmp_path):
    return JournalFolder(tmp_path / "map")


def damage_pages(path, pages):
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * 4096 + 50] ^= 0xFF
    path.write_bytes(content)


@pytest.fixture
def damaged(person, save_entry, folder, journal):
    """A journal of 8 entries, of which 3 are newer than the backup, with damage in the text of the sixth."""
    for number in range(1, 6):
        save_entry(f"oud{number} " * 900, number)
    person.runs("backup")
    for number in range(6, 9):
        save_entry(f"nieuw{number} " * 900, number)
    journal.close()
    key, intact = unlock_with_password(folder, PASSWORD), folder.journal_file.read_bytes()
    for page in range(len(intact) // 4096 - 1, 0, -1):
        damage_pages(folder.journal_file, [page])
        if [is_readable(folder, key, number) for number in range(1, 9)] == [True] * 5 + [False] + [True] * 2:
            return folder
        folder.journal_file.write_bytes(intact)
    raise AssertionError("no page holds the text of the sixth entry only")


def is_readable(folder, key, number):
    """Whether the texts of an entry can be read; without an index, so that its own pages count."""
    sql = f"SELECT text FROM answer NOT INDEXED WHERE id = {number}"
    with (
        suppress(DamagedJournal),
        open_connection(folder.journal_file, key) as connection,
        translate_errors("logboek"),
    ):
        return bool(connection.execute(sql).fetchone()[0])
    return False


def test_what_is_newer_than_the_copy_and_readable_goes_along(person, damaged):
    assert person.runs("herstel", "2026-11-22", "--ja") == 0
    assert "Het logboek van nu is beschadigd; reflecties die nog te lezen zijn: 8." in person.out
    assert "5  komen terug uit de kopie" in person.out
    assert "2  zijn nieuwer dan de kopie en heel te lezen; die gaan mee" in person.out
    assert "1  zijn nieuwer en voor een deel te lezen" in person.out
    assert "0  zijn nergens meer te lezen" in person.out
    words = [(1, "oud"), (2, "oud"), (5, "oud"), (7, "nieuw"), (8, "nieuw")]
    for number, word in words:
        assert person.runs("toon", f"0000000{number}") == 0
        assert f"{word}{number}" in person.out
    assert person.runs("zoek", "nieuw7") == 0
    assert "00000007" in person.out
    assert person.runs("controle") == 0


def test_only_the_copy_is_restored_on_request(person, damaged):
    assert person.runs("herstel", "2026-11-22", "--ja", "--enkel") == 0
    assert "gaat niets mee" in person.out
    assert person.runs("toon", "00000007") == 1


def test_what_was_set_aside_can_be_listed_read_and_only_then_be_erased(person, damaged):
    person.runs("herstel", "2026-11-22", "--ja", "--enkel")
    (aside,) = list_set_aside(damaged)
    person.runs("herstel")
    assert f"opzijgezet  {aside.name}" in person.out
    assert person.runs("herstel", aside.name, "--lezen") == 0
    assert "00000007" in person.out
    assert "(staat niet in je logboek)" in person.out
    assert "(staat niet in je logboek, voor een deel te lezen)" in person.out
    assert person.runs("herstel", aside.name, "--lezen", "00000007") == 0
    assert "nieuw7" in person.out
    assert person.runs("opruimen", "--ja") == 0
    assert f"{aside.name} is opzijgezet en blijft staan" in person.err
    assert aside.exists()
    assert person.runs("opruimen", "--ja", "--opzijgezet") == 0
    assert not aside.exists()


def test_a_journal_that_does_not_open_at_all_is_replaced_as_before(person, save_entry, folder, journal):
    save_entry("woord")
    person.runs("backup")
    journal.close()
    damage_pages(folder.journal_file, [0])
    assert person.runs("herstel", "2026-11-22", "--ja") == 0
    assert "gaat niets mee" in person.out
    assert person.runs("toon", "00000001") == 0


def test_a_conflict_copy_is_told_and_can_be_read(person, save_entry, folder, journal):
    save_entry("op de pc", 1)
    copy = folder.path / "logboek (PC's conflicted copy 2026-11-30).db"
    copy.write_bytes(folder.journal_file.read_bytes())
    journal.clock = lambda: NOON + dt.timedelta(hours=1)
    save_entry("op de pc, later", 1)
    save_entry("op de laptop", 2)
    person.runs("lijst")
    assert copy.name in person.err
    assert person.runs("herstel", copy.name, "--lezen") == 0
    (command,) = [line for line in person.err.splitlines() if line.startswith("Eén ervan lezen: ")]
    assert shlex.split(command)[-4:] == ["herstel", copy.name, "--lezen", "KENMERK"]
    assert "(anders dan in je logboek)" in person.out
    assert "op de laptop" not in person.out
    before = copy.read_bytes()
    assert person.runs("herstel", str(copy), "--lezen", "00000001") == 0
    assert "op de pc" in person.out
    assert copy.read_bytes() == before
    for command in (("opruimen", "--ja"), ("verwijder", "--alles", "--ja")):
        person.runs(*command)
        assert copy.name in person.err
        assert copy.exists()


@pytest.mark.parametrize("with_code", [False, True])
def test_a_copy_with_a_key_of_its_own_asks_for_its_own_password(
    person, save_entry, folder, tmp_path, cheap, with_code
):
    save_entry("op de pc", 1)
    other, code = JournalFolder(tmp_path / "laptop"), new_recovery_code()
    with closing(create_journal(other, "het andere wachtwoord", lambda: NOON, cheap)) as journal:
        entry = Entry(
            id="b", exercise="kern:vrij-schrijven", title="Op de laptop", day=NOON.date(), begun=NOON
        )
        journal.save(entry)
        set_recovery_code(other, location_of(journal).data_key, code)
    copy = folder.path / "logboek (conflict van laptop).db"
    copy.write_bytes(other.journal_file.read_bytes())
    (folder.path / "sleutels (conflict van laptop).json").write_bytes(other.key_file.read_bytes())
    secret = " ".join(code.words) if with_code else "het andere wachtwoord"
    person.passwords = iter(["geraden wachtwoord", secret])
    assert person.runs("herstel", copy.name, "--lezen") == 0
    assert "Op de laptop" in person.out
    assert "(staat niet in je logboek)" in person.out
    assert "Geef het wachtwoord of de herstelcode van de kopie." in person.err


def test_a_backup_of_a_day_after_today_is_listed_last_and_told(person, save_entry, folder):
    save_entry("woord")
    person.runs("backup")
    for path in list(folder.backups_folder.iterdir()):
        (folder.backups_folder / path.name.replace("2026", "2027")).write_bytes(path.read_bytes())
    person.runs("herstel")
    first, last = person.out.splitlines()
    assert "logboek-2026-11-22.db" in first
    assert "deze dag klopt niet" in last
    assert "herstel logboek-2026-11-22.db" in person.err
    person.runs("controle")
    assert "Niet meegeteld, want van een dag na vandaag: logboek-2027-11-22.db" in person.out


def test_an_empty_folder_is_no_error(person, folder):
    for _ in range(2):
        assert person.runs("herstel") == 0
        assert "staat nog geen logboek" in person.err
        assert "Er zijn geen kopieën" in person.err
        folder.path.mkdir(exist_ok=True)


def test_looking_needs_a_copy_to_look_into(person, save_entry):
    save_entry("woord")
    assert person.runs("herstel", "--lezen") == 2
    assert person.runs("herstel", "weg.db", "--lezen") == 1
