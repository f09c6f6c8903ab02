"""What leads to a person is found in sixty sentences, and nothing is found in sixty others."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.traces import Trace, TraceKind, find_traces, is_account_number, is_citizen_number

ROOT = Path(__file__).parent.parent
WITH = [
    tuple(line.split("\t"))
    for line in (ROOT / "data" / "zinnen-met-sporen.tsv").read_text("utf-8").splitlines()
]
WITHOUT = (ROOT / "data" / "zinnen-zonder-sporen.txt").read_text("utf-8").splitlines()
KIND_OF_GROUP = {
    "bsn": TraceKind.CITIZEN_NUMBER,
    "telefoon": TraceKind.PHONE,
    "e-mail": TraceKind.EMAIL,
    "rekening": TraceKind.ACCOUNT,
    "adres": TraceKind.ADDRESS,
    "datum": TraceKind.DATE,
    "internet": TraceKind.LINK,
}


def table() -> dict[str, tuple[int, int]]:
    """Per group of sentences how many traces are found and how many are missed."""
    counts: dict[str, tuple[int, int]] = {}
    for group, sentence, trace in WITH:
        found, missed = counts.get(group, (0, 0))
        is_found = any(trace in item.text for item in find_traces(sentence))
        counts[group] = (found + is_found, missed + (not is_found))
    return counts


def test_there_are_sixty_sentences_of_each_kind():
    assert (len(WITH), len(WITHOUT)) == (60, 60)


def test_the_documented_table_is_what_is_found_and_missed():
    text = (ROOT.parent / "docs" / "sporen.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    assert {name: (int(found), int(missed)) for name, found, missed in rows} == table()


def test_what_is_found_has_the_kind_of_its_sentence():
    found = [(group, trace) for group, sentence, _ in WITH for trace in find_traces(sentence)]
    assert [(group, t.kind) for group, t in found if t.kind is not KIND_OF_GROUP.get(group)] == []


@pytest.mark.parametrize("sentence", WITHOUT)
def test_nothing_is_found_where_nothing_is(sentence):
    assert find_traces(sentence) == ()


@pytest.mark.parametrize(
    ("number", "is_valid"), [("111222333", True), ("123456782", True), ("123456789", False)]
)
def test_a_citizen_number_passes_the_eleven_test(number, is_valid):
    assert is_citizen_number(number) is is_valid


def test_zeros_are_no_citizen_number():
    assert not is_citizen_number("000000000")


def test_an_account_number_has_the_right_check_digits():
    assert is_account_number("NL91 ABNA 0417 1643 00")
    assert not is_account_number("NL92 ABNA 0417 1643 00")


@pytest.mark.parametrize("text", ["Zoë kwam", "zoe kwam", "ZOË kwam", "met Zoé."])
def test_an_own_word_is_found_whatever_its_capitals_and_accents(text):
    (trace,) = find_traces(text, ["zoë"])
    assert trace.kind is TraceKind.WORD
    assert trace.text.casefold() in ("zoë", "zoe", "zoé")


def test_an_own_word_is_a_whole_word():
    assert find_traces("Jansen en Jan's fiets", ["jan"])[0].start == 10
    assert find_traces("Jansen", ["jan", "", " "]) == ()


def test_of_two_traces_that_overlap_the_longest_counts():
    (trace,) = find_traces("mail sanne@voorbeeld.nl", ["sanne"])
    assert trace.kind is TraceKind.EMAIL


def test_names_from_elsewhere_are_found_too():
    name = Trace(kind=TraceKind.NAME, text="Sanne", start=0, end=5)
    assert find_traces("Sanne belde 06-12345678", names=[name])[0] == name


@given(st.text(max_size=200), st.lists(st.text(max_size=5), max_size=3))
def test_every_trace_stands_where_it_says(text, words):
    traces = find_traces(text, words)
    assert [text[trace.start : trace.end] for trace in traces] == [trace.text for trace in traces]
    assert all(first.end <= second.start for first, second in pairwise(traces))


def test_a_long_text_takes_no_time_that_grows_with_its_square():
    for piece in ("0", "a@", "a.", "A-", "A'", "NL91", "12-", "A1 ", "www.", "x.nl/", "(0", "0 ", "3 mei "):
        assert isinstance(find_traces(piece * 30_000), tuple)
