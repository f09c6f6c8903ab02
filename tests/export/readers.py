"""Read the text of an exported file back, and bring a text to the form in which it is found there."""

import io
import json
import unicodedata

import docx
from pypdf import PdfReader

from reflectie.export.pdf_fonts import printable
from reflectie.export.word import TYPED


def read_word(content: bytes) -> str:
    """The paragraphs of a Word file, one per line."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def read_typed_texts(content: bytes) -> list[str]:
    """What the user typed, in a Word file."""
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return [paragraph.text for paragraph in paragraphs if paragraph.style.name == TYPED]


def read_pdf(content: bytes) -> str:
    """The text of a PDF as it can be selected."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def read_json_texts(content: bytes) -> list[str]:
    """The texts of the answers in a JSON file."""
    return [answer["text"] for entry in json.loads(content)["entries"] for answer in entry["answers"]]


def glyphs(text: str) -> str:
    """The visible characters of a text, each taken apart: a PDF stores glyphs, and no white space."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not c.isspace() and c != "\u200b")


def printed_glyphs(text: str) -> str:
    """What a PDF shows of a text."""
    return glyphs(printable(text))
