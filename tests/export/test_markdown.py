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


def visible(text: str) -> str:
    """Return a text without invisible white space: at line ends, and extra empty lines."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line.rstrip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def rendered(source: str) -> str:
    """Return the text that a Markdown reader shows; anything but text in it is a failure."""
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
    """Return the lines of a quote as they are in the file."""
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
def test_plain_text_is_not_changed(text):
    assert quoted(text) == f"> {text}\n"


def test_paragraphs_and_blank_lines_stay_in_the_file():
    assert raw(quoted("een\n\n\ntwee\n")) == "een\n\n\ntwee\n"


def test_line_breaks_in_a_paragraph_are_kept():
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
def test_markup_is_escaped_with_a_backslash(text, form):
    assert quoted(text) == form


def test_text_that_cannot_be_escaped_is_fenced_with_a_longer_fence():
    assert quoted("    ```\ningesprongen") == "> ````\n>     ```\n> ingesprongen\n> ````\n"


specials = st.text("ab1 \n\t\\`*_[]()<>#+-=.!|~&;:\"'/^@{}$²é\u00a0", max_size=60)
markup = st.sampled_from(
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
mixed = st.lists(specials | markup | st.text(max_size=20)).map("".join)


@examples(400)
@given(mixed.map(clean))
@example("a\\\nb")
@example("a\n---")
@example("[a]: <b>\n[a]")
@example("a\u00a0")
def test_a_markdown_reader_shows_what_was_typed(text):
    assert visible(rendered(quoted(text))) == visible(text)


@examples(200)
@given(st.lists(mixed.map(clean), min_size=2, max_size=3))
def test_one_answer_does_not_change_how_another_is_rendered(texts):
    answers_document = document.Document(blocks=tuple(document.TypedTextBlock(text=text) for text in texts))
    expected = "\n\n".join(filter(None, map(visible, texts)))
    assert visible(rendered(to_markdown(answers_document))) == expected


@given(mixed.map(clean))
@example("C #")
@example("# #")
def test_a_heading_shows_the_question_as_asked(text):
    source = to_markdown(document.Document(blocks=(document.QuestionBlock(text=text),)))
    tokens = RENDERER.parse(source)
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text"}
    assert "".join(child.content for child in children) == " ".join(text.split())


@given(mixed.map(clean).filter(str.strip).map(lambda text: " ".join(text.split())))
def test_a_list_item_shows_the_choice_as_typed(text):
    tokens = RENDERER.parse(
        to_markdown(document.Document(blocks=(document.ChoiceBlock(chosen=(text, "daarna")),)))
    )
    assert sum(token.type == "list_item_open" for token in tokens) == 2
    inside = [token for token in tokens if token.type in ("inline", "fence")]
    assert inside[0].children is None or {child.type for child in inside[0].children} <= {"text"}
    shown = "".join(child.content for child in inside[0].children or []) or inside[0].content
    assert shown.removesuffix("\n") == text


def test_a_scale_is_in_a_fenced_block(make_entry, make_placement):
    tokens = RENDERER.parse(to_markdown(doc.render_entry(make_entry(placements=(make_placement(-100),)))))
    assert tokens[-1].type == "fence"
    assert "├●─" in tokens[-1].content
