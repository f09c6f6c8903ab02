import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reflectie.domain.text import clean
from reflectie.export import document
from reflectie.export import render as doc
from reflectie.export.markdown import to_markdown

from ..examples import examples

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def quoted(text: str) -> str:
    return to_markdown(document.Document(blocks=(document.TypedTextBlock(text=text),)))


def seen(text: str) -> str:
    """Text without the white space that nobody sees: at line ends, and extra empty lines."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line.rstrip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def rendered(source: str) -> str:
    """The text of a document as a reader of Markdown gets it; anything but text in it is a failure."""
    parts: list[str] = []
    for token in RENDERER.parse(source):
        if token.type == "fence":
            parts.append(token.content.removesuffix("\n"))
        elif token.type == "inline":
            kinds = {child.type for child in token.children or []}
            assert kinds <= {"text", "hardbreak"}, kinds
            parts.append("".join("\n" if c.type == "hardbreak" else c.content for c in token.children or []))
        else:
            assert token.type in {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close"}
    return "\n\n".join(parts)


def raw(source: str) -> str:
    """The lines of a quote as they stand in the file."""
    lines = source.removesuffix("\n").split("\n")
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "Gewoon een zin, met komma's; en (haakjes) - en streepjes.",
        "[red]x[/red]",
        "[/x]",
        "[ @click=app.quit]x[/]",
        "C:\\map en R&D, 5 < 6 > 4, € 3,50",
        "a_b#c+d=e!",
    ],
)
def test_what_reads_as_plain_stays_byte_for_byte(text):
    assert quoted(text) == f"> {text}\n"


def test_paragraphs_and_the_space_between_them_stay_in_the_file():
    assert raw(quoted("een\n\n\ntwee\n")) == "een\n\n\ntwee\n"


def test_lines_of_a_paragraph_stay_lines():
    assert rendered(quoted("een\ntwee")) == "een\ntwee"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("*vet*", "> \\*vet\\*\n"),
        ("# kop", "> \\# kop\n"),
        ("1. eerst", "> 1\\. eerst\n"),
        ("[a](http://b)", "> [a\\](http://b)\n"),
        ("[red]: http://b", "> [red\\]: http://b\n"),
        ("~weg~", "> \\~weg\\~\n"),
        ("[!NOTE]", "> \\[!NOTE]\n"),
        ("[^1]: noot", "> \\[^1\\]: noot\n"),
    ],
)
def test_what_would_be_read_gets_a_backslash(text, form):
    assert quoted(text) == form


def test_what_does_not_come_back_even_then_stands_in_a_block_with_a_longer_fence():
    assert quoted("    ```\ningesprongen") == "> ````\n>     ```\n> ingesprongen\n> ````\n"


specials = st.text("ab1 \n\t\\`*_[]()<>#+-=.!|~&;:\"'/^@{}$²é\u00a0", max_size=60)
bits = st.sampled_from(
    [
        "[a](b)",
        "![a](b)",
        "```",
        "~~~",
        "<b>",
        "<!--",
        "&amp;",
        "1. ",
        "- ",
        "| a | b |\n|---|---|",
        "\n\n",
        "  ",
    ]
)
mixed = st.lists(specials | bits | st.text(max_size=20)).map("".join)


@examples(400)
@given(mixed.map(clean))
@example("a\\\nb")
@example("a\n---")
@example("[a]: <b>\n[a]")
@example("a\u00a0")
def test_a_reader_of_the_export_gets_what_was_typed(text):
    assert seen(rendered(quoted(text))) == seen(text)


@examples(200)
@given(st.lists(mixed.map(clean), min_size=2, max_size=3))
def test_one_answer_never_changes_how_another_reads(texts):
    made = document.Document(blocks=tuple(document.TypedTextBlock(text=text) for text in texts))
    whole = "\n\n".join(filter(None, map(seen, texts)))
    assert seen(rendered(to_markdown(made))) == whole


@given(mixed.map(clean))
@example("C #")
@example("# #")
def test_a_question_stands_as_asked_in_its_heading(text):
    source = to_markdown(document.Document(blocks=(document.QuestionBlock(text=text),)))
    tokens = RENDERER.parse(source)
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text"}
    assert "".join(child.content for child in children) == " ".join(text.split())


@given(mixed.map(clean).filter(str.strip).map(lambda text: " ".join(text.split())))
def test_a_chosen_thing_stands_in_the_list_as_typed(text):
    tokens = RENDERER.parse(
        to_markdown(document.Document(blocks=(document.ChoiceBlock(chosen=(text, "daarna")),)))
    )
    assert sum(token.type == "list_item_open" for token in tokens) == 2
    inside = [token for token in tokens if token.type in ("inline", "fence")]
    assert inside[0].children is None or {child.type for child in inside[0].children} <= {"text"}
    shown = "".join(child.content for child in inside[0].children or []) or inside[0].content
    assert shown.removesuffix("\n") == text


def test_a_line_is_drawn_in_a_fenced_block(entry, mark):
    tokens = RENDERER.parse(to_markdown(doc.render_entry(entry(placements=(mark(-100),)))))
    assert tokens[-1].type == "fence"
    assert "├●─" in tokens[-1].content
