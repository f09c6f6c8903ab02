"""The PDF: accessible, with fonts of its own, and never with text that is read as Typst."""

import io
import unicodedata
from typing import get_args

import pytest
from pypdf import PdfReader

from reflectie.domain.errors import ReflectieError
from reflectie.domain.step import DiagramKind
from reflectie.domain.text_layout import one_line
from reflectie.export import pdf
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    Document,
    Log,
    ParagraphBlock,
    TitleBlock,
    TypedTextBlock,
)
from reflectie.export.pdf_fonts import printable, printable_code_points

from .readers import read_pdf
from .sample_documents import DRAWINGS


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def document(*blocks: Block) -> Document:
    return Document(blocks=(TitleBlock(text="Titel"), *blocks))


def test_a_pdf_is_tagged_and_has_its_language_title_and_author():
    file = read(pdf.compile_document(document(TypedTextBlock(text="x")), author="A. Schrijver"))
    catalog = file.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "nl-NL"
    assert file.metadata and (file.metadata.title, file.metadata.author) == ("Titel", "A. Schrijver")
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data().decode()


def test_every_font_of_a_pdf_is_embedded():
    file = read(pdf.compile_document(document(TypedTextBlock(text="a ● ├──┤"))))
    fonts = [font.get_object() for page in file.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all({"/FontFile3", "/FontFile2"} & set(descriptor) for descriptor in descriptors)


def test_a_choice_stays_on_the_page_of_the_note_on_it():
    choice, note = ChoiceBlock(chosen=("soms",)), TypedTextBlock(text="liever niet")
    blocks = pdf.pdf_data(document(choice, note, choice))["blocks"]
    assert [block["keep"] for block in blocks if block["kind"] == "items"] == [True, False]


def test_every_page_has_its_number():
    file = read(pdf.compile_document(document(*[ParagraphBlock(text="regel")] * 100)))
    count = len(file.pages)
    assert count > 1
    assert [f"{n} van {count}" in page.extract_text() for n, page in enumerate(file.pages, 1)] == [
        True
    ] * count


@pytest.mark.parametrize(("block", "texts"), DRAWINGS.values(), ids=list(DRAWINGS))
def test_a_drawing_has_its_texts_and_a_description_of_them(block, texts):
    file = read(pdf.compile_document(document(block)))
    shown = one_line(" ".join(page.extract_text() for page in file.pages))
    assert [text for text in texts if text not in shown] == []
    (description,) = figure_descriptions(file.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert [text for text in texts if text not in description] == []


def figure_descriptions(element) -> list[str]:
    """The alternative text of each figure, in the tree that a screen reader follows."""
    element = element.get_object()
    if isinstance(element, list):
        return [text for child in element for text in figure_descriptions(child)]
    if not isinstance(element, dict):
        return []
    own = [element["/Alt"]] if element.get("/S") == "/Figure" else []
    return own + (figure_descriptions(element["/K"]) if "/K" in element else [])


def test_every_kind_of_diagram_is_drawn():
    assert set(get_args(DiagramKind)) <= set(DRAWINGS)


def test_the_contents_name_each_entry_from_the_third_on():
    def pages(count: int) -> str:
        titles = [TitleBlock(text=f"Reflectie {n}", level=2) for n in range(count)]
        return read_pdf(pdf.compile_document(document(*titles)))

    assert (pages(2).count("Reflectie 1"), pages(3).count("Reflectie 1")) == (1, 2)


def test_text_is_never_read_as_typst():
    text = '#panic("x") #import "@preview/a:1.0.0" $ * _ = - + / ``` <a> @b'
    blocks = (TitleBlock(text=text, level=2), ParagraphBlock(text=text), TypedTextBlock(text=text))
    assert read_pdf(pdf.compile_document(document(*blocks))).count("#panic") == 3


def test_every_character_that_counts_as_printable_has_a_glyph():
    text = "".join(map(chr, sorted(printable_code_points() - MARKS)))
    content = pdf.compile_document(document(TypedTextBlock(text=text)))
    assert b"pdfuaid" in content  # PDF/UA forbids a missing glyph; without one it is followed


MARKS = {code for code in printable_code_points() if unicodedata.category(chr(code)).startswith("M")}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("gewoon", "gewoon"),
        ("blij 😀!", "blij [grinning face]!"),
        ("👩\u200d👧", "[woman][girl]"),
        ("\ue000", "[U+E000]"),
        ("a\u0301", "a\u0301"),
        ("●\u0489", "●[combining cyrillic millions sign]"),
        ("\ta", "    a"),
        ("a" * 41, "a" * 40 + "\u200ba"),
    ],
)
def test_what_the_fonts_lack_is_named_in_brackets(text, printed):
    assert printable(text) == printed


def test_a_computer_that_cannot_lay_out_gets_one_message(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bestaat/niet")
    with pytest.raises(ReflectieError, match="Kies Word of Markdown"):
        pdf.write(Log(()))


def test_the_folder_in_which_it_runs_is_no_part_of_the_program(tmp_path, monkeypatch):
    (tmp_path / "reflectie").mkdir()
    (tmp_path / "reflectie" / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert pdf.write(Log(())).startswith(b"%PDF")
