"""Which background texts belong to an exercise, and which are found by words."""

from reflectie.domain.background import Background, backgrounds_of
from reflectie.domain.exercise import Duration, ExerciseFilter, Library, Need, find_backgrounds

SWAMP = Background(
    id="p:moeras", title="Het moeras", text="Waar het nat is.", place="een boek", exercises=("p:a", "p:b")
)
PATHS = Background(
    id="p:paden", title="Paden", text="Soms door het moeras.", place="hoofdstuk 3", exercises=("p:b",)
)
LIBRARY = Library(exercises=(), backgrounds=(PATHS, SWAMP))


def test_a_text_belongs_to_each_exercise_that_it_names() -> None:
    assert backgrounds_of(LIBRARY.backgrounds, "p:a") == (SWAMP,)
    assert backgrounds_of(LIBRARY.backgrounds, "p:b") == (PATHS, SWAMP)
    assert backgrounds_of(LIBRARY.backgrounds, "p:c") == ()


def test_texts_are_found_by_words_and_first_by_those_of_their_title() -> None:
    assert find_backgrounds(LIBRARY, ExerciseFilter()) == (PATHS, SWAMP)
    assert find_backgrounds(LIBRARY, ExerciseFilter(words="MOERAS")) == (SWAMP, PATHS)
    assert find_backgrounds(LIBRARY, ExerciseFilter(words="moeras hoofdstuk")) == (PATHS,)
    assert find_backgrounds(LIBRARY, ExerciseFilter(words="berg")) == ()


def test_texts_have_no_need_and_no_duration() -> None:
    assert find_backgrounds(LIBRARY, ExerciseFilter(need=Need.STUCK)) == ()
    assert find_backgrounds(LIBRARY, ExerciseFilter(duration=Duration.SHORT)) == ()
