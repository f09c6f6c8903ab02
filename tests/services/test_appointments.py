"""Moments for the user's own calendar: what is proposed, and the file in which they are written."""

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.errors import InvalidInput, ReflectieError
from reflectie.domain.meeting import Meeting
from reflectie.services.appointments import (
    AppointmentForm,
    describe_appointment,
    has_next_step,
    look_back_form,
    save_appointment,
    step_form,
)

from ..conftest import NOW, TODAY

TOMORROW = TODAY + dt.timedelta(days=1)

FORM = AppointmentForm(when="morgen 9:00", title="Terugkijken")


def meeting(day: dt.date | None = None, time: dt.time | None = None) -> Meeting:
    return Meeting(id="m", name="zorgen om Sanne", made=NOW, day=day, time=time)


@pytest.mark.parametrize(
    ("day", "time", "when"),
    [
        (TOMORROW, dt.time(14, 30), "maandag 23 november 2026, 15:30 tot 15:45"),
        (TOMORROW, dt.time(23, 30), "dinsdag 24 november 2026, 00:30 tot 00:45"),
        (TOMORROW, None, "maandag 23 november 2026, de hele dag"),
        (None, None, "maandag 23 november 2026, de hele dag"),
        (TODAY - dt.timedelta(days=3), dt.time(9), "maandag 23 november 2026, de hele dag"),
    ],
)
def test_a_look_back_is_proposed_when_the_meeting_is_over(
    day: dt.date | None, time: dt.time | None, when: str
) -> None:
    said = describe_appointment(look_back_form(meeting(day, time), NOW), TODAY)
    assert said == f"In je agenda komt: {when} · Terugkijken. Verder niets."


def test_a_title_that_is_proposed_gives_nothing_away() -> None:
    assert (look_back_form(meeting(), NOW).title, step_form().title) == ("Terugkijken", "Herinnering")


def test_a_next_step_is_what_the_user_means_to_do() -> None:
    step = Answer(address=Address(step="stap"), question="?", text="bellen", yields="intention")
    entry = Entry(id="e", exercise="x", title="T", day=TODAY, begun=NOW, answers=(step,))
    assert has_next_step(entry)
    assert not has_next_step(replace(entry, answers=(replace(step, text=" "),)))
    assert not has_next_step(replace(entry, answers=(replace(step, yields="learning"),)))


def test_the_user_says_when_to_come_back_to_a_step() -> None:
    with pytest.raises(InvalidInput, match="Schrijf een dag"):
        describe_appointment(step_form(), TODAY)


def test_an_appointment_is_a_new_private_file(tmp_path: Path) -> None:
    path = save_appointment(replace(FORM, path=f" '{tmp_path}/a.ics' "), NOW, None)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART") == dt.datetime.combine(TOMORROW, dt.time(9))
    assert event["SUMMARY"] == "Terugkijken"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_text("van mij")
    with pytest.raises(ReflectieError, match="dat bestand is er al"):
        save_appointment(replace(FORM, path=str(path)), NOW, None)
    assert path.read_text() == "van mij"


@pytest.mark.parametrize("changes", [{"when": ""}, {"when": "ooit"}, {"title": " "}, {"path": " "}])
def test_a_field_that_is_not_understood_writes_nothing(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        save_appointment(replace(FORM, **{"path": str(tmp_path / "a.ics")} | changes), NOW, None)
    assert list(tmp_path.iterdir()) == []
