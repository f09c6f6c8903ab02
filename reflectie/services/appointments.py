"""A moment in the user's own calendar: to look back on a meeting, or to come back to a next step."""

import datetime as dt
from pathlib import Path

from reflectie.calendar.appointment import Appointment, appointment_moment, clean_title, to_ics
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.entry import Entry
from reflectie.domain.errors import InvalidInput
from reflectie.domain.meeting import ASSUMED_DURATION, Meeting, is_past
from reflectie.domain.value import Value, new_id
from reflectie.journal.folder import JournalFolder
from reflectie.services.card_output import typed_path, unused_document
from reflectie.services.export_file import check_output_file, write_files

LOOK_BACK_TITLE, STEP_TITLE = "Terugkijken", "Herinnering"
"""What is in the calendar unless the user types something else: nothing about what they wrote."""

WHEN_EXAMPLES = "Schrijf een dag, bijvoorbeeld morgen 9:00, dinsdag half drie of 24-11."


class AppointmentForm(Value):
    """The fields of an appointment, as typed. ``path`` is the file in which it is written."""

    when: str = ""
    title: str = ""
    path: str = ""


def look_back_form(meeting: Meeting, now: dt.datetime) -> AppointmentForm:
    """Return a moment to look back on a meeting: as soon as it is over, or tomorrow if it is over already."""
    day, time = now.date() + dt.timedelta(days=1), None
    if meeting.day and not is_past(meeting, now):
        end = dt.datetime.combine(meeting.day, meeting.time or dt.time.min) + ASSUMED_DURATION
        day, time = (end.date(), end.time()) if meeting.time else (meeting.day, None)
    return AppointmentForm(when=day_and_time_as_typed(day, time), title=LOOK_BACK_TITLE)


def step_form() -> AppointmentForm:
    """Return a moment to come back to a next step; the user says when."""
    return AppointmentForm(title=STEP_TITLE)


def has_next_step(entry: Entry) -> bool:
    """Whether the user wrote down what they mean to do."""
    return any(answer.yields == "intention" and answer.text.strip() for answer in entry.answers)


def with_file(form: AppointmentForm, today: dt.date) -> AppointmentForm:
    """Return a form with a new file among the documents of the user."""
    path = unused_document(f"agenda-{today:%Y-%m-%d}", "ics")
    return AppointmentForm(when=form.when, title=form.title, path=str(path))


def planned_appointment(form: AppointmentForm, today: dt.date) -> Appointment:
    """Return what would be in the calendar.

    Raises:
        InvalidInput: the day or the title is missing or not understood.
    """
    day, time = parse_day_and_time(form.when, today)
    if day is None:
        raise InvalidInput(WHEN_EXAMPLES)
    return Appointment(title=clean_title(form.title), day=day, time=time)


def describe_appointment(form: AppointmentForm, today: dt.date) -> str:
    """Say what will be in the file; errors as in ``planned_appointment``."""
    appointment = planned_appointment(form, today)
    return f"In je agenda komt: {appointment_moment(appointment)} · {appointment.title}. Verder niets."


def save_appointment(form: AppointmentForm, now: dt.datetime, folder: JournalFolder | None) -> Path:
    """Write an appointment to a new file that only this user can read, and return its path.

    Raises:
        ReflectieError: as in ``planned_appointment``; or the file exists or cannot be written.
    """
    appointment = planned_appointment(form, now.date())
    path = typed_path(form.path)
    check_output_file(path, folder, overwrite=False)
    write_files({path: to_ics(appointment, new_id(), now)}, overwrite=False)
    return path
