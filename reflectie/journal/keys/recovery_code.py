"""The recovery code: twelve words that open the journal when the password is lost."""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from reflectie.domain.errors import InvalidInput, ReflectieError, no_recovery_code
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import open_slot, slot_kinds
from reflectie.journal.keys.slots import SlotKind

CODE_LENGTH = 12
"""Number of words in a code."""

_RANDOM_WORD_COUNT = 10
"""Number of random words in a code; the others are check words."""

PREFIX_LENGTH = 4
"""Number of letters that identify a word."""

_BITS = 11

_POLYNOMIAL = 0b1000_0000_0101  # x^11 + x^2 + 1, primitive over GF(2)

_WORD_LIST_FILE = Path(__file__).with_name("woorden.txt")

_LETTERS = re.compile(r"[^\W\d_]+")


class RecoveryCode:
    """Twelve words, which do not show in a repr or a traceback."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: tuple[int, ...]) -> None:
        """``numbers`` are indexes in the word list; the check words must be right."""
        assert _syndromes(numbers) == (0, 0)
        self._numbers = numbers

    def __repr__(self) -> str:
        return "RecoveryCode(…)"

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word_list()[number] for number in self._numbers)

    @property
    def secret(self) -> bytes:
        """The secret that opens the slot: the words in full."""
        return " ".join(self.words).encode()

    def has_word_at(self, position: int, typed: str) -> bool:
        """Whether ``typed`` is the word at this position, counted from 1."""
        return _word_numbers(typed) == (self._numbers[position - 1],)


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words, of 4 to 7 letters, each identified by its first four.

    They were chosen for this program. Their spelling was checked against the word list of OpenTaal (BSD or
    CC BY 3.0), of which nothing is copied. No two words differ in one letter or by swapping two neighbouring
    letters, and no two sound alike.
    """
    return tuple(_WORD_LIST_FILE.read_text(encoding="ascii").split())


def new_recovery_code() -> RecoveryCode:
    """Return a new random code."""
    random_words = tuple(secrets.randbelow(1 << _BITS) for _ in range(_RANDOM_WORD_COUNT))
    total = _syndromes((*random_words, 0, 0))[0]
    # The two check words must have the same sum as the others; one such pair fits the second syndrome too.
    pairs = ((*random_words, total ^ last, last) for last in range(1 << _BITS))
    return RecoveryCode(next(pair for pair in pairs if _syndromes(pair)[1] == 0))


def parse_recovery_code(text: str) -> RecoveryCode:
    """Return the code that a user typed. Only the first four letters of each word matter.

    Capitals, accents, numbers, commas and spaces are ignored.

    Raises:
        InvalidInput: there is a mistake in it; the message says where, and never repeats a word.
    """
    numbers = _word_numbers(text)
    if unknown := [str(position) for position, number in enumerate(numbers, 1) if number < 0]:
        which = (
            f"Woord {unknown[0]} staat"
            if len(unknown) == 1
            else f"De woorden {_join_positions(unknown)} staan"
        )
        raise InvalidInput(f"{which} niet in de lijst. Kijk of het goed is overgenomen van je kaart.")
    if len(numbers) != CODE_LENGTH:
        found = f"er {'staat' if len(numbers) == 1 else 'staan'} er nu {len(numbers)}"
        raise InvalidInput(f"Een herstelcode heeft {CODE_LENGTH} woorden, en {found}.")
    if _syndromes(numbers) != (0, 0):
        raise InvalidInput(_describe_mistake(numbers))
    return RecoveryCode(numbers)


def lacks_recovery_code(folder: JournalFolder | None) -> bool:
    """Whether there is a journal without a recovery code; False for a damaged one."""
    try:
        return folder is not None and SlotKind.RECOVERY not in slot_kinds(folder)
    except ReflectieError:
        return False


def unlock_with_code(folder: JournalFolder, code: RecoveryCode) -> bytes:
    """Return the data key.

    Raises:
        InvalidInput: this is the code of another journal, or an old one.
        ReflectieError: the journal has no recovery code.
        DamagedKeyFile, NewerFormat, ReflectieError: as in ``read_verified_key_file``.
    """
    if SlotKind.RECOVERY not in slot_kinds(folder):
        raise no_recovery_code()
    data_key = open_slot(folder, SlotKind.RECOVERY, code.secret)
    if data_key is None:
        raise InvalidInput(
            "Deze herstelcode is goed overgenomen, maar past niet op dit logboek. "
            "Is er later een nieuwe gemaakt, dan geldt alleen die."
        )
    return data_key


def _word_numbers(text: str) -> tuple[int, ...]:
    """Return the index in the word list of each word in a text, -1 for a word that is not in it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    numbers = _numbers_by_prefix()
    return tuple(numbers.get(word[:PREFIX_LENGTH], -1) for word in _LETTERS.findall(plain))


@cache
def _numbers_by_prefix() -> dict[str, int]:
    return {word[:PREFIX_LENGTH]: number for number, word in enumerate(word_list())}


def _syndromes(numbers: tuple[int, ...]) -> tuple[int, int]:
    """Return the two syndromes of the code word; both are 0 when there is no mistake.

    The first is the sum of the numbers in GF(2^11). In the second each number is multiplied by a power of x
    that depends on its position.
    """
    plain = weighted = 0
    for number in numbers:
        plain ^= number
        weighted = _times_x(weighted) ^ number
    return plain, weighted


def _times_x(number: int) -> int:
    """Multiply by x in GF(2^11)."""
    number <<= 1
    return number ^ _POLYNOMIAL if number >> _BITS else number


def _describe_mistake(numbers: tuple[int, ...]) -> str:
    """Describe the most likely mistake, in Dutch."""
    plain, weighted = _syndromes(numbers)
    if plain == 0 and (swapped := _swapped_neighbours(numbers)):
        pairs = ", of ".join(f"{position} en {position + 1}" for position in swapped)
        return f"De woorden {pairs}, lijken van plaats verwisseld."
    error = plain
    for position in range(CODE_LENGTH, 0, -1):
        if plain and error == weighted:
            return f"Woord {position} klopt niet of staat verkeerd."
        error = _times_x(error)
    return "Meer dan één woord klopt niet of staat op een andere plek. Lees ze nog eens rustig na."


def _swapped_neighbours(numbers: tuple[int, ...]) -> list[int]:
    """Return each position, from 1, whose swap with the next gives a valid code; seldom more than one."""
    return [
        index + 1
        for index in range(CODE_LENGTH - 1)
        if _syndromes(_swap_neighbours(numbers, index)) == (0, 0)
    ]


def _swap_neighbours(numbers: tuple[int, ...], index: int) -> tuple[int, ...]:
    return (*numbers[:index], numbers[index + 1], numbers[index], *numbers[index + 2 :])


def _join_positions(positions: list[str]) -> str:
    return f"{', '.join(positions[:-1])} en {positions[-1]}"
