import pytest

from reflectie.domain.errors import journal_not_found


def test_a_password_may_be_typed_three_times(person, save_entry):
    save_entry("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(["fout", "weer fout", "een lang wachtwoord"])
    assert person.runs("lijst") == 0
    assert person.err.count("rustig") == 2


def test_after_the_third_wrong_password_the_journal_stays_closed(person, save_entry):
    save_entry("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(["fout"] * 3)
    assert person.runs("lijst") == 1
    assert person.out == ""


def test_a_wrong_password_from_a_script_is_not_asked_again(person, save_entry):
    save_entry("woord")
    person.environ["REFLECTIE_WACHTWOORD"] = "fout"
    assert person.runs("lijst") == 1


def test_damaged_keys_are_reported_before_a_password_is_asked(person, save_entry, tmp_path):
    save_entry("woord")
    (tmp_path / "map" / "sleutels.json").write_text("{}")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("lijst") == 1
    assert "Je wachtwoord is niet het probleem" in person.err


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_password_no_journal_is_created(person, tmp_path, password):
    del person.environ["REFLECTIE_WACHTWOORD"]
    if password is not None:
        person.environ["REFLECTIE_WACHTWOORD"] = password
    assert person.runs("schrijf", stdin=b"woord") == 1
    assert str(journal_not_found(tmp_path / "map")) in person.err
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("lijst",),
        ("zoek", "woord"),
        ("toon", "x"),
        ("exporteer", "--naar", "-"),
        ("overleg", "lijst"),
        ("verwijder", "x"),
        ("backup",),
    ],
)
def test_a_command_that_writes_nothing_new_creates_no_journal(person, tmp_path, command):
    assert person.runs(*command) == 1
    assert str(journal_not_found(tmp_path / "map")) in person.err
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize("command", ["schrijf", "lijst", "controle", "wachtwoord"])
@pytest.mark.parametrize("password", [True, False])
def test_where_only_backups_are_left_no_journal_is_created(
    person, save_entry, journal, tmp_path, command, password
):
    save_entry("woord")
    leave_only_backups(person, journal, tmp_path)
    if not password:
        del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs(command, stdin=b"nieuw") == 1
    assert str(tmp_path / "map" / "kopieen") in person.err
    assert "'reflectie herstel'" in person.err
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["kopieen"]


def test_a_remaining_backup_restores_the_journal(person, save_entry, journal, tmp_path):
    save_entry("woord")
    leave_only_backups(person, journal, tmp_path)
    assert person.runs("herstel") == 0
    assert "logboek-2026-11-22.db" in person.out
    assert person.runs("herstel", "logboek-2026-11-22.db", "--ja") == 0
    assert person.runs("lijst") == 0
    assert "woord" in person.out


def leave_only_backups(person, journal, tmp_path):
    """Back up the journal and remove it with its keys, so that only the backup is left."""
    person.runs("backup")
    journal.close()
    for name in ("logboek.db", "sleutels.json"):
        (tmp_path / "map" / name).unlink()


def test_ctrl_c_at_the_password_ends_quietly(person, save_entry):
    def interrupt():
        raise KeyboardInterrupt
        yield ""

    save_entry("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = interrupt()
    assert person.runs("lijst") == 130
    assert person.out + person.err == ""
