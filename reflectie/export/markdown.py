"""Write a document as Markdown; typed text is quoted and escaped."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby, repeat
from operator import add
from typing import TYPE_CHECKING, Any

from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH, render_diagram
from reflectie.domain.labels import REMOVED_LABEL, STATE_LABELS
from reflectie.domain.text_layout import one_line
from reflectie.export import document as blocks
from reflectie.export.document import Document, Log, metadata_lines
from reflectie.export.forms import render_form
from reflectie.export.plain_text import SCALE_WIDTH, render_scale, render_trail

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def write(log: Log) -> bytes:
    """Return a log in Markdown, encoded in UTF-8."""
    return log_to_markdown(log).encode()


def log_to_markdown(log: Log) -> str:
    """Return a reflection log in Markdown."""
    return to_markdown(render_form(log))


def to_markdown(document: Document) -> str:
    """Return a document in Markdown (CommonMark), ending in one line break."""
    return "\n\n".join("\n".join(MARKDOWN_RULES[type(block)](block)) for block in document.blocks) + "\n"


# One rule per kind of block -----------------------------------------------------------------------


def _heading(block: blocks.TitleBlock | blocks.QuestionBlock) -> Iterator[str]:
    yield escape_heading(block.text, block.level)


def _metadata(block: blocks.MetadataBlock) -> Iterator[str]:
    day, *names = metadata_lines(block)
    yield day
    for name in names:
        yield ""
        yield from escape_lines(name, "", "")


def _program_text(block: blocks.ParagraphBlock) -> Iterator[str]:
    yield block.text


def _typed_text(block: blocks.TypedTextBlock) -> Iterator[str]:
    return escape_lines(block.text, "> ", "> ")


def _state(block: blocks.StateBlock) -> Iterator[str]:
    yield f"*{STATE_LABELS[block.state]}*"


def _choice(block: blocks.ChoiceBlock) -> Iterator[str]:
    for chosen in block.chosen:
        yield from escape_lines(chosen, "- ", "  ")


def _placement(block: blocks.PlacementBlock) -> Iterator[str]:
    return fenced_block("\n".join(render_scale(block, SCALE_WIDTH)))


def _trail(block: blocks.TrailBlock) -> Iterator[str]:
    return fenced_block("\n".join(render_trail(block, SCALE_WIDTH)))


def _table(block: blocks.TableBlock) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from escape_lines(f"{REMOVED_LABEL} {first}" if row.is_removed else first, "- ", "  ")
        for title, text in rest:
            yield from escape_lines(f"{title}: {text}", "  - ", "    ")


def _diagram(block: blocks.DiagramBlock) -> Iterator[str]:
    return fenced_block("\n".join(render_diagram(block.name, block.data, DEFAULT_DIAGRAM_WIDTH)))


MARKDOWN_RULES: Mapping[type[blocks.BlockBase], Callable[[Any], Iterator[str]]] = {
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


# Escaping -----------------------------------------------------------------------------------------

_LINE_BREAK = "  "
"""Placed at the end of a line, starts the next line on a new line."""

# A quick test that most text passes: it has none of these characters, and no line starts with one of the set
# below it.
_MAYBE_SPECIAL = re.compile(
    r"[`*_~\\<&\[\]\t\x1c-\x1f\x0b-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)

_MAYBE_SPECIAL_STARTS = frozenset("#>+=*|:- 0123456789")

# Text without a match is plain text to every Markdown reader. Reference links need no pattern of their own,
# because they need a definition, and a definition always matches.
_SPECIAL = re.compile(
    r"""
    `[^`]*` | \*[^*]*\* | ~[^~]*~       # code, emphasis, struck through (GitHub): these come in pairs
    | (?<![^\W_])_ | _(?![^\W_])        # emphasis: not inside a word
    | ^[\#>+=*|:-] | ^\d{1,9}[.)]       # headings, quotes, rules, tables, lists
    | ^[ ] | [^\S \n]                   # indented code, and white space that a renderer may drop
    | \\(?=[!-/:-@\[-`{-~]|$)           # escapes, and a backslash that would break the line
    | <(?=[A-Za-z/!?]) | &(?=[\#A-Za-z]) # tags, autolinks, character references
    | \](?=[(:]) | \[(?=[\^!])          # links, definitions, footnotes and alerts (GitHub)
    """,
    re.VERBOSE | re.MULTILINE,
)

# Plain text in CommonMark, but not on GitHub.
_GITHUB_ONLY = re.compile(r"~[^~]*~|\[[\^!]")

# A backslash does not protect these, so a paragraph that holds them is checked again after escaping.
_ODD_SPACE = re.compile(r"^ |[^\S \n]", re.MULTILINE)

_TO_ESCAPE = re.compile(
    r"[`*|~]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|$)"
    r"|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|\](?=[(:])|\[(?=[\^!])|^[#>+=-]",
    re.MULTILINE,
)

_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)

_CLOSING_HASHES = re.compile(r"(?<!\\)#+$")


def escape_heading(text: str, level: int) -> str:
    """Return a text as a heading on one line."""
    line, marks = one_line(text), "#" * level
    plain = f"{marks} {line}"
    if not _is_special(line) and "#" not in line:
        return plain
    if _rendered_text(plain) == line and not _GITHUB_ONLY.search(line):
        return plain
    return f"{marks} {_CLOSING_HASHES.sub(_escape_match, _escape(line))}"


def escape_lines(text: str, first: str, rest: str) -> Iterator[str]:
    """Return the escaped lines of a typed text, the first behind ``first`` and the others behind ``rest``."""
    prefix = first
    for is_blank, group in groupby(text.split("\n"), key=lambda line: not line.strip(" \t")):
        lines = list(group)
        for line in lines if is_blank else _escape_paragraph("\n".join(lines), prefix, rest):
            yield f"{prefix}{line}" if line else prefix.rstrip()
            prefix = rest


def fenced_block(text: str) -> Iterator[str]:
    """Return a text in a fenced block, its fence longer than any in the text."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    yield fence
    yield from text.split("\n")
    yield fence


def _escape_paragraph(text: str, first: str, rest: str) -> list[str]:
    """Return the lines of a paragraph: unchanged, escaped or fenced, whichever first reads as typed."""

    def reads_as_typed(lines: list[str]) -> bool:
        prefixes = chain([first], repeat(rest))
        return _rendered_text("\n".join(map(add, prefixes, lines))) == _strip_line_ends(text)

    plain = _with_line_breaks(text)
    if not _is_special(text):
        return plain
    if not _GITHUB_ONLY.search(text) and reads_as_typed(plain):
        return plain
    escaped = _with_line_breaks(_escape(text))
    if not _ODD_SPACE.search(text) or reads_as_typed(escaped):
        return escaped
    return list(fenced_block(text))


def _is_special(text: str) -> bool:
    """Return whether a Markdown reader might see more than plain text."""
    is_candidate = _MAYBE_SPECIAL.search(text) or any(
        line[:1] in _MAYBE_SPECIAL_STARTS for line in text.split("\n")
    )
    return bool(is_candidate and _SPECIAL.search(text))


def _with_line_breaks(text: str) -> list[str]:
    """Return the lines of a paragraph, with line breaks that Markdown keeps."""
    *lines, last = text.split("\n")
    return [*(line + _LINE_BREAK for line in lines), last]


def _escape(text: str) -> str:
    return _LIST_NUMBER.sub(r"\1\\\2", _TO_ESCAPE.sub(_escape_match, text))


def _escape_match(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[0])


def _strip_line_ends(text: str) -> str:
    """Remove the white space at the end of each line, which is invisible."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _rendered_text(raw: str) -> str | None:
    """Return a single paragraph or heading as rendered; None when it renders to more than text."""
    tokens = _parser().parse(raw)
    content = [token for token in tokens if token.type not in _CONTAINER_TOKENS]
    if len(content) != 1 or content[0].type != "inline":
        return None
    children = content[0].children or []
    if any(child.type not in _TEXT_TOKENS for child in children):
        return None
    return _strip_line_ends("".join(map(_token_text, children)))


_CONTAINER_TOKENS = frozenset(
    f"{name}_{side}"
    for name in ("blockquote", "bullet_list", "list_item", "paragraph", "heading")
    for side in ("open", "close")
)

_TEXT_TOKENS = ("text", "hardbreak")


def _token_text(token: "Token") -> str:
    return "\n" if token.type == "hardbreak" else token.content


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
