"""What a person chose about the program itself: kept in plain sight, since it says nothing of the journal."""

from typing import Annotated, Literal

import msgspec

from reflectie.domain.role import Role
from reflectie.domain.value import Value
from reflectie.journal.folder import UNREADABLE, Folder, write_private

Theme = Literal["licht", "donker", "contrast"]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]


class Settings(Value):
    """``lock_minutes`` is how long it stays open untouched; ``code_offered``: a code was offered once."""

    theme: Theme = "donker"
    roles: tuple[Role, ...] = ()
    lock_minutes: Minutes = 10
    code_offered: bool = False


def read_settings(folder: Folder) -> Settings:
    """The settings, or the defaults when the file is missing or cannot be read: nothing of worth is in it."""
    try:
        return msgspec.json.decode(folder.settings.read_bytes(), type=Settings)
    except (OSError, *UNREADABLE):
        return Settings()


def write_settings(folder: Folder, settings: Settings) -> None:
    """Keep the settings.

    Raises:
        CannotWrite: the disk refuses.
    """
    write_private(folder.settings, msgspec.json.encode(settings) + b"\n")
