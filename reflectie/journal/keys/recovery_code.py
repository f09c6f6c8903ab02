"""The recovery code: twelve words that open the journal when the password is lost."""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from reflectie.domain.errors import InvalidInput, ReflectieError, WrongRecoveryCode, no_recovery_code
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import open_slot, slot_kinds
from reflectie.journal.keys.slots import SlotKind

CODE_LENGTH = 12
"""Words of a code."""

RANDOM_WORD_COUNT = 10
"""How many of them are drawn; the others follow from these."""

PREFIX_LENGTH = 4
"""Letters that tell each word from all others."""

_BITS = 11

_POLYNOMIAL = 0b1000_0000_0101  # x^11 + x^2 + 1, primitive over two elements

_WORD_LIST_FILE = Path(__file__).with_name("woorden.txt")

_LETTERS = re.compile(r"[^\W\d_]+")


class RecoveryCode:
    """Twelve words. What it holds shows nowhere by itself: not in a repr, not in a traceback."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: tuple[int, ...]) -> None:
        """``numbers`` are places in the list of words; they must hold together."""
        assert _syndromes(numbers) == (0, 0)
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

    def has_word_at(self, place: int, typed: str) -> bool:
        """Whether ``typed`` is the word at this place, counted from 1."""
        return _word_numbers(typed) == (self._numbers[place - 1],)


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words, of 4 to 7 letters, told apart by their first four.

    They were chosen for this program; spelling was held against the word list of OpenTaal (BSD or CC BY 3.0),
    of which nothing is copied. No two differ in one letter, change two neighbours, or sound alike.
    """
    return tuple(_WORD_LIST_FILE.read_text(encoding="ascii").split())


def new_recovery_code() -> RecoveryCode:
    """A code that was never there before."""
    drawn = tuple(secrets.randbelow(1 << _BITS) for _ in range(RANDOM_WORD_COUNT))
    total = _syndromes((*drawn, 0, 0))[0]
    # The two check words add up to what the others do; of such pairs one fits the second sum too.
    pairs = ((*drawn, total ^ last, last) for last in range(1 << _BITS))
    return RecoveryCode(next(pair for pair in pairs if _syndromes(pair)[1] == 0))


def parse_recovery_code(text: str) -> RecoveryCode:
    """The code that a person typed: capitals, numbers, commas and spaces do not matter, nor what comes after
    the first four letters of a word.

    Raises:
        UnreadableCode: it has a slip in it; the message says where, and never repeats a word.
    """
    numbers = _word_numbers(text)
    if unknown := [str(place) for place, number in enumerate(numbers, 1) if number < 0]:
        which = (
            f"Woord {unknown[0]} staat" if len(unknown) == 1 else f"De woorden {_join_places(unknown)} staan"
        )
        raise InvalidInput(f"{which} niet in de lijst. Kijk of het goed is overgenomen van je kaart.")
    if len(numbers) != CODE_LENGTH:
        there = f"er {'staat' if len(numbers) == 1 else 'staan'} er nu {len(numbers)}"
        raise InvalidInput(f"Een herstelcode heeft {CODE_LENGTH} woorden, en {there}.")
    if _syndromes(numbers) != (0, 0):
        raise InvalidInput(_describe_mistake(numbers))
    return RecoveryCode(numbers)


def lacks_recovery_code(folder: JournalFolder | None) -> bool:
    """Whether there is a journal without a recovery code; damage is no reason to offer one."""
    try:
        return folder is not None and SlotKind.RECOVERY not in slot_kinds(folder)
    except ReflectieError:
        return False


def unlock_with_code(folder: JournalFolder, code: RecoveryCode) -> bytes:
    """The data key.

    Raises:
        WrongCode: the code is another one.
        ReflectieError: none was made.
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``.
    """
    if SlotKind.RECOVERY not in slot_kinds(folder):
        raise no_recovery_code()
    data_key = open_slot(folder, SlotKind.RECOVERY, code.secret)
    if data_key is None:
        raise WrongRecoveryCode
    return data_key


def _word_numbers(text: str) -> tuple[int, ...]:
    """The place in the list of each word in a text, -1 for a word that is not there."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    places = _numbers_by_prefix()
    return tuple(places.get(word[:PREFIX_LENGTH], -1) for word in _LETTERS.findall(plain))


@cache
def _numbers_by_prefix() -> dict[str, int]:
    return {word[:PREFIX_LENGTH]: place for place, word in enumerate(word_list())}


def _syndromes(numbers: tuple[int, ...]) -> tuple[int, int]:
    """The two sums that are zero for a code without a slip: of the words, and of the words by their place."""
    plain = placed = 0
    for number in numbers:
        plain ^= number
        placed = _times_x(placed) ^ number
    return plain, placed


def _times_x(number: int) -> int:
    """Times x, in the field."""
    number <<= 1
    return number ^ _POLYNOMIAL if number >> _BITS else number


def _describe_mistake(numbers: tuple[int, ...]) -> str:
    """What a person did wrong most likely, in words."""
    plain, placed = _syndromes(numbers)
    if plain == 0 and (swapped := _swapped_neighbours(numbers)):
        pairs = ", of ".join(f"{at} en {at + 1}" for at in swapped)
        return f"De woorden {pairs}, lijken van plaats verwisseld."
    weight = plain
    for place in range(CODE_LENGTH, 0, -1):
        if plain and weight == placed:
            return f"Woord {place} klopt niet of staat verkeerd."
        weight = _times_x(weight)
    return "Meer dan één woord klopt niet of staat op een andere plek. Lees ze nog eens rustig na."


def _swapped_neighbours(numbers: tuple[int, ...]) -> list[int]:
    """The places of the first of two neighbours that fit when they change places: seldom more than one."""
    return [at + 1 for at in range(CODE_LENGTH - 1) if _syndromes(_swap_neighbours(numbers, at)) == (0, 0)]


def _swap_neighbours(numbers: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*numbers[:at], numbers[at + 1], numbers[at], *numbers[at + 2 :])


def _join_places(places: list[str]) -> str:
    return f"{', '.join(places[:-1])} en {places[-1]}"
