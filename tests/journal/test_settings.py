"""Settings: a missing or damaged file gives the defaults."""

import pytest

from reflectie.domain.field import Role
from reflectie.journal.folder import JournalFolder, Settings, read_settings, write_settings


def test_settings_are_stored(folder: JournalFolder) -> None:
    folder.create()
    settings = Settings(theme="contrast", roles=(Role.BESTUURDER, Role.PROFESSIONAL), lock_minutes=3)
    write_settings(folder, settings)
    assert read_settings(folder) == settings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"theme":"\xf3"}',
        b'{"theme":"roze"}',
        b'{"lock_minutes":-1}',
        b"null",
    ],
)
def test_a_damaged_file_gives_the_defaults(folder: JournalFolder, content: bytes) -> None:
    folder.create()
    folder.settings_file.write_bytes(content)
    assert read_settings(folder) == Settings()


def test_a_missing_file_gives_the_defaults(folder: JournalFolder) -> None:
    assert read_settings(folder) == Settings(theme="donker", roles=(), lock_minutes=10)
