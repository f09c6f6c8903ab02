import pytest

from reflectie.domain.errors import JournalNotFound


def test_three_tries_are_given_and_each_is_answered_calmly(person, kept):
    kept("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(["fout", "weer fout", "een lang wachtwoord"])
    assert person.runs("lijst") == 0
    assert person.err.count("rustig") == 2


def test_after_the_third_try_the_journal_stays_closed(person, kept):
    kept("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = iter(["fout"] * 3)
    assert person.runs("lijst") == 1
    assert person.out == ""


def test_a_wrong_password_of_a_script_is_not_asked_again(person, kept):
    kept("woord")
    person.environ["REFLECTIE_WACHTWOORD"] = "fout"
    assert person.runs("lijst") == 1


def test_damage_is_said_before_a_password_is_asked(person, kept, tmp_path):
    kept("woord")
    (tmp_path / "map" / "sleutels.json").write_text("{}")
    del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs("lijst") == 1
    assert "Je wachtwoord is niet het probleem" in person.err


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_journal_and_a_password_nothing_is_made(person, tmp_path, password):
    del person.environ["REFLECTIE_WACHTWOORD"]
    if password is not None:
        person.environ["REFLECTIE_WACHTWOORD"] = password
    assert person.runs("schrijf", stdin=b"woord") == 1
    assert str(JournalNotFound(tmp_path / "map")) in person.err
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize("command", ["schrijf", "lijst", "controle", "wachtwoord"])
@pytest.mark.parametrize("password", [True, False])
def test_where_only_copies_are_left_they_are_named_and_nothing_new_is_made(
    person, kept, journal, tmp_path, command, password
):
    kept("woord")
    only_copies(person, journal, tmp_path)
    if not password:
        del person.environ["REFLECTIE_WACHTWOORD"]
    assert person.runs(command, stdin=b"nieuw") == 1
    assert str(tmp_path / "map" / "kopieen") in person.err
    assert "'reflectie herstel'" in person.err
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["kopieen"]


def test_a_copy_that_was_left_alone_brings_the_journal_back(person, kept, journal, tmp_path):
    kept("woord")
    only_copies(person, journal, tmp_path)
    assert person.runs("herstel") == 0
    assert "logboek-2026-11-22.db" in person.out
    assert person.runs("herstel", "logboek-2026-11-22.db", "--ja") == 0
    assert person.runs("lijst") == 0
    assert "woord" in person.out


def only_copies(person, journal, tmp_path):
    """The journal and its keys are gone; the folder of copies is all there is."""
    person.runs("backup")
    journal.close()
    for name in ("logboek.db", "sleutels.json"):
        (tmp_path / "map" / name).unlink()


def test_ctrl_c_at_the_password_ends_quietly(person, kept):
    def interrupted():
        raise KeyboardInterrupt
        yield ""

    kept("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = interrupted()
    assert person.runs("lijst") == 130
    assert person.out + person.err == ""
