import json

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Placement
from reflectie.domain.field import Aspect
from reflectie.journal.entry_details import set_tags
from reflectie.journal.meetings import create_meeting
from reflectie.journal.situations import create_situation, move_entry_to_situation


def test_hits_are_listed_newest_first(person, save_entry):
    save_entry("stroef overleg", 1, "2026-01-05")
    save_entry("goed overleg", 2, "2026-11-22")
    assert person.runs("zoek", "over") == 0
    assert person.out == (
        "22-11-2026  00000002  Vrij schrijven · goed overleg\n"
        "05-01-2026  00000001  Vrij schrijven · stroef overleg\n"
    )
    person.runs("zoek", "overleg", "stroef", "--json")
    [hit] = json.loads(person.out)
    assert (hit["entry"][-1], hit["words"], hit["marks"]) == ("1", "stroef overleg", [[0, 6], [7, 14]])


def test_an_entry_with_several_hits_is_named_once(person, save_entry, journal):
    entry = save_entry("stroef overleg", 1, "2026-01-05", title="Het overleg")
    answer = Answer(address=Address(step="later"), question="En toen?", text="een overleg later")
    journal.save(entry.with_answer(answer), (answer,))
    save_entry("goed overleg", 2, "2026-01-05")
    person.runs("zoek", "overleg")
    assert person.out == (
        "05-01-2026  00000002  Vrij schrijven · goed overleg\n"
        "05-01-2026  00000001  Het overleg · een overleg later\n"
        "                      · stroef overleg\n"
    )
    person.runs("zoek", "overleg", "--json")
    assert len(json.loads(person.out)) == 4


def test_a_situation_that_is_found_is_shown_behind_the_title(person, save_entry, journal):
    entry = save_entry("stroef overleg", 1, "2026-01-05")
    move_entry_to_situation(journal, entry.id, create_situation(journal, "het volle schrift").id)
    person.runs("zoek", "schrift")
    assert person.out == "05-01-2026  00000001  Vrij schrijven · het volle schrift\n"


def test_search_words_can_be_kept_out_of_the_shell_history(person, save_entry):
    save_entry("stroef overleg")
    person.is_interactive, person.answers = True, lambda *_: "stroef"
    person.runs("zoek")
    assert "stroef overleg" in person.out


def test_search_words_may_come_through_a_pipe(person, save_entry):
    save_entry("stroef overleg")
    person.runs("zoek", stdin=b"stroef\n")
    assert "stroef overleg" in person.out
    assert person.runs("zoek", stdin=b"") == 2


def test_nothing_found_is_no_error(person, save_entry):
    save_entry("woord")
    assert person.runs("zoek", "niets") == 0
    assert (person.out, "Niets gevonden" in person.err) == ("", True)


@pytest.mark.parametrize("query", ["👍", "++", "'"])
def test_it_is_said_that_signs_are_not_searched(person, save_entry, query):
    save_entry("woord 👍 ++")
    assert person.runs("zoek", "--", query) == 0
    assert (person.out, "tekens en emoji's worden niet doorzocht" in person.err) == ("", True)


def test_a_limited_result_says_that_there_is_more(person, save_entry):
    for number in range(4):
        save_entry("overleg", number)
    person.runs("zoek", "overleg", "--aantal", "3")
    assert (person.out.count("\n"), "--aantal" in person.err) == (3, True)


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e9"])
def test_an_invalid_limit_is_refused(person, save_entry, capsys, number):
    assert person.runs("zoek", "overleg", "--aantal", number) == 2


def test_a_part_of_a_compound_is_found(person, save_entry):
    save_entry("twee jeugdbeschermers")
    person.runs("zoek", "beschermer")
    assert "jeugdbeschermers" in person.out


@pytest.mark.parametrize(
    "options",
    [
        ["--van", "november"],
        ["--etiket", "Team"],
        ["--situatie", "brug"],
        ["--lijn", "4"],
        ["--open"],
        ["--overleg", "regio"],
        ["--delen"],
        ["--werkvorm", "maand besturen"],
        ["--rol", "bestuurder"],
        ["--rol", "bestuurder", "--delen", "--overleg", "tafel", "--lijn", "4", "--etiket", "team", "--open"],
    ],
)
def test_a_search_can_be_limited(person, save_entry, journal, options):
    meeting = create_meeting(journal, "Regiotafel")
    exercise = {"exercise": "kern:maand-van-een-bestuurder", "meeting": meeting.id}
    kept = save_entry("een overleg", 1, "2026-11-05", closed=None, **exercise)
    journal.save(kept, tuple(replace(answer, shared=True) for answer in kept.answers))
    mark = {"left": "l", "right": "r", "aspect": Aspect.NOW, "value": 1, "day": kept.day}
    placement = Placement(address=Address(step="nu"), field="kern:sv4", **mark)
    journal.save(kept, placements=(placement,))
    save_entry("nog een overleg", 2, "2026-01-05")
    set_tags(journal, kept.id, ["team"])
    move_entry_to_situation(journal, kept.id, create_situation(journal, "de brug").id)
    assert person.runs("zoek", "overleg", *options) == 0
    assert ("05-11-2026" in person.out, "05-01-2026" in person.out) == (True, False)


def test_limits_that_no_entry_meets_together_find_nothing(person, save_entry):
    save_entry("een overleg", 1, exercise="kern:maand-van-een-bestuurder")
    save_entry("nog een overleg", 2)
    assert person.runs("zoek", "overleg", "--werkvorm", "vrij", "--rol", "bestuurder") == 0
    assert (person.out, "Niets gevonden" in person.err) == ("", True)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--werkvorm", "vissen"], "In je logboek staat geen werkvorm 'vissen'."),
        (["--overleg", "vissen"], "Er is geen overleg met kenmerk of naam 'vissen'."),
    ],
)
def test_a_name_that_is_not_there_is_refused(person, save_entry, options, problem):
    save_entry("een overleg")
    assert person.runs("zoek", "overleg", *options) == 1
    assert problem in person.err


@pytest.mark.parametrize("options", [["--lijn", "7"], ["--van", "ooit"], ["--van", "2026", "--tot", "2025"]])
def test_a_limit_that_is_not_understood_is_refused_before_the_password(person, save_entry, capsys, options):
    assert person.runs("zoek", "overleg", *options) == 2
