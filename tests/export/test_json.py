import datetime as dt
import json

import msgspec

from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.export.json import log_to_json, to_builtins, to_json
from reflectie.export.log import Log

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_every_key_is_always_there(entry):
    assert set(json.loads(to_json(entry()))) == set(Entry.__struct_fields__)


def test_days_and_moments_are_iso(entry):
    made = json.loads(to_json(entry()))
    assert (made["day"], made["begun"], made["closed"]) == ("2026-11-22", "2026-11-22T12:00:00Z", None)


def test_an_entry_comes_back_from_json(entry, said, mark):
    made = entry(said("[red]x[/red]\n", state=AnswerState.UNKNOWN), placements=(mark(None), mark(-3)))
    assert msgspec.convert(json.loads(to_json(made)), Entry) == made
    assert msgspec.convert(to_builtins(made), Entry) == made


def test_a_log_says_what_it_is_and_begins_with_the_oldest(entry):
    made = json.loads(log_to_json(Log((entry(id="b"), entry(id="a")))))
    assert (made["format"], made["version"]) == ("reflectie", 1)
    assert [one["id"] for one in made["entries"]] == ["a", "b"]


def test_a_log_holds_what_entries_belong_to(entry):
    meeting = Meeting(id="m", name="Tafel", made=NOON, day=NOON.date(), time=dt.time(14, 30), series="s")
    made = json.loads(log_to_json(Log((entry(meeting="m"),), (), (meeting,), (Series(id="s", name="Tafels"),))))
    assert made["entries"][0]["meeting"] == "m"
    assert [msgspec.convert(one, Meeting) for one in made["meetings"]] == [meeting]
    assert made["series"] == [{"id": "s", "name": "Tafels", "uid": ""}]
