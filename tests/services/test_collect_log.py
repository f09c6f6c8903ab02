"""Which entries an export holds, and what they belong to."""

import datetime as dt

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry
from reflectie.journal import meetings, situations
from reflectie.journal.journal import Journal
from reflectie.services.export_selection import Selection, collect_log

from ..conftest import NOW
from .conftest import TODAY, SaveEntry

YESTERDAY = TODAY - dt.timedelta(days=1)


def test_a_period_includes_both_ends(journal: Journal, library: Library, save_entry: SaveEntry) -> None:
    for number in range(4):
        save_entry(str(number), day=TODAY - dt.timedelta(days=number))
    log = collect_log(
        journal, library, Selection(criteria=EntryFilter(first=TODAY - dt.timedelta(days=2), last=YESTERDAY))
    )
    assert {entry.id for entry in log.entries} == {"1", "2"}


def test_only_what_the_entries_belong_to_is_included(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    used, unused = (situations.create_situation(journal, name) for name in ("Haven", "Vuurtoren"))
    series = meetings.find_or_new_series(journal, "Tafels")
    meeting = meetings.create_meeting(journal, "tafel", in_series=series)
    meetings.create_meeting(journal, "raad", in_series=meetings.find_or_new_series(journal, "Raden"))
    save_entry("a", situation=used.id)
    save_entry("b", meeting=meeting.id)
    log = collect_log(journal, library)
    assert [situation.id for situation in log.situations] == [used.id]
    assert (log.meetings, log.series) == ((meeting,), (series,))
    assert unused.id not in {situation.id for situation in log.situations}


def test_a_situation_limits_the_entries(journal: Journal, library: Library, save_entry: SaveEntry) -> None:
    situation = situations.create_situation(journal, "Haven")
    save_entry("a", situation=situation.id)
    save_entry("b")
    assert [
        entry.id
        for entry in collect_log(
            journal, library, Selection(criteria=EntryFilter(situation=situation.id))
        ).entries
    ] == ["a"]


def test_an_entry_is_as_the_journal_has_it_now(journal: Journal, library: Library) -> None:
    entry = Entry(id="a", exercise="kern:vrij-schrijven", title="T", day=TODAY, begun=NOW)
    address = Address(step="lijn")
    for value in (-40, 20):
        mark = Placement(
            address=address, field="f", left="l", right="r", aspect=Aspect.NOW, value=value, day=TODAY
        )
        answers = [Answer(address=address, question="?", text=f"bij {value}", shared=True)]
        journal.save(entry, answers, [mark])
        journal.close_entry("a")
        journal.reopen_entry("a")
    (exported,) = collect_log(journal, library).entries
    assert [placement.value for placement in exported.placements] == [20]
    assert to_plain_text(render_entry(exported)) == to_plain_text(render_entry(journal.entry("a")))


def test_drafts_are_included(journal: Journal, library: Library, save_entry: SaveEntry) -> None:
    entry = save_entry("a", text="oud")
    journal.save_draft(entry, Draft(address=Address(step="tekst"), question="Vraag", text="nieuw"))
    (exported,) = collect_log(journal, library).entries
    assert [answer.text for answer in exported.answers] == ["nieuw"]


def test_an_empty_selection_is_empty(journal: Journal, library: Library, save_entry: SaveEntry) -> None:
    save_entry("a")
    log = collect_log(journal, library, Selection(criteria=EntryFilter(last=YESTERDAY)))
    assert not any((log.entries, log.situations, log.meetings, log.series))
