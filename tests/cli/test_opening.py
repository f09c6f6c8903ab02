import pytest

from reflectie.domain.errors import NoJournal


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
    assert str(NoJournal(tmp_path / "map")) in person.err
    assert not (tmp_path / "map").exists()


def test_ctrl_c_at_the_password_ends_quietly(person, kept):
    def interrupted():
        raise KeyboardInterrupt
        yield ""

    kept("woord")
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.passwords = interrupted()
    assert person.runs("lijst") == 130
    assert person.out + person.err == ""
