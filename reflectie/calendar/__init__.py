"""Read the meetings in an .ics file as Outlook, Google, Apple, Notes and others write them.

A file may be hostile. Three guards stand before icalendar and recurring-ical-events: the bytes are cleaned,
every time zone must resolve, and recurrence is bounded. A file is read correctly or refused as a whole, and
nothing is stored here.
"""
