"""The recovery code: twelve words on a card, which open the journal when the password is lost.

Each word stands for 11 bits. Ten are random (110 bits, behind Argon2id); the last two are check words of a
Reed-Solomon code over the field of 2048 elements. They tell any one wrong word and where it stands, and any
two words that changed places, so that a slip of the pen is never called a wrong code.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from reflectie.domain.errors import NoRecoveryCode, ReflectieError, UnreadableCode, WrongCode
from reflectie.journal.folder import Folder
from reflectie.journal.keys import kinds, open_slot
from reflectie.journal.slots import SlotKind

LENGTH = 12
"""Words of a code."""

RANDOM = 10
"""How many of them are drawn; the others follow from these."""

PREFIX = 4
"""Letters that tell each word from all others."""

_BITS = 11
_POLYNOMIAL = 0b1000_0000_0101  # x^11 + x^2 + 1, primitive over two elements
_WORDS = Path(__file__).with_name("woorden.txt")
_LETTERS = re.compile(r"[^\W\d_]+")


class RecoveryCode:
    """Twelve words. What it holds shows nowhere by itself: not in a repr, not in a traceback."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: tuple[int, ...]) -> None:
        """``numbers`` are places in the list of words; they must hold together."""
        assert _troubles(numbers) == (0, 0)
        self._numbers = numbers

    def __repr__(self) -> str:
        return "RecoveryCode(…)"

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word_list()[number] for number in self._numbers)

    @property
    def secret(self) -> bytes:
        """What the slot is derived from: the words in full."""
        return " ".join(self.words).encode()

    def has(self, place: int, typed: str) -> bool:
        """Whether ``typed`` is the word at this place, counted from 1."""
        return _numbers(typed) == (self._numbers[place - 1],)


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words, of 4 to 7 letters, told apart by their first four.

    They were chosen for this program; spelling was held against the word list of OpenTaal (BSD or CC BY 3.0),
    of which nothing is copied. No two differ in one letter, change two neighbours, or sound alike.
    """
    return tuple(_WORDS.read_text(encoding="ascii").split())


def new_code() -> RecoveryCode:
    """A code that was never there before."""
    drawn = tuple(secrets.randbelow(1 << _BITS) for _ in range(RANDOM))
    total = _troubles((*drawn, 0, 0))[0]
    # The two check words add up to what the others do; of such pairs one fits the second sum too.
    pairs = ((*drawn, total ^ last, last) for last in range(1 << _BITS))
    return RecoveryCode(next(pair for pair in pairs if _troubles(pair)[1] == 0))


def read_code(text: str) -> RecoveryCode:
    """The code that a person typed: capitals, numbers, commas and spaces do not matter, nor what comes after
    the first four letters of a word.

    Raises:
        UnreadableCode: it has a slip in it; the message says where, and never repeats a word.
    """
    numbers = _numbers(text)
    if unknown := [str(place) for place, number in enumerate(numbers, 1) if number < 0]:
        which = f"Woord {unknown[0]} staat" if len(unknown) == 1 else f"De woorden {_listed(unknown)} staan"
        raise UnreadableCode(f"{which} niet in de lijst. Kijk of het goed is overgenomen van je kaart.")
    if len(numbers) != LENGTH:
        there = f"er {'staat' if len(numbers) == 1 else 'staan'} er nu {len(numbers)}"
        raise UnreadableCode(f"Een herstelcode heeft {LENGTH} woorden, en {there}.")
    if _troubles(numbers) != (0, 0):
        raise UnreadableCode(_slip(numbers))
    return RecoveryCode(numbers)


def lacks_code(folder: Folder | None) -> bool:
    """Whether there is a journal without a recovery code; damage is no reason to offer one."""
    try:
        return folder is not None and SlotKind.RECOVERY not in kinds(folder)
    except ReflectieError:
        return False


def unlock_with_code(folder: Folder, code: RecoveryCode) -> bytes:
    """The data key.

    Raises:
        WrongCode: the code is another one.
        NoRecoveryCode: none was made.
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``.
    """
    if SlotKind.RECOVERY not in kinds(folder):
        raise NoRecoveryCode
    data_key = open_slot(folder, SlotKind.RECOVERY, code.secret)
    if data_key is None:
        raise WrongCode
    return data_key


def _numbers(text: str) -> tuple[int, ...]:
    """The place in the list of each word in a text, -1 for a word that is not there."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    places = _places()
    return tuple(places.get(word[:PREFIX], -1) for word in _LETTERS.findall(plain))


@cache
def _places() -> dict[str, int]:
    return {word[:PREFIX]: place for place, word in enumerate(word_list())}


def _troubles(numbers: tuple[int, ...]) -> tuple[int, int]:
    """The two sums that are zero for a code without a slip: of the words, and of the words by their place."""
    plain = placed = 0
    for number in numbers:
        plain ^= number
        placed = _doubled(placed) ^ number
    return plain, placed


def _doubled(number: int) -> int:
    """Times x, in the field."""
    number <<= 1
    return number ^ _POLYNOMIAL if number >> _BITS else number


def _slip(numbers: tuple[int, ...]) -> str:
    """What a person did wrong most likely, in words."""
    plain, placed = _troubles(numbers)
    if plain == 0 and (swapped := _swapped(numbers)):
        pairs = ", of ".join(f"{at} en {at + 1}" for at in swapped)
        return f"De woorden {pairs}, lijken van plaats verwisseld."
    weight = plain
    for place in range(LENGTH, 0, -1):
        if plain and weight == placed:
            return f"Woord {place} klopt niet of staat verkeerd."
        weight = _doubled(weight)
    return "Meer dan één woord klopt niet of staat op een andere plek. Lees ze nog eens rustig na."


def _swapped(numbers: tuple[int, ...]) -> list[int]:
    """The places of the first of two neighbours that fit when they change places: seldom more than one."""
    return [at + 1 for at in range(LENGTH - 1) if _troubles(_exchanged(numbers, at)) == (0, 0)]


def _exchanged(numbers: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*numbers[:at], numbers[at + 1], numbers[at], *numbers[at + 2 :])


def _listed(places: list[str]) -> str:
    return f"{', '.join(places[:-1])} en {places[-1]}"
