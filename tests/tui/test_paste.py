"""A paste holds text; whatever stands in it, no key comes out."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reflectie.tui.terminal.keyboard import PasteProofParser

_TRICKY = st.sampled_from(
    ["\x1b", "\x1b[", "\x1b[2", "\x1b[200", "\x1b]0;x\x07", "\x11", "\x9b", "woord", "\n", "~"]
)
_TEXTS = st.lists(_TRICKY, max_size=12).map("".join).filter(lambda text: "\x1b[20" not in text)


@given(text=_TEXTS, cuts=st.lists(st.integers(0, 80), max_size=4))
def test_a_paste_cut_anywhere_comes_out_as_one_text_without_escapes(text: str, cuts: list[int]) -> None:
    whole = f"\x1b[200~{text}\x1b[201~a"
    places = [0, *sorted({min(max(cut, 1), len(whole)) for cut in cuts}), len(whole)]
    parser = PasteProofParser()
    came = [event for start, end in itertools.pairwise(places) for event in parser.feed(whole[start:end])]
    pasted = text.replace("\x1b", "")
    texts = [event.text for event in came if isinstance(event, events.Paste)]
    keys = [event.key for event in came if isinstance(event, events.Key)]
    assert (texts, keys) == ([pasted], ["a"])
