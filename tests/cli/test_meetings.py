"""``reflectie overleg``: a list, a new one by name or from an invitation, and the card."""

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
from reflectie.journal.journal import Journal

from .conftest import NOON, Person

Keep = Callable[..., Entry]
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


class Invited(NamedTuple):
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
    """Writes a file in which these meetings stand."""

    def write(*found: Invited) -> str:
        path = tmp_path / "uitnodiging.ics"
        events = "".join(map(str, found))
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:proef\r\n{events}END:VCALENDAR\r\n"
        path.write_bytes(text.encode())
        return str(path)

    return write


def kept(journal: Journal) -> Meeting:
    (one,) = meetings.list_meetings(journal)
    return one


def test_a_meeting_needs_no_more_than_a_name(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", "de regiotafel") == 0
    made = kept(journal)
    assert (made.name, made.day, made.series) == ("de regiotafel", None, None)
    assert person.err == f"Het overleg 'de regiotafel' staat erin als {made.id[-8:]}.\n"


def test_a_name_can_be_kept_out_of_the_history_of_the_shell(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", stdin=b"de raad\n") == 0
    assert kept(journal).name == "de raad"
    assert person.runs("overleg", "nieuw", stdin=b"") == 1
    assert "Geef het overleg een korte naam" in person.err
    person.types, person.answers = True, lambda prompt, _: "gevraagd" if "noem" in prompt else ""
    assert person.runs("overleg", "nieuw") == 0
    assert [one.name for one in meetings.list_meetings(journal)] == ["de raad", "gevraagd"]


def test_day_time_and_series_are_understood_as_people_write_them(person: Person, journal: Journal) -> None:
    told = ("--dag", "dinsdag 24 november", "--tijd", "14.30 uur", "--reeks", "Tafels")
    assert person.runs("overleg", "nieuw", "tafel", *told) == 0
    made = kept(journal)
    assert (made.day, made.time) == (DAY, dt.time(14, 30))
    assert meetings.get_series(journal, made.series or "").name == "Tafels"
    assert "'tafel', dinsdag 24 november 2026 14:30 staat erin" in person.err


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--dag", "2026"), "'2026' is geen dag"),
        (("--dag", "ooit"), "'ooit' is geen dag"),
        (("--dag", "morgen", "--tijd", "vroeg"), "'vroeg' is geen tijd"),
        (("--tijd", "14:30"), "--tijd hoort bij een dag"),
        (("--kies", "2"), "horen bij een uitnodiging"),
        (("--namen",), "horen bij een uitnodiging"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_kept(
    person: Person, journal: Journal, told: tuple[str, ...], words: str
) -> None:
    assert person.runs("overleg", "nieuw", "tafel", *told) == 2
    assert words in person.err
    assert meetings.list_meetings(journal) == ()


def test_an_invitation_gives_name_day_and_time_and_keeps_nobody(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Invited())
    assert person.runs("overleg", "nieuw", "--ics", path) == 0
    made = kept(journal)
    assert (made.name, made.day, made.time, made.uid) == ("Uitgenodigd", DAY, dt.time(9, 30), "a@b")
    assert (made.series, journal.count_entries()) == (None, 0)
    assert person.runs("overleg", "nieuw", "--ics", path) == 0  # it is known already
    assert kept(journal) == made


def test_a_later_version_of_an_invitation_moves_the_meeting(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    assert person.runs("overleg", "nieuw", "--ics", invitation(Invited())) == 0
    made = kept(journal)
    assert person.runs("overleg", "nieuw", "--ics", invitation(Invited())) == 0
    assert "stond er al" in person.err
    assert person.runs("overleg", "nieuw", "mijn tafel", "--ics", invitation(Invited(day=26))) == 0
    assert "en is nu verzet, donderdag 26 november 2026 09:30" in person.err
    moved = kept(journal)
    assert (moved.id, moved.name, moved.day) == (made.id, "mijn tafel", dt.date(2026, 11, 26))


def test_another_day_of_a_series_is_another_meeting(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    for day in (24, 25):
        assert person.runs("overleg", "nieuw", "--ics", invitation(Invited(recurring=True, day=day))) == 0
    assert len(meetings.list_meetings(journal)) == 2


def test_the_name_of_somebody_gets_a_hint(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "nieuw", "Kevin Jansen") == 0
    assert privacy_hint("Kevin Jansen") in person.err.splitlines()
    assert kept(journal).name == "Kevin Jansen"


def test_a_name_of_ones_own_goes_before_that_of_the_invitation(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Invited(name="x" * 200, recurring=True))
    assert person.runs("overleg", "nieuw", "eigen naam", "--ics", path) == 0
    made = kept(journal)
    assert (made.name, meetings.get_series(journal, made.series or "").uid) == ("eigen naam", "a@b")


def test_of_several_one_is_chosen(person: Person, journal: Journal, invitation: Callable[..., str]) -> None:
    path = invitation(Invited(), Invited(uid="c", name="Tweede"), Invited(uid="d", name="Gisteren", day=21))
    for number in ((), ("--kies", "4")):
        assert person.runs("overleg", "nieuw", "--ics", path, *number) == 2
        assert (
            "1  24-11-2026 09:30  Uitgenodigd\n2  24-11-2026 09:30  Tweede\n3  21-11-2026 09:30" in person.err
        )
        assert "Gisteren (geweest)" in person.err
    assert person.runs("overleg", "nieuw", "--ics", path, "--kies", "2") == 0
    assert kept(journal).name == "Tweede"


def test_with_names_a_preparation_begins_with_who_comes(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    path = invitation(Invited())
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", path, "--namen")
    assert person.runs(*command) == 0
    assert person.runs(*command) == 0
    (line,) = journal.summaries(meeting=kept(journal).id)
    cells = [answer.text for answer in journal.entry(line.id).answers if answer.text]
    assert (line.is_open, cells) == (True, ["Wim", "de school"])


def test_who_comes_is_given_a_role_at_a_prompt_and_no_name_is_kept(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", invitation(Invited()), "--rollen")
    assert person.runs(*command) == 2
    assert "alleen in een terminal" in person.err
    person.types, person.answers = (
        True,
        lambda prompt, _: {"Wim: ": " de gemeente ", "de school: ": ""}[prompt],
    )
    assert person.runs(*command) == 0
    (line,) = journal.summaries(meeting=kept(journal).id)
    assert [answer.text for answer in journal.entry(line.id).answers if answer.text] == ["de gemeente"]
    assert person.runs(*command) == 0
    assert "Er is al iets over geschreven" in person.err


def test_where_nobody_is_given_a_role_no_preparation_begins(
    person: Person, journal: Journal, invitation: Callable[..., str], pack: str
) -> None:
    person.types, person.answers = True, lambda prompt, _: ""
    command = ("--inhoud", pack, "overleg", "nieuw", "--ics", invitation(Invited()), "--rollen")
    assert person.runs(*command) == 0
    assert journal.summaries(meeting=kept(journal).id) == ()


def test_a_file_that_is_not_there_is_said(person: Person, journal: Journal, tmp_path: Path) -> None:
    assert person.runs("overleg", "nieuw", "--ics", str(tmp_path / "weg.ics")) == 1
    assert "gaat niet open" in person.err
    assert person.runs("overleg", "nieuw", "--ics", str(tmp_path)) == 1
    assert "dat is een map en geen bestand" in person.err
    assert meetings.list_meetings(journal) == ()


@pytest.fixture
def prepared(journal: Journal) -> Meeting:
    """A meeting with a preparation, of which one answer may be shared, and a look back."""
    table = meetings.find_or_new_series(journal, "Tafels")
    made = meetings.create_meeting(journal, "Regio*tafel*", DAY, dt.time(14, 30), table)
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
        meeting=made.id,
        answers=answers,
    )
    journal.save(entry, answers)
    back = Answer(
        address=Address(step="gesprek", item="row:1"), question="Hoe ging het met school?", text="goed"
    )
    journal.save(replace(entry, id="t", exercise="proef:terug", title="Terug", answers=()), (back,))
    return made


def test_the_list_says_what_was_done_with_each(
    person: Person, prepared: Meeting, journal: Journal, pack: str
) -> None:
    later = meetings.create_meeting(journal, "later", dt.date(2026, 12, 1))
    assert person.runs("--inhoud", pack, "overleg", "lijst") == 0
    assert person.out.splitlines() == [
        f"{prepared.id[-8:]}  Regio*tafel* · overmorgen, 14:30 uur · reeks Tafels · terugblik nog open",
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


def test_an_empty_list_says_what_to_do(person: Person, journal: Journal) -> None:
    assert person.runs("overleg", "lijst") == 0
    assert (person.out, "reflectie overleg nieuw" in person.err) == ("", True)


def test_the_card_holds_what_was_prepared_and_a_shared_one_what_was_marked(
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


def test_a_card_goes_to_a_file_and_over_none(
    person: Person, prepared: Meeting, pack: str, tmp_path: Path
) -> None:
    path = tmp_path / "kaart.txt"
    command = ("--inhoud", pack, "overleg", "kaart", prepared.id, "--naar", str(path))
    assert person.runs(*command) == 0
    assert "of het lukt" in path.read_text(encoding="utf-8")
    assert "niet versleuteld" in person.err
    assert person.runs(*command) == 1
    assert person.runs(*command, "--overschrijf") == 0


def test_a_card_on_its_way_to_a_printer_is_as_wide_as_paper(
    person: Person, journal: Journal, prepared: Meeting, pack: str
) -> None:
    long = Answer(address=Address(step="doel"), question="Waarvoor?", text="rust in huis en " * 20)
    journal.save(journal.entry("v"), [long])
    person.width = None  # a pipe
    assert person.runs("--inhoud", pack, "overleg", "kaart", prepared.id) == 0
    rows = person.out.splitlines()
    assert max(map(len, rows)) <= 80
    assert len([row for row in rows if "rust in huis" in row]) > 3


def test_an_invitation_without_a_name_stands_in_the_list_as_such(
    person: Person, journal: Journal, invitation: Callable[..., str]
) -> None:
    path = invitation(Invited(name=""), Invited(uid="c", name="Tweede"))
    assert person.runs("overleg", "nieuw", "--ics", path) == 2
    assert "1  24-11-2026 09:30  (zonder naam)" in person.err


def test_a_card_without_a_preparation_says_so(person: Person, journal: Journal) -> None:
    made = meetings.create_meeting(journal, "tafel")
    assert person.runs("overleg", "kaart", made.id) == 0
    assert "er is nog niets voorbereid" in person.out
    assert person.runs("overleg", "kaart", "nergens") == 1
    assert "Geen overleg begint of eindigt met 'nergens'" in person.err


def test_reading_and_exporting_name_the_meeting(person: Person, prepared: Meeting, pack: str) -> None:
    assert person.runs("--inhoud", pack, "toon", "t") == 0
    assert "overleg Regio*tafel*" in person.out
    assert person.runs("--inhoud", pack, "exporteer", "--naar", "-") == 0
    assert person.out.count(r"overleg Regio\*tafel\*") == 2
    assert person.runs("exporteer", "--naar", "-", "--formaat", "json") == 0
    log = json.loads(person.out)
    assert [(one["name"], one["series"]) for one in log["meetings"]] == [("Regio*tafel*", prepared.series)]
    assert [one["name"] for one in log["series"]] == ["Tafels"]


def test_without_a_word_what_can_be_done_is_told(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert person.runs("overleg") == 2
    assert "dit ontbreekt nog: WAT" in capsys.readouterr().err
