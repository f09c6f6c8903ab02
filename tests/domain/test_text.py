"""Cleaning, limiting and shortening text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import FIELD_LIMIT, clean, clean_field, clean_line, format_number, shorten

BIDI = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
ODD = "".join(map(chr, range(0xA0))) + BIDI + "\u2028\u2029\ufeff\ud800\udfff\ufff9\ufffe\uffff"
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from(ODD + "\u200d\ufe0fe\u0301\U0001f469")))


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(HOSTILE)
def test_only_tab_and_line_break_remain_of_control_codes(text: str) -> None:
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in clean(text) if c not in "\t\n")


@given(HOSTILE)
def test_bidi_codes_are_removed(text: str) -> None:
    assert not set(clean(text)) & set(BIDI)


@given(HOSTILE)
def test_a_title_has_one_line_and_no_surrounding_space(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line and "\t" not in line and line == line.strip()


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn"))))
def test_ordinary_text_is_unchanged(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "wij² is meer dan jij-en-ik — ‘écht’ … €",
        "[red]x[/red] [/x] [ @click=app.quit]x[/] {item} {pole}",
        "inspringen\tmet\ttabs\n\nen witregels\n",
    ],
)
def test_emoji_markup_and_tabs_are_unchanged(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b]0;x\x07na", "]0;xna"),
        ("\x1b]52;c;aGFsbG8=\x07", "]52;c;aGFsbG8="),
        ("\x9b2Jwissen", "2Jwissen"),
        ("van\u202elinks\u2066naar\u200frechts", "vanlinksnaarrechts"),
        ("een\r\ntwee\rdrie\x0bvier\u2028vijf\x85zes", "een\ntwee\ndrie\nvier\nvijf\nzes"),
        ("e\u0301e\u0301n", "één"),
        ("e\x00\u0301", "é"),
        ("\ud83dhalf", "\ufffdhalf"),
    ],
)
def test_terminal_codes_are_removed(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


def test_a_text_is_cleaned_before_it_is_counted() -> None:
    assert clean_field("\x1b" * 500 + "a" * FIELD_LIMIT) == "a" * FIELD_LIMIT
    assert clean_field("e\u0301" * FIELD_LIMIT) == "é" * FIELD_LIMIT


def test_the_limit_counts_the_cleaned_text() -> None:
    grows = "\u0958"  # NFC writes this letter as two
    with pytest.raises(InvalidInput):
        clean_field(grows * (FIELD_LIMIT // 2 + 1))


def test_a_text_over_the_limit_is_refused_with_both_numbers() -> None:
    with pytest.raises(InvalidInput, match=r"100\.001 tekens; in één veld passen er 100\.000"):
        clean_field("a" * (FIELD_LIMIT + 1))


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567")]
)
def test_thousands_are_separated_by_dots(number: int, shown: str) -> None:
    assert format_number(number) == shown


@given(st.text(), st.integers(2, 60))
def test_a_shortened_text_fits_and_shows_that_it_was_cut(text: str, width: int) -> None:
    line = " ".join(text.split())
    shortened = shorten(text, width)
    assert len(shortened) <= width
    assert (
        shortened == line
        if len(line) <= width
        else shortened.endswith("…") and line.startswith(shortened[:-1])
    )


def test_shortening_skips_white_space() -> None:
    assert shorten("\n" * 1000 + "hallo", 20) == "hallo"
    assert shorten("een" + "\n" * 1000 + "twee drie vier vijf", 12) == "een twee dr…"
