import json

import pytest


def test_what_was_written_is_found_newest_first(person, kept):
    kept("stroef overleg", 1, "2026-01-05")
    kept("goed overleg", 2, "2026-11-22")
    assert person.runs("zoek", "over") == 0
    assert person.out == (
        "22-11-2026  00000002  Vrij schrijven · goed overleg\n"
        "05-01-2026  00000001  Vrij schrijven · stroef overleg\n"
    )
    person.runs("zoek", "overleg", "stroef", "--json")
    [hit] = json.loads(person.out)
    assert (hit["entry"][-1], hit["words"], hit["marks"]) == ("1", "stroef overleg", [[0, 6], [7, 14]])


def test_without_words_they_are_asked_and_stay_out_of_the_history(person, kept):
    kept("stroef overleg")
    person.types, person.answers = True, lambda *_: "stroef"
    person.runs("zoek")
    assert "stroef overleg" in person.out


def test_words_may_come_through_a_pipe(person, kept):
    kept("stroef overleg")
    person.runs("zoek", stdin=b"stroef\n")
    assert "stroef overleg" in person.out
    assert person.runs("zoek", stdin=b"") == 2


def test_nothing_found_is_no_error(person, kept):
    kept("woord")
    assert person.runs("zoek", "niets") == 0
    assert (person.out, "Niets gevonden" in person.err) == ("", True)


def test_that_there_is_more_is_told(person, kept):
    for number in range(4):
        kept("overleg", number)
    person.runs("zoek", "overleg", "--aantal", "3")
    assert (person.out.count("\n"), "--aantal" in person.err) == (3, True)


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e9"])
def test_a_number_that_is_none_is_refused(person, kept, capsys, number):
    assert person.runs("zoek", "overleg", "--aantal", number) == 2
