"""``reflectie overleg nieuw --ics``: several invitations in one file, versions, meetings without a name."""

import datetime as dt
from pathlib import Path

import pytest

from reflectie.domain.dates import WEEKDAYS
from reflectie.journal import meetings
from reflectie.journal.journal import Journal

from .conftest import Person

WILD = Path(__file__).parents[1] / "calendar" / "samples" / "wild"


def ics(tmp_path: Path, *events: str) -> str:
    """Write a calendar file with events of these lines, and return its path."""
    path = tmp_path / "agenda.ics"
    body = "".join(f"BEGIN:VEVENT\nUID:{number}\n{text}\nEND:VEVENT\n" for number, text in enumerate(events))
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n", encoding="utf-8")
    return str(path)


NAMED, UNNAMED = "SUMMARY:Straks\nDTSTART:20261124T093000", "DTSTART:20261125T093000"
PAST = "SUMMARY:Geweest\nDTSTART:20261117T093000"


def names(journal: Journal) -> list[str]:
    return [meeting.name for meeting in meetings.list_meetings(journal)]


@pytest.mark.parametrize(("choice", "expected"), [("alle", ["Geweest", "Straks"]), ("straks", ["Straks"])])
def test_several_invitations_are_taken_in_one_go(
    person: Person, journal: Journal, tmp_path: Path, choice: str, expected: list[str]
) -> None:
    path = ics(tmp_path, NAMED, PAST)
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", choice) == 0
    assert names(journal) == expected
    assert person.err.count("staat erin als") == len(expected)
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", choice) == 0
    assert person.err.count("stond er al") == len(expected)
    assert names(journal) == expected


def test_both_meetings_under_one_uid_are_taken(person: Person, journal: Journal) -> None:
    path = str(WILD / "same_uid_two_meetings.ics")
    assert person.runs("overleg", "nieuw", "--ics", path) == 2
    assert "Eerste" in person.err and "Tweede" in person.err and "--kies alle" in person.err
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", "alle") == 0
    assert names(journal) == ["Eerste", "Tweede"]


def test_an_older_version_is_told_and_not_taken_over(person: Person, journal: Journal) -> None:
    newer, older = (str(WILD / f"version_{name}.ics") for name in ("2_import_first", "1_import_second"))
    day = dt.datetime(2027, 1, 5, 14, tzinfo=dt.UTC).astimezone().date()
    for choice in ((), ("--kies", "alle")):
        assert person.runs("overleg", "nieuw", "--ics", newer, *choice) == 0
        assert person.runs("overleg", "nieuw", "--ics", older, *choice) == 0
        assert (
            "Deze uitnodiging is ouder" in person.err
            and f"{WEEKDAYS[day.weekday()]} {day.day} januari 2027" in person.err
        )
    (meeting,) = meetings.list_meetings(journal)
    assert meeting.day == day


def test_a_day_that_is_typed_holds_beside_an_older_version(person: Person, journal: Journal) -> None:
    newer, older = (str(WILD / f"version_{name}.ics") for name in ("2_import_first", "1_import_second"))
    assert person.runs("overleg", "nieuw", "--ics", newer) == 0
    assert person.runs("overleg", "nieuw", "--ics", older, "--dag", "6-1-2027") == 0
    (meeting,) = meetings.list_meetings(journal)
    assert (meeting.day, meeting.version.sequence) == (dt.date(2027, 1, 6), 2)


def test_a_meeting_without_a_name_asks_for_one(person: Person, journal: Journal, tmp_path: Path) -> None:
    assert person.runs("overleg", "nieuw", "--ics", ics(tmp_path, UNNAMED), stdin=b"de raad\n") == 0
    assert names(journal) == ["de raad"]


def test_of_several_each_without_a_name_is_asked_for(
    person: Person, journal: Journal, tmp_path: Path
) -> None:
    person.is_interactive = True
    person.answers = lambda prompt, _: "Woensdag" if "25-11-2026" in prompt else ""
    path = ics(tmp_path, NAMED, UNNAMED, "DTSTART:20261126T093000")
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", "alle") == 0
    assert names(journal) == ["Straks", "Woensdag"]
    assert "niet overgenomen: 1." in person.err
    person.answers = lambda prompt, _: "" if "26-11-2026" in prompt else "nog eens"
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", "alle") == 0
    assert names(journal) == ["Straks", "Woensdag"], "one that has a name by now is not asked for again"


def test_without_a_terminal_meetings_without_a_name_are_left_out(
    person: Person, journal: Journal, tmp_path: Path
) -> None:
    assert person.runs("overleg", "nieuw", "--ics", ics(tmp_path, NAMED, UNNAMED), "--kies", "alle") == 0
    assert names(journal) == ["Straks"]
    assert "niet overgenomen: 1." in person.err


@pytest.mark.parametrize(
    "options", [("naam",), ("--dag", "morgen"), ("--reeks", "x"), ("--namen",), ("--rollen",)]
)
def test_options_for_one_meeting_are_refused_with_several(
    person: Person, journal: Journal, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = ics(tmp_path, NAMED, PAST)
    assert person.runs("overleg", "nieuw", *options, "--ics", path, "--kies", "alle") == 2
    assert "Met --kies alle komen naam, dag en reeks uit het bestand zelf" in person.err
    assert names(journal) == []


def test_a_choice_that_does_not_exist_is_refused(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert person.runs("overleg", "nieuw", "--ics", "x.ics", "--kies", "veel") == 2
    assert "kies 1 of hoger, alle of straks" in capsys.readouterr().err


def test_a_reply_is_refused_in_words(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", "--ics", str(WILD / "reply.ics")) == 1
    assert "een antwoord op een uitnodiging" in person.err
    assert names(journal) == []
