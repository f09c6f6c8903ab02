"""Read a journal back from the JSON that an export wrote. Nothing in the file is trusted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reflectie.domain.archive import (
    FORMAT_NAME,
    FORMAT_VERSION,
    Archive,
    ArchivedAnswer,
    ArchivedDraft,
    ArchivedEntry,
    ArchivedRevision,
    convert_parts,
)
from reflectie.domain.entry import Address
from reflectie.domain.errors import InvalidInput
from reflectie.domain.field import MAX_VALUE, MIN_VALUE
from reflectie.domain.text import FIELD_LIMIT, UNSAFE_CHARACTERS, clean, format_number

_MAX_NUMBER = 2**63 - 1

_UNTOUCHED = "Er is niets aan je logboek toegevoegd."


class _Header(msgspec.Struct):
    format: str = ""
    version: int = 0


def read_own_json(content: bytes) -> Archive:
    """Return what a file holds, with its texts cleaned and its moments in UTC.

    Raises:
        InvalidInput: it is no such file, is made by a later version, or holds an impossible value.
    """
    _check_header(content)
    try:
        archive = msgspec.json.decode(content, type=Archive)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _invalid(f"er klopt iets niet ({_where(error)})") from error
    try:
        cleaned: Archive = convert_parts(archive, _clean_value)
    except OverflowError as error:
        raise _invalid("er staat een getal of een tijd in die te groot of te klein is") from error
    problem = next(_problems(cleaned), None)
    if problem:
        raise _invalid(problem)
    return cleaned


def _check_header(content: bytes) -> None:
    try:
        header = msgspec.json.decode(content, type=_Header)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _invalid("het is geen JSON, of het is beschadigd") from error
    if header.format != FORMAT_NAME:
        raise _invalid("het komt niet uit reflectie")
    if header.version > FORMAT_VERSION:
        raise InvalidInput(
            f"Dit bestand is gemaakt door een nieuwere versie van reflectie. Werk reflectie bij. {_UNTOUCHED}"
        )
    if header.version < FORMAT_VERSION:
        raise _invalid("het is gemaakt door een proefversie van reflectie")


def _where(error: Exception) -> str:
    """The place in the file, such as "$.entries[3].day"; the value itself may be private."""
    path = str(error).rpartition(" - at `")[2].rstrip("`")
    return f"bij {path}" if path.startswith("$") else "de inhoud past niet bij de beschrijving"


def _invalid(problem: str) -> InvalidInput:
    return InvalidInput(
        f"Dit bestand kan reflectie niet lezen: {problem}. Kies een bestand dat je met "
        f"'reflectie exporteer --formaat json' schreef. {_UNTOUCHED}"
    )


# Cleaning -----------------------------------------------------------------------------------------


def _clean_value(value: Any) -> Any:
    """Return a text cleaned, a moment in UTC, and anything else as it is.

    Raises:
        OverflowError: a number does not fit in the database, or a moment has no equal in UTC.
    """
    if isinstance(value, str):
        return value if _is_clean(value) else _clean_text(value)
    if isinstance(value, int) and abs(value) > _MAX_NUMBER:
        raise OverflowError
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
    return value


def _is_clean(text: str) -> bool:
    return text.isascii() and not UNSAFE_CHARACTERS.search(text)


def _clean_text(text: str) -> Any:
    cleaned = clean(text)
    return cleaned if type(text) is str else type(text)(cleaned)  # an enumeration stays one


# Checks -------------------------------------------------------------------------------------------


def _problems(archive: Archive) -> Iterator[str]:
    groups = (archive.situations, archive.meetings, archive.series, archive.entries)
    for ids in ([item.id for item in group] for group in groups):
        yield from (f"het kenmerk '{name[:40]}' komt twee keer voor" for name in _duplicates(ids))
        if "" in ids:
            yield "een kenmerk is leeg"
    for entry in archive.entries:
        yield from (
            f"{problem}, in de reflectie van {entry.day:%d-%m-%Y}" for problem in _entry_problems(entry)
        )


def _entry_problems(entry: ArchivedEntry) -> Iterator[str]:
    for parts in (entry.answers, entry.drafts):
        if _duplicates(part.address for part in parts):
            yield "een antwoord komt twee keer voor"
    texts: tuple[ArchivedAnswer | ArchivedDraft | ArchivedRevision, ...]
    texts = (*entry.answers, *entry.drafts, *entry.revisions)
    for part in texts:
        if len(part.text) > FIELD_LIMIT:
            yield f"een tekst heeft meer dan {format_number(FIELD_LIMIT)} tekens"
        if part.address.turn < 0:
            yield "een vraag heeft een nummer onder nul"
    for placement in entry.placements:
        if placement.value is not None and not MIN_VALUE <= placement.value <= MAX_VALUE:
            yield f"een teken staat niet tussen {MIN_VALUE} en {MAX_VALUE}"


def _duplicates(values: Iterable[str] | Iterable[Address]) -> list[Any]:
    counted: Counter[Any] = Counter(values)
    return [value for value, count in counted.items() if count > 1]
