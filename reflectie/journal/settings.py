"""The settings of the program, in a plain JSON file beside the journal."""

from typing import Annotated, Literal

import msgspec

from reflectie.domain.field import Role
from reflectie.domain.value import Value
from reflectie.journal.folder import DECODE_ERRORS, JournalFolder, write_private

Theme = Literal["licht", "donker", "contrast"]

Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]


class Settings(Value):
    """``lock_minutes``: idle time before locking, or 0. ``code_offered``: a recovery code was offered."""

    theme: Theme = "donker"
    roles: tuple[Role, ...] = ()
    lock_minutes: Minutes = 10
    code_offered: bool = False


def read_settings(folder: JournalFolder) -> Settings:
    """Return the settings, or the defaults when the file is missing or damaged; it holds nothing valuable."""
    try:
        return msgspec.json.decode(folder.settings_file.read_bytes(), type=Settings)
    except (OSError, *DECODE_ERRORS):
        return Settings()


def write_settings(folder: JournalFolder, settings: Settings) -> None:
    """Write the settings.

    Raises:
        CannotWrite: the disk refuses.
    """
    write_private(folder.settings_file, msgspec.json.encode(settings) + b"\n")
