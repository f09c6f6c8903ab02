"""Measuring and laying out text in terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reflectie.domain.text_layout import (
    align_right,
    cell_width,
    flow_layout,
    fold_lines,
    graphemes,
    pack_into_rows,
    pack_legend,
    skip_to_show,
    truncate,
    wrap,
    wrap_at_most,
)

CLUSTERS = {
    "❤️": 2,
    "❤": 1,
    "👍🏽": 2,
    "👨‍👩‍👧": 2,
    "🏳️‍🌈": 2,
    "🇳🇱": 2,
    "1️⃣": 2,
    "e\u0301": 1,
    "漢": 2,
    "é": 1,
    "ĳ": 1,
    "●": 1,
    "a": 1,
}
texts = st.lists(st.sampled_from([*CLUSTERS, " ", "\n"]), max_size=40).map("".join)


@pytest.mark.parametrize(("cluster", "width"), CLUSTERS.items())
def test_a_grapheme_cluster_has_the_width_at_which_textual_draws_it(cluster: str, width: int) -> None:
    assert cell_width(cluster) == cell_len(cluster) == width
    assert list(graphemes(f"x{cluster}x")) == ["x", cluster, "x"]


@given(texts)
def test_a_text_is_as_wide_as_textual_draws_it(text: str) -> None:
    assert cell_width(text) == cell_len(text) == sum(map(cell_width, graphemes(text)))


def test_the_widths_of_characters_add_up() -> None:
    assert (cell_width("ee\u0301n"), cell_width("漢字"), cell_width("wij²")) == (3, 4, 4)


@pytest.mark.parametrize("code_point", ["\u0301", "\u200d", "\u200b", "\ufe0f", "\x1b", "\t", "\n"])
def test_combining_and_control_characters_take_no_cell(code_point: str) -> None:
    assert cell_width(code_point) == 0


@given(st.characters(codec="utf-8", exclude_categories=["C", "M"]))
def test_the_shortcut_for_common_characters_gives_the_same_width(character: str) -> None:
    assert cell_width(character) == cell_width(f"{character}\u200b")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("doorgaan", 8, "doorgaan"), ("漢字漢", 4, "漢…"), ("abc", 0, ""), ("👍🏽👍🏽👍🏽", 5, "👍🏽👍🏽…")],
)
def test_a_truncated_text_never_takes_more_cells_than_asked(text: str, width: int, expected: str) -> None:
    assert truncate(text, width) == expected


def test_a_found_word_is_brought_into_view_without_cutting_a_word() -> None:
    text = "Ze keek naar buiten en ik heb gebeld en gewacht."
    end = text.index("gebeld") + len("gebeld")
    assert text[skip_to_show(text, end, 25) :].startswith("buiten en ik heb gebeld")
    assert text[skip_to_show(text, end, 24) :].startswith("en ik heb gebeld")
    assert skip_to_show(text, end, 60) == 0
    assert skip_to_show(text, 0, 4) == 0


def test_a_word_that_is_too_long_to_bring_into_view_stays_where_it_is() -> None:
    assert skip_to_show("een jeugdbeschermingstafel", 26, 10) == 0


@given(texts, st.integers(2, 30))
def test_wrapping_breaks_no_grapheme_cluster(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_width(line) <= width for line in lines)
    shown = [cluster for line in lines for cluster in graphemes(line) if cluster != " "]
    assert shown == [cluster for word in text.split() for cluster in graphemes(word)]


@given(texts, st.integers(2, 30), st.integers(1, 4))
def test_text_wrapped_to_a_maximum_of_lines_ends_in_an_ellipsis_when_cut(
    text: str, width: int, max_lines: int
) -> None:
    lines, is_cut = wrap_at_most(text, width, max_lines)
    assert len(lines) <= max_lines and all(cell_width(line) <= width for line in lines)
    assert is_cut == (len(wrap(text, width)) > max_lines) == lines[-1].endswith("…")


def test_folding_keeps_every_word_and_fits_the_width() -> None:
    text = "een twee drie vier vijf zes zeven " * 9 + "woorddatnietpast" * 4
    lines = list(fold_lines(text, 30, "  "))
    assert " ".join(line.strip() for line in lines) == text
    assert all(cell_width(line) <= 30 for line in lines[:-1])


def test_nothing_is_folded_without_a_width() -> None:
    assert list(fold_lines("a " * 300, None)) == [("a " * 300).rstrip()]


def test_a_piece_that_is_too_long_stays_whole_on_a_row_and_is_wrapped_in_a_legend() -> None:
    assert pack_into_rows(["a b c d", "e", "f"], 5, " · ") == ["a b c d", "e · f"]
    assert pack_legend(["a b c d", "e", "f"], 5) == ["a b c", "d   e", "f"]


def test_text_is_aligned_by_its_cells() -> None:
    assert align_right("❤️", 4) == "  ❤️"


def test_items_flow_over_rows_and_one_that_is_too_wide_gets_its_own_row() -> None:
    assert flow_layout([3, 4, 5], 10, 3) == [[0, 1], [2]]
    assert flow_layout([3, 12, 3], 10, 3) == [[0], [1], [2]]
    assert flow_layout([], 10, 3) == []
