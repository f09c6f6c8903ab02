"""Finding steps, fields and exercises."""

from reflectie.domain.exercise import Exercise, Library, child_steps, walk_steps
from reflectie.domain.field import Aspect, Pole, Side, TensionField
from reflectie.domain.step import STEP_KINDS, Ask, Choose, Each, Explore, Option, Pick, Place, Prompt, Read


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
