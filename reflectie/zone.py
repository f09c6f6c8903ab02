"""The clock on the wall of this machine, at any moment: summer and winter each have their own offset."""

import datetime as dt


class Here(dt.tzinfo):
    """The zone of the system; asked anew each time, so nothing is read when this is imported."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, moment: dt.datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        return moment.replace(tzinfo=dt.UTC).astimezone().replace(tzinfo=self)
