"""Typed text in Markdown, so that whoever renders it reads what was typed.

Each paragraph takes the plainest form that comes back as typed: as it is; else with a backslash before what
Markdown would read; else in a fenced block. "Comes back" leaves white space out of account that nobody sees:
at the end of a line, and how many empty lines part two paragraphs. In the file that stays as typed too.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby, repeat
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BREAK = "  "
"""At the end of a line: the next line begins on a new line."""

# Most paragraphs hold none of these characters and begin no line with one of those; that is seen much faster.
_HINT = re.compile(
    r"[`*_~\\<&\[\]\t\x1c-\x1f\x0b-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_STARTS = frozenset("#>+=*|:- 0123456789")

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
_NEVER_PLAIN = re.compile(r"~[^~]*~|\[[\^!]")
# Backslashes do not help against these; only then is an escaped paragraph looked at again.
_ODD_SPACE = re.compile(r"^ |[^\S \n]", re.MULTILINE)
_ESCAPED = re.compile(
    r"[`*|~]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|$)"
    r"|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|\](?=[(:])|\[(?=[\^!])|^[#>+=-]",
    re.MULTILINE,
)
_ESCAPED_NUMBER = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)
_CLOSING = re.compile(r"(?<!\\)#+$")


def heading(text: str, level: int) -> str:
    """A text of one line as a heading."""
    line, marks = " ".join(text.split()), "#" * level
    plain = f"{marks} {line}"
    if not _is_special(line) and "#" not in line:
        return plain
    if _reads(plain) == line and not _NEVER_PLAIN.search(line):
        return plain
    return f"{marks} {_CLOSING.sub(_each_escaped, _escaped(line))}"


def passage(text: str, first: str, rest: str) -> Iterator[str]:
    """The lines of a typed text, each with a prefix: ``first`` on the first line, ``rest`` below it."""
    prefix = first
    for is_blank, group in groupby(text.split("\n"), key=lambda line: not line.strip(" \t")):
        lines = list(group)
        for line in lines if is_blank else _paragraph("\n".join(lines), prefix, rest):
            yield f"{prefix}{line}" if line else prefix.rstrip()
            prefix = rest


def fenced(text: str) -> Iterator[str]:
    """A text in a fenced block, with a fence longer than any inside."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    yield fence
    yield from text.split("\n")
    yield fence


def _paragraph(text: str, first: str, rest: str) -> list[str]:
    def comes_back(lines: list[str]) -> bool:
        prefixes = chain([first], repeat(rest))
        return _reads("\n".join(map(add, prefixes, lines))) == seen(text)

    plain = _broken(text)
    if not _is_special(text):
        return plain
    if not _NEVER_PLAIN.search(text) and comes_back(plain):
        return plain
    escaped = _broken(_escaped(text))
    if not _ODD_SPACE.search(text) or comes_back(escaped):
        return escaped
    return list(fenced(text))


def _is_special(text: str) -> bool:
    hinted = _HINT.search(text) or any(line[:1] in _STARTS for line in text.split("\n"))
    return bool(hinted and _SPECIAL.search(text))


def _broken(text: str) -> list[str]:
    """The lines of a paragraph, with a line break kept between them."""
    *lines, last = text.split("\n")
    return [*(line + BREAK for line in lines), last]


def _escaped(text: str) -> str:
    return _ESCAPED_NUMBER.sub(r"\1\\\2", _ESCAPED.sub(_each_escaped, text))


def _each_escaped(found: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in found[0])


def seen(text: str) -> str:
    """A paragraph without the white space at the end of its lines, which no eye sees."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _reads(raw: str) -> str | None:
    """The text of a single paragraph or heading as a renderer shows it; None when it shows more than text."""
    tokens = _parser().parse(raw)
    inside = [token for token in tokens if token.type not in _AROUND]
    if len(inside) != 1 or inside[0].type != "inline":
        return None
    children = inside[0].children or []
    if any(child.type not in _PLAIN for child in children):
        return None
    return seen("".join(map(_text_of, children)))


_AROUND = frozenset(
    f"{name}_{side}"
    for name in ("blockquote", "bullet_list", "list_item", "paragraph", "heading")
    for side in ("open", "close")
)
_PLAIN = ("text", "hardbreak")


def _text_of(token: "Token") -> str:
    return "\n" if token.type == "hardbreak" else token.content


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
