"""A paste is text only: no sequence in it acts as a key."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reflectie.tui.terminal.input_parser import SafeInputParser

_TRICKY = st.sampled_from(
    ["\x1b", "\x1b[", "\x1b[2", "\x1b[200", "\x1b]0;x\x07", "\x11", "\x9b", "woord", "\n", "~"]
)
_TEXTS = st.lists(_TRICKY, max_size=12).map("".join).filter(lambda text: "\x1b[20" not in text)


@given(text=_TEXTS, cuts=st.lists(st.integers(0, 80), max_size=4))
def test_a_paste_split_anywhere_is_one_text_without_escapes(text: str, cuts: list[int]) -> None:
    data = f"\x1b[200~{text}\x1b[201~a"
    boundaries = [0, *sorted({min(max(cut, 1), len(data)) for cut in cuts}), len(data)]
    parser = SafeInputParser()
    messages = [
        event for start, end in itertools.pairwise(boundaries) for event in parser.feed(data[start:end])
    ]
    pasted = text.replace("\x1b", "")
    texts = [event.text for event in messages if isinstance(event, events.Paste)]
    keys = [event.key for event in messages if isinstance(event, events.Key)]
    assert (texts, keys) == ([pasted], ["a"])
