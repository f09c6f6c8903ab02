"""The signs of a tie between people: each kind differs by its shape, not by its colour."""

from collections.abc import Collection, Mapping

from reflectie.export.cells import cells
from reflectie.export.drawings.text import wrap

TIE_WORDS = {"close": "hecht", "tense": "gespannen", "broken": "verbroken", "unknown": "weet ik niet"}
_MARKS = {"close": "═", "tense": "≈", "broken": "╳", "unknown": "?"}


def mark(tie: str) -> str:
    """The sign of a tie in one cell; empty where none was chosen."""
    return _MARKS.get(tie, "")


def stroke(tie: str, length: int = 5) -> str:
    """A tie as a stroke between two names."""
    if tie == "broken":
        side = "╌" * ((length - 1) // 2)
        return f"{side}╳{side}"
    if tie == "unknown":
        side = "·" * ((length - 1) // 2)
        return f"{side}?{side}"
    return {"close": "═", "tense": "≈"}.get(tie, "─") * length


def tie_signs(used: Collection[str], words: Mapping[str, str]) -> list[str]:
    """The signs that occur, with their words."""
    return [f"{sign} {words.get(tie, tie)}" for tie, sign in _MARKS.items() if tie in used]


def rows_of_signs(signs: list[str], width: int) -> list[str]:
    """Signs with their words, as many on a row as fit."""
    rows: list[str] = []
    for sign in signs:
        if rows and cells(rows[-1]) + cells(sign) + 3 <= width:
            rows[-1] += f"   {sign}"
        else:
            rows += wrap(sign, width)
    return rows
