"""Whatever a terminal sends becomes keys and other events, and never an error."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import _xterm_parser, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from reflectie.tui.terminal.input_parser import SafeInputParser

_REPORTS = st.builds(
    lambda fields, end: f"\x1b[{fields}{end}".encode(),
    st.text("0123456789:;<>?- $", max_size=40),
    st.sampled_from("uMmRtycAHPQSZ~@^I"),
)
_PIECES = st.one_of(
    _REPORTS, st.binary(max_size=12), st.sampled_from([b"\x1b", b"\x1b[M", b"\x1b[200~", b"\x1b]"])
)


def keys_of(*chunks: str) -> list[str]:
    parser = SafeInputParser()
    messages = [message for chunk in chunks for message in parser.feed(chunk)]
    return [message.character or message.key for message in messages if isinstance(message, events.Key)]


@given(st.lists(_PIECES, max_size=8).map(b"".join), st.lists(st.integers(0, 90), max_size=4))
@example(b"\x1b[48;0;0;0;0t\x1b[<0;10;10M", [])
@example(b"\x1b[1114112u\x1b[97;;1114112u", [])
def test_no_bytes_end_the_parser(data: bytes, cuts: list[int]) -> None:
    text = data.decode(errors="surrogateescape")
    boundaries = [0, *sorted({min(cut, len(text)) for cut in cuts}), len(text)]
    chunks = [text[start:end] for start, end in itertools.pairwise(boundaries) if start < end]
    for key in keys_of(*chunks, "\x1b[201~", "\x1b[I", "slot"):
        assert not any("\ud800" <= character <= "\udfff" for character in key)


@pytest.mark.parametrize("sequence", ANSI_SEQUENCES_KEYS, ids=ascii)
def test_every_key_that_textual_knows_stays_that_key(sequence: str) -> None:
    sent = f"{sequence}\x1b[I"  # what follows ends a key that could go on
    known = [message for message in _xterm_parser.XTermParser().feed(sent) if isinstance(message, events.Key)]
    read = [message for message in SafeInputParser().feed(sent) if isinstance(message, events.Key)]
    assert [(key.key, key.character) for key in read] == [(key.key, key.character) for key in known]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\udce9t\udce9", ["\ufffd", "t", "\ufffd"]),
        ("\x1b[97:65;2;65u", ["A"]),
        ("\x1b[97;1:1ua", ["a", "a"]),
        ("\x1b[97;1:3ua", ["a"]),
        ("\x1b[1114112ua", ["a"]),
        ("\x1b[55296ua", ["a"]),
        ("\x1b[?62;4ca", ["a"]),
        ("\x1b[" + "9" * 60 + "ua", ["a"]),
        ("\x1b]11;rgb:0/0/0\x07a", ["a"]),
        ("\x1b[M\udcf0\udce0\udce5a", ["a"]),
        ("\x1b[M é" + "a", ["a"]),
        ("\x1b[1;1:1A", ["up"]),
    ],
    ids=ascii,
)
def test_reports_are_understood_or_dropped_and_bytes_become_signs(sent: str, keys: list[str]) -> None:
    assert keys_of(sent) == keys
    if "]11" not in sent and len(sent) < 32:  # these are only recognised when they come at once
        assert keys_of(*sent) == keys
