from reflectie.domain.entry import AnswerState
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry


def test_a_page_reads_from_top_to_bottom(entry, said, mark):
    made = entry(said("Omdat.\n\nEn ook."), placements=(mark(0),))
    text = to_plain_text(render_entry(made))
    assert text.startswith("Proef\n=====\n\nzondag 22 november 2026 · nog open\n")
    assert "Wat?\n\n  Omdat.\n\n  En ook.\n" in text


def test_not_knowing_stands_between_brackets(entry, said):
    assert "  (weet ik (nog) niet)" in to_plain_text(render_entry(entry(said(state=AnswerState.UNKNOWN))))
