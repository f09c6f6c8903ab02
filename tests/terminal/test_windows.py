"""Two windows in one field: what was kept last is what is read, and nothing of either is gone."""

import pytest

from .conftest import Person
from .terminal import ENTER, ESCAPE, LEFT, NEXT, QUIT


def test_a_cursor_in_one_window_hides_nothing_that_was_kept_in_another(person: Person) -> None:
    one = person.writes()
    one.types("tekst van A")
    one.sees("bewaard om")
    other = person.starts()
    other.sees("v Vraag")
    other.types("l")
    other.sees("Logboek", "tekst van A")
    other.types(ENTER)
    other.sees("tekst van A", "g ga verder")
    other.types("g")
    other.sees("tekst van A", "^N verder")
    other.types(" en van B")
    other.sees("tekst van A en van B", "bewaard om")
    one.types(LEFT, LEFT, ESCAPE)
    one.sees("g Ga verder")
    other.types(NEXT)
    other.sees("laatste vraag")
    other.types(ENTER)
    other.sees("tekst van A en van B")
    for window in (one, other):
        window.types(QUIT)
        assert window.ends() == 0
    (entry,) = person.entries
    assert [answer.text for answer in entry.answers] == ["tekst van A en van B"]
    assert person.kept == {"tekst van A en van B"}


@pytest.mark.parametrize("keys", [(), (LEFT,)], ids=["untouched", "cursor moved"])
def test_a_window_in_which_nothing_was_done_writes_over_nothing_when_it_is_left(
    person: Person, keys: tuple[str, ...]
) -> None:
    one = person.writes()
    one.types("eerste")
    one.sees("bewaard om")
    idle = person.starts()
    idle.sees("g Ga verder")
    idle.types("g")
    idle.sees("eerste", "^N verder")
    one.types(" en meer")
    one.sees("eerste en meer")
    one.types(NEXT)
    one.sees("laatste vraag")
    one.types(ENTER)
    one.sees("v Vraag")
    idle.types(*keys)
    idle.watches(1.0)
    idle.types(QUIT)
    assert idle.ends() == 0
    one.types(QUIT)
    assert one.ends() == 0
    (entry,) = person.entries
    assert not entry.is_open
    assert "eerste en meer" in [answer.text for answer in entry.answers]
