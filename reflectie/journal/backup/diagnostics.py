"""The checks behind ``reflectie controle``: files, keys, permissions, free space, database and newest backup."""

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
    CannotListBackups,
    CannotWrite,
    DamagedFile,
    DamagedJournal,
    ReflectieError,
)
from reflectie.domain.text import format_number
from reflectie.domain.value import Value
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.erase import list_leftovers
from reflectie.journal.backup.integrity import find_problems, search_index_matches, verify_database
from reflectie.journal.folder import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    JournalFolder,
    JournalLocation,
    file_exists,
    find_sync_service,
    sync_warning,
)
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import read_verified_key_file, slot_kinds
from reflectie.journal.keys.slots import SlotKind
from reflectie.journal.records import parse_optional_timestamp
from reflectie.journal.search_index import reindex_all


class Severity(StrEnum):
    """How it is; what is wrong needs mending, a note asks for a choice of the person."""

    OK = "goed"
    NOTE = "let op"
    ERROR = "fout"


class Diagnostic(Value, omit_defaults=False):
    """``what`` was found ``where``, in plain words; ``mend`` is the one command that mends it, if any."""

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
"""Bytes that should be free beside twice the size of the journal: as much as a copy and a save need."""

MIN_LEFTOVER_AGE = dt.timedelta(hours=1)
"""How long ago a leftover was touched at least; a younger one may be another window's at work."""


def check_journal_files(
    folder: JournalFolder, environ: Mapping[str, str], now: dt.datetime
) -> Iterator[Diagnostic]:
    """What each look found; a look that has nothing to say gives nothing."""
    yield _check_key_file(folder)
    yield _check_permissions(folder)
    yield _check_free_space(folder)
    if left := _stale_leftovers(folder, now):
        names = ", ".join(path.name for path in left)
        yield diagnostic_note(
            "resten", f"Er staan resten van iets dat werd afgebroken: {names}.", folder.path, REPAIR_COMMAND
        )
    if service := find_sync_service(folder.path, environ):
        yield diagnostic_note("map", sync_warning(service), folder.path)


def repair_permissions(folder: JournalFolder) -> None:
    """Take away the rights of others, give back one's own; what cannot be mended, the next look tells."""
    for path, mode in _expected_modes(folder):
        with suppress(OSError):
            path.chmod(mode)


def remove_leftovers(folder: JournalFolder, now: dt.datetime) -> None:
    """Only for a journal that is whole: of one that is not, these may be the only pieces left."""
    for path in _stale_leftovers(folder, now):
        with suppress(OSError):
            path.unlink()


def _stale_leftovers(folder: JournalFolder, now: dt.datetime) -> list[Path]:
    """What an interrupted copy, restore or save left; not what another window is busy with."""
    return [path for path in list_leftovers(folder) if _is_stale(path, (now - MIN_LEFTOVER_AGE).timestamp())]


def _is_stale(path: Path, since: float) -> bool:
    try:
        return path.stat().st_mtime < since
    except OSError:  # the other window is done with it
        return False


def _check_key_file(folder: JournalFolder) -> Diagnostic:
    try:
        found = slot_kinds(folder)
    except ReflectieError as error:
        return diagnostic_error(
            "sleutels",
            str(error),
            folder.key_file,
            error.repair_command if isinstance(error, DamagedFile) else "",
        )
    if found == {SlotKind.PASSWORD}:
        words = "Er is alleen een wachtwoord. Met een herstelcode kom je er ook in als je het vergeet."
        return diagnostic_note("sleutels", words, folder.key_file, "reflectie wachtwoord --herstelcode")
    return diagnostic_ok(
        "sleutels", f"Het sleutelbestand is heel. Sloten: {', '.join(sorted(found))}.", folder.key_file
    )


def _check_permissions(folder: JournalFolder) -> Diagnostic:
    if sys.platform == "win32":
        return diagnostic_ok("rechten", "Windows houdt anderen buiten je eigen profielmap.", folder.path)
    modes = {path: (stat.S_IMODE(path.stat().st_mode), mode) for path, mode in _expected_modes(folder)}
    if loose := [path.name for path, (real, mode) in modes.items() if real & ~mode]:
        words = f"Anderen op deze computer kunnen hierbij: {', '.join(loose)}."
        return diagnostic_error("rechten", words, folder.path, REPAIR_COMMAND)
    if shut := [path.name for path, (real, mode) in modes.items() if mode & ~real]:
        words = f"Hier mag je zelf niet lezen of schrijven: {', '.join(shut)}."
        return diagnostic_error("rechten", words, folder.path, REPAIR_COMMAND)
    if fixed := [path.name for path in modes if not os.access(path, os.W_OK)]:
        words = "de schijf is alleen-lezen, of dit is van een ander account"
        return diagnostic_error(
            "rechten", f"Hier kan niet worden geschreven ({words}): {', '.join(fixed)}.", folder.path
        )
    return diagnostic_ok("rechten", "Alleen jij kunt bij de bestanden.", folder.path)


def _expected_modes(folder: JournalFolder) -> list[tuple[Path, int]]:
    """All files and folders of the journal, each with the most that it should allow."""
    own_files = [folder.journal_file, folder.key_file, folder.settings_file, folder.instance_lock_file]
    files = [
        path
        for path in (*own_files, *list_leftovers(folder), *folder.backups_folder.glob("*"))
        if path.is_file()
    ]
    folders = [path for path in (folder.path, folder.backups_folder) if path.is_dir()]
    return [*((path, PRIVATE_FILE) for path in files), *((path, PRIVATE_FOLDER) for path in folders)]


def _check_free_space(folder: JournalFolder) -> Diagnostic:
    try:
        free = shutil.disk_usage(folder.path).free
    except OSError:
        return diagnostic_error("ruimte", "De map is er niet, of je mag er niet in kijken.", folder.path)
    size = folder.journal_file.stat().st_size if file_exists(folder.journal_file) else 0
    words = f"Er is {format_number(free // 1_000_000)} MB vrij."
    if free > 2 * size + MIN_FREE_BYTES:
        return diagnostic_ok("ruimte", words, folder.path)
    return diagnostic_error(
        "ruimte", f"{words} Dat is te weinig om te bewaren en kopieën te maken.", folder.path
    )


BACKUP_COMMAND = "reflectie backup"

OLD_BACKUP_DAYS = 8
"""Days after which the newest copy is called old."""

CLOCK_TOLERANCE = dt.timedelta(minutes=5)
"""How far a clock may be behind without a word: two computers never agree."""


def check_journal(journal: Journal, now: dt.datetime) -> Iterator[Diagnostic]:
    """What each look found; reads all of the journal and of its newest copy."""
    where = journal.location.folder.journal_file if journal.location else "het geheugen"
    try:
        broken = list(find_problems(journal.connection, where))
        if not broken:
            yield diagnostic_ok(
                "logboek", f"Alles is te lezen; reflecties: {format_number(journal.count_entries())}.", where
            )
            yield _check_search_index(journal, where)
            yield _check_clock(journal, now)
    except DamagedFile:
        broken = ["het bestand is niet te lezen"]
    if broken:
        yield diagnostic_error(
            "logboek", f"Er is iets beschadigd: {broken[0]}.", where, DamagedJournal.repair_command
        )
    if journal.location:
        yield from _check_tampering(journal.location)
        yield _check_newest_backup(journal.location, now.date())


def repair_search_index(journal: Journal) -> None:
    """Make the index again from the texts. Raises as the journal does."""
    with journal.write_transaction() as (connection, _):
        reindex_all(connection)


def _check_search_index(journal: Journal, where: object) -> Diagnostic:
    try:
        with journal.write_transaction() as (connection, _):
            right = search_index_matches(connection)
    except CannotWrite as error:
        return diagnostic_note("zoeken", f"De zoeklijst is nu niet na te kijken: {error.reason}.", where)
    if right:
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


def _check_tampering(home: JournalLocation) -> Iterator[Diagnostic]:
    try:
        read_verified_key_file(home.folder, home.data_key)
    except DamagedFile as error:
        yield diagnostic_error("sleutels", str(error), home.folder.key_file, error.repair_command)


def _check_newest_backup(home: JournalLocation, today: dt.date) -> Diagnostic:
    try:
        backups = list_backups(home.folder)
    except CannotListBackups as error:
        return diagnostic_error("kopie", str(error), home.folder.backups_folder)
    if not backups:
        return diagnostic_note("kopie", "Er is nog geen kopie.", home.folder.backups_folder, BACKUP_COMMAND)
    newest = backups[0]
    try:
        read_verified_key_file(newest, home.data_key)
        verify_database(newest.journal_file, home.data_key)
    except ReflectieError:
        return diagnostic_error(
            "kopie", "De nieuwste kopie gaat niet open.", newest.journal_file, BACKUP_COMMAND
        )
    words = f"De nieuwste kopie is goed, en van {newest.day:%d-%m-%Y}."
    if (today - newest.day).days >= OLD_BACKUP_DAYS:
        return diagnostic_note("kopie", words, newest.journal_file, BACKUP_COMMAND)
    return diagnostic_ok("kopie", words, newest.journal_file)
