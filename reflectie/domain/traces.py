"""Find what may lead to a person in a text: numbers, addresses, dates, links and words that a user names.

No check finds everything. Names need a list of names, and are found outside this module.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from reflectie.domain.text import fold
from reflectie.domain.value import Value


class TraceKind(StrEnum):
    """What a trace looks like; the value is its name on the screen."""

    CITIZEN_NUMBER = "burgerservicenummer"
    PHONE = "telefoonnummer"
    EMAIL = "e-mailadres"
    ACCOUNT = "rekeningnummer"
    ADDRESS = "adres"
    DATE = "datum"
    LINK = "internetadres"
    NAME = "naam"
    WORD = "eigen woord"


class Trace(Value):
    """A part of a text, from ``start`` up to ``end``, in characters."""

    kind: TraceKind
    text: str
    start: int
    end: int


NO_CHECK_IS_COMPLETE = "Geen controle vindt alles: lees zelf na wat er in het bestand komt."

OMITTED = "[weggelaten]"

REPLACEMENTS = (OMITTED, "de jongere", "de ouder", "de collega")
"""What may stand in the place of a trace; a user may also type something else."""


def find_traces(text: str, words: Iterable[str] = (), names: Iterable[Trace] = ()) -> tuple[Trace, ...]:
    """Return the traces in a text, in their order. Of traces that overlap, the longest counts.

    ``words`` are words of the user, found whatever their capitals and accents; ``names`` were found before.
    """
    found = [*_matches(text), *_own_words(text, words), *names]
    kept: list[Trace] = []
    for trace in sorted(found, key=lambda trace: (trace.start - trace.end, trace.start)):
        if all(trace.end <= other.start or other.end <= trace.start for other in kept):
            kept.append(trace)
    return tuple(sorted(kept, key=lambda trace: trace.start))


# Patterns -----------------------------------------------------------------------------------------

# A pattern with a part of any length begins only where a word begins: otherwise a long word without a match
# would take a time that grows with its square.

_MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sep(?:t(?:ember)?)?"
    "|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)

_STREET = r"(?:straat|laan|weg|plein|gracht|kade|dijk|hof|singel|steeg|pad|plantsoen|markt|baan|dreef|park)"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_citizen_number(text: str) -> bool:
    """Whether the digits of a text pass the eleven test of a Dutch citizen service number (BSN)."""
    digits = _digits(text).zfill(9)
    if len(digits) != 9 or digits == "0" * 9:
        return False
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
    )
    return weighted % 11 == 0


def is_account_number(text: str) -> bool:
    """Whether a text passes the test of an international account number (IBAN)."""
    compact = re.sub(r"\s", "", text).upper()
    digits = "".join(str(int(character, 36)) for character in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def _always(_: str) -> bool:
    return True


_CHECKS: tuple[tuple[TraceKind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        TraceKind.EMAIL,
        re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        _always,
    ),
    (
        TraceKind.LINK,
        re.compile(
            r"\b(?:https?://|www\.)[^\s<>\"']*[\w/]|(?<![@\w.-])[\w-]+\.(?:nl|com|org|net|eu|be)\b(?:/[^\s<>\"']*[\w/])?",
            re.IGNORECASE,
        ),
        _always,
    ),
    (
        TraceKind.ACCOUNT,
        re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE),
        is_account_number,
    ),
    (
        TraceKind.PHONE,
        re.compile(r"(?<![\d.])(?:(?:\+|00)31[\s-]?(?:\(0\))?[\s-]?|\(?0)[1-9](?:[\s()-]{0,2}\d){8}(?!\d)"),
        _always,
    ),
    (
        TraceKind.CITIZEN_NUMBER,
        re.compile(r"(?<![\d.-])(?:\d{8,9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\d-])"),
        is_citizen_number,
    ),
    (
        TraceKind.ADDRESS,
        re.compile(
            r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?:[ ,]+(?:nr\.? ?|nummer )?\d{1,5}(?: ?[a-z])?\b)?"
            r"|\b[1-9]\d{3}[a-z]{2}\b(?:[ ,]+\d{1,5}(?: ?[a-z])?\b)?"
            rf"|(?<![\w'’-])[A-Z][\w'’-]*{_STREET} (?:nr\.? ?|nummer )?\d{{1,5}}(?: ?[a-z])?\b",
        ),
        _always,
    ),
    (
        TraceKind.DATE,
        re.compile(
            r"(?<![\d-])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|'?\d{2})(?![\d-])|\b(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}\b"
            rf"|\b\d{{1,2}} (?:{_MONTHS})\.? '?(?:(?:19|20)\d{{2}}|\d{{2}})\b"
            rf"|\b(?:geboren|jarig|geb\.?|verjaart|verjaardag|geboortedatum)(?: is| was)?:? (?:op )?\d{{1,2}}"
            rf"(?: (?:{_MONTHS})\b|[-/]\d{{1,2}}\b)(?:[-/ ]'?\d{{2,4}})?",
            re.IGNORECASE,
        ),
        _always,
    ),
)


def _matches(text: str) -> Iterator[Trace]:
    for kind, pattern, is_valid in _CHECKS:
        for match in pattern.finditer(text):
            if is_valid(match[0]):
                yield Trace(kind=kind, text=match[0], start=match.start(), end=match.end())


def _own_words(text: str, words: Iterable[str]) -> Iterator[Trace]:
    """Find whole words; capitals and accents do not matter."""
    folded_words = sorted({fold(word.strip()) for word in words if word.strip()}, key=len, reverse=True)
    if not folded_words:
        return
    folded, starts = _fold_with_offsets(text)
    pattern = "|".join(map(re.escape, folded_words))
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", folded):
        start, end = starts[match.start()], starts[match.end()]
        yield Trace(kind=TraceKind.WORD, text=text[start:end], start=start, end=end)


def _fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters and its end the offset in the text."""
    pieces = [fold(character) for character in text]
    starts = [number for number, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*starts, len(text)]
