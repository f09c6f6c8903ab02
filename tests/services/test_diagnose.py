"""The checks of a journal from outside and inside, and what is repaired."""

import os

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.errors import DamagedKeyFile
from reflectie.journal.backup.diagnostics import Diagnostic, Severity
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal
from reflectie.services.diagnose import diagnose

PASSWORD = "een lang wachtwoord"


@pytest.fixture(autouse=True)
def existing_journal(folder: JournalFolder, clock: Clock, cheap: KdfCost) -> None:
    create_journal(folder, PASSWORD, clock, cheap).close()


def check(folder: JournalFolder, clock: Clock, repair: bool = False) -> list[Diagnostic]:
    return diagnose(folder, lambda: unlock_with_password(folder, PASSWORD), clock, {}, repair)


def errors(diagnostics: list[Diagnostic]) -> set[str]:
    return {item.name for item in diagnostics if item.level is Severity.ERROR}


def test_a_sound_journal_has_no_errors(folder: JournalFolder, clock: Clock) -> None:
    assert errors(check(folder, clock)) == set()


def test_a_check_with_the_key_replaces_the_one_from_outside(folder: JournalFolder, clock: Clock) -> None:
    names = [item.name for item in check(folder, clock)]
    assert "logboek" in names
    assert len(names) == len(set(names))


def test_damaged_keys_are_an_error_and_the_journal_itself_is_not(folder: JournalFolder, clock: Clock) -> None:
    def unlock() -> bytes:
        raise DamagedKeyFile(folder.key_file, "is onleesbaar")

    diagnostics = diagnose(folder, unlock, clock, {})
    assert errors(diagnostics) == {"sleutels"}
    assert [item.level for item in diagnostics if item.name == "logboek"] == [Severity.NOTE]


def test_a_damaged_journal_names_the_command_that_restores_it(folder: JournalFolder, clock: Clock) -> None:
    folder.journal_file.write_bytes(b"weg")
    (journal,) = [item for item in check(folder, clock) if item.name == "logboek"]
    assert (journal.level, journal.mend) == (Severity.ERROR, "reflectie herstel")


def test_repairing_restores_the_permissions(folder: JournalFolder, clock: Clock) -> None:
    folder.key_file.chmod(0o644)
    assert errors(check(folder, clock, repair=True)) == set()
    assert folder.key_file.stat().st_mode & 0o077 == 0


def test_leftovers_stay_while_the_journal_does_not_open(folder: JournalFolder, clock: Clock) -> None:
    content = folder.journal_file.read_bytes()
    leftover = folder.path / "logboek.db.voor-herstel"
    leftover.write_bytes(content)
    os.utime(leftover, (0, 0))
    folder.journal_file.write_bytes(b"weg")
    check(folder, clock, repair=True)
    assert leftover.exists()
