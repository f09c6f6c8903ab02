"""Looking back on a made-up journal of five years, without a screen."""

import datetime as dt

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry
from reflectie.domain.entry_filter import EVERY_ENTRY
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.domain.mirror import MirrorPart
from reflectie.domain.trail import Zoom, moments_by_entry, period_around, turning_points
from reflectie.export.document import QuestionBlock, TrailBlock, TrailMark, TypedTextBlock
from reflectie.export.forms import render_form
from reflectie.journal.journal import Journal
from reflectie.journal.situations import list_situations
from reflectie.services.export_selection import collect_log
from reflectie.services.logbook_filter import chosen_option, combine, logbook_filters, with_option
from reflectie.services.look_back import Viewpoint, all_points, compare, five_years, load_mirror
from reflectie.services.trail_history import field_trail, moment_texts, trail_scopes

from ..conftest import TODAY
from ..five_years import SITUATIONS, fill_five_years

ENTRIES = 120


@pytest.fixture
def library() -> Library:
    return builtin_library()


@pytest.fixture
def journal(memory: Journal, library: Library) -> Journal:
    fill_five_years(memory, library, TODAY, ENTRIES)
    return memory


def entries_of(journal: Journal) -> dict[str, Entry]:
    return {summary.id: journal.entry(summary.id) for summary in journal.summaries()}


def test_every_line_of_the_mirror_quotes_the_entries_that_it_names(
    journal: Journal, library: Library
) -> None:
    entries = entries_of(journal)
    lines = load_mirror(journal, library, TODAY)
    assert {MirrorPart.SAME_QUESTION, MirrorPart.STEPS, MirrorPart.LEFT_OPEN} <= {line.part for line in lines}
    for line in lines:
        texts = {answer.text for entry_id in line.entries for answer in entries[entry_id].answers}
        assert set(line.words) <= texts


def test_looking_in_the_mirror_changes_nothing(journal: Journal, library: Library) -> None:
    before = entries_of(journal)
    first = load_mirror(journal, library, TODAY)
    assert (load_mirror(journal, library, TODAY), entries_of(journal)) == (first, before)


def test_on_this_day_comes_back_from_ten_years_at_most(journal: Journal, library: Library) -> None:
    entries = entries_of(journal)
    newest = next(iter(entries.values())).day
    today = newest.replace(year=newest.year + 2)
    same_day = [e.day for e in entries.values() if (e.day.month, e.day.day) == (today.month, today.day)]
    lines = [line for line in load_mirror(journal, library, today) if line.part is MirrorPart.THIS_DAY]
    assert [entries[line.entries[0]].day for line in lines] == same_day[:3]
    assert lines[0].sentence.startswith("Twee jaar geleden")
    later = load_mirror(journal, library, newest.replace(year=newest.year + 11))
    assert {line.part for line in later} == {MirrorPart.QUIET}


def test_all_points_of_the_journal_are_on_the_six_lines(journal: Journal, library: Library) -> None:
    trails = all_points(journal, library)
    marks = sum(len(entry.placements) for entry in entries_of(journal).values())
    assert (len(trails), sum(map(len, trails))) == (6, marks)


def test_five_years_has_the_turning_points_of_each_line(journal: Journal, library: Library) -> None:
    period = period_around(TODAY, Zoom.FIVE_YEARS)
    trails = five_years(journal, library, TODAY)
    assert [trail.field.number for trail in trails] == [1, 2, 3, 4, 5, 6]
    for trail in trails:
        points = [p for p in field_trail(journal, trail.field.id).points if period.holds(p.day)]
        assert trail.moments == turning_points(moments_by_entry(points))
        assert (trail.moments[0].points[0], trail.moments[-1].points[-1]) == (points[0], points[-1])
        assert 2 < len(trail.moments) < len(points)
        assert len(moment_texts(journal, trail.moments)) == len(trail.moments)


def test_the_form_of_five_years_has_the_turning_points_of_the_view(
    journal: Journal, library: Library
) -> None:
    document = render_form(collect_log(journal, library)._replace(form="vijfjaar"))
    drawn = [block for block in document.blocks if isinstance(block, TrailBlock)]
    trails = five_years(journal, library, TODAY)
    assert [block.marks for block in drawn] == [
        tuple(TrailMark(day=moment.points[0].day, value=moment.value) for moment in trail.moments)
        for trail in trails
    ]
    headings = [block.text for block in document.blocks if isinstance(block, QuestionBlock)]
    turn = trails[0].moments[1].points[0]
    entry = entries_of(journal)[turn.entry]
    about = {item.id: f" · {item.name}" for item in list_situations(journal)}.get(entry.situation or "", "")
    place = headings.index(f"{long_day(turn.day)}{about}")
    assert place > headings.index(f"{turn.left} – {turn.right}")
    assert TypedTextBlock(text=max((a.text for a in entry.answers), key=len)) in document.blocks


def test_now_is_compared_with_a_moment_and_a_situation_with_nature(
    journal: Journal, library: Library
) -> None:
    until = TODAY - dt.timedelta(days=700)
    lines = compare(journal, library, Viewpoint(label="toen", until=until), Viewpoint(label="nu"))
    assert len(lines) == 6
    for line in lines:
        assert line.first and line.second
        assert line.first.day <= until < line.second.day
    scope = trail_scopes(journal)[0]
    beside = compare(
        journal,
        library,
        Viewpoint(label="n", aspect=Aspect.NATURE),
        Viewpoint(label=scope.label, scope=scope),
    )
    assert {line.first.aspect for line in beside if line.first} == {Aspect.NATURE}


def test_the_trail_of_a_situation_has_only_its_entries(journal: Journal, library: Library) -> None:
    entries = entries_of(journal)
    scopes = trail_scopes(journal)
    assert {scope.label for scope in scopes} == set(SITUATIONS)
    for field in library.core_fields:
        points = field_trail(journal, field.id, situation=scopes[0].situation).points
        assert {entries[point.entry].situation for point in points} <= {scopes[0].situation}


def test_the_logbook_offers_the_filters_that_its_entries_have(journal: Journal, library: Library) -> None:
    filters = {item.id: item for item in logbook_filters(journal, library, TODAY)}
    assert list(filters) == ["open", "field", "exercise", "situation", "tag", "period", "shared"]
    assert [option.label for option in filters["tag"].options] == ["vertragen", "vieren", "team"]
    assert [option.label for option in filters["period"].options][:3] == [
        "november 2026",
        "oktober 2026",
        "2026",
    ]
    chosen = combine([filters["field"].options[0], filters["tag"].options[2]])
    assert (chosen.field, chosen.tag) == ("kern:sv1", "team")


def test_an_option_takes_the_place_of_another_of_the_same_filter(journal: Journal, library: Library) -> None:
    filters = {item.id: item for item in logbook_filters(journal, library, TODAY)}
    fields, (tag, *_) = filters["field"], filters["tag"].options
    criteria = with_option(EVERY_ENTRY, filters["tag"], tag)
    for option in fields.options:
        criteria = with_option(criteria, fields, option)
        assert (chosen_option(fields, criteria), chosen_option(filters["tag"], criteria)) == (option, tag)
    assert with_option(criteria, fields, None) == tag.criteria
    assert chosen_option(fields, tag.criteria) is None


def test_two_filters_on_exercises_leave_what_both_have(journal: Journal, library: Library) -> None:
    filters = {item.id: item for item in logbook_filters(journal, library, TODAY)}
    first, second = filters["exercise"].options[:2]
    assert combine([first, second]).exercises == ()
    assert combine([first, first]).exercises == first.criteria.exercises
