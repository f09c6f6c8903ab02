import json

import msgspec

from reflectie.domain.entry import Entry, State
from reflectie.export.json import builtins, dumps, log


def test_every_key_is_always_there(entry):
    assert set(json.loads(dumps(entry()))) == set(Entry.__struct_fields__)


def test_days_and_moments_are_iso(entry):
    made = json.loads(dumps(entry()))
    assert (made["day"], made["begun"], made["closed"]) == ("2026-11-22", "2026-11-22T12:00:00Z", None)


def test_an_entry_comes_back_from_json(entry, said, mark):
    made = entry(said("[red]x[/red]\n", state=State.UNKNOWN), placements=(mark(None), mark(-3)))
    assert msgspec.convert(json.loads(dumps(made)), Entry) == made
    assert msgspec.convert(builtins(made), Entry) == made


def test_a_log_says_what_it_is_and_begins_with_the_oldest(entry):
    made = json.loads(log([entry(id="b"), entry(id="a")]))
    assert (made["format"], made["version"]) == ("reflectie", 1)
    assert [one["id"] for one in made["entries"]] == ["a", "b"]
