"""How a tie between two people is shown: its label, its symbol and its strokes."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

TIE_LABELS = {"close": "hecht", "tense": "gespannen", "broken": "verbroken", "unknown": "weet ik niet"}

_SYMBOLS = {"close": "═", "tense": "≈", "broken": "╳", "unknown": "?"}


class TieStrokes(NamedTuple):
    """The characters of a tie in a graph; ``corners`` are ┌ ┐ └ ┘ in its style."""

    vertical: str
    horizontal: str
    corners: str


_STROKES = {
    "close": TieStrokes("║", "═", "╔╗╚╝"),
    "tense": TieStrokes("≈", "≈", "≈≈≈≈"),
    "broken": TieStrokes("╎", "╌", "╭╮╰╯"),
    "unknown": TieStrokes("┊", "┈", "╭╮╰╯"),
}

_DEFAULT_STROKES = TieStrokes("│", "─", "╭╮╰╯")


def tie_symbol(tie: str) -> str:
    """Return the symbol of a tie, one cell wide; empty when no tie was chosen."""
    return _SYMBOLS.get(tie, "")


def tie_strokes(tie: str) -> TieStrokes:
    """Return the characters with which a graph draws a tie."""
    return _STROKES.get(tie, _DEFAULT_STROKES)


def tie_stroke(tie: str, length: int = 5) -> str:
    """Draw a tie as a stroke between two names on one row."""
    if tie == "broken":
        side = "╌" * ((length - 1) // 2)
        return f"{side}╳{side}"
    if tie == "unknown":
        side = "·" * ((length - 1) // 2)
        return f"{side}?{side}"
    return {"close": "═", "tense": "≈"}.get(tie, "─") * length


def tie_legend(used: Collection[str], labels: Mapping[str, str]) -> list[str]:
    """Return the symbols that occur, each with its label."""
    return [f"{symbol} {labels.get(tie, tie)}" for tie, symbol in _SYMBOLS.items() if tie in used]
