"""A folder that a service for syncing takes along is recognised, and other folders are left in peace."""

from pathlib import Path

import pytest

from reflectie.journal.folder import find_sync_service, sync_warning


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
