"""Where the built-in content is. Commands import this without loading the YAML reader."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def builtin_folder() -> Path:
    """Return the folder of the built-in pack: inside an installed wheel, or ``content/nl`` of a checkout."""
    installed = _PACKAGE / "_content" / "nl"
    return installed if installed.is_dir() else _PACKAGE.parent / "content" / "nl"


def example_file() -> Path:
    """Return the file of the example journal (``--voorbeeld``)."""
    return builtin_folder() / "voorbeeld" / "jaar.yaml"
