"""Checks on an entry that a simulated user filled in."""

from reflectie.domain.entry import AnswerState, Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.table import rows_of, table_of
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry


def assert_nothing_is_lost(entry: Entry, exercise: Exercise, texts: list[str]) -> None:
    """Every text and answer is in the exported document, with and without the exercise."""
    for known_exercise in (exercise, None):
        document = render_entry(entry, known_exercise)
        markdown = to_markdown(document)
        assert [text for text in texts if text not in markdown] == []
        assert [text for text in texts if text not in to_plain_text(document)] == []
        for answer in entry.answers:
            if answer.state is not AnswerState.SKIPPED or answer.text:
                assert answer.text in markdown.replace("\\", "")
    for table in {table_of(answer.address) for answer in entry.answers} - {None}:
        row_ids = [row.id for row in rows_of(entry, table)]
        assert row_ids == list(dict.fromkeys(row_ids))
