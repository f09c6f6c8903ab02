"""Pages of the logbook and of one entry, without a screen."""

import datetime as dt

from reflectie.domain.entry import Draft
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.exercise import Library
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.bin import set_keep_until
from reflectie.journal.journal import Journal
from reflectie.journal.situations import create_situation
from reflectie.services.logbook import LogbookPage, list_page, load_entry_page, search_page

from .conftest import FREE, NOW, TODAY, SaveEntry

ONLY_OPEN = EntryFilter(is_open=True)


def ids(page: LogbookPage) -> list[str]:
    return [row.entry.id for row in page.rows]


def save_three(save_entry: SaveEntry) -> None:
    for number, closed in enumerate((NOW, None, NOW)):
        day = TODAY - dt.timedelta(days=number)
        save_entry(f"e{number}", text=f"rust {number}", day=day, closed=closed)


def test_pages_follow_each_other_by_day(journal: Journal, save_entry: SaveEntry) -> None:
    save_three(save_entry)
    first = list_page(journal, 2)
    assert (ids(first), first.has_more) == (["e0", "e1"], True)
    assert ids(list_page(journal, 2, first.rows[-1].entry)) == ["e2"]


def test_a_page_can_have_only_unfinished_entries(journal: Journal, save_entry: SaveEntry) -> None:
    save_three(save_entry)
    assert ids(list_page(journal, 9, criteria=ONLY_OPEN)) == ["e1"]
    assert ids(search_page(journal, "rust", 9, criteria=ONLY_OPEN)) == ["e1"]


def test_a_search_goes_on_where_its_page_ended(journal: Journal, save_entry: SaveEntry) -> None:
    save_three(save_entry)
    first = search_page(journal, "rust", 2)
    assert (ids(first), first.has_more) == (["e0", "e1"], True)
    assert ids(search_page(journal, "rust", 2, first.cursor)) == ["e2"]


def test_an_entry_with_many_hits_is_one_row_with_the_words_around_the_match(
    journal: Journal, save_entry: SaveEntry
) -> None:
    save_entry("a", title="Over rust", text="een lange dag zonder rust")
    (row,) = search_page(journal, "rust", 9).rows
    assert row.hit is not None
    assert "rust" in row.hit.words
    assert [row.hit.words[start:end] for start, end in row.hit.marks] == ["rust"]


def test_an_entry_is_read_with_its_drafts_and_its_situation(journal: Journal, save_entry: SaveEntry) -> None:
    situation = create_situation(journal, "de verhuizing")
    entry = save_entry("e1", text="rust", situation=situation.id)
    journal.save_draft(entry, Draft(address=entry.answers[0].address, question="?", text="onrust"))
    set_keep_until(journal, "e1", TODAY)
    page = load_entry_page(journal, Library(exercises=()), "e1")
    text = to_plain_text(page.document, 80)
    assert "onrust" in text and "de verhuizing" in text
    assert (page.entry.answers[0].text, page.keep_until) == ("rust", TODAY)


def test_an_answer_can_be_changed_while_the_content_asks_for_it(
    journal: Journal, save_entry: SaveEntry
) -> None:
    entry = save_entry("e1", text="rust")
    assert load_entry_page(journal, Library(exercises=(FREE,)), "e1").addresses == (entry.answers[0].address,)
    assert load_entry_page(journal, Library(exercises=()), "e1").addresses == (None,)
