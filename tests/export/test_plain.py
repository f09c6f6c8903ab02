from reflectie.domain.entry import State
from reflectie.export.document import document
from reflectie.export.line import cells
from reflectie.export.plain import folded, plain


def test_a_page_reads_from_top_to_bottom(entry, said, mark):
    made = entry(said("Omdat.\n\nEn ook."), placements=(mark(0),))
    text = plain(document(made))
    assert text.startswith("Proef\n=====\n\nzondag 22 november 2026 · nog open\n")
    assert "Wat?\n\n  Omdat.\n\n  En ook.\n" in text


def test_not_knowing_stands_between_brackets(entry, said):
    assert "  (weet ik (nog) niet)" in plain(document(entry(said(state=State.UNKNOWN))))


def test_folding_keeps_every_word_and_fits_the_width():
    text = "een twee drie vier vijf zes zeven " * 9 + "woorddatnietpast" * 4
    lines = list(folded(text, 30, "  "))
    assert " ".join(line.strip() for line in lines) == text
    assert all(cells(line) <= 30 for line in lines[:-1])


def test_nothing_is_folded_when_nobody_watches():
    assert list(folded("a " * 300, None)) == [("a " * 300).rstrip()]
