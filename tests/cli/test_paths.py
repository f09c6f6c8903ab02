"""Paths that cannot be looked at, in whatever option or variable, get one clear message."""

import datetime as dt
import os
from pathlib import Path

import pytest

from reflectie.domain import dates
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.folder import JournalFolder

LONG = "x" * 300


@pytest.fixture
def secret(tmp_path, monkeypatch):
    """A folder into which this user may not look."""
    folder = tmp_path / "geheim"
    folder.mkdir()

    def refuse(look):
        def guarded(path, *args, **options):
            if isinstance(path, str | Path) and Path(path).is_relative_to(folder) and Path(path) != folder:
                raise PermissionError(13, "Permission denied", str(path))
            return look(path, *args, **options)

        return guarded

    for name in ("stat", "lstat", "scandir"):
        monkeypatch.setattr(os, name, refuse(getattr(os, name)))
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "exporteer --naar {}/x.md",
        "exporteer --naar {}/x.md --overschrijf",
        "backup --naar {}/x.db",
        "backup --naar {}/map",
        "herstel {}/x.db",
        "herstel {}/x.db --lezen",
        "herstel {}/x.db --sleutels",
    ],
)
def test_a_path_out_of_sight_is_refused_in_words(person, save_entry, secret, command):
    save_entry("woord")
    assert person.runs(*command.format(secret).split()) == 1
    assert "rechten" in person.err or "is er niet" in person.err  # newer versions of Python do not tell
    assert str(secret) in person.err
    assert len(person.err.splitlines()) == 1


def test_a_pack_out_of_sight_is_left_out_in_words(person, save_entry, secret):
    save_entry("woord")
    assert person.runs(*f"--inhoud {secret}/pak exporteer --naar -".split()) == 0
    assert "rechten" in person.err or "is er niet" in person.err
    assert f"Het pakket in {secret}/pak doet nu niet mee." in person.err
    assert "woord" in person.out


@pytest.mark.parametrize(
    "command",
    ["exporteer --naar {}", "backup --naar {}", "herstel {}", "herstel {} --lezen", "overleg nieuw --ics {}"],
)
def test_a_name_that_is_too_long_is_refused_in_words(person, save_entry, tmp_path, command):
    save_entry("woord")
    assert person.runs(*command.format(tmp_path / LONG).split()) == 1
    assert "te lang" in person.err
    assert len(person.err) < 700


@pytest.mark.parametrize(
    "command", ["lijst", "schrijf", "controle", "herstel", "wachtwoord", "verwijder --alles"]
)
@pytest.mark.parametrize("reason", ["te lang", "rechten"])
def test_a_folder_of_the_journal_that_cannot_be_is_refused_in_words(
    person, secret, tmp_path, command, reason
):
    folder = tmp_path / LONG if reason == "te lang" else secret / "map"
    person.environ["REFLECTIE_MAP"] = str(folder)
    assert person.runs(*command.split(), stdin=b"woord") == 1
    assert reason in person.err
    assert len(person.err.splitlines()) <= 2


@pytest.mark.parametrize("path", ["weg/map/", "map/", "map", "weg/x.db"])
def test_a_backup_to_a_folder_that_is_not_there_says_so(person, save_entry, tmp_path, path):
    save_entry("woord")
    assert person.runs("backup", "--naar", f"{tmp_path / 'stick'}/{path}") == 1
    (tmp_path / "stick").mkdir()
    assert person.runs("backup", "--naar", f"{tmp_path / 'stick'}/{path}") == 1
    assert "die map is er niet" in person.err
    assert list((tmp_path / "stick").iterdir()) == []


def test_damage_at_changing_the_password_names_the_newest_backup(person, save_entry, tmp_path):
    save_entry("woord")
    person.runs("backup")
    (tmp_path / "map" / "sleutels.json").write_text("kapot")
    assert person.runs("wachtwoord") == 1
    assert "De nieuwste goede kopie is logboek-2026-11-22.db" in person.err


@pytest.mark.parametrize("made", ["file", "link"])
def test_a_file_made_while_the_password_is_asked_is_not_replaced(person, save_entry, tmp_path, made):
    save_entry("woord")
    password = person.environ.pop("REFLECTIE_WACHTWOORD")
    target, other = tmp_path / "log.md", tmp_path / "van mij"
    other.write_text("van mij")

    def passwords():
        if made == "file":
            target.write_text("van mij")
        else:
            target.symlink_to(other)
        yield password

    person.passwords = passwords()
    assert person.runs("exporteer", "--naar", str(target)) == 1
    assert "dat bestand is er al" in person.err
    assert (target.read_text(), other.read_text()) == ("van mij", "van mij")


def test_the_first_note_of_a_day_makes_the_backup_of_that_day(person, save_entry, tmp_path):
    folder = JournalFolder(tmp_path / "map")
    save_entry("woord")
    person.runs("lijst")
    assert list_backups(folder) == ()
    for text in (b"een", b"twee"):
        assert person.runs("schrijf", stdin=text) == 0
    assert [backup.name for backup in list_backups(folder)] == ["logboek-2026-11-22.db"]


def test_an_open_folder_is_told_and_can_be_closed(person, save_entry, tmp_path):
    save_entry("woord")
    (tmp_path / "map").chmod(0o777)
    person.runs("lijst")
    assert "Anderen op deze computer kunnen in de map" in person.err
    person.runs("controle", "--repareer")
    person.runs("lijst")
    assert person.err == ""


@pytest.mark.parametrize("year", [1, 1970, 9800, 9999])
@pytest.mark.parametrize("command", ["schrijf", "lijst", "backup", "herstel", "controle", "opruimen --ja"])
def test_any_year_on_the_clock_is_survived(person, save_entry, year, command):
    save_entry("woord")
    moment = dt.datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, 12, tzinfo=dt.UTC)
    person.now = moment
    assert person.runs(*command.split(), stdin=b"woord") in (0, 1)


def test_an_impossible_time_zone_becomes_utc():
    class Impossible(dt.datetime):
        def astimezone(self, zone=None):
            if zone is None:
                raise ValueError("offset must be strictly between -24 and 24 hours")
            return super().astimezone(zone)

    moment = Impossible(2026, 11, 22, 12, tzinfo=dt.UTC)
    assert dates.local_time(moment) == dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
