from reflectie.domain.entry import AnswerState
from reflectie.domain.text_layout import fold_lines
from reflectie.export.plain_text import cell_width, to_plain_text
from reflectie.export.render import render_entry


def test_a_page_reads_from_top_to_bottom(entry, said, mark):
    made = entry(said("Omdat.\n\nEn ook."), placements=(mark(0),))
    text = to_plain_text(render_entry(made))
    assert text.startswith("Proef\n=====\n\nzondag 22 november 2026 · nog open\n")
    assert "Wat?\n\n  Omdat.\n\n  En ook.\n" in text


def test_not_knowing_stands_between_brackets(entry, said):
    assert "  (weet ik (nog) niet)" in to_plain_text(render_entry(entry(said(state=AnswerState.UNKNOWN))))


def test_folding_keeps_every_word_and_fits_the_width():
    text = "een twee drie vier vijf zes zeven " * 9 + "woorddatnietpast" * 4
    lines = list(fold_lines(text, 30, "  "))
    assert " ".join(line.strip() for line in lines) == text
    assert all(cell_width(line) <= 30 for line in lines[:-1])


def test_nothing_is_folded_when_nobody_watches():
    assert list(fold_lines("a " * 300, None)) == [("a " * 300).rstrip()]
