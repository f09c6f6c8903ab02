"""Meetings: which is next, which can be looked back on, and their moments in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.errors import InvalidInput
from reflectie.domain.exercise import Exercise, ExerciseFilter, Library, MeetingPhase
from reflectie.domain.meeting import (
    Meeting,
    Series,
    clean_meeting_name,
    find_choices,
    is_past,
    meeting_moment,
    meeting_to_look_back_on,
    meetings_named,
    next_meeting,
    sorted_meetings,
)

MADE = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 22, 14, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TODAY = NOW.date()


def meeting(name: str, day: str | None = None, time: str | None = None, looks_back: bool = True) -> Meeting:
    return Meeting(
        id=name,
        name=name,
        day=None if day is None else dt.date.fromisoformat(day),
        time=None if time is None else dt.time.fromisoformat(time),
        looks_back=looks_back,
        made=MADE,
    )


@pytest.mark.parametrize(
    ("candidate", "over"),
    [
        (meeting("zonder dag"), False),
        (meeting("gisteren", "2026-11-21"), True),
        (meeting("vandaag", "2026-11-22"), False),
        (meeting("net begonnen", "2026-11-22", "13:01"), False),
        (meeting("een uur geleden", "2026-11-22", "13:00"), True),
        (meeting("straks", "2026-11-22", "14:01"), False),
        (meeting("laat op de avond", "2026-11-21", "23:30"), True),
        (meeting("morgen", "2026-11-23", "09:00"), False),
    ],
)
def test_a_meeting_is_over_an_hour_after_its_start(candidate: Meeting, over: bool) -> None:
    assert is_past(candidate, NOW) is over


def test_the_next_meeting_is_the_first_that_is_not_over() -> None:
    later, sooner = meeting("later", "2026-11-24"), meeting("eerder", "2026-11-22", "16:00")
    assert next_meeting([later, meeting("ooit"), sooner, meeting("geweest", "2026-11-20")], NOW) == sooner
    assert next_meeting([meeting("ooit"), meeting("geweest", "2026-11-20")], NOW) is None


def test_the_last_meeting_without_a_look_back_is_offered() -> None:
    past = [meeting("a", "2026-11-18"), meeting("b", "2026-11-19"), meeting("c", "2026-11-20")]
    assert meeting_to_look_back_on([*past, meeting("d", "2026-11-30")], (), NOW) == past[2]
    assert meeting_to_look_back_on(past, {"c"}, NOW) == past[1]
    assert (
        meeting_to_look_back_on([*past, meeting("e", "2026-11-21", looks_back=False)], {"b", "c"}, NOW)
        == past[0]
    )
    assert meeting_to_look_back_on(past, {"a", "b", "c"}, NOW) is None


@given(
    st.lists(
        st.builds(
            meeting,
            st.text("abc", min_size=1, max_size=3),
            st.none() | st.dates(dt.date(2026, 11, 20), dt.date(2026, 11, 24)).map(str),
            st.none() | st.sampled_from(["00:00", "13:30", "23:59"]),
            st.booleans(),
        )
    )
)
def test_no_meeting_is_both_coming_and_over(meetings: list[Meeting]) -> None:
    coming, gone = next_meeting(meetings, NOW), meeting_to_look_back_on(meetings, (), NOW)
    assert coming is None or (coming.day is not None and not is_past(coming, NOW))
    assert gone is None or (is_past(gone, NOW) and gone.looks_back)
    assert [m.day for m in sorted_meetings(meetings)] == sorted(
        (m.day for m in meetings), key=lambda day: (day is None, day or TODAY)
    )


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        (None, None, "nog geen dag"),
        ("2026-11-22", "14:30", "vandaag, 14:30 uur"),
        ("2026-11-23", None, "morgen"),
        ("2026-11-24", "09:05", "overmorgen, 09:05 uur"),
        ("2026-11-26", None, "donderdag 26 november"),
        ("2027-01-05", None, "dinsdag 5 januari 2027"),
        ("2026-11-21", "09:00", "gisteren, 09:00 uur"),
        ("2026-11-01", None, "1 november"),
    ],
)
def test_the_moment_of_a_meeting_in_words(day: str | None, time: str | None, words: str) -> None:
    assert meeting_moment(meeting("x", day, time), TODAY) == words


def test_meetings_are_found_by_their_name_those_to_come_first() -> None:
    past, older = meeting("Wijkoverleg", "2026-11-10"), meeting("wijkoverleg zuid", "2026-10-10")
    soon, later = meeting("Wijkoverleg noord", "2026-11-25"), meeting("Overleg met de wijk", "2026-12-25")
    everything = [older, later, meeting("Regiotafel", "2026-11-23"), past, soon]
    assert meetings_named(everything, [], "WIJK overl", NOW) == (soon, later, past, older)
    assert meetings_named(everything, [], " ", NOW) == ()


def test_a_meeting_is_found_by_the_name_of_its_series_too() -> None:
    series = Series(id="s", name="de regiotafel")
    in_series = replace(meeting("wat het kost", "2026-11-25"), series="s")
    other = replace(meeting("anders", "2026-11-26"), series="gone")
    assert meetings_named([in_series, other], [series], "regio kost", NOW) == (in_series,)


def test_named_meetings_come_before_the_exercises_of_the_choice() -> None:
    exercise = Exercise(id="wijk", title="Wijkoverleg", steps=())
    library, words = Library(exercises=(exercise,)), ExerciseFilter(words="wijk")
    named = [meeting("Wijkoverleg", f"2026-12-{day}") for day in range(10, 31)]
    assert find_choices(library, words, named, [], NOW) == (*named[:20], exercise)
    assert find_choices(library, ExerciseFilter(), named, [], NOW) == (exercise,)


def test_a_name_is_cleaned_and_limited() -> None:
    assert clean_meeting_name("  de\tregio\x1btafel \n") == "de regiotafel"
    for text in ("", " \n", "x" * 61):
        with pytest.raises(InvalidInput, match="hooguit 60 tekens"):
            clean_meeting_name(text)


def test_exercises_for_a_meeting_are_not_standalone() -> None:
    plain = Exercise(id="k:a", title="A", steps=())
    before = Exercise(id="k:b", title="B", steps=(), meeting=MeetingPhase.PREPARE)
    after = Exercise(id="k:c", title="C", steps=(), meeting=MeetingPhase.LOOK_BACK)
    library = Library(exercises=(plain, before, after))
    assert library.standalone == (plain,)
    assert (library.for_meeting(MeetingPhase.PREPARE), library.for_meeting(MeetingPhase.LOOK_BACK)) == (
        (before,),
        (after,),
    )
