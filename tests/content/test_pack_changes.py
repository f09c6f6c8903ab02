"""A pack switches off, replaces and adds to what is in other packs, and inherits nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import add_packs, load_library
from reflectie.domain.exercise import Library
from reflectie.domain.step import Ask, Pick

Write = Callable[..., Path]

LIBRARY = load_library()
PACK = "id: team\ntitle: Onze taal\nauthor: Team Noord\n"
OWN = "id: eigen\ntitle: Eigen\nsteps: [{id: a, text: Wat zie je?}]\n"


def added(folder: Path) -> Library:
    library = add_packs(LIBRARY, [folder])
    assert [problem for pack in library.rejected for problem in pack.problems] == []
    return library


def problems(folder: Path) -> list[str]:
    (rejected,) = add_packs(LIBRARY, [folder]).rejected
    return [line.removeprefix(f"{folder}/") for line in rejected.problems]


def ids(library: Library) -> set[str]:
    return {exercise.id for exercise in library.exercises}


def test_an_exercise_that_is_off_is_not_offered_and_can_still_be_read(write: Write) -> None:
    library = added(write({"pack.yaml": f"{PACK}off: [kern:stilte]\n"}))
    assert ids(LIBRARY) - ids(library) == {"kern:stilte"}
    assert library.exercise("stilte") is None
    assert library.exercise("kern:stilte") == LIBRARY.exercise("kern:stilte")


def test_a_replacement_has_its_own_id_and_stands_instead(write: Write) -> None:
    library = added(write({"pack.yaml": PACK, "x.yaml": f"{OWN}replaces: kern:stilte\n"}))
    assert ids(library) ^ ids(LIBRARY) == {"kern:stilte", "team:eigen"}
    assert library.credit("team:eigen") == "Team Noord"
    assert library.credit("kern:sv1") == ""


def test_a_line_of_home_is_replaced_with_a_line_of_its_own(write: Write) -> None:
    line = (
        "fields:\n  - id: lijn\n    number: 3\n    left: {name: zout, gloss: bewaart}\n"
        "    right: {name: peper, gloss: prikkelt}\n"
    )
    library = added(write({"pack.yaml": PACK, "x.yaml": f"{OWN}replaces: kern:sv3\n{line}"}))
    assert [field.id for field in library.core_fields][2] == "team:lijn"
    assert len(library.core_fields) == 6
    assert library.field("kern:sv3") == LIBRARY.field("kern:sv3")


def test_a_question_that_is_off_is_not_chosen(write: Write) -> None:
    library = added(write({"pack.yaml": f"{PACK}off: [kern:vraag-van-de-dag/rusten]\n"}))
    before, after = day_questions(LIBRARY), day_questions(library)
    assert [question.id for question in before if question not in after] == ["rusten"]


def test_own_questions_of_the_day_join_the_others_and_say_who_wrote_them(write: Write) -> None:
    library = added(write({"pack.yaml": f"{PACK}questions: [{{id: leer, text: Wat leerde je?}}]\n"}))
    question = day_questions(library)[-1]
    assert (question.id, question.text, question.hint) == ("team:leer", "Wat leerde je?", "Van Team Noord.")


def day_questions(library: Library) -> list[Ask]:
    exercise = library.exercise("kern:vraag-van-de-dag")
    assert exercise is not None
    (pick,) = (step for step in exercise.steps if isinstance(step, Pick))
    return [item for item in pick.items if isinstance(item, Ask)]


def test_a_background_text_goes_with_its_last_exercise(write: Write) -> None:
    text = next(b for b in LIBRARY.backgrounds if "kern:stilte" in b.exercises)
    off = ", ".join(text.exercises)
    library = added(write({"pack.yaml": f"{PACK}off: [{off}]\n"}))
    assert text not in library.backgrounds
    assert set(library.backgrounds) <= set(LIBRARY.backgrounds)


def test_a_pack_can_change_one_that_came_before_it(write: Write, tmp_path: Path) -> None:
    first, second = write({"pack.yaml": PACK, "x.yaml": OWN}), tmp_path / "later"
    second.mkdir()
    (second / "pack.yaml").write_text("id: later\ntitle: Later\noff: [team:eigen]\n")
    library = add_packs(LIBRARY, [first, second])
    assert library.rejected == ()
    assert [exercise.id for exercise in library.hidden] == ["team:eigen"]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("off: [team:eigen]", "'team:eigen' hoort bij dit pakket zelf."),
        ("off: [kern:weg]", "er is geen werkvorm met de id 'kern:weg'."),
        ("off: [kern:stilte, kern:stilte]", "'kern:stilte' staat er al."),
        ("off: [kern:vraag-van-de-dag/weg]", "in 'kern:vraag-van-de-dag' is geen 'weg'."),
        ("off: [kern:weg/rusten]", "er is geen werkvorm met de id 'kern:weg'."),
        ("off: [team:eigen/a]", "'team:eigen' hoort bij dit pakket zelf."),
        ("questions: [{id: Q, text: Wat?}]", "de id 'Q' kan niet."),
        ("questions: [{id: q, kind: place, text: Waar?}]", "'kind' past hier niet."),
        (
            "questions: [{id: q, text: A}, {id: r, text: B, beside: q}]",
            "'beside' noemt iets buiten deze vraag.",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_named_with_its_line(write: Write, more: str, problem: str) -> None:
    found = problems(write({"pack.yaml": f"{PACK}{more}\n", "x.yaml": OWN}))
    assert [line for line in found if line.startswith("pack.yaml:4:") and problem in line]


def test_an_empty_author_is_refused(write: Write) -> None:
    (problem,) = problems(write({"pack.yaml": "id: team\ntitle: Onze taal\nauthor: ' '\n"}))
    assert problem.startswith("pack.yaml:3:9: 'author' is leeg.")


def test_the_last_question_of_a_choice_stays(write: Write) -> None:
    off = ", ".join(f"kern:vraag-van-de-dag/{question.id}" for question in day_questions(LIBRARY))
    assert "geen vraag over" in problems(write({"pack.yaml": f"{PACK}off: [{off}]\n"}))[0]
