"""The symbols of each kind of diagram, their places and their explanation in the legend."""

import re

import pytest

from reflectie.diagrams.boxes import Box
from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.people import People, Person, Tie
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.renderers import render_diagram, render_legend, render_picture
from reflectie.diagrams.rings import RingMember, Rings
from reflectie.diagrams.roundabout import Roundabout, RoundaboutExit
from reflectie.diagrams.rucksack import Advice, Rucksack
from reflectie.diagrams.timeline import Timeline, TimelineEvent


def _first_row_with(rows: tuple[str, ...], text: str) -> int:
    """Return the number of the first row with a text."""
    return next(n for n, row in enumerate(rows) if text in row)


def test_time_runs_down_and_events_without_a_date_come_last() -> None:
    events = [
        TimelineEvent(text="later", date="2020"),
        TimelineEvent(text="ooit"),
        TimelineEvent(text="eerst", date="2019-05-01"),
    ]
    shown = "\n".join(render_diagram("timeline", Timeline(events=tuple(events)), 80))
    assert shown.index("eerst") < shown.index("later") < shown.index("zonder dag") < shown.index("ooit")


def test_two_events_of_one_day_share_a_date() -> None:
    events = (
        TimelineEvent(text="melding", date="2017-10-12", side="professional"),
        TimelineEvent(text="schrik", date="2017-10-12", side="family"),
    )
    rows = render_diagram("timeline", Timeline(events=events), 80)
    (row,) = [row for row in rows if "12 okt" in row]
    assert row.index("melding") < row.index("12 okt") < row.index("schrik")


def test_a_timeline_legend_explains_only_the_symbols_that_occur() -> None:
    events = (
        TimelineEvent(text="a", date="2020", kind="fact"),
        TimelineEvent(text="b", date="2020", kind="emotion"),
    )
    assert render_diagram("timeline", Timeline(events=events), 80)[0] == "■ feit   ♥ emotie"


def test_an_event_of_which_only_the_year_is_known_is_beside_that_year() -> None:
    events = (
        TimelineEvent(text="verhuisd", date="2013", side="family"),
        TimelineEvent(text="groep 3", date="2014-09"),
    )
    for width, year in ((80, "═ 2013 ═"), (40, "2013 ╪")):
        rows = render_diagram("timeline", Timeline(events=events), width)
        assert [year in row for row in rows if "verhuisd" in row] == [True]


def test_an_event_of_neither_side_is_one_block_across_the_axis() -> None:
    event = TimelineEvent(text="een gesprek met iedereen aan tafel, " * 4, date="2020", kind="fact")
    rows = render_diagram(
        "timeline", Timeline(events=(event, TimelineEvent(text="x", date="2021", side="family"))), 80
    )
    first, second = (
        next(row for row in rows[n:] if "gesprek" in row) for n in (0, 1 + _first_row_with(rows, "■ een"))
    )
    assert len(first) - len(first.lstrip()) + 2 == len(second) - len(second.lstrip())


def test_a_date_that_is_not_understood_is_shown_as_typed() -> None:
    rows = render_diagram(
        "timeline", Timeline(events=(TimelineEvent(text="verhuisd", typed_date="toen ik klein was"),)), 80
    )
    assert any("verhuisd (toen ik klein was)" in row for row in rows)


def test_years_without_events_break_the_axis() -> None:
    events = (TimelineEvent(text="a", date="2010"), TimelineEvent(text="b", date="2020"))
    assert any(row.strip() == "┊" for row in render_diagram("timeline", Timeline(events=events), 80))


@pytest.mark.parametrize(
    ("tie", "symbol"), [("close", "═"), ("tense", "≈"), ("broken", "╳"), ("unknown", "?")]
)
def test_each_kind_of_tie_has_its_own_symbol_horizontally_and_vertically(tie: str, symbol: str) -> None:
    for generations in (("parents", "parents"), ("parents", "children")):
        people = tuple(
            Person(key=g + str(n), name=f"naam{n}", generation=g) for n, g in enumerate(generations)
        )
        keys = (people[0].key, people[1].key)
        data = People(people=people, ties=(Tie(ends=keys, names=("naam0", "naam1"), tie=tie),))
        rows = render_picture("people", data, 80)
        picture = rows[: rows.index("") if "" in rows else None]
        vertical = {"close": "║", "tense": "≈", "broken": "╳", "unknown": "?"}[tie]
        assert any(symbol in row or vertical in row for row in picture)


def test_a_tense_tie_that_crosses_another_is_visible() -> None:
    keys = {"a": "parents", "midden": "parents", "b": "parents", "onder": "children"}
    people = tuple(Person(key=key, name=key, generation=row) for key, row in keys.items())
    pairs = [("a", "midden"), ("midden", "b"), ("a", "b"), ("midden", "onder")]
    ties = tuple(Tie(ends=pair, names=pair, tie="tense") for pair in pairs)
    rows = render_picture("people", People(people=people, ties=ties), 80)
    assert any(re.search("≈≈ ≈ ≈≈", row) for row in rows)


def test_the_wrapped_label_of_a_generation_stays_clear_of_the_next() -> None:
    people = (
        Person(key="a", name="baby", generation="next"),
        Person(key="b", name="mentor", generation="around"),
    )
    labels = (("next", "kinderen van de kinderen"), ("around", "eromheen"))
    rows = render_diagram("people", People(people=people, generation_labels=labels), 80)
    assert [row.split("  ")[0] for row in rows] == ["kinderen van", "de kinderen", "", "eromheen"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_legend_explains_only_the_ties_that_occur(width: int) -> None:
    members = (RingMember(name="moeder", ring="near", tie="close"), RingMember(name="school", ring="far"))
    assert render_legend("rings", Rings(members=members), width) == ("● het midden   ═ hecht",)
    assert render_legend("rings", Rings(members=members, centre="S."), width) == ("═ hecht",)
    people = tuple(Person(key=key, name=key) for key in "ab")
    ties = (Tie(ends=("a", "b"), names=("a", "b"), tie="tense"),)
    assert render_legend("people", People(people=people, ties=ties), width) == ("≈≈≈ gespannen",)
    assert render_legend("people", People(people=people), width) == ()


def test_a_roundabout_legend_explains_each_kind_of_road() -> None:
    exits = (RoundaboutExit(text="bellen", taken="not_yet"), RoundaboutExit(text="niets doen"))
    assert render_legend("roundabout", Roundabout(exits=exits), 80) == (
        "╌╌► nog niet genomen   ··► niet benoemd   ▲ jij",
    )


def test_a_cycle_stage_has_its_name_in_the_border_and_says_when_it_is_open() -> None:
    stages = (Box(name="Ervaringen", answer="het zorgen"), Box(name="Doel", is_open=True)) * 2
    rows = render_diagram("cycle", Cycle(stages=stages), 80)
    (row,) = [n for n, row in enumerate(rows) if "╭─ ● 1 Ervaringen ─" in row]
    assert "╭╌ ○ 2 Doel ╌" in rows[row] and "het zorgen" in rows[row + 1] and "╎ nog open" in rows[row + 1]


def test_open_cycle_stages_are_marked_and_listed() -> None:
    stages = [Box(name=f"stap {n}", answer="ja" * (n > 2), is_open=n < 3) for n in range(1, 5)]
    shown = "\n".join(render_diagram("cycle", Cycle(stages=tuple(stages)), 80))
    assert "○ 1 stap 1" in shown and "● 3 stap 3" in shown and "○ stap 1 en 2 nog open" in shown


def test_an_answer_too_long_for_the_cycle_is_repeated_in_full_below_it() -> None:
    answer = " ".join(f"woord{n}" for n in range(80))
    rows = render_diagram("cycle", Cycle(stages=(Box(name="een", answer=answer),) * 4), 80)
    below = " ".join(" ".join(row for row in rows if "│" not in row).split())
    assert answer in below


def test_advice_taken_out_is_beside_the_rucksack() -> None:
    advice = (Advice(text="hou vol", giver="oma"), Advice(text="laat los", is_out=True))
    rows = render_diagram("rucksack", Rucksack(advice=advice), 80)
    assert any("│ ▌ hou vol · oma" in row for row in rows)
    assert any(row.strip().endswith("▬ laat los") for row in rows)


def test_the_giver_of_advice_stays_on_one_line() -> None:
    advice = Advice(text="schrijf alles op wat er gebeurt", giver="de intern begeleider")
    rows = render_diagram("rucksack", Rucksack(advice=(advice,)), 44)
    assert any(row.strip("│ ") == "· de intern begeleider" for row in rows)


def test_advice_taken_out_is_visible_beside_a_full_rucksack() -> None:
    advice = (Advice(text="laat los", is_out=True), *(Advice(text=f"advies {n}") for n in range(60)))
    assert any("laat los" in row for row in render_diagram("rucksack", Rucksack(advice=advice), 80)[:8])


def test_a_rucksack_grows_with_each_piece_of_advice() -> None:
    heights = [
        len(render_diagram("rucksack", Rucksack(advice=(Advice(text="advies"),) * n), 80))
        for n in (1, 2, 10, 30)
    ]
    assert heights == sorted(set(heights))


def test_exits_follow_the_driving_direction() -> None:
    exits = tuple(RoundaboutExit(text=name, taken="taken") for name in ("een", "twee", "drie", "vier"))
    rows = render_diagram("roundabout", Roundabout(exits=exits), 80)
    place = {
        name: next(n for n, row in enumerate(rows) if name in row) for name in ("een", "twee", "drie", "vier")
    }
    assert place["twee"] < place["een"] and place["drie"] < place["vier"]


def test_the_mark_of_a_plane_is_at_both_values() -> None:
    axes = {
        "horizontal": Axis(left="l", right="r", value=100),
        "vertical": Axis(left="boven", right="onder", value=-100),
    }
    rows = render_picture("plane", Plane(**axes), 61)
    (row,) = [n for n, text in enumerate(rows) if "●" in text]
    assert row < next(n for n, text in enumerate(rows) if "┼" in text) and rows[row].index("●") > 50


@pytest.mark.parametrize(("height", "is_below"), [(-60, True), (60, False), (None, True)])
def test_horizontal_poles_are_at_the_ends_on_the_side_away_from_the_mark(
    height: int | None, is_below: bool
) -> None:
    horizontal = Axis(left="doorgaan", right="vertragen", value=-100)
    rows = render_diagram(
        "plane", Plane(horizontal=horizontal, vertical=Axis(left="b", right="o", value=height)), 75
    )
    (row,) = [n for n, row in enumerate(rows) if row.startswith("doorgaan") and row.endswith("vertragen")]
    assert row - next(n for n, text in enumerate(rows) if "┼" in text) == (1 if is_below else -1)


def test_a_plane_shows_no_numbers() -> None:
    shown = "\n".join(
        render_diagram(
            "plane",
            Plane(
                horizontal=Axis(left="l", right="r", value=35), vertical=Axis(left="b", right="o", value=3)
            ),
            80,
        )
    )
    assert not any(character.isdigit() for character in shown)
