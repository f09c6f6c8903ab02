"""``reflectie exporteer --agenda``: a moment for the user's own calendar, as an .ics file."""

import argparse

from msgspec.structs import replace

from reflectie.calendar.appointment import to_ics
from reflectie.cli.commands.export_options import stands_alone
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.cli.output import output_path, write_output
from reflectie.domain.errors import InvalidInput, NotFound
from reflectie.domain.value import new_id
from reflectie.journal.find_entries import find_entry_id
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import find_meeting
from reflectie.services.appointments import (
    AppointmentForm,
    describe_appointment,
    has_next_step,
    look_back_form,
    planned_appointment,
    step_form,
)


def add_appointment_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of an appointment."""
    parser.add_argument(
        "--agenda",
        metavar="KENMERK",
        help="een moment voor je eigen agenda (.ics): om terug te kijken op dit overleg, of om terug te "
        "komen op de stap in deze reflectie",
    )
    parser.add_argument(
        "--wanneer", metavar="WANNEER", help="met --agenda: dag en tijd, zoals 'dinsdag 14:30' of morgen"
    )
    parser.add_argument(
        "--titel",
        metavar="TEKST",
        help="met --agenda: wat er in je agenda staat; anders iets wat niets verraadt",
    )


def export_appointment(options: argparse.Namespace, console: Console) -> int:
    """Write an appointment, and say what is in it."""
    if not stands_alone(options) or options.gedeeld or not options.naar:
        raise UsageError(
            "--agenda maakt één afspraak. Laat alleen --wanneer, --titel en --naar erbij staan, zoals in "
            "--naar afspraak.ics."
        )
    path = output_path(options, console)
    with open_journal_from_console(console, read_only=True) as journal:
        form = _form(journal, options, console)
    try:
        appointment = planned_appointment(form, console.today)
    except InvalidInput as error:
        raise UsageError(f"Zeg met --wanneer wanneer. {error}" if not form.when else str(error)) from error
    write_output(options, to_ics(appointment, new_id(), console.clock()), console)
    console.print_message(describe_appointment(form, console.today))
    if path:
        console.print_message(f"Het staat in {path}. Open dat bestand om het in je agenda te zetten.")
    return 0


def _form(journal: Journal, options: argparse.Namespace, console: Console) -> AppointmentForm:
    """Return the form of a meeting or of an entry with a next step, with what the options say."""
    try:
        form = look_back_form(find_meeting(journal, options.agenda), console.now)
    except NotFound:
        if not has_next_step(journal.entry(find_entry_id(journal, options.agenda))):
            raise NotFound("In deze reflectie staat geen stap om op terug te komen.") from None
        form = step_form()
    if options.wanneer is not None:
        form = replace(form, when=options.wanneer)
    return replace(form, title=options.titel) if options.titel is not None else form
