import datetime as dt
import json

import msgspec

from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.export.document import Log
from reflectie.export.json import log_to_json, to_builtins, to_json

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_every_key_is_always_present(make_entry):
    assert set(json.loads(to_json(make_entry()))) == set(Entry.__struct_fields__)


def test_dates_and_times_are_in_iso_8601(make_entry):
    data = json.loads(to_json(make_entry()))
    assert (data["day"], data["begun"], data["closed"]) == ("2026-11-22", "2026-11-22T12:00:00Z", None)


def test_an_entry_can_be_read_back_from_json(make_entry, make_answer, make_placement):
    entry = make_entry(
        make_answer("[red]x[/red]\n", state=AnswerState.UNKNOWN),
        placements=(make_placement(None), make_placement(-3)),
    )
    assert msgspec.convert(json.loads(to_json(entry)), Entry) == entry
    assert msgspec.convert(to_builtins(entry), Entry) == entry


def test_a_log_names_its_format_and_begins_with_the_oldest_entry(make_entry):
    data = json.loads(log_to_json(Log((make_entry(id="b"), make_entry(id="a")))))
    assert (data["format"], data["version"]) == ("reflectie", 2)
    assert [item["id"] for item in data["entries"]] == ["a", "b"]


def test_a_log_has_the_meetings_and_series_of_its_entries(make_entry):
    meeting = Meeting(id="m", name="Tafel", made=NOON, day=NOON.date(), time=dt.time(14, 30), series="s")
    data = json.loads(
        log_to_json(Log((make_entry(meeting="m"),), (), (meeting,), (Series(id="s", name="Tafels"),)))
    )
    assert data["entries"][0]["meeting"] == "m"
    assert [msgspec.convert(item, Meeting) for item in data["meetings"]] == [meeting]
    assert data["series"] == [{"id": "s", "name": "Tafels", "uid": ""}]
