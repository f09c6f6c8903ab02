"""The recovery code: its words, how mistakes are reported, and what it opens."""

import itertools
import re
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.errors import InvalidInput, ReflectieError, WrongPassword
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.recovery_code import (
    CODE_LENGTH,
    RecoveryCode,
    lacks_recovery_code,
    new_recovery_code,
    parse_recovery_code,
    unlock_with_code,
    word_list,
)
from reflectie.journal.keys.rekey import set_password, set_recovery_code
from reflectie.journal.keys.slots import KdfCost

WORDS = word_list()
SOUNDS = (
    (r"(.)\1", r"\1"),
    ("ij|y", "ei"),
    ("ou|auw|ouw", "au"),
    ("ch", "g"),
    ("c(?=[eiy])", "s"),
    ("ck|c", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("ph|v", "f"),
    ("th", "t"),
    ("z", "s"),
    ("d$", "t"),
    ("b$", "p"),
)


@pytest.fixture
def keyed(folder: JournalFolder, cheap: KdfCost, password: str) -> JournalFolder:
    folder.create()
    create_key_file(folder, password, cheap)
    return folder


def phonetic(word: str) -> str:
    for letters, heard in SOUNDS:
        word = re.sub(letters, heard, word)
    return word


def without_one_letter(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


# The words -----------------------------------------------------------------------------------------


def test_the_word_list_has_2048_short_ascii_words_in_order() -> None:
    assert len(WORDS) == 2048
    assert list(WORDS) == sorted(set(WORDS))
    assert [word for word in WORDS if not re.fullmatch("[a-z]{4,7}", word)] == []


def test_four_letters_identify_each_word() -> None:
    assert len({word[:4] for word in WORDS}) == len(WORDS)


def test_no_two_words_differ_in_one_letter_or_sound_alike() -> None:
    assert [word for word in WORDS if without_one_letter(word) & set(WORDS)] == []
    gaps = [word[:index] + "_" + word[index + 1 :] for word in WORDS for index in range(len(word))]
    assert len(gaps) == len(set(gaps))
    assert len({phonetic(word) for word in WORDS}) == len(WORDS)


# Reading -------------------------------------------------------------------------------------------


def test_codes_have_twelve_words_and_differ() -> None:
    codes = {new_recovery_code().words for _ in range(20)}
    assert len(codes) == 20
    assert {len(words) for words in codes} == {CODE_LENGTH}


@pytest.mark.parametrize(
    "written",
    [
        " ".join,
        lambda words: "  ".join(word.upper() for word in words) + "\n",
        lambda words: " ".join(word[:4] for word in words),
        lambda words: ", ".join(f"{position}. {word}" for position, word in enumerate(words, 1)),
        lambda words: "-".join(word.replace("e", "é") for word in words),
    ],
)
def test_a_code_may_be_typed_in_many_ways(written) -> None:  # type: ignore[no-untyped-def]
    code = new_recovery_code()
    assert parse_recovery_code(written(code.words)).secret == code.secret


@given(position=st.integers(0, CODE_LENGTH - 1), wrong_word=st.sampled_from(WORDS))
def test_one_wrong_word_is_reported_with_its_position(position: int, wrong_word: str) -> None:
    words = list(new_recovery_code().words)
    if words[position] == wrong_word:
        return
    words[position] = wrong_word
    with pytest.raises(InvalidInput, match=f"^Woord {position + 1} klopt niet of staat verkeerd"):
        parse_recovery_code(" ".join(words))


@given(position=st.integers(0, CODE_LENGTH - 2))
def test_two_swapped_neighbours_are_reported(position: int) -> None:
    words = list(new_recovery_code().words)
    if words[position] == words[position + 1]:
        return
    words[position : position + 2] = words[position + 1], words[position]
    with pytest.raises(InvalidInput, match=rf"\b{position + 1} en {position + 2}\b.* lijken van plaats"):
        parse_recovery_code(" ".join(words))


def test_a_code_with_two_swapped_words_is_never_valid() -> None:
    words = new_recovery_code().words
    for first, second in itertools.combinations(range(CODE_LENGTH), 2):
        swapped = list(words)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        if swapped != list(words):
            with pytest.raises(InvalidInput):
                parse_recovery_code(" ".join(swapped))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda words: [*words[:6], "qwerty", *words[7:]], "Woord 7 staat niet in de lijst"),
        (lambda words: [words[0], "xx", "yy", *words[3:]], "De woorden 2 en 3 staan niet in de lijst"),
        (lambda words: words[:-1], "staan er nu 11"),
        (lambda words: [*words, words[0]], "staan er nu 13"),
        (lambda words: [], "staan er nu 0"),
    ],
)
def test_a_mistake_is_reported_without_repeating_a_word(change, message) -> None:  # type: ignore[no-untyped-def]
    words = change(list(new_recovery_code().words))
    with pytest.raises(InvalidInput, match=message) as refused:
        parse_recovery_code(" ".join(words))
    assert not [word for word in words if word in str(refused.value).split()[0]]
    assert "qwerty" not in str(refused.value)


# Opening -------------------------------------------------------------------------------------------


def test_the_code_opens_what_the_password_opens(keyed: JournalFolder, cheap: KdfCost, password: str) -> None:
    data_key, code = unlock_with_password(keyed, password), new_recovery_code()
    assert lacks_recovery_code(keyed)
    with pytest.raises(ReflectieError, match="nog geen herstelcode"):
        unlock_with_code(keyed, code)
    set_recovery_code(keyed, data_key, code, cheap)
    assert (
        unlock_with_code(keyed, parse_recovery_code(" ".join(code.words)))
        == data_key
        == unlock_with_password(keyed, password)
    )
    assert not lacks_recovery_code(keyed)


def test_another_valid_code_is_wrong_and_not_a_typing_mistake(
    keyed: JournalFolder, cheap: KdfCost, password: str
) -> None:
    set_recovery_code(keyed, unlock_with_password(keyed, password), new_recovery_code(), cheap)
    with pytest.raises(InvalidInput, match="goed overgenomen, maar past niet"):
        unlock_with_code(keyed, new_recovery_code())


def test_a_new_code_replaces_the_old_one_except_in_backups(
    keyed: JournalFolder, cheap: KdfCost, password: str
) -> None:
    data_key, old_code, new_code = (
        unlock_with_password(keyed, password),
        new_recovery_code(),
        new_recovery_code(),
    )
    set_recovery_code(keyed, data_key, old_code, cheap)
    old_key_file = keyed.key_file.read_bytes()
    set_recovery_code(keyed, data_key, new_code, cheap)
    assert unlock_with_code(keyed, new_code) == data_key
    with pytest.raises(InvalidInput, match="goed overgenomen, maar past niet"):
        unlock_with_code(keyed, old_code)
    keyed.key_file.write_bytes(old_key_file)
    assert unlock_with_code(keyed, old_code) == data_key


def test_the_code_can_set_a_new_password(keyed: JournalFolder, cheap: KdfCost, password: str) -> None:
    data_key, code = unlock_with_password(keyed, password), new_recovery_code()
    set_recovery_code(keyed, data_key, code, cheap)
    set_password(keyed, unlock_with_code(keyed, code), "een heel ander", cheap)
    assert unlock_with_password(keyed, "een heel ander") == data_key
    assert unlock_with_code(keyed, code) == data_key
    with pytest.raises(WrongPassword):
        unlock_with_password(keyed, password)


def test_a_code_does_not_show_in_a_repr_or_an_error(
    keyed: JournalFolder, cheap: KdfCost, password: str
) -> None:
    set_recovery_code(keyed, unlock_with_password(keyed, password), new_recovery_code(), cheap)

    def messages_about(code: RecoveryCode) -> str:
        """Return all messages about a code; a word of a message may happen to be a word of the code."""
        with pytest.raises(InvalidInput, match="goed overgenomen, maar past niet") as refused:
            unlock_with_code(keyed, code)
        return "".join(traceback.format_exception(refused.value)) + repr(code) + str(code)

    code = new_recovery_code()
    assert messages_about(code) == messages_about(new_recovery_code())
    assert b" ".join(word.encode() for word in code.words) not in keyed.key_file.read_bytes()
