"""The mirror gives the user's own words back, names its entries, and never judges or advises."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.mirror import LastMark, MirrorAnswer, MirrorLine, MirrorPart, mirror

from ..conftest import TODAY

_JUDGEMENT_TEXT = """
goed goede beter best beste slecht slechter fout fouten verkeerd juist onjuist mooi knap fijn prima
helaas jammer eindelijk pas slechts maar al gelukkig vooruit vooruitgang groei groeit gegroeid
progressie achteruit winst verlies succes mislukt gelukt sterk zwak te meer minder vaker weinig veel
genoeg nooit altijd score punten procent doel moet moeten hoort zou zouden kun kunt kan probeer
misschien advies tip raad aanrader beveel overweeg denk ga doe neem begin stop zorg vergeet
belangrijk nodig verstandig wijs trots compliment bravo top
"""
JUDGEMENT = frozenset(re.findall(r"\w+", _JUDGEMENT_TEXT))
"""Words that would judge or advise."""


THEN, NOW = "toen nog vooral haast", "nu iets meer tijd"


def answer(days_ago: int, text: str = "woorden", **fields: object) -> MirrorAnswer:
    known = {
        "entry": f"e{days_ago}",
        "day": TODAY - dt.timedelta(days=days_ago),
        "key": "k",
        "question": "Wat?",
    }
    return MirrorAnswer(**{**known, "text": text, **fields})  # type: ignore[arg-type]


def on(year: int, text: str = "woorden", entry: str = "e") -> MirrorAnswer:
    return answer(0, text, day=TODAY.replace(year=year), entry=entry, key=f"{year}")


def lines(part: MirrorPart, *answers: MirrorAnswer, marks: tuple[LastMark, ...] = ()) -> list[MirrorLine]:
    return [line for line in mirror(answers, marks, TODAY) if line.part is part]


def test_an_empty_journal_has_an_empty_mirror() -> None:
    assert mirror((), (), TODAY) == ()


def test_on_this_day_gives_the_longest_text_of_each_earlier_year() -> None:
    first, second = lines(
        MirrorPart.THIS_DAY, on(2025, "kort", "a"), on(2025, "veel langer", "a"), on(2021, "toen", "b")
    )
    assert (first.words, first.entries) == (("veel langer",), ("a",))
    assert first.sentence == "Een jaar geleden, op 22 november 2025, schreef je:"
    assert (second.words, second.sentence[:4]) == (("toen",), "Vijf")


def test_an_earlier_answer_stands_beside_that_of_today() -> None:
    (line,) = lines(
        MirrorPart.SAME_QUESTION, answer(0, NOW), answer(10, "net iets te kort"), answer(90, THEN)
    )
    assert (line.words, line.entries) == ((THEN, NOW), ("e90", "e0"))
    assert "Wat?" in line.sentence


def test_the_answer_to_another_question_does_not() -> None:
    assert lines(MirrorPart.SAME_QUESTION, answer(0, NOW), answer(90, THEN, key="anders")) == []


def test_a_name_is_not_put_beside_another_one() -> None:
    assert lines(MirrorPart.SAME_QUESTION, answer(0, "de brug"), answer(90, "het water")) == []


def test_a_question_stays_open_until_it_is_answered() -> None:
    unknown = answer(20, "", is_unknown=True)
    (line,) = lines(MirrorPart.LEFT_OPEN, unknown)
    assert (line.sentence, line.entries) == ("Op 2 november 2026 wist je het nog niet: Wat?", ("e20",))
    assert lines(MirrorPart.LEFT_OPEN, unknown, answer(3)) == []


@pytest.mark.parametrize(
    ("outcome", "part"), [("intention", MirrorPart.STEPS), ("celebration", MirrorPart.CELEBRATED)]
)
def test_steps_and_what_was_celebrated_come_back_in_own_words(outcome: str, part: MirrorPart) -> None:
    newest, older = lines(part, answer(40, "toen", yields=outcome), answer(2, "nu", yields=outcome))
    assert (newest.words, older.words) == (("nu",), ("toen",))
    assert lines(part, answer(800, yields=outcome)) == []


def test_a_quiet_line_and_a_quiet_heart_are_an_invitation_with_their_last_entry() -> None:
    mark = LastMark(entry="m", day=TODAY - dt.timedelta(days=90), line="a – b")
    heart, hands = answer(45, knows="heart"), answer(2, knows="hands")
    line, knowing = lines(MirrorPart.QUIET, heart, hands, marks=(mark,))
    assert (line.entries, knowing.entries) == (("m",), ("e45",))
    assert line.sentence.endswith("Waar sta je nu?")
    assert "je hart" in knowing.sentence


def test_a_line_with_a_recent_mark_is_not_quiet() -> None:
    assert lines(MirrorPart.QUIET, marks=(LastMark(entry="m", day=TODAY, line="a – b"),)) == []


def test_what_is_of_a_later_day_is_not_shown() -> None:
    assert mirror([answer(-3, yields="intention")], (), TODAY) == ()


def test_every_part_has_at_most_three_lines() -> None:
    many = [answer(n, key=str(n), yields="intention") for n in range(20)]
    assert len(lines(MirrorPart.STEPS, *many)) == 3


_answers = st.builds(
    answer,
    st.integers(0, 2000),
    st.sampled_from(["", "zzz zzz zzz zzz"]),
    key=st.sampled_from("ab"),
    question=st.just("zzz"),
    is_unknown=st.booleans(),
    knows=st.sampled_from([None, "head", "heart", "hands"]),
    yields=st.sampled_from([None, "learning", "intention", "celebration"]),
)
_marks = st.builds(
    LastMark, entry=st.just("m"), day=st.dates(dt.date(2020, 1, 1), TODAY), line=st.just("zzz")
)


@given(answers=st.lists(_answers, max_size=30), marks=st.lists(_marks, max_size=6))
def test_no_sentence_judges_or_advises_and_each_names_its_entries(
    answers: list[MirrorAnswer], marks: list[LastMark]
) -> None:
    known = {item.entry for item in [*answers, *marks]}
    for line in mirror(answers, marks, TODAY):
        words = set(re.findall(r"\w+", f"{line.part} {line.sentence}".lower()))
        assert words.isdisjoint(JUDGEMENT), line.sentence
        assert line.entries and set(line.entries) <= known
        assert "!" not in line.sentence


def test_the_sentences_of_every_part_are_checked() -> None:
    answers = [
        *(
            on(2025, "z"),
            answer(0, NOW),
            answer(60, THEN),
            answer(40, "z", knows="head"),
            answer(99, "", key="o", is_unknown=True),
        ),
        *(answer(3, "z", key="s", yields="intention"), answer(5, "z", key="v", yields="celebration")),
    ]
    marks = [LastMark(entry="m", day=TODAY - dt.timedelta(days=99), line="z")]
    found = mirror(answers, marks, TODAY)
    assert {line.part for line in found} == set(MirrorPart)
    for line in found:
        assert set(re.findall(r"\w+", f"{line.part} {line.sentence}".lower())).isdisjoint(JUDGEMENT)
