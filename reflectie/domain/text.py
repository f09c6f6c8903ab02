"""Clean text from any source, enforce the length of a field, and shorten text for display."""

import re
import unicodedata

from reflectie.domain.errors import InvalidInput

FIELD_LIMIT = 100_000
"""The most characters that one field may hold."""

PARAGRAPH_LIMIT = 10_000
"""The most characters of a paragraph before an editor becomes slow (5.5 ms per key per 1,000)."""

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Control codes, bidi marks and overrides, lone surrogates, and what XML and terminals cannot hold.
UNSAFE_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)

_UNDECODED = re.compile("[\ud800-\udfff]")

REPLACEMENT = "\ufffd"
"""Stands in the place of a byte that was no UTF-8."""


def without_unsafe_characters(text: str) -> str:
    """Return the text without unsafe characters. What could not be decoded stays visible as U+FFFD."""
    return UNSAFE_CHARACTERS.sub("", _UNDECODED.sub(REPLACEMENT, text))


def clean(text: str) -> str:
    """Return the text as it is stored: one kind of line break, no unsafe characters, NFC."""
    return unicodedata.normalize("NFC", without_unsafe_characters(_LINE_BREAKS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return the cleaned text on one line, for titles and names."""
    return " ".join(clean(text).split())


def clean_field(text: str) -> str:
    """Return the cleaned text of a field.

    Raises:
        InvalidInput: the cleaned text has more than ``FIELD_LIMIT`` characters.
    """
    cleaned = clean(text)
    if len(cleaned) > FIELD_LIMIT:
        raise InvalidInput(
            f"Deze tekst heeft {format_number(len(cleaned))} tekens; in één veld passen er "
            f"{format_number(FIELD_LIMIT)}. Verdeel hem over meer stukken. Er is niets veranderd."
        )
    return cleaned


_INVISIBLE_OR_JOINED = {
    **dict.fromkeys((0xAD, 0x34F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060)),
    **{0x132: "IJ", 0x133: "ij", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"},
    **dict.fromkeys((0xFB05, 0xFB06), "st"),
}
"""Soft hyphens and zero-width characters, and letters that are joined into one sign."""


def plain_letters(text: str) -> str:
    """The text without invisible characters and ligatures, as the search index has it."""
    return text.translate(_INVISIBLE_OR_JOINED)


ONLY_SIGNS_TEXT = "Zoeken gaat op letters en cijfers; tekens en emoji's worden niet doorzocht. Typ een woord."


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit; other signs are not searched."""
    return any(map(str.isalnum, text))


def fold(text: str) -> str:
    """The text without capitals, accents, invisible characters and ligatures, to look for words in."""
    parts = unicodedata.normalize("NFD", plain_letters(text).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


_SMALL_WORDS = {
    "aan", "bij", "de", "een", "en", "het", "ik", "in", "me", "met", "mijn", "naar", "of", "om", "op", "over",
    "te", "van", "voor", "we",
}  # fmt: skip
"""Words that say little about what somebody looks for."""


def search_parts(words: str) -> list[str]:
    """The folded words to look for. Small words, such as "de" and "met", are left out beside other ones."""
    parts = fold(words).split()
    return [part for part in parts if part not in _SMALL_WORDS] or parts


def contains_words(text: str, part: str) -> bool:
    """Whether a part is in a text; case and accents do not matter. Nothing contains an empty part."""
    folded = fold(clean_line(part))
    return bool(folded) and folded in fold(text)


def format_number(number: int) -> str:
    """Format a whole number as "100.000"."""
    return f"{number:,}".replace(",", ".")


def shorten(text: str, max_length: int) -> str:
    """Put a text on one line, cut at ``max_length`` characters with an ellipsis."""
    line = " ".join(text.split(maxsplit=max_length))  # more words than this would be cut anyway
    return line if len(line) <= max_length else line[: max_length - 1].rstrip() + "…"
