"""The settings of the program, in a plain JSON file beside the journal."""

from typing import Annotated, Literal

import msgspec

from reflectie.domain.field import Role
from reflectie.domain.value import Value
from reflectie.journal.folder import DECODE_ERRORS, JournalFolder, write_private

Theme = Literal["licht", "donker", "contrast"]

Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]


class Settings(Value):
    """``lock_minutes`` is how long it stays open untouched; ``code_offered``: a code was offered once."""

    theme: Theme = "donker"
    roles: tuple[Role, ...] = ()
    lock_minutes: Minutes = 10
    code_offered: bool = False


def read_settings(folder: JournalFolder) -> Settings:
    """The settings, or the defaults when the file is missing or cannot be read: nothing of worth is in it."""
    try:
        return msgspec.json.decode(folder.settings_file.read_bytes(), type=Settings)
    except (OSError, *DECODE_ERRORS):
        return Settings()


def write_settings(folder: JournalFolder, settings: Settings) -> None:
    """Keep the settings.

    Raises:
        CannotWrite: the disk refuses.
    """
    write_private(folder.settings_file, msgspec.json.encode(settings) + b"\n")
