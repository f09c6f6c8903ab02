"""Whether a folder is copied to somebody else's computer by a program for syncing."""

import re
from collections.abc import Mapping
from pathlib import Path

_NAMES = {
    "OneDrive": r"onedrive( - .*|-.*)?",
    "Dropbox": r"dropbox( \(.*\)|-.*)?",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive( \(.*\)|-.*)?|my drive|mijn drive|drivefs",
}
"""What each calls the folders it keeps, in small letters."""

_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""In which Windows says where OneDrive stands, also when somebody gave it another name."""


def synced_by(path: Path, environ: Mapping[str, str]) -> str | None:
    """The name of the service that takes this folder along, None when there is no sign of one.

    It goes by names only, and nothing is opened: a service that keeps folders under names of its own, such as
    the desktop that OneDrive or iCloud took over, is not seen.
    """
    real = Path(path).absolute()
    homes = [Path(environ[name]) for name in _VARIABLES if environ.get(name)]
    if any(real.is_relative_to(home) for home in homes):
        return "OneDrive"
    for part in (*real.parts, *_resolved(real).parts):
        for service, pattern in _NAMES.items():
            if re.fullmatch(pattern, part.casefold()):
                return service
    return None


def warning(service: str) -> str:
    """What a person should know about a journal in such a folder."""
    return (
        f"Je logboek staat in een map van {service}. Die bewaart oude versies op een andere computer: "
        "versleuteld, maar wissen reikt daar niet, en twee computers tegelijk kunnen elkaar overschrijven. "
        "Met REFLECTIE_MAP kies je een andere map."
    )


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path
