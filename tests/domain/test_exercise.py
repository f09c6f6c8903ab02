"""Finding steps, fields and exercises; filtering exercises by need, role, duration and words."""

import pytest
from msgspec.structs import replace

from reflectie.domain.duration import minutes_for
from reflectie.domain.exercise import (
    DURATION_LABELS,
    NEED_LABELS,
    Duration,
    Exercise,
    ExerciseFilter,
    Library,
    MeetingPhase,
    Need,
    child_steps,
    duration_of,
    find_exercises,
    walk_steps,
)
from reflectie.domain.field import Aspect, Pole, Role, Side, TensionField
from reflectie.domain.step import (
    STEP_KINDS,
    Ask,
    Choose,
    Column,
    Each,
    Explore,
    Option,
    Part,
    Pause,
    Pick,
    Place,
    Prompt,
    Read,
    Rows,
)


def line(field_id: str, number: int | None = None) -> TensionField:
    return TensionField(
        id=field_id,
        left=Pole(name="links", gloss="een kant"),
        right=Pole(name="rechts", gloss="de andere kant"),
        number=number,
    )


NESTED = Exercise(
    id="kern:vol",
    title="Vol",
    steps=(
        Read(id="intro", text="Welkom."),
        Choose(
            id="kies",
            text="Wat speelt er?",
            options=(Option(id="a", text="A"),),
            follow_ups=(
                Each(id="elk", of="kies", steps=(Ask(id="per", text="{item}?"),)),
                Ask(id="slot", text="En nu?"),
            ),
        ),
        Pick(
            id="vragen",
            take=1,
            items=(
                Ask(
                    id="kop",
                    text="Waar sta je?",
                    follow_ups=(
                        Place(id="plek", text="Hier?", field="sv1", aspect=Aspect.NOW),
                        Explore(id="schuif", beside="plek", feel=Prompt(text="Wat merk je?")),
                    ),
                ),
            ),
        ),
    ),
    fields=(line("sv1", 1),),
)


def test_every_step_is_walked_in_the_order_of_the_file() -> None:
    assert [step.id for step in walk_steps(NESTED.steps)] == [
        "intro",
        "kies",
        "elk",
        "per",
        "slot",
        "vragen",
        "kop",
        "plek",
        "schuif",
    ]


def test_a_nested_step_is_found_by_id() -> None:
    assert all((found := NESTED.step(step.id)) and found == step for step in walk_steps(NESTED.steps))
    assert NESTED.step("weg") is None


def test_a_step_without_parts_has_no_children() -> None:
    assert child_steps(Read(id="intro", text="Welkom.")) == ()
    assert child_steps(Explore(id="schuif", feel=Prompt(text="Wat merk je?"))) == ()


def test_every_step_kind_has_its_own_tag() -> None:
    tags = [kind.__struct_config__.tag for kind in STEP_KINDS]
    assert len(set(tags)) == len(tags)


def test_an_exercise_has_the_number_of_its_core_field() -> None:
    assert NESTED.core_number == 1
    assert Exercise(id="x:y", title="", steps=(), fields=(line("eigen"),)).core_number is None


def test_core_fields_are_sorted_by_number() -> None:
    library = Library(
        exercises=tuple(
            Exercise(id=f"kern:{n}", title="", steps=(), fields=(line(f"sv{n}", n or None),))
            for n in (3, 0, 1, 2)
        )
    )
    assert [field.id for field in library.core_fields] == ["sv1", "sv2", "sv3"]
    assert [field.id for field in library.fields] == ["sv3", "sv0", "sv1", "sv2"]
    assert library.field("sv0") and not library.field("sv9")


def test_an_exercise_is_found_with_and_without_its_pack() -> None:
    library = Library(exercises=(NESTED,))
    assert library.exercise("kern:vol") is library.exercise("vol") is NESTED
    assert library.exercise("ander:vol") is None


def test_each_side_has_another_side_and_a_pole() -> None:
    assert [side.other for side in Side] == [Side.RIGHT, Side.LEFT]
    assert [line("sv1").pole(side).name for side in Side] == ["links", "rechts"]


# Filter


EVERYBODY = frozenset(Role)


def exercise(title: str, minutes: int = 1, **more: object) -> Exercise:
    """An exercise that takes about so many minutes."""
    steps = tuple(Ask(id=str(number), text="Wat nu?") for number in range(1, 100))
    count = next(n for n in range(1, 100) if minutes_for(steps[:n]) == minutes)
    return Exercise(id=title, title=title, steps=steps[:count], **more)  # type: ignore[arg-type]


KNOT = exercise("De knoop", 5, summary="Voor als het niet verder gaat.", needs=(Need.STUCK,))
TABLE = exercise("Aan tafel", 15, needs=(Need.CONVERSATION, Need.STUCK), roles=(Role.BESTUURDER,))
TRACE = exercise("Sporen", 16, needs=(Need.LOOK_BACK,), roles=(Role.PROFESSIONAL,))
SHEET = exercise("Een leeg vel vóór alles", needs=(Need.WRITE,))
ALL = Library(exercises=(KNOT, TABLE, TRACE, SHEET))


def matching(**criteria: object) -> tuple[Exercise, ...]:
    """What matches for somebody with every role, unless other roles are given."""
    return find_exercises(ALL, ExerciseFilter(**{"own_roles": EVERYBODY, **criteria}))  # type: ignore[arg-type]


def test_an_empty_filter_matches_everything_with_own_roles_first() -> None:
    assert matching() == (TABLE, TRACE, KNOT, SHEET)


def test_without_a_role_only_what_is_for_everybody_matches() -> None:
    assert matching(own_roles=frozenset()) == (KNOT, SHEET)


def test_exercises_for_another_role_match_only_when_asked() -> None:
    own = frozenset({Role.PROFESSIONAL})
    assert matching(own_roles=own) == (TRACE, KNOT, SHEET)
    assert matching(own_roles=own, role=Role.BESTUURDER) == (TABLE, KNOT, SHEET)


def test_exercises_for_every_role_match_when_asked_with_the_own_role_first() -> None:
    own = frozenset({Role.PROFESSIONAL})
    assert matching(own_roles=own, any_role=True) == (TRACE, KNOT, TABLE, SHEET)
    criteria = ExerciseFilter(own_roles=own, any_role=True)
    assert not any(map(criteria.matches_for_other_role, ALL.exercises))


def test_what_another_role_would_find_is_known() -> None:
    criteria = ExerciseFilter(need=Need.STUCK, own_roles=frozenset({Role.PROFESSIONAL}))
    assert [e for e in ALL.exercises if criteria.matches_for_other_role(e)] == [TABLE]


def test_a_filter_matches_by_need() -> None:
    assert matching(need=Need.STUCK) == (TABLE, KNOT)
    assert matching(need=Need.CELEBRATE) == ()


def test_a_role_leaves_out_other_roles_and_sorts_its_own_first() -> None:
    assert matching(role=Role.BESTUURDER) == (TABLE, KNOT, SHEET)


@pytest.mark.parametrize(
    ("minutes", "size"), [(1, "short"), (5, "short"), (6, "quarter"), (15, "quarter"), (16, "longer")]
)
def test_minutes_map_to_three_durations(minutes: int, size: str) -> None:
    assert duration_of(exercise("x", minutes)) is Duration(size)


def test_a_filter_matches_by_duration() -> None:
    assert matching(duration=Duration.SHORT) == (KNOT, SHEET)
    assert matching(duration=Duration.QUARTER_HOUR) == (TABLE,)
    assert matching(duration=Duration.LONG) == (TRACE,)


@pytest.mark.parametrize("words", ["knoop", "VERDER gaat", "vastgelopen knoop", "niet de"])
def test_every_word_must_be_in_the_title_summary_or_need(words: str) -> None:
    assert matching(words=words) == (KNOT,)


def test_accents_and_case_are_ignored() -> None:
    assert matching(words="VOOR alles") == (SHEET,)


def test_a_matching_title_is_sorted_first() -> None:
    near, other = exercise("Het vel van de dag"), exercise("Het vel")
    library = Library(exercises=(exercise("Uit het vel"), near, other))
    assert find_exercises(library, ExerciseFilter(words="het vel"))[:2] == (other, near)


def test_a_search_word_finds_an_exercise_and_puts_it_first() -> None:
    title, meeting = exercise("Voor later"), exercise("Aan tafel", words=("OR", "Raad van Toezicht"))
    library = Library(exercises=(title, meeting))
    assert find_exercises(library, ExerciseFilter(words="or")) == (meeting, title)
    assert find_exercises(library, ExerciseFilter(words="toezicht")) == (meeting,)


@pytest.mark.parametrize("words", ["beslissen", "keuze"])
def test_other_words_for_a_need_find_its_exercises(words: str) -> None:
    decide = exercise("Voor later", needs=(Need.DECIDE,))
    library = Library(exercises=(exercise("Aan tafel", needs=(Need.WRITE,)), decide))
    assert find_exercises(library, ExerciseFilter(words=words)) == (decide,)


def test_an_exercise_of_a_meeting_is_found_too() -> None:
    prepare = exercise("Voorbereiden", needs=(Need.CONVERSATION,), meeting=MeetingPhase.PREPARE)
    library = Library(exercises=(KNOT, prepare))
    assert find_exercises(library, ExerciseFilter(need=Need.CONVERSATION)) == (prepare,)


def test_every_need_and_duration_has_a_label() -> None:
    assert set(NEED_LABELS) == set(Need)
    assert set(DURATION_LABELS) == set(Duration)


def test_an_exercise_is_found_by_what_is_done_in_it() -> None:
    table = Rows(id="wie", text="Wie?", columns=(Column(id="naam", title="Naam"),))
    inside = Part(id="deel", title="Deel", steps=(table, Pause(id="stil", text="Stil.")))
    library = Library(exercises=(KNOT, replace(SHEET, id="kern:tabel", steps=(inside,))))
    for word in ("tabel", "stilte"):
        assert [e.id for e in find_exercises(library, ExerciseFilter(words=word))] == ["kern:tabel"]
