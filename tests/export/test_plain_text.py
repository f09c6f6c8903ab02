from reflectie.domain.entry import AnswerState
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry


def test_an_entry_has_its_title_day_questions_and_answers(make_entry, make_answer, make_placement):
    entry = make_entry(make_answer("Omdat.\n\nEn ook."), placements=(make_placement(0),))
    text = to_plain_text(render_entry(entry))
    assert text.startswith("Proef\n=====\n\nzondag 22 november 2026 · nog open\n")
    assert "Wat?\n\n  Omdat.\n\n  En ook.\n" in text


def test_an_unknown_answer_is_in_brackets(make_entry, make_answer):
    assert "  (weet ik (nog) niet)" in to_plain_text(
        render_entry(make_entry(make_answer(state=AnswerState.UNKNOWN)))
    )
