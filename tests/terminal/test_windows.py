"""Two windows in one field: what was kept last is what is read, and nothing of either is gone."""

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
    person.runs("exporteer", "--formaat", "md", "--naar", str(person.here / "uit.md"))
    assert "tekst van A en van B" in (person.here / "uit.md").read_text()
    assert person.kept == {"tekst van A en van B"}
