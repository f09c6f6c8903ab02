"""What the user chooses for an export, and the steps from there to a file, without a screen."""

import datetime as dt
from pathlib import Path

from msgspec.structs import replace

from reflectie.domain.date_parser import parse_date
from reflectie.domain.dates import PartialDate
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.errors import InvalidInput
from reflectie.domain.exercise import Library
from reflectie.domain.value import Value
from reflectie.export.document import Format, Log
from reflectie.export.formats import FORMATS
from reflectie.export.forms import FORMS, render_form
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.folder import JournalFolder, file_exists
from reflectie.journal.journal import Journal
from reflectie.services.card_output import typed_path, unused_document
from reflectie.services.export_file import (
    ExportPart,
    ProgressCallback,
    check_output_file,
    plan_files,
    write_parts,
)
from reflectie.services.export_selection import EVERYTHING, Selection, collect_archive, collect_log


class ExportChoices(Value):
    """The choices for one export; ``author`` is the name that will be in it, or ""."""

    format_name: str = "pdf"
    form: str = "logboek"
    selection: Selection = EVERYTHING
    author: str = ""

    @property
    def export_format(self) -> Format:
        return FORMATS[self.format_name]

    @property
    def form_label(self) -> str:
        """What the document holds, in a few words."""
        return FORMS[self.form].label if self.export_format.has_forms else "alles"

    def without_unused(self) -> "ExportChoices":
        """Return the choices without a form and sharing, for a format that has no forms."""
        if self.export_format.has_forms:
            return self
        return replace(self, form="logboek", selection=replace(self.selection, shared_only=False))

    def with_criteria(self, criteria: EntryFilter) -> "ExportChoices":
        """Return the choices with another filter. Single entries are chosen from what it leaves."""
        return replace(self, selection=replace(self.selection, criteria=criteria, entries=()))

    def with_day(self, text: str, today: dt.date, is_first: bool) -> "ExportChoices":
        """Return the choices with another first or last day; an empty text takes the limit away.

        Raises:
            InvalidInput: the text is no day, or the period ends before it begins.
        """
        date, criteria = parse_export_day(text, today), self.selection.criteria
        first = (date and date.first_day) if is_first else criteria.first
        last = criteria.last if is_first else (date and date.last_day)
        if first and last and first > last:
            raise InvalidInput("De laatste dag ligt voor de eerste. Kies een andere dag.")
        return self.with_criteria(replace(criteria, first=first, last=last))


def parse_export_day(text: str, today: dt.date) -> PartialDate | None:
    """Return a day, month or year as people say it, or None for an empty text.

    Raises:
        InvalidInput: the text is none of these.
    """
    if not text.strip():
        return None
    date = parse_date(text, today, past=True)
    if date is None:
        raise InvalidInput("Dit begrijp ik niet als dag. Schrijf bijvoorbeeld gisteren, 22-11-2026 of maart.")
    return date


def collect_chosen(journal: Journal, library: Library, choices: ExportChoices) -> Log:
    """Return what the user chose, in its form."""
    collect = collect_log if choices.export_format.has_forms else collect_archive
    return collect(journal, library, choices.selection)._replace(form=choices.form, author=choices.author)


def preview_text(choices: ExportChoices, log: Log, width: int) -> str:
    """Return the whole of what will be in the file, as text for a screen of ``width`` cells."""
    if choices.export_format.has_forms:
        return to_plain_text(render_form(log), width)
    return choices.export_format.write(log).decode("utf-8-sig")


def suggest_export_file(choices: ExportChoices, today: dt.date) -> Path:
    """Return a file that does not exist yet, in the documents of the user or else in their home folder."""
    name = choices.form if choices.export_format.has_forms else "logboek"
    return unused_document(f"{name}-{today:%Y-%m-%d}", choices.export_format.suffix)


def check_new_path(
    path: str, choices: ExportChoices, log: Log, folder: JournalFolder | None
) -> tuple[ExportPart, ...]:
    """Return the files that would be written; a name without a suffix gets that of the format.

    Raises:
        ReflectieError: a file exists or cannot be written.
    """
    file = typed_path(path)
    if not file.suffix and not (file_exists(file) and file.is_dir()):
        file = file.with_name(f"{file.name}.{choices.export_format.suffix}")
    parts = plan_files(file, log, choices.export_format)
    for part in parts:
        check_output_file(part.path, folder, overwrite=False)
    return parts


def write_chosen(
    path: str,
    choices: ExportChoices,
    log: Log,
    folder: JournalFolder | None,
    progress: ProgressCallback | None = None,
) -> tuple[ExportPart, ...]:
    """Write to new files, and return them. Nothing is overwritten, and what ``progress`` raises stops it.

    Raises:
        ReflectieError: a file exists or cannot be written; there is no new file then.
    """
    parts = check_new_path(path, choices, log, folder)
    write_parts(parts, choices.export_format, overwrite=False, progress=progress)
    return parts
