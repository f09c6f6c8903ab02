"""A mutated pack loads or is refused with messages; it never crashes."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reflectie.content.load import load_packs
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Library
from reflectie.domain.text import UNSAFE_CHARACTERS

from ..examples import examples

PACK = """\
id: proef
title: Een proefpakket
closing:
  - {id: slot, text: Met wie deel je dit?}
probes:
  - {id: en, text: En dan?}
"""

EXERCISE = """\
id: x
title: "Alles: van elk één"
fields:
  - id: lijn
    number: 1
    left: {name: zout, gloss: wat bewaart, source: [a.b]}
    right: {name: peper, gloss: wat prikkelt}
steps:
  - id: lezen
    kind: read
    text: >-
      Een stuk.

      Nog een.
  - {id: r, kind: recognise, text: Welke?, statements: [{id: s, text: Ik, roles: [bestuurder]}]}
  - {id: pl, kind: place, field: lijn, aspect: nature, text: Waar?}
  - {id: s, kind: explore, beside: pl, feel: {text: 'Hoe is {pole}?'}, act: {text: Wat doe je?}}
  - id: a
    text: Wat zie je?
    knows: head
    side: left
    follow_ups:
      - {id: b, text: En?, beside: a}
  - {id: p, kind: pick, take: 1, items: [{id: i, text: Wat?, moved: right}]}
  - {id: k, kind: choose, text: Welke?, many: false, options: [{id: een, text: Een}]}
  - {id: t, kind: choose, text: Wat?, of: k, options: [{id: twee, text: Twee, under: een}]}
  - {id: e, kind: each, of: k, steps: [{id: n, text: 'Hoe {item}?'}]}
"""

SIGNS = [
    "\t",
    "\n",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "`",
    "|",
    ">-",
    "#",
    "%",
    "&a ",
    "*a",
    "!!set ",
]
WORDS = ["id", "text", "kind: ", "each", "pick", "beside: a", "{pole}", "{item}", "true", "12", "null", "''"]
NASTY = ["\\e", "\x1b", "\u202e", "\ufeff", "e\u0301", "\x85", "\u2028", "---\n", " - at `$.x`", "[" * 50]

edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 30),
        st.one_of(st.just(""), st.sampled_from([*SIGNS, *WORDS, *NASTY]), st.text(max_size=4)),
    ),
    min_size=1,
    max_size=4,
)


def edited(text: str, changes: list[tuple[float, int, str]]) -> str:
    """Replace some characters at each position (0 to 1) of the text."""
    for place, length, new in changes:
        start = int(place * len(text))
        text = text[:start] + new + text[start + length :]
    return text


def check_pack(pack: str, exercise: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pack.yaml").write_bytes(pack.encode("utf-8", "surrogatepass"))
        (folder / "x.yaml").write_bytes(exercise.encode("utf-8", "surrogatepass"))
        try:
            assert isinstance(load_packs([folder]), Library)
        except ContentError as error:
            assert error.problems
            assert all(problem.startswith(f"{folder}/") for problem in error.problems)
            assert not any(UNSAFE_CHARACTERS.search(problem) or "\n" in problem for problem in error.problems)


def test_the_unchanged_pack_is_valid() -> None:
    check_pack(PACK, EXERCISE)


@examples(300)
@given(edits)
def test_a_mutated_exercise_loads_or_is_refused_with_messages(changes: list[tuple[float, int, str]]) -> None:
    check_pack(PACK, edited(EXERCISE, changes))


@examples(100)
@given(edits)
def test_a_mutated_pack_file_loads_or_is_refused_with_messages(changes: list[tuple[float, int, str]]) -> None:
    check_pack(edited(PACK, changes), EXERCISE)


lines = EXERCISE.splitlines(keepends=True)


@examples(200)
@given(st.lists(st.sampled_from(lines), max_size=len(lines)), st.integers(0, 8), st.integers(0, len(lines)))
def test_lines_in_any_order_load_or_are_refused_with_messages(
    new: list[str], indent: int, position: int
) -> None:
    check_pack(
        PACK,
        "".join(lines[:position]) + "".join(" " * indent + line for line in new) + "".join(lines[position:]),
    )
