"""Write a document as Markdown; typed text is quoted and escaped."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby, repeat
from operator import add
from typing import TYPE_CHECKING, Any

from reflectie.diagrams import renderers
from reflectie.diagrams.renderers import DEFAULT_DIAGRAM_WIDTH
from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Library
from reflectie.domain.labels import MEETING_LABEL, OPEN_LABEL, SITUATION_LABEL, STATE_LABELS, TAKEN_OUT_LABEL
from reflectie.domain.meeting import Meeting
from reflectie.domain.situation import Situation
from reflectie.export import document as document_module
from reflectie.export.plain_text import SCALE_WIDTH, render_scale
from reflectie.export.render import render_log as document_log

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


LINE_BREAK = "  "
"""At the end of a line: the next line begins on a new line."""

# Most paragraphs hold none of these characters and begin no line with one of those; that is seen much faster.
_MAYBE_SPECIAL = re.compile(
    r"[`*_~\\<&\[\]\t\x1c-\x1f\x0b-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)

_MAYBE_SPECIAL_STARTS = frozenset("#>+=*|:- 0123456789")

# Without a match no reader of Markdown sees anything but plain text. There are no reference links, since a
# definition never comes back as typed and so never stays as it is.
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

# CommonMark takes these for plain text, GitHub does not.
_GITHUB_ONLY = re.compile(r"~[^~]*~|\[[\^!]")

# Backslashes do not help against these; only then is an escaped paragraph looked at again.
_ODD_SPACE = re.compile(r"^ |[^\S \n]", re.MULTILINE)

_TO_ESCAPE = re.compile(
    r"[`*|~]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|$)"
    r"|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|\](?=[(:])|\[(?=[\^!])|^[#>+=-]",
    re.MULTILINE,
)

_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)

_CLOSING_HASHES = re.compile(r"(?<!\\)#+$")


def escape_heading(text: str, level: int) -> str:
    """A text of one line as a heading."""
    line, marks = " ".join(text.split()), "#" * level
    plain = f"{marks} {line}"
    if not _is_special(line) and "#" not in line:
        return plain
    if _rendered_text(plain) == line and not _GITHUB_ONLY.search(line):
        return plain
    return f"{marks} {_CLOSING_HASHES.sub(_escape_match, _escape(line))}"


def escape_lines(text: str, first: str, rest: str) -> Iterator[str]:
    """The lines of a typed text, each with a prefix: ``first`` on the first line, ``rest`` below it."""
    prefix = first
    for is_blank, group in groupby(text.split("\n"), key=lambda line: not line.strip(" \t")):
        lines = list(group)
        for line in lines if is_blank else _escape_paragraph("\n".join(lines), prefix, rest):
            yield f"{prefix}{line}" if line else prefix.rstrip()
            prefix = rest


def fenced_block(text: str) -> Iterator[str]:
    """A text in a fenced block, with a fence longer than any inside."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    yield fence
    yield from text.split("\n")
    yield fence


def _escape_paragraph(text: str, first: str, rest: str) -> list[str]:
    def comes_back(lines: list[str]) -> bool:
        prefixes = chain([first], repeat(rest))
        return _rendered_text("\n".join(map(add, prefixes, lines))) == strip_line_ends(text)

    plain = _with_line_breaks(text)
    if not _is_special(text):
        return plain
    if not _GITHUB_ONLY.search(text) and comes_back(plain):
        return plain
    escaped = _with_line_breaks(_escape(text))
    if not _ODD_SPACE.search(text) or comes_back(escaped):
        return escaped
    return list(fenced_block(text))


def _is_special(text: str) -> bool:
    hinted = _MAYBE_SPECIAL.search(text) or any(
        line[:1] in _MAYBE_SPECIAL_STARTS for line in text.split("\n")
    )
    return bool(hinted and _SPECIAL.search(text))


def _with_line_breaks(text: str) -> list[str]:
    """The lines of a paragraph, with a line break kept between them."""
    *lines, last = text.split("\n")
    return [*(line + LINE_BREAK for line in lines), last]


def _escape(text: str) -> str:
    return _LIST_NUMBER.sub(r"\1\\\2", _TO_ESCAPE.sub(_escape_match, text))


def _escape_match(found: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in found[0])


def strip_line_ends(text: str) -> str:
    """A paragraph without the white space at the end of its lines, which no eye sees."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _rendered_text(raw: str) -> str | None:
    """The text of a single paragraph or heading as a renderer shows it; None when it shows more than text."""
    tokens = _parser().parse(raw)
    inside = [token for token in tokens if token.type not in _CONTAINER_TOKENS]
    if len(inside) != 1 or inside[0].type != "inline":
        return None
    children = inside[0].children or []
    if any(child.type not in _TEXT_TOKENS for child in children):
        return None
    return strip_line_ends("".join(map(_token_text, children)))


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


def log_to_markdown(
    entries: list[Entry],
    library: Library | None = None,
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
) -> str:
    """A reflection log in Markdown."""
    return to_markdown(document_log(entries, library, situations, meetings))


def to_markdown(document: document_module.Document) -> str:
    """A document in Markdown (CommonMark), ending in one line break."""
    return "\n\n".join("\n".join(MARKDOWN_RULES[type(block)](block)) for block in document.blocks) + "\n"


def _title(block: document_module.TitleBlock) -> Iterator[str]:
    yield escape_heading(block.text, block.level)


def _meta(block: document_module.MetadataBlock) -> Iterator[str]:
    yield long_day(block.day) + (f" · {OPEN_LABEL}" if block.is_open else "")
    for what, name in ((SITUATION_LABEL, block.situation), (MEETING_LABEL, block.meeting)):
        if name:
            yield ""
            yield from escape_lines(f"{what} {name}", "", "")


def _prose(block: document_module.ParagraphBlock) -> Iterator[str]:
    yield block.text


def _question(block: document_module.QuestionBlock) -> Iterator[str]:
    yield escape_heading(block.text, block.level)


def _text(block: document_module.TypedTextBlock) -> Iterator[str]:
    return escape_lines(block.text, "> ", "> ")


def _note(block: document_module.StateBlock) -> Iterator[str]:
    yield f"*{STATE_LABELS[block.state]}*"


def _choice(block: document_module.ChoiceBlock) -> Iterator[str]:
    for chosen in block.chosen:
        yield from escape_lines(chosen, "- ", "  ")


def _line(block: document_module.PlacementBlock) -> Iterator[str]:
    return fenced_block("\n".join(render_scale(block, SCALE_WIDTH)))


def _table(block: document_module.TableBlock) -> Iterator[str]:
    for row in block.rows:
        (_, first), *rest = row.cells
        yield from escape_lines(f"{TAKEN_OUT_LABEL} {first}" if row.is_out else first, "- ", "  ")
        for title, text in rest:
            yield from escape_lines(f"{title}: {text}", "  - ", "    ")


def _drawing(block: document_module.DiagramBlock) -> Iterator[str]:
    return fenced_block("\n".join(renderers.render_diagram(block.name, block.data, DEFAULT_DIAGRAM_WIDTH)))


MARKDOWN_RULES: Mapping[type[document_module.BlockBase], Callable[[Any], Iterator[str]]] = {
    document_module.TitleBlock: _title,
    document_module.MetadataBlock: _meta,
    document_module.ParagraphBlock: _prose,
    document_module.QuestionBlock: _question,
    document_module.TypedTextBlock: _text,
    document_module.StateBlock: _note,
    document_module.ChoiceBlock: _choice,
    document_module.PlacementBlock: _line,
    document_module.TableBlock: _table,
    document_module.DiagramBlock: _drawing,
}
