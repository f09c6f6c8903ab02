import pytest

from reflectie.domain.meeting import Meeting
from reflectie.export.document import Log, oldest_first
from reflectie.export.formats import FORMATS

from .conftest import NOON


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_entries_and_their_meeting(make_entry, make_answer, name):
    entries = tuple(make_entry(make_answer(f"antwoord {n}"), id=n, meeting="m") for n in "ab")
    log = Log(entries, meetings=(Meeting(id="m", name="Regiotafel", made=NOON),))
    text = FORMATS[name].write(log).decode()
    assert all(part in text for part in ("antwoord a", "antwoord b", "Regiotafel"))
    assert FORMATS[name].suffix == name


def test_entries_of_one_day_are_in_the_order_in_which_they_were_begun(make_entry):
    later, earlier = make_entry(id="a"), make_entry(id="b", begun=NOON.replace(hour=9))
    assert oldest_first([later, earlier]) == [earlier, later]
