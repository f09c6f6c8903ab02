import datetime as dt
import json
import os

import pytest
from icalendar import Calendar

from reflectie.domain.entry import Address, Answer, Placement
from reflectie.domain.field import Aspect
from reflectie.export.formats import FORMATS
from reflectie.journal import meetings
from reflectie.journal.entry_details import set_tags


def test_an_export_has_every_entry_and_says_how_many(person, save_entry, tmp_path):
    save_entry("toen", 1, "2026-01-05")
    save_entry("nu", 2)
    path = tmp_path / "log.md"
    assert person.runs("exporteer", "--naar", str(path)) == 0
    text = path.read_text("utf-8")
    assert text.index("> toen") < text.index("> nu")
    assert person.out == ""
    assert "2 reflecties" in person.err


@pytest.mark.skipif(os.name != "posix", reason="Windows has other file permissions")
def test_an_export_is_readable_by_its_owner_only(person, save_entry, tmp_path):
    save_entry("nu")
    person.runs("exporteer", "--naar", str(tmp_path / "log.md"))
    assert (tmp_path / "log.md").stat().st_mode & 0o777 == 0o600


def test_a_period_includes_both_its_ends(person, save_entry):
    for number, day in enumerate(["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]):
        save_entry(f"dag{number}", number, day)
    person.runs("exporteer", "--naar", "-", "--van", "2026-01-02", "--tot", "03-01-2026")
    assert [word for word in ("dag0", "dag1", "dag2", "dag3") if word in person.out] == ["dag1", "dag2"]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (("--van", "gisteren"), ["gisteren", "vandaag"]),
        (("--van", "maandag", "--tot", "gisteren"), ["maandag", "gisteren"]),
        (("--van", "oktober", "--tot", "oktober"), ["oktober"]),
        (("--tot", "2025"), ["vorig"]),
    ],
)
def test_a_period_may_be_given_as_people_say_it(person, save_entry, period, words):
    days = {
        "vandaag": "2026-11-22",
        "gisteren": "2026-11-21",
        "maandag": "2026-11-16",
        "oktober": "2026-10-31",
        "vorig": "2025-12-31",
    }
    for number, (word, day) in enumerate(days.items()):
        save_entry(f"reflectie-{word}", number, day)
    assert person.runs("exporteer", "--naar", "-", *period) == 0
    assert {word for word in days if f"reflectie-{word}" in person.out} == set(words)


def test_a_period_that_is_not_understood_is_explained(person, save_entry, tmp_path):
    save_entry("nu")
    assert person.runs("exporteer", "--naar", str(tmp_path / "log.md"), "--van", "ooit") == 2
    assert "'ooit' begrijp ik niet als dag. Schrijf bijvoorbeeld gisteren" in person.err
    assert not (tmp_path / "log.md").exists()


def test_an_export_to_json_can_be_parsed(person, save_entry):
    save_entry("nu")
    person.runs("exporteer", "--formaat", "json", "--naar", "-")
    assert json.loads(person.out)["entries"][0]["answers"][0]["text"] == "nu"


def test_an_existing_file_is_overwritten_only_on_request(person, save_entry, tmp_path):
    save_entry("nu")
    path = tmp_path / "log.md"
    path.write_text("van mij")
    assert person.runs("exporteer", "--naar", str(path)) == 1
    assert path.read_text() == "van mij"
    assert "--overschrijf" in person.err
    assert person.runs("exporteer", "--naar", str(path), "--overschrijf") == 0
    assert "> nu" in path.read_text("utf-8")


JOURNAL_FILES = [
    "logboek.db",
    "logboek.db-journal",
    "sleutels.json",
    "instellingen.json",
    "scherm.lock",
    "kopieen/logboek-2026-11-22.db",
]


@pytest.mark.parametrize("name", [*JOURNAL_FILES, "naar-het-logboek", "../map/./logboek.db"])
def test_a_file_of_the_journal_itself_is_never_overwritten(person, save_entry, tmp_path, name):
    save_entry("nu")
    person.runs("backup")
    folder = tmp_path / "map"
    (folder / "naar-het-logboek").symlink_to(folder / "logboek.db")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for command in (["exporteer"], ["overleg", "kaart", "x"]):
        assert person.runs(*command, "--naar", str(folder / name), "--overschrijf") == 1
        assert "van je logboek zelf" in person.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_another_file_in_the_folder_of_the_journal_may_be_written(person, save_entry, tmp_path):
    save_entry("nu")
    assert person.runs("exporteer", "--naar", str(tmp_path / "map" / "uit.md")) == 0


@pytest.mark.parametrize("path", ["", "weg/log.md"])
def test_an_impossible_path_is_refused_before_a_password_is_asked(person, save_entry, tmp_path, path):
    save_entry("nu")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("exporteer", "--naar", str(tmp_path / path)) == 1
    assert "Je logboek is niet aangeraakt" in person.err


def test_a_period_without_entries_writes_nothing(person, save_entry, tmp_path):
    save_entry("nu")
    assert person.runs("exporteer", "--naar", str(tmp_path / "log.md"), "--tot", "2020-01-01") == 1
    assert not (tmp_path / "log.md").exists()


def test_a_period_that_ends_before_it_begins_is_wrong_use(person, journal):
    assert person.runs("exporteer", "--naar", "-", "--van", "2026-02-01", "--tot", "2026-01-01") == 2
    assert "draai ze om" in person.err


CHOSEN = [
    Answer(address=Address(step="vragen"), question="Wat wil je die ander vragen?"),
    Answer(
        address=Address(step="vragen").option("fijn"), question="", text="Wat was er fijn aan?", value="fijn"
    ),
]


def save_chosen(journal, save_entry):
    """Save an entry of an exercise with a card, with one chosen question."""
    entry = save_entry("", 1, exercise="kern:terugkijkgesprek", title="Terugkijken")
    journal.save(entry, CHOSEN)
    return entry


def test_the_card_of_one_entry_can_be_exported(person, journal, save_entry, tmp_path):
    entry = save_chosen(journal, save_entry)
    path = tmp_path / "kaart.md"
    assert person.runs("exporteer", "--kaart", entry.id, "--naar", str(path)) == 0
    assert "Dit bestand is niet versleuteld" in person.err
    text = path.read_text("utf-8")
    assert text.startswith("# Terugkijken\n")
    assert "Wat was er fijn aan?" in text
    assert person.runs("exporteer", "--kaart", entry.id, "--gedeeld", "--naar", "-") == 0
    assert "Wat was er fijn aan?" not in person.out
    assert "nog niets gemarkeerd om te delen" in person.out


def test_an_entry_without_a_card_is_explained(person, save_entry):
    entry = save_entry("vrij")
    assert person.runs("exporteer", "--kaart", entry.id, "--naar", "-") == 1
    assert "Bij deze reflectie hoort geen kaart." in person.err


@pytest.mark.parametrize("more", [("--van", "gisteren"), ("--formaat", "json"), ("--situatie", "x")])
def test_a_card_is_of_one_entry(person, save_entry, more):
    entry = save_entry("vrij")
    assert person.runs("exporteer", "--kaart", entry.id, "--naar", "-", *more) == 2
    assert "--kaart gaat over één reflectie" in person.err
    assert person.runs("exporteer", "--gedeeld", "--naar", "-") == 2
    assert "--gedeeld hoort bij --kaart" in person.err


# Formats and forms --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")]
)
def test_each_format_is_written_to_a_file(person, save_entry, tmp_path, name, start):
    save_entry("nu")
    path = tmp_path / f"log.{name}"
    assert person.runs("exporteer", "--formaat", name, "--naar", str(path)) == 0
    assert path.read_bytes().startswith(start)
    assert "Dit bestand is niet versleuteld." in person.err


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_a_format_that_is_no_text_is_not_sent_to_a_terminal(person, save_entry, name):
    save_entry("nu")
    assert person.runs("exporteer", "--formaat", name, "--naar", "-") == 2
    assert "past niet op het scherm" in person.err


def test_a_form_shows_a_part_of_what_was_written(person, save_entry):
    save_entry("nu")
    assert person.runs("exporteer", "--vorm", "leerpunten", "--naar", "-") == 0
    assert "# Leerpunten" in person.out
    assert "nu" not in person.out.split()


@pytest.mark.parametrize(
    "options",
    [
        ("--formaat", "json", "--vorm", "leerpunten"),
        ("--formaat", "csv", "--alleen-deelbaar"),
        ("--formaat", "md", "--prullenbak"),
        ("--formaat", "json", "--prullenbak", "--etiket", "zoeken"),
    ],
)
def test_options_that_do_not_go_together_are_explained(person, journal, options):
    assert person.runs("exporteer", "--naar", "-", *options) == 2
    assert "--naar" not in person.err
    assert any(word in person.err for word in ("horen bij", "hoort bij"))


def test_an_export_without_a_file_is_wrong_use(person, journal):
    assert person.runs("exporteer") == 2
    assert "--naar" in person.err


def test_an_export_leaves_every_byte_of_the_journal_as_it_was(person, save_entry, journal, tmp_path):
    save_entry("nu")
    journal.close()
    before = {path: path.read_bytes() for path in (tmp_path / "map").iterdir() if path.is_file()}
    for name in ("md", "docx", "pdf", "json", "csv"):
        assert person.runs("exporteer", "--formaat", name, "--naar", str(tmp_path / f"uit.{name}")) == 0
    assert person.runs("exporteer", "--controleer") == 0
    assert {path: path.read_bytes() for path in (tmp_path / "map").iterdir() if path.is_file()} == before


def test_only_what_is_shared_leaves_the_rest_out(person, journal, save_entry):
    entry = save_entry("geheim")
    shared = Answer(address=Address(step="b"), question="Wat deel je?", text="dit mag", shared=True)
    journal.save(entry, [shared])
    save_entry("ook geheim", 2)
    assert person.runs("exporteer", "--alleen-deelbaar", "--naar", "-") == 0
    assert "dit mag" in person.out
    assert "geheim" not in person.out


@pytest.mark.parametrize("field", ["4", "vertragen", "DOORGAAN"])
def test_a_field_is_chosen_by_its_number_or_a_pole(person, journal, save_entry, field):
    mark = Placement(
        address=Address(step="lijn"),
        field="kern:sv4",
        left="doorgaan",
        right="vertragen",
        aspect=Aspect.NOW,
        value=1,
        day=dt.date(2026, 11, 22),
    )
    journal.save(save_entry("op de lijn"), placements=[mark])
    save_entry("iets anders", 2)
    assert person.runs("exporteer", "--veld", field, "--naar", "-") == 0
    assert "op de lijn" in person.out
    assert "iets anders" not in person.out


@pytest.mark.parametrize("field", ["7", "de", ""])
def test_a_field_that_is_not_one_line_is_explained(person, journal, field):
    assert person.runs("exporteer", "--veld", field or " ", "--naar", "-") == 1
    assert "Kies een nummer" in person.err
    assert "None" not in person.err


def test_a_part_of_the_log_is_chosen_by_what_it_belongs_to(person, journal, save_entry):
    meeting = meetings.create_meeting(journal, "regiotafel")
    entry = save_entry("eerste")
    save_entry("tweede", 2, exercise="kern:terugkijkgesprek", meeting=meeting.id)
    set_tags(journal, entry.id, ("zoeken",))
    choices = {
        "eerste": [("--werkvorm", "vrij schr"), ("--etiket", "zoeken"), ("--reflectie", entry.id[-8:])],
        "tweede": [("--werkvorm", "terugkijkgesprek"), ("--overleg", meeting.id[-8:])],
    }
    for found, options in choices.items():
        for option in options:
            assert person.runs("exporteer", "--naar", "-", *option) == 0
            assert [word for word in choices if word in person.out] == [found], option


def test_several_single_entries_are_written_together(person, save_entry):
    ids = [save_entry(f"nummer {number}", number).id for number in range(3)]
    options = [word for entry_id in ids[:2] for word in ("--reflectie", entry_id)]
    assert person.runs("exporteer", "--naar", "-", *options) == 0
    assert [number for number in range(3) if f"nummer {number}" in person.out] == [0, 1]


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--werkvorm", "nergens"), "Er is geen werkvorm 'nergens'"),
        (("--werkvorm", "overleg"), "Meer dan één werkvorm past bij 'overleg'"),
        (("--overleg", "zzz"), "kenmerk"),
        (("--reflectie", "zzz"), "kenmerk"),
    ],
)
def test_a_choice_that_is_not_there_is_explained(person, save_entry, option, words):
    save_entry("nu")
    assert person.runs("exporteer", "--naar", "-", *option) == 1
    assert words in person.err


# A moment for one's own calendar ------------------------------------------------------------------


def test_a_moment_to_look_back_on_a_meeting_gives_nothing_away(person, journal, tmp_path):
    meeting = meetings.create_meeting(journal, "zorgen om Sanne", dt.date(2026, 11, 24), dt.time(14))
    path = tmp_path / "a.ics"
    assert person.runs("exporteer", "--agenda", meeting.id[-8:], "--naar", str(path)) == 0
    assert "In je agenda komt: dinsdag 24 november 2026, 15:00 tot 15:15 · Terugkijken." in person.err
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Terugkijken", dt.datetime(2026, 11, 24, 15))
    assert person.runs("exporteer", "--agenda", meeting.id, "--naar", str(path)) == 1
    assert "--overschrijf" in person.err


def test_a_moment_for_a_next_step_is_when_the_user_says(person, journal, save_entry):
    entry = save_entry("")
    step = Answer(address=Address(step="stap"), question="?", text="de wethouder bellen", yields="intention")
    assert person.runs("exporteer", "--agenda", entry.id, "--naar", "-", "--wanneer", "morgen") == 1
    assert "geen stap" in person.err
    journal.save(entry, [step])
    assert person.runs("exporteer", "--agenda", entry.id, "--naar", "-") == 2
    assert "--wanneer" in person.err
    options = ("--wanneer", "morgen half drie", "--titel", "bellen, of niet")
    assert person.runs("exporteer", "--agenda", entry.id, "--naar", "-", *options) == 0
    (event,) = Calendar.from_ical(person.out).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == (
        "bellen, of niet",
        dt.datetime(2026, 11, 23, 14, 30),
    )
    assert "wethouder" not in person.out


def test_the_options_of_an_appointment_go_together(person, journal):
    for options in (("--agenda", "x"), ("--agenda", "x", "--naar", "-", "--formaat", "pdf")):
        assert person.runs("exporteer", *options) == 2
        assert "--agenda maakt één afspraak" in person.err
    assert person.runs("exporteer", "--naar", "-", "--wanneer", "morgen") == 2
    assert "horen bij --agenda" in person.err


def test_a_long_log_becomes_one_pdf_for_each_year(person, save_entry, tmp_path, monkeypatch):
    monkeypatch.setitem(FORMATS, "pdf", FORMATS["pdf"]._replace(max_entries=2))
    for number, day in enumerate(["2024-01-01", "2025-01-01", "2025-01-02", "2025-01-03"]):
        save_entry(f"dag {number}", number, day)
    assert person.runs("exporteer", "--formaat", "pdf", "--naar", str(tmp_path / "log.pdf")) == 0
    names = ["log-2024.pdf", "log-2025-1.pdf", "log-2025-2.pdf"]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == names
    assert all(name in person.err for name in names)
    assert person.runs("exporteer", "--formaat", "pdf", "--naar", str(tmp_path / "log.pdf")) == 1
    assert "--overschrijf" in person.err


# Traces of people ---------------------------------------------------------------------------------


def test_a_check_shows_each_trace_in_its_sentence_and_writes_nothing(person, save_entry):
    save_entry("Bel moeder op 06-12345678 vanavond.")
    assert person.runs("exporteer", "--controleer") == 0
    assert (
        "telefoonnummer · 22-11-2026 · Vrij schrijven · Bel moeder op «06-12345678» vanavond." in person.out
    )
    assert "1 spoor gevonden. Geen controle vindt alles" in person.err


def test_without_a_terminal_nothing_is_written_while_there_are_traces(person, save_entry, tmp_path):
    save_entry("Bel 06-12345678.")
    path = tmp_path / "log.md"
    assert person.runs("exporteer", "--controleer", "--naar", str(path)) == 1
    assert not path.exists()
    assert "niemand om te kiezen" in person.err


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("", "Bel 06-12345678 nu, ja 06-12345678."),
        ("w", "Bel [weggelaten] nu, ja [weggelaten]."),
        ("1", "Bel de jongere nu, ja de jongere."),
        ("!haar", "Bel haar nu, ja haar."),
    ],
)
def test_in_a_terminal_each_trace_is_left_or_replaced(person, journal, save_entry, tmp_path, answer, written):
    entry = save_entry("Bel 06-12345678 nu, ja 06-12345678.")
    person.is_interactive, person.answers = True, lambda prompt, shown: answer
    path = tmp_path / "log.md"
    assert person.runs("exporteer", "--controleer", "--naar", str(path)) == 0
    assert f"> {written}" in path.read_text("utf-8").replace("\\", "")
    assert journal.entry(entry.id) == entry


def test_everywhere_is_asked_once(person, save_entry, tmp_path):
    save_entry("Bel 06-12345678 en 06-12345678.")
    asked = []
    person.is_interactive, person.answers = True, lambda prompt, shown: asked.append(prompt) or "!w"
    person.runs("exporteer", "--controleer", "--naar", str(tmp_path / "log.md"))
    assert len(asked) == 1


def test_a_list_of_own_words_replaces_them(person, save_entry, tmp_path):
    save_entry("Sanne en Bram gingen naar Zonnehoek.")
    words = tmp_path / "woorden.txt"
    words.write_text("sanne = de jongere\nZonnehoek =\nBram\n", "utf-8")
    assert person.runs("exporteer", "--woorden", str(words), "--naar", "-") == 0
    assert "de jongere en Bram gingen naar [weggelaten]." in person.out.replace("\\", "")
    assert person.runs("exporteer", "--woorden", str(words), "--controleer") == 0
    assert "«Bram»" in person.out
    assert "Sanne" in person.out


def test_a_list_that_is_not_there_is_explained(person, save_entry, tmp_path):
    save_entry("nu")
    assert person.runs("exporteer", "--woorden", str(tmp_path / "weg"), "--naar", "-") == 1
    assert "Er is niets geschreven." in person.err
