"""Write a log as a Word document with headings, a table of contents and page numbers."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH, render_diagram
from reflectie.domain.labels import REMOVED_LABEL, STATE_LABELS
from reflectie.domain.text import UNSAFE_CHARACTERS
from reflectie.domain.text_layout import one_line
from reflectie.export import document as blocks
from reflectie.export.document import Document, Log, metadata_lines, place_of_contents
from reflectie.export.forms import render_form
from reflectie.export.plain_text import render_scale, render_trail

NORMAL, HEADINGS = "Normal", ("Heading 1", "Heading 2", "Heading 3", "Heading 4")

TYPED, DRAWING, QUIET, CONTENTS, LIST = "Eigen tekst", "Tekening", "Dag", "Inhoud", "List Bullet"

_INK, _QUIET_INK, _ACCENT = RGBColor(0x1F, 0x2A, 0x33), RGBColor(0x5A, 0x66, 0x70), RGBColor(0x1D, 0x6A, 0x72)

_DRAWING_WIDTH = 84
"""Cells of a line: as wide as the text on a page."""

_HEADING_LOOK = (
    (Pt(22), _INK, Pt(0), Pt(12)),
    (Pt(15), _ACCENT, Pt(22), Pt(2)),
    (Pt(11.5), _INK, Pt(12), Pt(4)),
    (Pt(11), _QUIET_INK, Pt(8), Pt(4)),
)
"""Of each level: size, colour, space before and space after."""


def write(log: Log) -> bytes:
    """Return the Word document of a log."""
    return to_word(render_form(log), log.author)


def to_word(document: Document, author: str = "") -> bytes:
    """Return a document as a file for Word (Office Open XML)."""
    file = docx.Document()
    titles = [block for block in document.blocks if isinstance(block, blocks.TitleBlock)]
    _set_properties(file, titles[0].text if titles else "", author)
    _set_styles(file)
    _set_page(file)
    body = _Body(file)
    contents = place_of_contents(document)
    for number, (block, following) in enumerate(pairwise((*document.blocks, blocks.ParagraphBlock(text="")))):
        if number == contents:
            body.add_contents(_content_lines(document))
        has_note = isinstance(block, blocks.ChoiceBlock) and isinstance(following, blocks.TypedTextBlock)
        for paragraph in WORD_RULES[type(block)](block):
            is_entry = isinstance(block, blocks.TitleBlock) and block.level > 1
            body.add(paragraph, is_entry, keep_with_next=has_note)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _content_lines(document: Document) -> Iterator[str]:
    """Return the title of each entry, with its day."""
    for block, following in pairwise((*document.blocks, blocks.ParagraphBlock(text=""))):
        if isinstance(block, blocks.TitleBlock) and block.level > 1:
            day = f"\t{following.day:%d-%m-%Y}" if isinstance(following, blocks.MetadataBlock) else ""
            yield f"{one_line(block.text)}{day}"


# The file -----------------------------------------------------------------------------------------


def _set_properties(file: WordFile, title: str, author: str) -> None:
    properties = file.core_properties
    properties.title, properties.author, properties.language = _clean(title), _clean(author), "nl-NL"
    properties.comments = ""


def _set_styles(file: WordFile) -> None:
    styles: Any = file.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "nl-NL")
    normal = styles[NORMAL]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), _INK
    normal.paragraph_format.space_after = Pt(6)
    for name, look in zip(HEADINGS, _HEADING_LOOK, strict=True):
        _set_heading_style(styles[name], *look)
    typed = _new_style(file, TYPED)
    typed.paragraph_format.left_indent = Cm(0.5)
    typed.element.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="12" w:space="8" w:color="CFD8DC"/></w:pBdr>'
        )
    )
    drawing = _new_style(file, DRAWING)
    drawing.font.name, drawing.font.size = "Courier New", Pt(8.5)
    drawing.paragraph_format.keep_together, drawing.paragraph_format.line_spacing = True, 1.0
    quiet = _new_style(file, QUIET)
    quiet.font.size, quiet.font.color.rgb, quiet.paragraph_format.keep_with_next = Pt(9.5), _QUIET_INK, True
    contents = _new_style(file, CONTENTS)
    contents.paragraph_format.space_after = Pt(2)
    contents.paragraph_format.tab_stops.add_tab_stop(Cm(13.5))


def _new_style(file: WordFile, name: str) -> Any:
    style: Any = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles[NORMAL]
    return style


def _set_heading_style(style: Any, size: Pt, colour: RGBColor, before: Pt, after: Pt) -> None:
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:  # the theme would win from the name of a font
        fonts.attrib.clear()
    style.font.name, style.font.size, style.font.color.rgb = "Calibri", size, colour
    style.font.bold, style.font.italic = style.name != HEADINGS[-1], False
    style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
    style.paragraph_format.keep_with_next = True


def _set_page(file: WordFile) -> None:
    (section,) = file.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    footer = section.footer.paragraphs[0]
    footer.style = file.styles[QUIET]
    footer.alignment = 2  # right
    for text in ("PAGE", " van ", "NUMPAGES"):
        footer._p.append(_run(text) if text.startswith(" ") else _field(text, "1"))


# Paragraphs ---------------------------------------------------------------------------------------


class _Body:
    """The body of the file. Paragraphs are added as XML: with the usual calls a long log takes minutes."""

    def __init__(self, file: WordFile) -> None:
        self._end = file.element.body.sectPr
        self._style_ids = {style.name: style.style_id for style in file.styles}
        self._entries = 0

    def add(self, paragraph: tuple[str, str], is_entry: bool = False, keep_with_next: bool = False) -> None:
        """Add a paragraph: the name of its style, and its text. The table of contents leads to an entry."""
        style, text = paragraph
        element = self._new(style)
        if keep_with_next:
            element.find(qn("w:pPr")).append(OxmlElement("w:keepNext"))
        if is_entry:
            self._entries += 1
            name = _bookmark(self._entries)
            element.append(_element("w:bookmarkStart", {"w:id": str(self._entries), "w:name": name}))
        element.append(_run(text))
        if is_entry:
            element.append(_element("w:bookmarkEnd", {"w:id": str(self._entries)}))

    def add_contents(self, lines: Iterator[str]) -> None:
        """Add the table of contents: a field of Word with its result, so that no question is asked first."""
        paragraphs = []
        for number, line in enumerate(lines, 1):
            paragraphs.append(self._new(CONTENTS))
            link = _element("w:hyperlink", {"w:anchor": _bookmark(number), "w:history": "1"})
            link.append(_run(line))
            paragraphs[-1].append(link)
        start = _field_start(r'TOC \o "2-2" \n \h \z')
        for position, run in enumerate(start, 1 if paragraphs[0].find(qn("w:pPr")) is not None else 0):
            paragraphs[0].insert(position, run)
        paragraphs[-1].append(_field_mark("end"))

    def _new(self, style: str) -> Any:
        element = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(_element("w:pStyle", {"w:val": self._style_ids[style]}))
        element.append(properties)
        self._end.addprevious(element)
        return element


def _bookmark(number: int) -> str:
    return f"reflectie{number}"


def _element(name: str, attributes: Mapping[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _run(text: str) -> Any:
    """Return a run in which line breaks and tabs are kept."""
    run = OxmlElement("w:r")
    for number, line in enumerate(_clean(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for column, part in enumerate(line.split("\t")):
            if column:
                run.append(OxmlElement("w:tab"))
            if part:
                run.append(_text(part))
    return run


def _text(text: str) -> Any:
    element: Any = OxmlElement("w:t")
    element.text = text
    element.set(_space_attribute(), "preserve")
    return element


@cache
def _space_attribute() -> str:
    return str(qn("xml:space"))


def _clean(text: str) -> str:
    """Remove what XML cannot hold."""
    return UNSAFE_CHARACTERS.sub("", text)


def _field(instruction: str, result: str) -> Any:
    """Return a simple field with its result."""
    field = _element("w:fldSimple", {"w:instr": instruction})
    field.append(_run(result))
    return field


def _field_start(instruction: str) -> list[Any]:
    """Return the runs that begin a field of which the result follows."""
    code = OxmlElement("w:r")
    text: Any = OxmlElement("w:instrText")
    text.text = instruction
    code.append(text)
    return [_field_mark("begin"), code, _field_mark("separate")]


def _field_mark(kind: str) -> Any:
    run = OxmlElement("w:r")
    run.append(_element("w:fldChar", {"w:fldCharType": kind}))
    return run


# One rule per kind of block -----------------------------------------------------------------------

Paragraph = tuple[str, str]
"""The name of a style, and a text."""


def _heading(block: blocks.TitleBlock | blocks.QuestionBlock) -> Iterator[Paragraph]:
    yield HEADINGS[min(block.level, len(HEADINGS)) - 1], one_line(block.text)


def _metadata(block: blocks.MetadataBlock) -> Iterator[Paragraph]:
    yield QUIET, " · ".join(metadata_lines(block))


def _program_text(block: blocks.ParagraphBlock) -> Iterator[Paragraph]:
    # A label stays with what it introduces.
    yield QUIET if block.text.endswith(":") else NORMAL, block.text


def _typed_text(block: blocks.TypedTextBlock) -> Iterator[Paragraph]:
    yield TYPED, block.text


def _state(block: blocks.StateBlock) -> Iterator[Paragraph]:
    yield NORMAL, f"({STATE_LABELS[block.state]})"


def _choice(block: blocks.ChoiceBlock) -> Iterator[Paragraph]:
    return ((LIST, text) for text in block.chosen)


def _placement(block: blocks.PlacementBlock) -> Iterator[Paragraph]:
    yield DRAWING, "\n".join(render_scale(block, _DRAWING_WIDTH))


def _trail(block: blocks.TrailBlock) -> Iterator[Paragraph]:
    yield DRAWING, "\n".join(render_trail(block, _DRAWING_WIDTH))


def _table(block: blocks.TableBlock) -> Iterator[Paragraph]:
    for row in block.rows:
        (_, first), *rest = row.cells
        lines = [f"{REMOVED_LABEL} {first}" if row.is_removed else first]
        yield LIST, "\n".join((*lines, *(f"{title}: {text}" for title, text in rest)))


def _diagram(block: blocks.DiagramBlock) -> Iterator[Paragraph]:
    yield DRAWING, "\n".join(render_diagram(block.name, block.data, DEFAULT_DIAGRAM_WIDTH))


WORD_RULES: Mapping[type[blocks.BlockBase], Callable[[Any], Iterator[Paragraph]]] = {
    blocks.TitleBlock: _heading,
    blocks.MetadataBlock: _metadata,
    blocks.ParagraphBlock: _program_text,
    blocks.QuestionBlock: _heading,
    blocks.TypedTextBlock: _typed_text,
    blocks.StateBlock: _state,
    blocks.ChoiceBlock: _choice,
    blocks.PlacementBlock: _placement,
    blocks.TrailBlock: _trail,
    blocks.TableBlock: _table,
    blocks.DiagramBlock: _diagram,
}
