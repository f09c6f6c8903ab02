"""Traces in a whole log, and their replacement in the copy that is written."""

import json
import sys

import pytest

from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.errors import ReflectieError
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.traces import OMITTED, Trace, TraceKind
from reflectie.export.document import Log
from reflectie.services import names
from reflectie.services.trace_check import (
    Replacements,
    find_in_log,
    log_texts,
    map_texts,
    parse_word_list,
    replace_in_log,
)

from ..conftest import NOW, TODAY


def log_of(*texts: str) -> Log:
    answers = tuple(
        Answer(address=Address(step=f"s{number}"), question="Hoe ging het met Sanne?", text=text)
        for number, text in enumerate(texts)
    )
    mark = Placement(
        address=Address(step="lijn"),
        field="sv4",
        left="doorgaan",
        right="vertragen",
        aspect=Aspect.NOW,
        value=1,
        day=TODAY,
        whose="Sanne",
    )
    entry = Entry(
        id="a", exercise="k:x", title="Vrij", day=TODAY, begun=NOW, answers=answers, placements=(mark,)
    )
    return Log(
        (entry,),
        (Situation(id="s", name="Sanne thuis", purpose="Sanne helpen", opened=NOW),),
        (Meeting(id="m", name="Tafel Sanne", made=NOW),),
        (Series(id="r", name="Sannes reeks"),),
    )


def test_every_text_of_the_user_is_checked() -> None:
    found = find_in_log(log_of("Sanne"), ["Sanne"])
    assert len(found) == 6  # question, answer, whose mark, name and purpose of the situation, meeting
    assert [text.text for text in log_texts(log_of("x"))].count("Sannes reeks") == 1


def test_a_finding_is_shown_in_its_sentence() -> None:
    (finding,) = find_in_log(log_of("a" * 100 + " 06-12345678 " + "b" * 100))
    assert (finding.before, finding.after) == ("a" * 39 + " ", " " + "b" * 39)
    assert finding.label == "22-11-2026 · Vrij"


def test_a_replacement_everywhere_reaches_every_text() -> None:
    log = log_of("Sanne en SANNE")
    findings = find_in_log(log, ["sanne"])
    replaced = replace_in_log(log, findings, Replacements(everywhere={"sanne": "zij"}))
    assert replaced.entries[0].answers[0].text == "zij en zij"
    assert replaced.entries[0].answers[0].question == "Hoe ging het met zij?"
    assert replaced.entries[0].placements[0].whose == "zij"
    assert (replaced.situations[0].name, replaced.meetings[0].name) == ("zij thuis", "Tafel zij")


def test_a_replacement_here_leaves_the_others() -> None:
    log = log_of("06-12345678 of 06-12345678")
    first, second = find_in_log(log)
    replacements = Replacements().with_finding(second, OMITTED, is_everywhere=False)
    assert replace_in_log(log, (first, second), replacements).entries[0].answers[0].text == (
        "06-12345678 of [weggelaten]"
    )


def test_a_replacement_here_wins_from_one_everywhere_and_both_can_be_taken_back() -> None:
    log = log_of("06-12345678 of 06-12345678")
    first, second = find_in_log(log)
    chosen = Replacements().with_finding(first, "x", True).with_finding(second, "y", False)
    assert replace_in_log(log, (first, second), chosen).entries[0].answers[0].text == "x of y"
    assert chosen.without(second) == Replacements()


def test_without_replacements_nothing_changes() -> None:
    log = log_of("06-12345678")
    assert replace_in_log(log, find_in_log(log), Replacements()) == log
    assert map_texts(log, lambda place, label, text: text) == log


def test_a_list_of_words_has_replacements_behind_an_equals_sign() -> None:
    words, replacements = parse_word_list("Sanne = de jongere\n\nBram\nZonnehoek =\n = niets\n")
    assert words == ("Sanne", "Bram", "Zonnehoek")
    assert replacements == {"sanne": "de jongere", "zonnehoek": OMITTED}


# Names, in a process of its own -------------------------------------------------------------------


@pytest.fixture
def fake_worker(tmp_path, monkeypatch):
    """Replace the process that finds names by one that runs this code."""

    def replace_worker(code: str) -> None:
        (tmp_path / "worker.py").write_text(code, "utf-8")
        monkeypatch.setattr(names, "WORKER_COMMAND", (sys.executable, str(tmp_path / "worker.py")))

    return replace_worker


def test_names_come_from_another_process(fake_worker) -> None:
    fake_worker("import json, sys; print(json.dumps([[[0, 5]] for text in json.load(sys.stdin)]))")
    (found, other) = names.find_names(["Sanne belde", "Ikke"])
    assert found == (Trace(kind=TraceKind.NAME, text="Sanne", start=0, end=5),)
    assert other[0].text == "Ikke"
    finder_result = find_in_log(log_of("Sanne belde"), (), names.find_names)
    assert TraceKind.NAME in {finding.trace.kind for finding in finder_result}


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('geen json')"])
def test_a_process_that_fails_gets_one_message(fake_worker, code) -> None:
    fake_worker(code)
    with pytest.raises(ReflectieError, match="Namen zoeken lukt niet"):
        names.find_names(["x"])


@pytest.mark.skipif(not names.can_find_names(), reason="the extra 'namen' is not installed")
@pytest.mark.long
def test_names_are_found_with_the_extra() -> None:
    assert json.dumps([trace.text for trace in names.find_names(["Sanne van Dijk belde."])[0]])
