"""The Word file: real styles, a table of contents that leads to the entries, and page numbers."""

import io
import zipfile

import docx
import pytest

from reflectie.export.document import (
    ChoiceBlock,
    Document,
    MetadataBlock,
    ParagraphBlock,
    TitleBlock,
    TypedTextBlock,
)
from reflectie.export.word import to_word

from .conftest import DAY
from .readers import read_word
from .sample_documents import DRAWINGS


def document(*blocks) -> Document:
    return Document(blocks=(TitleBlock(text="Titel"), *blocks))


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def test_a_word_file_has_its_title_author_and_language():
    properties = opened(to_word(document(), "A. Schrijver")).core_properties
    assert (properties.title, properties.author, properties.language) == ("Titel", "A. Schrijver", "nl-NL")


def test_titles_are_headings_and_typed_text_has_a_style_of_its_own():
    blocks = (TitleBlock(text="Een", level=2), ParagraphBlock(text="p"), TypedTextBlock(text="t"))
    file = opened(to_word(document(*blocks)))
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    assert styles == ["Heading 1", "Heading 2", "Normal", "Eigen tekst"]


def test_the_contents_lead_to_each_entry_and_show_its_day():
    entries = [(TitleBlock(text=f"Deel {n}", level=2), MetadataBlock(day=DAY)) for n in range(3)]
    file = opened(to_word(document(*(block for entry in entries for block in entry))))
    lines = [p for p in file.paragraphs if p.style.name == "Inhoud"]
    assert [line.text for line in lines] == [f"Deel {n}\t22-11-2026" for n in range(3)]
    xml = file.element.xml
    for line in lines:
        assert f'w:name="{line.hyperlinks[0].fragment}"' in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"') == 1


def test_a_choice_stays_on_the_page_of_the_note_on_it():
    choice, note = ChoiceBlock(chosen=("soms",)), TypedTextBlock(text="liever niet")
    paragraphs = opened(to_word(document(choice, note, choice))).paragraphs
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs if paragraph.text == "soms"]
    assert kept == [True, None]


def test_opening_a_file_asks_nothing():
    settings = zipfile.ZipFile(io.BytesIO(to_word(document()))).read("word/settings.xml")
    assert b"updateFields" not in settings


def test_every_page_has_its_number():
    assert 'w:instr="PAGE"' in opened(to_word(document())).sections[0].footer._element.xml


def test_line_breaks_tabs_and_spaces_are_kept():
    text = "  een\ttwee\n\n   drie  "
    assert opened(to_word(document(TypedTextBlock(text=text)))).paragraphs[1].text == text


def test_what_xml_cannot_hold_is_left_out():
    assert read_word(to_word(document(TypedTextBlock(text="a\x00\x1b\ufffeb")))).endswith("ab")


@pytest.mark.parametrize(("block", "texts"), DRAWINGS.values(), ids=list(DRAWINGS))
def test_a_drawing_has_its_texts(block, texts):
    shown = read_word(to_word(document(block)))
    assert [text for text in texts if text not in shown and block.__class__.__name__ != "DiagramBlock"] == []
