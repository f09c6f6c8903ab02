"""The data folder, private files that survive a crash, and the detection of synced folders."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.errors import CannotWrite
from reflectie.journal.folder import (
    JournalFolder,
    Settings,
    data_folder,
    find_sync_service,
    is_open_to_others,
    sync_warning,
    write_private,
    write_private_new,
    write_settings,
)
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")


@pytest.fixture(params=[0o000, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    old_umask = os.umask(request.param)
    yield
    os.umask(old_umask)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.usefixtures("umask")
def test_files_are_private_whatever_the_umask(
    tmp_path: Path, clock: Clock, cheap: KdfCost, password: str
) -> None:
    folder = JournalFolder(tmp_path / "nieuw" / "reflectie")
    journal = create_journal(folder, password, clock, cheap)
    write_settings(folder, Settings())
    journal.close()
    assert {mode(path) for path in folder.path.iterdir()} == {0o600}
    assert mode(folder.path) == mode(folder.path.parent) == 0o700


@posix
def test_the_rollback_journal_is_private_too(
    folder: JournalFolder, clock: Clock, cheap: KdfCost, password: str
) -> None:
    old_umask = os.umask(0)
    try:
        journal = create_journal(folder, password, clock, cheap)
        connection = journal._connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM entry")
        connection.execute(
            "INSERT INTO entry (id, exercise, title, day, begun_at, closed_at, changed_at, position)"
            " VALUES ('x', 'y', 'z', '', '', NULL, '', NULL)"
        )
        beside = [path for path in folder.path.iterdir() if path.name.endswith("-journal")]
        assert [mode(path) for path in beside] == [0o600]
        connection.execute("ROLLBACK")
        journal.close()
    finally:
        os.umask(old_umask)


@posix
def test_an_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    JournalFolder(tmp_path).create()
    assert mode(tmp_path) == 0o755


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "instellingen.json"
    write_private(path, b"oud")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="de schijf is vol"):
        write_private(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EROFS, "alleen-lezen"), (errno.EACCES, "geen rechten"), (errno.EIO, "meldt een fout")],
)
def test_a_write_error_gives_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotWrite, match=words):
        write_private(tmp_path / "bestand", b"")


def test_a_file_at_the_path_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(CannotWrite, match="geen map"):
        JournalFolder(tmp_path / "bestand" / "reflectie").create()


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_replaces_an_existing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "sleutels.json"
    write_private_new(path, b"eerste")
    with pytest.raises(CannotWrite, match="al een bestand"):
        write_private_new(path, b"tweede")
    assert path.read_bytes() == b"eerste"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "schijf" / "sleutels.json", tmp_path / "sleutels.json"
    real.parent.mkdir()
    link.symlink_to(real)
    write_private(link, b"een")
    write_private(link, b"twee")
    assert link.is_symlink()
    assert real.read_bytes() == b"twee"


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    assert data_folder({"REFLECTIE_MAP": str(tmp_path)}) == tmp_path
    assert data_folder({"REFLECTIE_MAP": ""}) == data_folder({})
    assert data_folder({}).name == "reflectie"


# Sync services ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ik/OneDrive/reflectie", "OneDrive"),
        ("/Users/ik/OneDrive - Jeugdzorg Noord/reflectie", "OneDrive"),
        ("/Users/ik/Library/CloudStorage/OneDrive-Persoonlijk/reflectie", "OneDrive"),
        ("/home/ik/Dropbox (Werk)/reflectie", "Dropbox"),
        ("/Users/ik/Library/Mobile Documents/com~apple~CloudDocs/reflectie", "iCloud Drive"),
        ("/c/Users/ik/iCloudDrive/reflectie", "iCloud Drive"),
        ("/Users/ik/Library/CloudStorage/GoogleDrive-ik@voorbeeld.nl/Mijn Drive/reflectie", "Google Drive"),
        ("/media/Google Drive/reflectie", "Google Drive"),
        ("/home/ik/.local/share/reflectie", None),
        ("/home/ik/mijn onedrive verhaal/reflectie", None),
    ],
)
def test_a_synced_folder_is_recognised_by_its_name(path: str, service: str | None) -> None:
    assert find_sync_service(Path(path), {}) == service


def test_windows_names_the_folder_of_onedrive(tmp_path: Path) -> None:
    environ = {"OneDriveCommercial": str(tmp_path / "Stichting"), "OneDrive": ""}
    assert find_sync_service(tmp_path / "Stichting" / "map", environ) == "OneDrive"
    assert find_sync_service(tmp_path / "elders", environ) is None


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "map").mkdir(parents=True)
    link = tmp_path / "map"
    try:
        link.symlink_to(tmp_path / "Dropbox" / "map")
    except OSError:
        pytest.skip("this system makes no links for everybody")
    assert find_sync_service(link, {}) == "Dropbox"


def test_the_warning_names_the_service_and_the_solution() -> None:
    assert "Google Drive" in sync_warning("Google Drive")
    assert "REFLECTIE_MAP" in sync_warning("Dropbox")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot open a folder")
def test_a_new_folder_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    open_file = os.open

    def record(path: str, *arguments: int) -> int:
        opened.append(Path(path))
        return open_file(path, *arguments)

    monkeypatch.setattr(os, "open", record)
    JournalFolder(tmp_path / "boven" / "map").create()
    assert opened == [tmp_path, tmp_path / "boven"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_a_folder_that_others_can_enter_is_recognised(folder: JournalFolder) -> None:
    assert not is_open_to_others(folder)
    folder.create()
    assert not is_open_to_others(folder)
    folder.path.chmod(0o777)
    assert is_open_to_others(folder)
