"""What every format writes, and that typed text comes out of each as it was kept."""

import datetime as dt
import io
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.meeting import Meeting
from reflectie.domain.text import clean
from reflectie.export.document import (
    Document,
    Log,
    ParagraphBlock,
    QuestionBlock,
    TitleBlock,
    TypedTextBlock,
    oldest_first,
)
from reflectie.export.formats import FORMATS
from reflectie.export.forms import FORMS, render_form
from reflectie.export.pdf import compile_document

from .conftest import DAY, NOON
from .readers import glyphs, printed_glyphs, read_json_texts, read_pdf, read_typed_texts, read_word

READERS = {"md": bytes.decode, "json": bytes.decode, "docx": read_word, "pdf": read_pdf}

HARD_TEXTS = (
    '#import "x.typ": *',
    '#read("/etc/passwd")',
    "$x^2$ en `code` en @ref en <label>",
    "*vet* _schuin_ ~weg~ // weg /* weg */",
    "<script>alert(1)</script> &amp; ]]>",
    "= geen kop\n- geen lijst\n+ geen lijst",
    "één\n\ntwee\n  ingesprongen\n\n\ndrie",
    "emoji 😀 漢字 en ✓ → ●",
    "שלום ابت",
    "\\u{1F600} \\n \\ %d {} [a](b)",
    "https://" + "heel-lang-adres" * 20,
)


def log_of(*texts: str) -> Log:
    answers = tuple(
        Answer(address=Address(step=f"s{number}"), question=f"vraag {number}", text=text)
        for number, text in enumerate(texts)
    )
    entry = Entry(id="a", exercise="kern:proef", title="Proef", day=DAY, begun=NOON, answers=answers)
    return Log((entry,))


@pytest.mark.parametrize("name", READERS)
def test_every_format_writes_the_entries_and_their_meeting(make_entry, make_answer, name):
    entries = tuple(make_entry(make_answer(f"antwoord {n}"), id=n, meeting="m") for n in "ab")
    log = Log(entries, meetings=(Meeting(id="m", name="Regiotafel", made=NOON),))
    text = READERS[name](FORMATS[name].write(log))
    assert all(part in text for part in ("antwoord a", "antwoord b", "Regiotafel"))


def test_a_format_is_named_after_the_suffix_of_its_files():
    assert {name: export_format.suffix for name, export_format in FORMATS.items()} == {n: n for n in FORMATS}


def test_entries_of_one_day_are_in_the_order_in_which_they_were_begun(make_entry):
    later, earlier = make_entry(id="a"), make_entry(id="b", begun=NOON.replace(hour=9))
    assert oldest_first([later, earlier]) == [earlier, later]


# Text comes out as it was kept --------------------------------------------------------------------


def check_word(texts: tuple[str, ...]) -> None:
    assert read_typed_texts(FORMATS["docx"].write(log_of(*texts))) == list(texts)


def check_pdf(texts: tuple[str, ...]) -> None:
    """Compare characters, not their order: text from right to left stands in the file as it is drawn."""
    blocks = (TypedTextBlock(text=text) for text in texts)
    file = PdfReader(io.BytesIO(compile_document(Document(blocks=(TitleBlock(text="T"), *blocks)))))
    pages = [page.extract_text() for page in file.pages]
    around = "T" + "".join(f"T{number}van{len(pages)}" for number in range(1, len(pages) + 1))
    found = Counter(glyphs("".join(pages)))
    assert found == Counter(around + "".join(map(printed_glyphs, texts)))


def test_hard_texts_are_kept_in_word():
    check_word(HARD_TEXTS)


def test_hard_texts_are_kept_in_a_pdf():
    check_pdf(HARD_TEXTS)


def test_hard_texts_are_kept_in_json():
    assert read_json_texts(FORMATS["json"].write(log_of(*HARD_TEXTS))) == list(HARD_TEXTS)


def test_a_text_from_left_to_right_is_in_a_pdf_in_its_order():
    text = "Ik weet niet of ik het goed zie. Café, über, œuvre, ħ, Ωμέγα, Привет: “zo” – en → verder."
    assert glyphs(text) in glyphs(read_pdf(FORMATS["pdf"].write(log_of(text))))


def test_a_character_that_no_font_has_is_named_in_brackets():
    found = glyphs(read_pdf(FORMATS["pdf"].write(log_of("blij 😀"))))
    assert "[grinningface]" in found


typed_texts = st.text(max_size=60).map(clean).filter(lambda text: text.strip() and "vraag" not in text)


@given(st.lists(typed_texts, min_size=1, max_size=5).map(tuple))
def test_any_text_is_kept_in_word_and_json(texts):
    check_word(texts)
    assert read_json_texts(FORMATS["json"].write(log_of(*texts))) == list(texts)


@given(st.lists(typed_texts, min_size=20, max_size=40).map(tuple))
@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_any_text_is_kept_in_a_pdf(texts):
    check_pdf(texts)


@pytest.mark.long
def test_a_hundred_thousand_characters_are_kept_in_every_format():
    text = ("Een lange dag, en nog een zin erbij. " * 2703)[:100_000].strip()
    assert glyphs(text) in glyphs(read_word(FORMATS["docx"].write(log_of(text))))
    assert read_json_texts(FORMATS["json"].write(log_of(text))) == [text]
    assert text in FORMATS["md"].write(log_of(text)).decode()
    found = Counter(glyphs(read_pdf(FORMATS["pdf"].write(log_of(text)))))
    assert not Counter(glyphs(text)) - found


# Forms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["md", "docx", "pdf"])
def test_every_form_can_be_written_in_every_format_without_entries(form, name):
    assert READERS[name](FORMATS[name].write(Log((), form=form))).strip()


def test_lessons_have_what_was_learnt_and_meant_and_not_the_situation(make_entry, make_answer):
    entry = make_entry(
        make_answer("eerder bellen", "Wat neem je mee?", Address(step="a"), yields="learning"),
        make_answer("maandag bellen", "Wat ga je doen?", Address(step="b"), yields="intention"),
        make_answer("de zaak zelf", "Wat gebeurde er?", Address(step="c")),
        make_answer("over een rij", "Wat doet Sanne?", Address(step="d", item="row:1"), yields="learning"),
    )
    text = FORMATS["md"].write(Log((entry,), form="leerpunten")).decode()
    assert text.index("Wat ik leerde") < text.index("eerder bellen") < text.index("Wat ik me voornam")
    assert "over een rij" in text
    assert not [word for word in ("de zaak zelf", "Sanne") if word in text]


def test_answers_of_one_day_are_below_that_day(make_entry, make_answer):
    answers = [make_answer(text, f"{text}?", Address(step=text), yields="learning") for text in ("a", "b")]
    blocks = render_form(Log((make_entry(*answers, day=dt.date(2026, 5, 1)),), form="leerpunten")).blocks
    asked = [(block.text, block.level) for block in blocks if isinstance(block, QuestionBlock)]
    assert asked == [("vrijdag 1 mei 2026", 3), ("a?", 4), ("b?", 4)]


@pytest.mark.parametrize(
    ("form", "days", "byline"),
    [
        ("logboek", (3, 1), "M. de Boer · vrijdag 1 mei 2026 tot en met zondag 3 mei 2026"),
        ("leerpunten", (1,), "M. de Boer · vrijdag 1 mei 2026"),
        ("gesprekskaart", (1,), "M. de Boer"),
    ],
)
def test_the_author_and_the_period_are_below_the_title(make_entry, form, days, byline):
    entries = tuple(make_entry(id=str(day), day=dt.date(2026, 5, day)) for day in days)
    title, below, *_ = render_form(Log(entries, form=form, author="M. de Boer")).blocks
    assert isinstance(title, TitleBlock)
    assert below == ParagraphBlock(text=byline)


def test_the_title_of_an_entry_has_a_capital_in_a_log(make_entry):
    blocks = render_form(Log((make_entry(title="doorgaan en vertragen"),))).blocks
    assert TitleBlock(text="Doorgaan en vertragen", level=2) in blocks


def test_dimensions_group_the_same_answers_by_their_dimension(make_entry, make_answer):
    entry = make_entry(
        make_answer("mijn vak", "?", Address(step="a"), dimension="technical"),
        make_answer("mijn waarden", "?", Address(step="b"), dimension="normative"),
        make_answer("ikzelf", "?", Address(step="c"), dimension="personal"),
    )
    text = FORMATS["md"].write(Log((entry,), form="dimensies")).decode()
    order = ["Technisch-instrumenteel", "mijn vak", "Normatief", "mijn waarden", "Persoonlijk", "ikzelf"]
    assert sorted(order, key=text.index) == order


def test_five_years_show_the_trail_and_leave_out_what_is_older(make_entry, make_answer, make_placement):
    def entry(year, value):
        day = dt.date(year, 5, 1)
        learnt = make_answer(f"geleerd in {year}", yields="learning")
        return make_entry(learnt, placements=(make_placement(value, day=day),), id=str(year), day=day)

    text = (
        FORMATS["md"]
        .write(Log((entry(2026, 40), entry(2022, -40), entry(2021, 0)), form="vijfjaar"))
        .decode()
    )
    assert text.index("01-05-2022  ├") < text.index("01-05-2026  ├") < text.index("## 2022")
    assert "2021" not in text
    assert "vrijdag 1 mei 2026\n\n> geleerd in 2026" in text.split("## 2022")[0]
