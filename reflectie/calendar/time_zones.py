"""Second guard: every time zone that a file names must resolve, or the file is refused.

icalendar takes a time in an unknown zone for one without a zone, keeps the zones of a file for the next, and
does not limit the rules of a VTIMEZONE. So zones are looked up here.
"""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator
from typing import Any

from icalendar import Timezone
from icalendar.prop import vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from reflectie.calendar.clean_file import ZONE_NAME
from reflectie.calendar.recurrence import DateOrTime, RecurrenceBudget
from reflectie.domain.errors import invalid_invitation
from reflectie.domain.text import clean_line

_MAX_FILE_ZONES, _MAX_RULES = 10, 8

_ZERO = dt.timedelta(0)

_FIRST_YEAR = 1968
"""A leap year, before the meetings that matter."""

_OTHER_NAMES = {
    "Western/Central Europe": "Europe/Amsterdam",  # Notes
    "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Amsterdam",  # Exchange
    "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": "Europe/Brussels",
}


class TimeZones:
    """The time zones that a file uses. ``reader_zone`` is for times that name none."""

    def __init__(self, definitions: list[str], reader_zone: dt.tzinfo, budget: RecurrenceBudget) -> None:
        """``definitions`` are the VTIMEZONE components of a cleaned file; only used ones are parsed."""
        self.reader_zone = reader_zone
        names = re.compile(f"^{ZONE_NAME}:(.*)$", re.MULTILINE)
        self._definitions = {zone_name(names.findall(text)): text for text in definitions}
        self._budget = budget
        self._found: dict[str, dt.tzinfo] = {}
        self._parsed_count = 0

    def find(self, name: str) -> dt.tzinfo:
        """Return a zone by its IANA or Windows name, or by its definition in the file.

        Raises:
            InvalidInput: it is unknown or unreadable.
        """
        if name not in self._found:
            self._found[name] = system_zone(name) or self._defined_zone(name)
        return self._found[name]

    def _defined_zone(self, name: str) -> dt.tzinfo:
        self._parsed_count += 1
        definition = self._definitions.get(name)
        if definition is None and name in _OTHER_NAMES:
            return zoneinfo.ZoneInfo(_OTHER_NAMES[name])
        if definition is None or self._parsed_count > _MAX_FILE_ZONES:
            raise invalid_invitation("Een afspraak in dit bestand staat in een tijdzone die onbekend is.")
        try:
            return self._create_zone(Timezone.from_ical(definition))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise invalid_invitation("Een tijdzone in dit bestand is onleesbaar.") from error

    def _create_zone(self, definition: Any) -> dt.tzinfo:
        recurring = [part for part in definition.subcomponents if "RRULE" in part]
        if len(recurring) > _MAX_RULES:
            raise ValueError(recurring)
        for part in recurring:
            self._check_rule(part)
        definition.pop(ZONE_NAME, None)
        definition["TZID"] = "file"
        zone: dt.tzinfo = definition.to_tz(lookup_tzid=False)
        zone.utcoffset(self._budget.now)
        return zone

    def _check_rule(self, observance: Any) -> None:
        """Raise ValueError if a rule is not a yearly one. One from centuries ago is followed from 1968 on."""
        rule, start = observance["RRULE"], observance["DTSTART"].dt
        if start.year < _FIRST_YEAR and rule.get("INTERVAL", [1]) == [1] and "COUNT" not in rule:
            start = start.replace(year=_FIRST_YEAR)
            observance["DTSTART"] = vDDDTypes(start)
        if rule["FREQ"] != ["YEARLY"] or self._budget.dates_of(rule, start) is not None:
            raise ValueError(rule)


def zone_name(value: Any) -> str:
    """Return the name of a zone from a property or a parameter; one with commas may have become a list."""
    text = ",".join(value) if isinstance(value, list) else str(value or "")
    return clean_line(text.replace("\\", ""))


def system_zone(name: str) -> dt.tzinfo | None:
    """Return the zone of an IANA or Windows name, or None."""
    for candidate in _candidate_names(name):
        try:
            return zoneinfo.ZoneInfo(candidate)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue  # OSError: "Europe" is a folder, and a very long name is no file
    return None


def _candidate_names(name: str) -> Iterator[str]:
    """Return the IANA names to try; some programs put their own name before that of the zone."""
    bare = name.strip("/")
    yield WINDOWS_TO_OLSON.get(bare, bare)
    if name.startswith("/"):
        parts = bare.split("/")
        yield from ("/".join(parts[start:]) for start in range(1, min(len(parts), 5)))


def in_zone(value: DateOrTime, zone: dt.tzinfo) -> DateOrTime:
    """Return a time in another zone; a date stays as it is."""
    if not isinstance(value, dt.datetime):
        return value
    # By way of UTC, because a clock reading may not exist on the day when the clock changes.
    return existing(value).astimezone(dt.UTC).astimezone(zone)


def existing(time: dt.datetime) -> dt.datetime:
    """Return a time; one in the hour that is skipped in spring as the time that the clock shows instead.

    The zones of the system do that by themselves, those of a file do not.
    """
    before, now = (time - dt.timedelta(days=1)).utcoffset(), time.utcoffset()
    change = (now or _ZERO) - (before or _ZERO)
    is_skipped = change > _ZERO and (time - change).replace(fold=1).utcoffset() != now
    return time + change if is_skipped else time
