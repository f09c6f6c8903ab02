import json


def test_a_sound_journal_exits_with_zero(person, kept):
    kept("woord")
    person.runs("backup")
    assert person.runs("controle") == 0
    assert "goed    logboek" in person.out
    assert "fout" not in person.out


def test_what_is_wrong_says_where_and_what_mends_it(person, kept, journal):
    kept("woord")
    journal.connection.execute("DELETE FROM findable")
    assert person.runs("controle") == 1
    assert "→ reflectie controle --repareer" in person.out
    assert person.runs("controle", "--repareer") == 0


def test_for_programs_every_finding_has_every_key(person, kept):
    kept("woord")
    person.runs("controle", "--json")
    assert all(set(one) == {"name", "level", "what", "where", "mend"} for one in json.loads(person.out))


def test_a_journal_that_does_not_open_is_a_finding(person, kept, journal, tmp_path):
    kept("woord")
    person.runs("backup")
    journal.close()
    (tmp_path / "map" / "logboek.db").write_bytes(b"weg")
    assert person.runs("controle", "--json") == 1
    [wrong] = [one for one in json.loads(person.out) if one["level"] == "fout"]
    assert (wrong["name"], wrong["mend"]) == ("logboek", "reflectie herstel")


def test_looking_makes_no_journal(person, tmp_path):
    assert person.runs("controle") == 1
    assert not (tmp_path / "map").exists()
