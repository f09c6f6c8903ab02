"""``reflectie controle`` finds what is wrong, says where, and names the command that repairs it."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reflectie.domain.entry import Answer, Entry
from reflectie.journal.backup import diagnostics
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.diagnostics import (
    Diagnostic,
    Severity,
    check_journal,
    check_journal_files,
    remove_leftovers,
    repair_permissions,
    repair_search_index,
)
from reflectie.journal.find_entries import search_entries
from reflectie.journal.folder import JournalFolder, Settings, write_settings
from reflectie.journal.journal import Journal

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
MakeAnswer = Callable[..., Answer]


@pytest.fixture
def filled(journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer) -> Journal:
    """A journal with an entry, settings and a backup of today."""
    journal.save(entry, [make_answer("overleg")])
    write_settings(folder, Settings())
    back_up_journal(journal, NOW.date())
    return journal


def diagnose(
    journal: Journal, folder: JournalFolder, now: dt.datetime = NOW, **environ: str
) -> dict[str, Diagnostic]:
    return {
        finding.name: finding
        for finding in (*check_journal_files(folder, environ, now), *check_journal(journal, now))
    }


def problems(findings: dict[str, Diagnostic]) -> dict[str, tuple[Severity, str]]:
    return {name: (f.level, f.mend) for name, f in findings.items() if f.level is not Severity.OK}


ONLY_PASSWORD = {"sleutels": (Severity.NOTE, "reflectie wachtwoord --herstelcode")}


def test_an_intact_journal_has_no_problems(filled: Journal, folder: JournalFolder) -> None:
    findings = diagnose(filled, folder)
    assert problems(findings) == ONLY_PASSWORD
    assert {"sleutels", "rechten", "ruimte", "logboek", "zoeken", "klok", "kopie"} == set(findings)


def test_a_search_index_that_differs_from_the_texts_is_found_and_repaired(
    filled: Journal, folder: JournalFolder
) -> None:
    for damage in (
        "UPDATE answer SET text = 'buitenom'",
        "DELETE FROM findable",
        "INSERT INTO search (search) VALUES ('delete-all')",
    ):
        filled.connection.execute(damage)
        assert problems(diagnose(filled, folder))["zoeken"] == (
            Severity.ERROR,
            "reflectie controle --repareer",
        )
        repair_search_index(filled)
        assert problems(diagnose(filled, folder)) == ONLY_PASSWORD
    assert search_entries(filled, "buitenom")


def make_old(path: Path, age: dt.timedelta = dt.timedelta(hours=2)) -> Path:
    """Create a file that was last modified ``age`` ago."""
    path.write_bytes(b"")
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_a_search_index_that_cannot_be_checked_is_no_error(filled: Journal, folder: JournalFolder) -> None:
    filled.connection.execute("PRAGMA query_only = ON")  # as on a read-only disk
    diagnostic = diagnose(filled, folder)["zoeken"]
    assert (diagnostic.level, diagnostic.mend) == (Severity.NOTE, "")
    assert "alleen-lezen" in diagnostic.what


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
@pytest.mark.parametrize("name", ["path", "backups_folder", "journal_file"])
def test_missing_write_permission_is_found_and_repaired(
    filled: Journal, folder: JournalFolder, name: str
) -> None:
    getattr(folder, name).chmod(0o500 if name != "journal_file" else 0o400)
    assert problems(diagnose(filled, folder))["rechten"] == (Severity.ERROR, "reflectie controle --repareer")
    repair_permissions(folder)
    assert problems(diagnose(filled, folder)) == ONLY_PASSWORD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_a_read_only_disk_is_found(
    filled: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert problems(diagnose(filled, folder))["rechten"] == (Severity.ERROR, "")


def test_a_file_that_another_program_removes_meanwhile_is_no_problem(
    filled: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = folder.path / ".sleutels.json.abc"
    monkeypatch.setattr(diagnostics, "list_leftovers", lambda _: (gone,))
    monkeypatch.setattr(Path, "is_file", lambda path: path == gone or (path.exists() and not path.is_dir()))
    assert problems(diagnose(filled, folder)) == ONLY_PASSWORD


def test_a_file_that_another_program_is_writing_is_no_leftover(
    filled: Journal, folder: JournalFolder
) -> None:
    busy = make_old(folder.backups_folder / ".logboek-2026-11-22-2.db.0a.deel", dt.timedelta(minutes=1))
    assert "resten" not in diagnose(filled, folder)
    remove_leftovers(folder, NOW)
    assert busy.exists()


def test_backups_that_cannot_be_listed_are_not_called_missing(filled: Journal, folder: JournalFolder) -> None:
    shutil.rmtree(folder.backups_folder)
    folder.backups_folder.write_bytes(b"")
    diagnostic = diagnose(filled, folder)["kopie"]
    assert diagnostic.level is Severity.ERROR
    assert "niet te lezen" in diagnostic.what


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_permissions_of_others_and_leftovers_are_found_and_repaired(
    filled: Journal, folder: JournalFolder
) -> None:
    for path in (folder.journal_file, folder.settings_file, next(folder.backups_folder.iterdir())):
        path.chmod(0o644)
    folder.path.chmod(0o750)
    make_old(folder.path / ".logboek.db.0a.terug")
    errors = problems(diagnose(filled, folder))
    assert errors["rechten"] == (Severity.ERROR, "reflectie controle --repareer")
    assert errors["resten"] == (Severity.NOTE, "reflectie controle --repareer")
    repair_permissions(folder)
    remove_leftovers(folder, NOW)
    assert problems(diagnose(filled, folder)) == ONLY_PASSWORD


def test_a_damaged_page_and_a_missing_reference_are_found(filled: Journal, folder: JournalFolder) -> None:
    filled.connection.execute("PRAGMA foreign_keys = OFF")
    filled.connection.execute("UPDATE answer SET entry = 'weg'")
    assert problems(diagnose(filled, folder))["logboek"] == (Severity.ERROR, "reflectie herstel")
    content = bytearray(folder.journal_file.read_bytes())
    content[len(content) // 2] ^= 1
    folder.journal_file.write_bytes(content)
    assert problems(diagnose(filled, folder))["logboek"] == (Severity.ERROR, "reflectie herstel")


def test_the_newest_backup_is_opened_and_its_age_reported(filled: Journal, folder: JournalFolder) -> None:
    later = NOW + dt.timedelta(days=30)
    assert problems(diagnose(filled, folder, later))["kopie"] == (Severity.NOTE, "reflectie backup")
    (copy,) = folder.backups_folder.glob("*.db")
    copy.write_bytes(b"kapot")
    assert problems(diagnose(filled, folder))["kopie"] == (Severity.ERROR, "reflectie backup")
    shutil.rmtree(folder.backups_folder)
    assert problems(diagnose(filled, folder))["kopie"] == (Severity.NOTE, "reflectie backup")


def test_a_damaged_key_file_is_found(filled: Journal, folder: JournalFolder) -> None:
    folder.key_file.write_bytes(b"{}")
    assert problems(diagnose(filled, folder))["sleutels"] == (Severity.ERROR, "reflectie herstel --sleutels")


def test_a_clock_that_is_behind_is_found(filled: Journal, folder: JournalFolder) -> None:
    assert problems(diagnose(filled, folder, NOW - dt.timedelta(days=1)))["klok"][0] is Severity.ERROR


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_too_little_free_space_is_found(
    filled: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 9, 1_000_000))
    assert problems(diagnose(filled, folder))["ruimte"][0] is Severity.ERROR


def test_no_diagnostic_contains_text_of_an_entry(filled: Journal, folder: JournalFolder) -> None:
    filled.connection.execute("DELETE FROM findable")
    assert "overleg" not in "".join(finding.what for finding in diagnose(filled, folder).values())


def test_a_synced_folder_is_reported(filled: Journal, folder: JournalFolder) -> None:
    errors = problems(diagnose(filled, folder, OneDrive=str(folder.path.parent)))
    assert errors["map"] == (Severity.NOTE, "")
