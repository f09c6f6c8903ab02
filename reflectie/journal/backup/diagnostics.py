"""The checks behind ``reflectie controle``, and their repairs."""

import datetime as dt
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from reflectie.domain.errors import (
    CannotBackUp,
    CannotWrite,
    DamagedFile,
    DamagedJournal,
    ReflectieError,
)
from reflectie.domain.text import format_number
from reflectie.domain.value import Value
from reflectie.journal.backup.backups import list_backups, wrong_days_last
from reflectie.journal.backup.integrity import find_problems, search_index_matches, verify_database
from reflectie.journal.backup.own_files import list_leftovers
from reflectie.journal.conflict_copies import conflict_notice, find_conflict_copies, read_command
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    JournalFolder,
    JournalLocation,
    find_sync_service,
    sync_warning,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file, slot_kinds
from reflectie.journal.keys.slots import SlotKind
from reflectie.journal.records import parse_optional_timestamp
from reflectie.journal.search_index import reindex_all


class Severity(StrEnum):
    """An error needs repair; a note asks the user for a decision."""

    OK = "goed"
    NOTE = "let op"
    ERROR = "fout"


class Diagnostic(Value, omit_defaults=False):
    """The result of one check, in Dutch: ``what`` was found ``where``; ``mend`` is a repair command or ""."""

    name: str
    level: Severity
    what: str
    where: str = ""
    mend: str = ""


def diagnostic_ok(name: str, what: str, where: object = "") -> Diagnostic:
    return Diagnostic(name=name, level=Severity.OK, what=what, where=str(where))


def diagnostic_note(name: str, what: str, where: object = "", mend: str = "") -> Diagnostic:
    return Diagnostic(name=name, level=Severity.NOTE, what=what, where=str(where), mend=mend)


def diagnostic_error(name: str, what: str, where: object = "", mend: str = "") -> Diagnostic:
    return Diagnostic(name=name, level=Severity.ERROR, what=what, where=str(where), mend=mend)


REPAIR_COMMAND = "reflectie controle --repareer"

MIN_FREE_BYTES = 50_000_000
"""Free bytes needed beside twice the size of the journal, for a backup and a save."""

MIN_LEFTOVER_AGE = dt.timedelta(hours=1)
"""Minimum age of a leftover; another program may still be writing a younger file."""


def check_journal_files(
    folder: JournalFolder, environ: Mapping[str, str], now: dt.datetime
) -> Iterator[Diagnostic]:
    """Check the files of a journal without opening it."""
    yield _check_key_file(folder)
    yield _check_permissions(folder)
    yield _check_free_space(folder)
    if leftovers := _stale_leftovers(folder, now):
        names = ", ".join(path.name for path in leftovers)
        yield diagnostic_note(
            "resten", f"Er staan resten van iets dat werd afgebroken: {names}.", folder.path, REPAIR_COMMAND
        )
    if copies := find_conflict_copies(folder):
        yield diagnostic_note("dubbel", conflict_notice(copies), folder.path, read_command(copies[0]))
    if service := find_sync_service(folder.path, environ):
        yield diagnostic_note("map", sync_warning(service), folder.path)


def repair_permissions(folder: JournalFolder) -> None:
    """Give every file and folder the permissions it should have; what fails shows at the next check."""
    for path, mode in _expected_modes(folder):
        with suppress(OSError):
            path.chmod(mode)


def remove_leftovers(folder: JournalFolder, now: dt.datetime) -> None:
    """Remove leftovers. Only for an intact journal: of a damaged one they may be all that is left."""
    for path in _stale_leftovers(folder, now):
        with suppress(OSError):
            path.unlink()


def _stale_leftovers(folder: JournalFolder, now: dt.datetime) -> list[Path]:
    """Return leftovers that no program is writing any more."""
    newest = (now - MIN_LEFTOVER_AGE).timestamp()
    return [path for path in list_leftovers(folder) if _is_stale(path, newest)]


def _is_stale(path: Path, newest: float) -> bool:
    try:
        return path.stat().st_mtime < newest
    except OSError:  # the other program has removed it
        return False


def _check_key_file(folder: JournalFolder) -> Diagnostic:
    try:
        kinds = slot_kinds(folder)
    except ReflectieError as error:
        return diagnostic_error(
            "sleutels",
            str(error),
            folder.key_file,
            error.repair_command if isinstance(error, DamagedFile) else "",
        )
    if kinds == {SlotKind.PASSWORD}:
        text = "Er is alleen een wachtwoord. Met een herstelcode kom je er ook in als je het vergeet."
        return diagnostic_note("sleutels", text, folder.key_file, "reflectie wachtwoord --herstelcode")
    ways = ", ".join(sorted(kinds))
    return diagnostic_ok(
        "sleutels", f"Het sleutelbestand is heel. Je logboek gaat open met: {ways}.", folder.key_file
    )


def _check_permissions(folder: JournalFolder) -> Diagnostic:
    if sys.platform == "win32":
        return diagnostic_ok("rechten", "Windows houdt anderen buiten je eigen profielmap.", folder.path)
    modes = {}
    for path, mode in _expected_modes(folder):
        with suppress(FileNotFoundError):  # another program was done with it in the meantime
            modes[path] = stat.S_IMODE(path.stat().st_mode), mode
    if too_open := [path.name for path, (real, mode) in modes.items() if real & ~mode]:
        text = f"Anderen op deze computer kunnen hierbij: {', '.join(too_open)}."
        return diagnostic_error("rechten", text, folder.path, REPAIR_COMMAND)
    if not_accessible := [path.name for path, (real, mode) in modes.items() if mode & ~real]:
        text = f"Hier mag je zelf niet lezen of schrijven: {', '.join(not_accessible)}."
        return diagnostic_error("rechten", text, folder.path, REPAIR_COMMAND)
    if read_only := [path.name for path in modes if not os.access(path, os.W_OK)]:
        text = "de schijf is alleen-lezen, of dit is van een ander account"
        return diagnostic_error(
            "rechten", f"Hier kan niet worden geschreven ({text}): {', '.join(read_only)}.", folder.path
        )
    return diagnostic_ok("rechten", "Alleen jij kunt bij de bestanden.", folder.path)


def _expected_modes(folder: JournalFolder) -> list[tuple[Path, int]]:
    """Return all files and folders of the journal with their maximum permissions."""
    own_files = [
        folder.journal_file,
        folder.key_file,
        folder.settings_file,
        folder.instance_lock_file,
        folder.key_lock_file,
    ]
    files = [
        path
        for path in (*own_files, *list_leftovers(folder), *folder.backups_folder.glob("*"))
        if path.is_file()
    ]
    folders = [path for path in (folder.path, folder.backups_folder) if path.is_dir()]
    return [*((path, PRIVATE_FILE) for path in files), *((path, PRIVATE_FOLDER) for path in folders)]


def _check_free_space(folder: JournalFolder) -> Diagnostic:
    size = 0
    try:
        free = shutil.disk_usage(folder.path).free
        with suppress(FileNotFoundError):
            size = folder.journal_file.stat().st_size
    except OSError:
        return diagnostic_error("ruimte", "De map is er niet, of je mag er niet in kijken.", folder.path)
    text = f"Er is {format_number(free // 1_000_000)} MB vrij."
    if free > 2 * size + MIN_FREE_BYTES:
        return diagnostic_ok("ruimte", text, folder.path)
    return diagnostic_error(
        "ruimte", f"{text} Dat is te weinig om te bewaren en kopieën te maken.", folder.path
    )


BACKUP_COMMAND = "reflectie backup"

OLD_BACKUP_DAYS = 8
"""Days after which the newest backup counts as old."""

CLOCK_TOLERANCE = dt.timedelta(minutes=5)
"""How far the clock may be behind: the clocks of two computers never agree exactly."""


def check_journal(journal: Journal, now: dt.datetime) -> Iterator[Diagnostic]:
    """Check an open journal and its newest backup by reading all of both."""
    try:
        yield from _check_database(journal, now)
    except DamagedFile:
        yield _damage(journal, "het bestand is niet te lezen")
    if journal.location:
        yield from _check_tampering(journal.location)
        yield _check_newest_backup(journal.location, now.date())


def _check_database(journal: Journal, now: dt.datetime) -> Iterator[Diagnostic]:
    for problem in find_problems(journal.connection, journal.path_label):
        yield _damage(journal, problem)
        return
    count = format_number(count_entries(journal))
    yield diagnostic_ok("logboek", f"Alles is te lezen; reflecties: {count}.", journal.path_label)
    yield _check_search_index(journal)
    yield _check_clock(journal, now)


def _damage(journal: Journal, problem: str) -> Diagnostic:
    return diagnostic_error(
        "logboek",
        f"Er is iets beschadigd: {problem}.",
        journal.path_label,
        DamagedJournal.repair_command,
    )


def repair_search_index(journal: Journal) -> None:
    """Build the search index again from the texts."""
    with journal.write_transaction() as (connection, _):
        reindex_all(connection)


def _check_search_index(journal: Journal) -> Diagnostic:
    where = journal.path_label
    try:
        with journal.write_transaction() as (connection, _):
            matches = search_index_matches(connection)
    except CannotWrite as error:
        return diagnostic_note("zoeken", f"De zoeklijst is nu niet na te kijken: {error.reason}.", where)
    if matches:
        return diagnostic_ok("zoeken", "De zoeklijst loopt gelijk met je teksten.", where)
    return diagnostic_error("zoeken", "De zoeklijst loopt niet gelijk met je teksten.", where, REPAIR_COMMAND)


def _check_clock(journal: Journal, now: dt.datetime) -> Diagnostic:
    newest = _last_change(journal)
    if newest and newest > now + CLOCK_TOLERANCE:
        return diagnostic_error(
            "klok", "De klok van deze computer loopt achter op wat je het laatst schreef. Zet hem gelijk."
        )
    return diagnostic_ok("klok", "De klok loopt niet achter op wat je schreef.")


def _last_change(journal: Journal) -> dt.datetime | None:
    """The time of the last write, entries in the bin included."""
    with journal.read_transaction() as connection:
        (changed_at,) = connection.execute("SELECT max(changed_at) FROM entry").fetchone()
    return parse_optional_timestamp(changed_at)


def _check_tampering(location: JournalLocation) -> Iterator[Diagnostic]:
    try:
        read_verified_key_file(location.folder, location.data_key)
    except DamagedFile as error:
        yield diagnostic_error("sleutels", str(error), location.folder.key_file, error.repair_command)


def _check_newest_backup(location: JournalLocation, today: dt.date) -> Diagnostic:
    try:
        backups = list_backups(location.folder)
    except CannotBackUp as error:
        return diagnostic_error("kopie", str(error), location.folder.backups_folder)
    if not backups:
        return diagnostic_note(
            "kopie", "Er is nog geen kopie.", location.folder.backups_folder, BACKUP_COMMAND
        )
    newest = wrong_days_last(backups, today)[0]
    try:
        read_verified_key_file(newest, location.data_key)
        verify_database(newest.journal_file, location.data_key)
    except ReflectieError:
        return diagnostic_error(
            "kopie", "De nieuwste kopie gaat niet open.", newest.journal_file, BACKUP_COMMAND
        )
    text = f"De nieuwste kopie is goed, en van {newest.day:%d-%m-%Y}."
    if future := [backup.name for backup in backups if backup.day > today]:
        text += f" Niet meegeteld, want van een dag na vandaag: {', '.join(future)}. Toen liep de klok voor."
        return diagnostic_note("kopie", text, newest.journal_file)
    if (today - newest.day).days >= OLD_BACKUP_DAYS:
        return diagnostic_note("kopie", text, newest.journal_file, BACKUP_COMMAND)
    return diagnostic_ok("kopie", text, newest.journal_file)
