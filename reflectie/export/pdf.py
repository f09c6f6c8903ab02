"""Write a log as PDF: accessible, with drawn lines, laid out by Typst in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH, render_diagram
from reflectie.domain.entry import AnswerState
from reflectie.domain.errors import ReflectieError
from reflectie.domain.labels import REMOVED_LABEL, STATE_LABELS, placement_caption
from reflectie.domain.text_layout import one_line
from reflectie.export import document as blocks
from reflectie.export.document import Document, Log, metadata_lines, place_of_contents
from reflectie.export.forms import render_form
from reflectie.export.pdf_drawings import draw_for_pdf
from reflectie.export.pdf_fonts import printable
from reflectie.export.plain_text import describe_mark, mark_letters

_WORKER = "reflectie.export.pdf_worker"


def write(log: Log) -> bytes:
    """Return the PDF of a log.

    Raises:
        ReflectieError: the process that lays it out could not be started, or failed.
    """
    return compile_document(render_form(log), log.author)


def compile_document(document: Document, author: str = "") -> bytes:
    """Return a document as PDF; errors as in ``write``."""
    data = json.dumps(pdf_data(document, author), ensure_ascii=False).encode()
    # -P: a folder ``reflectie`` where the user happens to be is not this program.
    command = [sys.executable, "-P", "-m", _WORKER]
    try:
        result = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise _cannot_lay_out() from error
    if result.returncode:
        raise _cannot_lay_out()
    return result.stdout


def _cannot_lay_out() -> ReflectieError:
    return ReflectieError(
        "Een PDF maken lukt niet op deze computer. Je logboek is niet aangeraakt. "
        "Kies Word of Markdown; daarin staat hetzelfde."
    )


def pdf_data(document: Document, author: str = "") -> Any:
    """Return what the template needs, as dicts and lists in which every text can be drawn."""
    block_data = [data for block in document.blocks for data in PDF_RULES[type(block)](block)]
    for block, following in pairwise(block_data):
        if following["kind"] == "day":  # the table of contents shows the day of each entry
            block["day"] = following["day"]
        if block["kind"] == "items":  # a choice stays with the note on it
            block["keep"] = following["kind"] == "typed"
    titles = [block for block in document.blocks if isinstance(block, blocks.TitleBlock)]
    if place_of_contents(document) is not None:
        first = next(
            n for n, data in enumerate(block_data) if data["kind"] == "heading" and data["level"] > 1
        )
        block_data.insert(first, {"kind": "contents"})
    title = titles[0].text if titles else ""
    return _printable_data({"title": title, "authors": [author] if author else [], "blocks": block_data})


def _printable_data(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable_data(item) for item in value]
    return {name: _printable_data(item) for name, item in value.items()} if isinstance(value, dict) else value


# One rule per kind of block -----------------------------------------------------------------------


def _title(block: blocks.TitleBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "heading", "level": block.level, "text": one_line(block.text), "day": ""}


def _question(block: blocks.QuestionBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "heading", "level": block.level, "text": one_line(block.text), "day": ""}


def _metadata(block: blocks.MetadataBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "day", "text": " · ".join(metadata_lines(block)), "day": f"{block.day:%d-%m-%Y}"}


def _program_text(block: blocks.ParagraphBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "paragraph", "text": block.text}


def _typed_text(block: blocks.TypedTextBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "typed", "text": block.text}


def _state(block: blocks.StateBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "state", "text": STATE_LABELS[block.state]}


def _choice(block: blocks.ChoiceBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "items", "items": list(block.chosen), "keep": False}


def _placement(block: blocks.PlacementBlock) -> Iterator[dict[str, Any]]:
    letters = mark_letters(block)
    marks = [{"value": block.value, "letter": ""}]
    marks += [
        {"value": other.value, "letter": letter}
        for letter, other in zip(letters, block.others, strict=True)
        if other.value is not None
    ]
    legend = [f"{letter} {one_line(o.whose)}" for letter, o in zip(letters, block.others, strict=True)]
    if block.value is None:
        legend.insert(0, STATE_LABELS[AnswerState.UNKNOWN])
    caption = placement_caption(block.aspect, block.whose, block.day, block.is_past)
    described = [f"{one_line(other.whose)} {describe_mark(block, other.value)}" for other in block.others]
    yield {
        "kind": "placement",
        "alt": ". ".join([f"{caption}: {describe_mark(block, block.value)}", *described]),
        "caption": caption,
        "left": one_line(block.left),
        "right": one_line(block.right),
        "marks": marks,
        "legend": " · ".join(legend),
    }


def _trail(block: blocks.TrailBlock) -> Iterator[dict[str, Any]]:
    unknown = STATE_LABELS[AnswerState.UNKNOWN]
    yield {
        "kind": "trail",
        "alt": ". ".join(f"{mark.day:%d-%m-%Y}: {describe_mark(block, mark.value)}" for mark in block.marks),
        "left": one_line(block.left),
        "right": one_line(block.right),
        "marks": [
            {"value": mark.value, "letter": "", "day": f"{mark.day:%d-%m-%Y}", "unknown": unknown}
            for mark in block.marks
        ],
    }


def _table(block: blocks.TableBlock) -> Iterator[dict[str, Any]]:
    yield {"kind": "table", "rows": list(map(_table_row, block.rows))}


def _table_row(row: Any) -> dict[str, Any]:
    (_, first), *rest = row.cells
    first = f"{REMOVED_LABEL} {first}" if row.is_removed else first
    return {"first": first, "rest": [list(cell) for cell in rest]}


def _diagram(block: blocks.DiagramBlock) -> Iterator[dict[str, Any]]:
    drawing = draw_for_pdf(block.name, block.data)
    if drawing is None:
        rows = render_diagram(block.name, block.data, DEFAULT_DIAGRAM_WIDTH)
        yield {"kind": "paragraph", "text": " ".join(row.strip() for row in rows)}
        return
    yield {"kind": "diagram", **drawing}


PDF_RULES: Mapping[type[blocks.BlockBase], Callable[[Any], Iterable[dict[str, Any]]]] = {
    blocks.TitleBlock: _title,
    blocks.MetadataBlock: _metadata,
    blocks.ParagraphBlock: _program_text,
    blocks.QuestionBlock: _question,
    blocks.TypedTextBlock: _typed_text,
    blocks.StateBlock: _state,
    blocks.ChoiceBlock: _choice,
    blocks.PlacementBlock: _placement,
    blocks.TrailBlock: _trail,
    blocks.TableBlock: _table,
    blocks.DiagramBlock: _diagram,
}
