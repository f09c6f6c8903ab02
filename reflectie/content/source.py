"""Where the words that come with the program are."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def builtin_folder() -> Path:
    """The folder of the built-in pack: inside an installed wheel, or ``content/nl`` of a checkout."""
    installed = _PACKAGE / "_content" / "nl"
    return installed if installed.is_dir() else _PACKAGE.parent / "content" / "nl"


def example_file() -> Path:
    """The made-up year of ``--voorbeeld``."""
    return builtin_folder() / "voorbeeld" / "jaar.yaml"
