"""``reflectie overleg``: list meetings, add one by name or from an invitation, and print a card."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.meeting import Meeting
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.journal import meetings
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder, Settings, write_settings
from reflectie.journal.journal import Journal

from .conftest import NOON, Person

SaveEntry = Callable[..., Entry]
DAY = dt.date(2026, 11, 24)

PACK = "id: proef\ntitle: Proef\n"
PREPARE = """\
id: voor
title: Voorbereiden
meeting: prepare
closing: false
card:
  - {step: doel, label: Waarvoor}
  - {step: zorg, label: Wat ik laat zien}
steps:
  - {id: partners, kind: rows, text: Wie komen er?, columns: [{id: wie, title: Wie, type: person}]}
  - {id: doel, text: Waarvoor?}
  - {id: zorg, text: Welke twijfel?}
"""
BACK = """\
id: terug
title: Terugkijken
meeting: look_back
closing: false
steps:
  - id: elk
    kind: each
    of: before.partners
    steps: [{id: gesprek, text: "Hoe ging het met {item}?"}]
  - {id: slot, text: En nu?}
"""


class Event(NamedTuple):
    """One event of a calendar file."""

    uid: str = "a@b"
    name: str = "Uitgenodigd"
    recurring: bool = False
    day: int = 24

    def __str__(self) -> str:
        repeats = "RRULE:FREQ=WEEKLY;COUNT=3\r\n" if self.recurring else ""
        return (
            f"BEGIN:VEVENT\r\nUID:{self.uid}\r\nSUMMARY:{self.name}\r\nDTSTART:202611{self.day}T093000\r\n"
            f"DTEND:202611{self.day}T103000\r\n{repeats}ATTENDEE;CN=Wim:mailto:wim@voorbeeld\r\n"
            "ATTENDEE;CN=de school:mailto:school@voorbeeld\r\nEND:VEVENT\r\n"
        )


@pytest.fixture
def pack(tmp_path: Path) -> str:
    folder = tmp_path / "pakket"
    folder.mkdir()
    for name, text in (("pack.yaml", PACK), ("voor.yaml", PREPARE), ("terug.yaml", BACK)):
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture
def invitation(tmp_path: Path) -> Callable[..., str]:
    """Writes a calendar file with these events and returns its path."""

    def write(*events: Event) -> str:
        path = tmp_path / "uitnodiging.ics"
        body = "".join(map(str, events))
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:proef\r\n{body}END:VCALENDAR\r\n"
        path.write_bytes(text.encode())
        return str(path)

    return write


def only_meeting(journal: Journal) -> Meeting:
    (meeting,) = meetings.list_meetings(journal)
    return meeting


def test_a_meeting_needs_only_a_name(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", "de regiotafel") == 0
    meeting = only_meeting(journal)
    assert (meeting.name, meeting.day, meeting.series) == ("de regiotafel", None, None)
    assert person.err == f"Het overleg 'de regiotafel' staat erin als {meeting.id[-8:]}.\n"


def test_a_name_can_be_kept_out_of_the_shell_history(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", stdin=b"de raad\n") == 0
    assert only_meeting(journal).name == "de raad"
    assert person.runs("overleg", "nieuw", stdin=b"") == 1
    assert "Geef het overleg een korte naam" in person.err
    person.is_interactive, person.answers = True, lambda prompt, _: "gevraagd" if "noem" in prompt else ""
    assert person.runs("overleg", "nieuw") == 0
    assert [meeting.name for meeting in meetings.list_meetings(journal)] == ["de raad", "gevraagd"]


def test_day_time_and_series_are_understood_as_people_write_them(person: Person, journal: Journal) -> None:
    options = ("--dag", "dinsdag 24 november", "--tijd", "14.30 uur", "--reeks", "Tafels")
    assert person.runs("overleg", "nieuw", "tafel", *options) == 0
    meeting = only_meeting(journal)
    assert (meeting.day, meeting.time) == (DAY, dt.time(14, 30))
    assert meetings.get_series(journal, meeting.series or "").name == "Tafels"
    assert "'tafel', dinsdag 24 november 2026 14:30 staat erin" in person.err


@pytest.mark.parametrize(
    "options",
    [
        ("--wanneer", "dinsdag half drie"),
        ("--wanneer", "24-11 14u30"),
        ("--dag", "dinsdag", "--tijd", "14u30"),
        ("--dag", "dinsdag 14:30"),
    ],
)
def test_day_and_time_are_read_the_same_way_in_every_option(
    person: Person, journal: Journal, options: tuple[str, ...]
) -> None:
    assert person.runs("overleg", "nieuw", "tafel", *options) == 0
    meeting = only_meeting(journal)
    assert (meeting.day, meeting.time) == (DAY, dt.time(14, 30))


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("morgen", "2 uur", "maandag 23 november 2026 14:00"),
        ("morgen", "half drie", "maandag 23 november 2026 14:30"),
        ("maandag", "kwart over twee", "maandag 23 november 2026 14:15"),
        ("volgende week dinsdag", "14u30", "dinsdag 24 november 2026 14:30"),
        ("over twee weken", "half acht 's avonds", "zondag 6 december 2026 19:30"),
        ("29 februari", "9 uur", "dinsdag 29 februari 2028 09:00"),
        ("1-12", "14u30", "dinsdag 1 december 2026 14:30"),
    ],
)
def test_a_meeting_is_on_the_day_and_time_that_people_mean(
    person: Person, journal: Journal, day: str, time: str, moment: str
) -> None:
    assert person.runs("overleg", "nieuw", "tafel", "--dag", day, "--tijd", time) == 0
    assert f"'tafel', {moment} staat erin" in person.err


@pytest.mark.parametrize("is_argument", [True, False], ids=["argument", "standard input"])
def test_a_name_that_is_no_utf_8_shows_where_letters_were(
    person: Person, journal: Journal, is_argument: bool
) -> None:
    name = b"Re\xfcnie \xe9\xe9n"
    words, stdin = ((name.decode(errors="surrogateescape"),), b"") if is_argument else ((), name + b"\n")
    assert person.runs("overleg", "nieuw", *words, stdin=stdin) == 0
    assert only_meeting(journal).name == "Re\ufffdnie \ufffd\ufffdn"
    assert "Sommige tekens waren geen UTF-8; op hun plek staat nu \ufffd." in person.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--dag", "2026"), "'2026' begrijp ik niet als dag"),
        (("--dag", "ooit"), "'ooit' begrijp ik niet als dag"),
        (("--wanneer", "ooit"), "'ooit' begrijp ik niet als dag"),
        (("--dag", "morgen", "--tijd", "vroeg"), "'morgen vroeg' begrijp ik niet als dag"),
        (("--tijd", "14:30"), "--tijd hoort bij een dag"),
        (("--wanneer", "morgen", "--tijd", "14:30"), "laat --dag en --tijd dan weg"),
        (("--kies", "2"), "horen bij een uitnodiging"),
        (("--namen",), "horen bij een uitnodiging"),
    ],
)
def test_impossible_options_are_refused_and_nothing_is_saved(
    person: Person, journal: Journal, options: tuple[str, ...], message: str
) -> None:
    assert person.runs("overleg", "nieuw", "tafel", *options) == 2
    assert message in person.err
    assert meetings.list_meetings(journal) == ()


def test_an_invitation_gives_name_day_and_time_but_no_attendees(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Event())
    assert person.runs("overleg", "nieuw", "--ics", path) == 0
    meeting = only_meeting(journal)
    assert (meeting.name, meeting.day, meeting.time, meeting.uid) == (
        "Uitgenodigd",
        DAY,
        dt.time(9, 30),
        "a@b",
    )
    assert (meeting.series, count_entries(journal)) == (None, 0)
    assert person.runs("overleg", "nieuw", "--ics", path) == 0  # the second time it exists already
    assert only_meeting(journal) == meeting


def test_a_later_version_of_an_invitation_moves_the_meeting(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    assert person.runs("overleg", "nieuw", "--ics", invitation(Event())) == 0
    meeting = only_meeting(journal)
    assert person.runs("overleg", "nieuw", "--ics", invitation(Event())) == 0
    assert "stond er al" in person.err
    assert person.runs("overleg", "nieuw", "mijn tafel", "--ics", invitation(Event(day=26))) == 0
    assert "en is nu verzet, donderdag 26 november 2026 09:30" in person.err
    moved = only_meeting(journal)
    assert (moved.id, moved.name, moved.day) == (meeting.id, "mijn tafel", dt.date(2026, 11, 26))


def test_another_day_of_a_series_is_another_meeting(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    for day in (24, 25):
        assert person.runs("overleg", "nieuw", "--ics", invitation(Event(recurring=True, day=day))) == 0
    assert len(meetings.list_meetings(journal)) == 2


def test_a_name_that_looks_like_a_person_gets_a_privacy_hint(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", "Kevin Jansen") == 0
    assert privacy_hint("Kevin Jansen") in person.err.splitlines()
    assert only_meeting(journal).name == "Kevin Jansen"


def test_a_given_name_replaces_that_of_the_invitation(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Event(name="x" * 200, recurring=True))
    assert person.runs("overleg", "nieuw", "eigen naam", "--ics", path) == 0
    meeting = only_meeting(journal)
    assert (meeting.name, meetings.get_series(journal, meeting.series or "").uid) == ("eigen naam", "a@b")


def test_one_of_several_invitations_is_chosen(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Event(), Event(uid="c", name="Tweede"), Event(uid="d", name="Gisteren", day=21))
    for number in ((), ("--kies", "4")):
        assert person.runs("overleg", "nieuw", "--ics", path, *number) == 2
        assert (
            "1  24-11-2026 09:30  Uitgenodigd\n2  24-11-2026 09:30  Tweede\n3  21-11-2026 09:30" in person.err
        )
        assert "Gisteren (geweest)" in person.err
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", "2") == 0
    assert only_meeting(journal).name == "Tweede"


def test_the_names_of_attendees_start_a_preparation_on_request(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    path = invitation(Event())
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", path, "--namen")
    write_settings(JournalFolder(Path(person.environ["REFLECTIE_MAP"])), Settings(day_starts_at=6))
    person.now = dt.datetime(2026, 11, 23, 5).astimezone()
    assert person.runs(*command) == 0
    assert person.runs(*command) == 0
    (line,) = journal.summaries(meeting=only_meeting(journal).id)
    cells = [answer.text for answer in journal.entry(line.id).answers if answer.text]
    assert (line.is_open, cells) == (True, ["Wim", "de school"])
    assert line.day == dt.date(2026, 11, 22), "what is written in the night belongs to the evening before"


def test_attendees_get_a_role_at_a_prompt_and_no_name_is_saved(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", invitation(Event()), "--rollen")
    assert person.runs(*command) == 2
    assert "alleen in een terminal" in person.err
    person.is_interactive, person.answers = (
        True,
        lambda prompt, _: {"Wim: ": " de gemeente ", "de school: ": ""}[prompt],
    )
    assert person.runs(*command) == 0
    (line,) = journal.summaries(meeting=only_meeting(journal).id)
    assert [answer.text for answer in journal.entry(line.id).answers if answer.text] == ["de gemeente"]
    assert person.runs(*command) == 0
    assert "Er is al iets over geschreven" in person.err


def test_without_any_role_no_preparation_is_started(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    person.is_interactive, person.answers = True, lambda prompt, _: ""
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", invitation(Event()), "--rollen")
    assert person.runs(*command) == 0
    assert journal.summaries(meeting=only_meeting(journal).id) == ()


def test_a_missing_invitation_file_is_reported(person: Person, journal: Journal, tmp_path: Path) -> None:
    assert person.runs("overleg", "nieuw", "--ics", str(tmp_path / "weg.ics")) == 1
    assert "gaat niet open" in person.err
    assert person.runs("overleg", "nieuw", "--ics", str(tmp_path)) == 1
    assert "dat is een map en geen bestand" in person.err
    assert meetings.list_meetings(journal) == ()


@pytest.fixture
def prepared(journal: Journal) -> Meeting:
    """A meeting with a preparation, in which one answer is marked for sharing, and a look back."""
    series = meetings.find_or_new_series(journal, "Tafels")
    meeting = meetings.create_meeting(journal, "Regio*tafel*", DAY, dt.time(14, 30), series)
    cell = Answer(address=Address(step="partners", item="row:1", part="wie"), question="Wie", text="school")
    answers = (
        Answer(address=Address(step="partners"), question="Wie komen er?"),
        cell,
        Answer(address=Address(step="doel"), question="Waarvoor?", text="rust in huis", shared=True),
        Answer(address=Address(step="zorg"), question="Welke twijfel?", text="of het lukt"),
    )
    entry = Entry(
        id="v",
        exercise="proef:voor",
        title="Voor",
        day=NOON.date(),
        begun=NOON,
        meeting=meeting.id,
        answers=answers,
    )
    journal.save(entry, answers)
    back = Answer(
        address=Address(step="gesprek", item="row:1"), question="Hoe ging het met school?", text="goed"
    )
    journal.save(replace(entry, id="t", exercise="proef:terug", title="Terug", answers=()), (back,))
    return meeting


def test_the_list_shows_what_was_done_with_each_meeting(
    person: Person, prepared: Meeting, journal: Journal, pack: str
) -> None:
    later = meetings.create_meeting(journal, "later", dt.date(2026, 12, 1))
    assert person.runs("--inhoud", pack, "overleg", "lijst") == 0
    assert person.out.splitlines() == [
        f"{prepared.id[-8:]}  Regio*tafel* · overmorgen, 14:30 uur · reeks Tafels · terugkijken nog open",
        f"{later.id[-8:]}  later · dinsdag 1 december · nog niet voorbereid",
    ]
    assert person.runs("--inhoud", pack, "overleg", "lijst", "--json") == 0
    first, second = json.loads(person.out)
    assert (first["meeting"]["id"], first["series"], first["prepared"], first["looked_back"]) == (
        prepared.id,
        "Tafels",
        "v",
        True,
    )
    assert (second["meeting"]["day"], second["prepared"], second["looked_back"]) == (
        "2026-12-01",
        None,
        False,
    )


def test_an_empty_list_says_how_to_add_a_meeting(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "lijst") == 0
    assert (person.out, "reflectie overleg nieuw" in person.err) == ("", True)


def test_a_shared_card_has_only_the_answers_marked_for_sharing(
    person: Person, prepared: Meeting, pack: str
) -> None:
    assert person.runs("--inhoud", pack, "overleg", "kaart", prepared.id[-8:-2]) == 0
    assert person.out.splitlines() == [
        "Regio*tafel*",
        "============",
        "dinsdag 24 november 2026, 14:30 uur",
        "",
        "Waarvoor",
        "  rust in huis",
        "",
        "Wat ik laat zien",
        "  of het lukt",
    ]
    assert person.runs("--inhoud", pack, "overleg", "kaart", prepared.id, "--gedeeld", "--formaat", "md") == 0
    assert "rust in huis" in person.out and r"# Regio\*tafel\*" in person.out
    assert "of het lukt" not in person.out


def test_a_card_goes_to_a_file_and_overwrites_none(
    person: Person, prepared: Meeting, pack: str, tmp_path: Path
) -> None:
    path = tmp_path / "kaart.txt"
    command = ("--inhoud", pack, "overleg", "kaart", prepared.id, "--naar", str(path))
    assert person.runs(*command) == 0
    assert "of het lukt" in path.read_text(encoding="utf-8")
    assert "niet versleuteld" in person.err
    assert person.runs(*command) == 1
    assert person.runs(*command, "--overschrijf") == 0


def test_a_card_in_a_pipe_is_as_wide_as_paper(
    person: Person, journal: Journal, prepared: Meeting, pack: str
) -> None:
    long = Answer(address=Address(step="doel"), question="Waarvoor?", text="rust in huis en " * 20)
    journal.save(journal.entry("v"), [long])
    person.width = None  # a pipe
    assert person.runs("--inhoud", pack, "overleg", "kaart", prepared.id) == 0
    rows = person.out.splitlines()
    assert max(map(len, rows)) <= 80
    assert len([row for row in rows if "rust in huis" in row]) > 3


def test_an_invitation_without_a_name_is_listed_as_such(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Event(name=""), Event(uid="c", name="Tweede"))
    assert person.runs("overleg", "nieuw", "--ics", path) == 2
    assert "1  24-11-2026 09:30  (zonder naam)" in person.err


def test_a_card_without_a_preparation_says_so(person: Person, journal: Journal) -> None:
    meeting = meetings.create_meeting(journal, "tafel")
    assert person.runs("overleg", "kaart", meeting.id) == 0
    assert "er is nog niets ingevuld" in person.out
    assert person.runs("overleg", "kaart", "nergens") == 1
    assert "Er is geen overleg met kenmerk of naam 'nergens'" in person.err


def test_show_and_export_name_the_meeting(person: Person, prepared: Meeting, pack: str) -> None:
    assert person.runs("--inhoud", pack, "toon", "t") == 0
    assert "overleg Regio*tafel*" in person.out
    assert person.runs("--inhoud", pack, "exporteer", "--naar", "-") == 0
    assert person.out.count(r"overleg Regio\*tafel\*") == 2
    assert person.runs("exporteer", "--naar", "-", "--formaat", "json") == 0
    log = json.loads(person.out)
    assert [(meeting["name"], meeting["series"]) for meeting in log["meetings"]] == [
        ("Regio*tafel*", prepared.series)
    ]
    assert [series["name"] for series in log["series"]] == ["Tafels"]


def test_overleg_without_a_subcommand_is_wrong_use(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert person.runs("overleg") == 2
    assert "dit ontbreekt nog: WAT" in capsys.readouterr().err
