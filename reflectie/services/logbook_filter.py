"""The filters that the logbook offers, each with the options that the entries and the content have."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict, replace

from reflectie.domain.dates import MONTHS, add_months
from reflectie.domain.entry_filter import EVERY_ENTRY, EntryFilter
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Role, TensionField
from reflectie.domain.tag import sorted_tags
from reflectie.domain.text import contains_words
from reflectie.domain.value import Value
from reflectie.journal.find_entries import used_facet_values
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import list_meetings
from reflectie.journal.situations import list_situations

_YEARS_OFFERED = 6


class FilterOption(Value):
    """One choice of a filter: its words, and the entries that it leaves."""

    label: str
    criteria: EntryFilter


class LogbookFilter(Value):
    """A filter with its options. At most one option of each filter is in use at a time."""

    id: str
    label: str
    options: tuple[FilterOption, ...]


def logbook_filters(journal: Journal, library: Library, today: dt.date) -> tuple[LogbookFilter, ...]:
    """Return the filters of which there is something to choose."""
    filters = (
        _single("open", "nog open", EntryFilter(is_open=True)),
        LogbookFilter(id="field", label="lijn", options=tuple(_fields(journal, library))),
        LogbookFilter(id="exercise", label="werkvorm", options=tuple(_exercises(journal, library))),
        LogbookFilter(id="situation", label="situatie", options=tuple(_situations(journal))),
        LogbookFilter(id="meeting", label="overleg", options=tuple(_meetings(journal))),
        LogbookFilter(id="tag", label="etiket", options=tuple(_tags(journal))),
        LogbookFilter(id="role", label="rol", options=tuple(_roles(journal, library))),
        LogbookFilter(id="period", label="tijd", options=tuple(_periods(today))),
        _single("shared", "om te delen", EntryFilter(is_shared=True)),
    )
    return tuple(item for item in filters if item.options)


def combine(options: Iterable[FilterOption]) -> EntryFilter:
    """Return the filter that keeps the entries which match every option."""
    combined = EVERY_ENTRY
    for option in options:
        changes = _used(option.criteria)
        if combined.exercises is not None and option.criteria.exercises is not None:
            allowed = option.criteria.exercises
            changes["exercises"] = tuple(name for name in combined.exercises if name in allowed)
        combined = replace(combined, **changes)
    return combined


def chosen_option(item: LogbookFilter, criteria: EntryFilter) -> FilterOption | None:
    """Return the option of a filter that is part of these criteria."""
    options = (option for option in item.options if with_option(criteria, item, option) == criteria)
    return next(options, None)


def with_option(criteria: EntryFilter, item: LogbookFilter, option: FilterOption | None) -> EntryFilter:
    """Return criteria with another option of one filter, or with none."""
    names = {name for offered in item.options for name in _used(offered.criteria)}
    unused = {name: getattr(EVERY_ENTRY, name) for name in names}
    return replace(criteria, **unused | (_used(option.criteria) if option else {}))


def _used(criteria: EntryFilter) -> dict[str, Any]:
    """Return the parts of a filter that matter, by name."""
    return {name: value for name, value in asdict(criteria).items() if value not in (None, False)}


def used_exercises(
    journal: Journal, library: Library, role: Role | None = None, name_part: str = ""
) -> tuple[Exercise, ...]:
    """Return the exercises that have entries: those written for a role, or with these words in their name."""
    found = (library.exercise(exercise_id) for exercise_id in used_facet_values(journal, "exercise"))
    return tuple(
        exercise
        for exercise in found
        if exercise
        and (role is None or role in exercise.roles)
        and (not name_part or name_part == exercise.id or contains_words(exercise.name, name_part))
    )


def field_label(field: TensionField) -> str:
    """Name a line by its number and its poles."""
    poles = f"{field.left.name} – {field.right.name}"
    return f"{field.number} · {poles}" if field.number else poles


def _single(filter_id: str, label: str, criteria: EntryFilter) -> LogbookFilter:
    return LogbookFilter(id=filter_id, label=label, options=(FilterOption(label=label, criteria=criteria),))


def _fields(journal: Journal, library: Library) -> Iterator[FilterOption]:
    used = used_facet_values(journal, "field")
    for field in library.fields:
        if field.id in used:
            yield FilterOption(label=field_label(field), criteria=EntryFilter(field=field.id))


def _exercises(journal: Journal, library: Library) -> Iterator[FilterOption]:
    for exercise in sorted(used_exercises(journal, library), key=lambda e: e.name.casefold()):
        yield FilterOption(label=exercise.name, criteria=EntryFilter(exercises=(exercise.id,)))


def _situations(journal: Journal) -> Iterator[FilterOption]:
    for situation in list_situations(journal):
        yield FilterOption(label=situation.name, criteria=EntryFilter(situation=situation.id))


def _meetings(journal: Journal) -> Iterator[FilterOption]:
    for meeting in reversed(list_meetings(journal)):
        day = f" · {meeting.day:%d-%m-%Y}" if meeting.day else ""
        yield FilterOption(label=f"{meeting.name}{day}", criteria=EntryFilter(meeting=meeting.id))


def _tags(journal: Journal) -> Iterator[FilterOption]:
    for name in sorted_tags(used_facet_values(journal, "tag")):
        yield FilterOption(label=name, criteria=EntryFilter(tag=name))


def _roles(journal: Journal, library: Library) -> Iterator[FilterOption]:
    """The roles for which the user did an exercise that was written for some roles."""
    for role in Role:
        exercises = tuple(exercise.id for exercise in used_exercises(journal, library, role))
        if exercises:
            yield FilterOption(
                label=f"werkvormen als {role.value}", criteria=EntryFilter(exercises=exercises)
            )


def _periods(today: dt.date) -> Iterator[FilterOption]:
    first = today.replace(day=1)
    for start in (first, add_months(first, -1)):
        yield _period(f"{MONTHS[start.month - 1]} {start.year}", start, add_months(start, 1))
    for year in range(today.year, today.year - _YEARS_OFFERED, -1):
        yield _period(str(year), dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def _period(label: str, first: dt.date, end: dt.date) -> FilterOption:
    criteria = EntryFilter(first=first, last=end - dt.timedelta(days=1))
    return FilterOption(label=label, criteria=criteria)
