import json
import os

import pytest

from reflectie.domain.entry import Address, Answer


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
