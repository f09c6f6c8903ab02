"""How much room a text takes in a terminal."""

import unicodedata


def cells(text: str) -> int:
    """The width of a text in a terminal, in cells."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The beginning of a one-line text that fits ``width`` cells, with an ellipsis when something is gone."""
    if cells(text) <= width:
        return text
    room, kept = width - 1, ""
    for character in text:
        room -= _cells_of(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…" if width > 0 else ""
