"""What a word of YAML without quotes means: the core of YAML 1.2 and no more."""

import re

from reflectie.content.tree import Scalar

# A leading zero makes no number: 017 is text, and so are dates and times of day.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_MAY_BE_NUMBER = frozenset("+-.0123456789")

_WORDS: dict[str, Scalar] = {"": None, "~": None}
for _word, _meaning in {"null": None, "true": True, "false": False}.items():
    _WORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), _meaning)


def plain(word: str) -> Scalar:
    """A number, true, false, nothing, or else the text itself."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _MAY_BE_NUMBER:
        return word
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _NUMBER.fullmatch(word) else word
