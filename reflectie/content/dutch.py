"""The messages of msgspec in Dutch: what is wrong at this place, and what is meant there."""

import re

import msgspec

from reflectie.content.phrases import short
from reflectie.content.shape import keys_at, words_at
from reflectie.content.tree import Tree, steps_of

_TYPES = {
    "str": "tekst",
    "int": "een heel getal",
    "float": "een getal",
    "bool": "ja of nee (true of false)",
    "array": "een lijst",
    "object": "een blok met sleutels",
    "null": "niets",
}
_FOUND = _TYPES | {
    "float": "een getal met een komma",
    "NoneType": "niets",
    "list": "een lijst",
    "dict": "een blok",
}
_HINTS = {
    ("str", "int"): " Zet er aanhalingstekens om als het tekst is.",
    ("str", "float"): " Zet er aanhalingstekens om als het tekst is.",
    ("str", "bool"): " Zet er aanhalingstekens om als het tekst is.",
    ("int", "str"): " Schrijf alleen cijfers, zonder aanhalingstekens.",
    ("bool", "str"): " Schrijf true of false, zonder aanhalingstekens.",
    ("array", "str"): " Zet er [ en ] omheen, of zet elk deel achter een streepje.",
    ("array", "object"): " Zet elk deel achter een streepje.",
}
_POLES = {"left": "de linkerpool", "right": "de rechterpool"}


class Fault:
    """One thing that msgspec refused in a tree that is meant to be a ``whole``."""

    def __init__(self, error: msgspec.ValidationError, tree: Tree, whole: type) -> None:
        self._tree = tree
        self._whole = whole
        # A key or a word of the file can look like the end of a message, so only the very end counts.
        found = re.fullmatch(r"(.*?)(?: - at `(\$[^`]*)`)?", str(error), re.DOTALL)
        assert found is not None
        self._message, self._path = found[1], found[2] or "$"
        unknown = re.fullmatch(r"Object contains unknown field `(.*)`", self._message, re.DOTALL)
        self._key = unknown[1] if unknown else None
        self._allowed = keys_at(tree, self._path, whole) if unknown else []

    def in_dutch(self) -> str:
        """The line ``file:line:column: …``."""
        if self._key is None:
            return self._tree.problem(self._path, self._sentence())
        advice = f"Bedoel je '{meant}'?" if (meant := self._meant()) else None
        advice = advice or f"Hier kunnen staan: {', '.join(self._allowed)}."
        return self._tree.problem(self._path, f"onbekende sleutel '{short(self._key)}'. {advice}", self._key)

    def taken_out(self) -> bool:
        """Take the fault out of the tree, so that the rest can be judged; False when that cannot be done."""
        if self._key is None:
            return self._tree.drop_item(self._path)
        self._tree.drop_key(self._path, self._key, self._meant())
        return True

    def _meant(self) -> str | None:
        """The allowed key that looks most like the unknown one."""
        import difflib

        return next(iter(difflib.get_close_matches((self._key or "")[:100], self._allowed, n=1)), None)

    def _sentence(self) -> str:
        name = _name(self._path)
        if missing := re.fullmatch(r"Object missing required field `(.+)`", self._message):
            return _missing(missing[1], self._path)
        if types := re.fullmatch(r"Expected `(.+?)`, got `(.+?)`", self._message):
            return _wrong_type(name, types[1], types[2])
        words = ", ".join(words_at(self._tree, self._path, self._whole))
        if words:
            return f"{name} kan hier zijn: {words}. Er staat '{short(self._tree.at(self._path))}'."
        return f"{name} past hier niet."


def _name(path: str) -> str:
    """What a person calls the thing at a path: its key, or its place in a list."""
    steps = steps_of(path)
    keys = [step for step in steps if isinstance(step, str)]
    if not keys:
        return "dit bestand"
    last = steps[-1]
    return f"'{last}'" if isinstance(last, str) else f"onderdeel {last + 1} van '{keys[-1]}'"


def _missing(key: str, path: str) -> str:
    if key in _POLES:
        return f"{_POLES[key]} ('{key}') ontbreekt. Een lijn heeft twee polen."
    owner = _POLES.get(str(steps_of(path)[-1])) if steps_of(path) else None
    return f"{owner} mist '{key}'." if owner else f"'{key}' ontbreekt hier."


def _wrong_type(name: str, expected: str, got: str) -> str:
    wanted = expected.removesuffix(" | null")
    if got in ("null", "NoneType"):
        return f"{name} is leeg; hier hoort {_TYPES.get(wanted, wanted)}."
    hint = _HINTS.get((wanted, got), "")
    return f"{name} moet {_TYPES.get(wanted, wanted)} zijn, hier staat {_FOUND.get(got, got)}.{hint}"
