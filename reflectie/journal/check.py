"""The part of *controle* that opens the journal: every page, the index, the clock, the newest copy."""

import datetime as dt
from collections.abc import Iterator

from reflectie.domain.errors import CannotList, CannotWrite, Damaged, DamagedJournal, ReflectieError
from reflectie.domain.finding import Finding, good, note, wrong
from reflectie.domain.text import dutch_number
from reflectie.journal.backups import listed
from reflectie.journal.base import Home
from reflectie.journal.check_files import MENDS
from reflectie.journal.findable import renew
from reflectie.journal.keys import verified_keys
from reflectie.journal.sound import examine, index_is_right, problems
from reflectie.journal.store import Journal

COPIES = "reflectie backup"
OLD = 8
"""Days after which the newest copy is called old."""
SLACK = dt.timedelta(minutes=5)
"""How far a clock may be behind without a word: two computers never agree."""


def look_inside(journal: Journal, now: dt.datetime) -> Iterator[Finding]:
    """What each look found; reads all of the journal and of its newest copy."""
    where = journal.home.folder.journal if journal.home else "het geheugen"
    try:
        broken = list(problems(journal.connection, where))
        if not broken:
            yield good("logboek", f"Alles is te lezen; reflecties: {dutch_number(journal.count())}.", where)
            yield _index(journal, where)
            yield _clock(journal, now)
    except Damaged:
        broken = ["het bestand is niet te lezen"]
    if broken:
        yield wrong("logboek", f"Er is iets beschadigd: {broken[0]}.", where, DamagedJournal.mend)
    if journal.home:
        yield from _tampering(journal.home)
        yield _newest_copy(journal.home, now.date())


def mend_inside(journal: Journal) -> None:
    """Make the index again from the texts. Raises as the journal does."""
    with journal.changing() as (connection, _):
        renew(connection)


def _index(journal: Journal, where: object) -> Finding:
    try:
        with journal.changing() as (connection, _):
            right = index_is_right(connection)
    except CannotWrite as error:
        return note("zoeken", f"De zoeklijst is nu niet na te kijken: {error.why}.", where)
    if right:
        return good("zoeken", "De zoeklijst loopt gelijk met je teksten.", where)
    return wrong("zoeken", "De zoeklijst loopt niet gelijk met je teksten.", where, MENDS)


def _clock(journal: Journal, now: dt.datetime) -> Finding:
    newest = journal.last_change()
    if newest and newest > now + SLACK:
        return wrong(
            "klok", "De klok van deze computer loopt achter op wat je het laatst schreef. Zet hem gelijk."
        )
    return good("klok", "De klok loopt niet achter op wat je schreef.")


def _tampering(home: Home) -> Iterator[Finding]:
    try:
        verified_keys(home.folder, home.data_key)
    except Damaged as error:
        yield wrong("sleutels", str(error), home.folder.keys, error.mend)


def _newest_copy(home: Home, today: dt.date) -> Finding:
    try:
        backups = listed(home.folder)
    except CannotList as error:
        return wrong("kopie", str(error), home.folder.backups)
    if not backups:
        return note("kopie", "Er is nog geen kopie.", home.folder.backups, COPIES)
    newest = backups[0]
    try:
        verified_keys(newest, home.data_key)
        examine(newest.journal, home.data_key)
    except ReflectieError:
        return wrong("kopie", "De nieuwste kopie gaat niet open.", newest.journal, COPIES)
    words = f"De nieuwste kopie is goed, en van {newest.day:%d-%m-%Y}."
    if (today - newest.day).days >= OLD:
        return note("kopie", words, newest.journal, COPIES)
    return good("kopie", words, newest.journal)
