"""``reflectie wachtwoord``: what opens the journal. Passwords and codes are asked, never an argument."""

import argparse
import random
from collections.abc import Callable
from typing import TypeVar

from reflectie.cli.console import Console, WrongUse
from reflectie.cli.opening import TRIES
from reflectie.domain.errors import (
    NoRecoveryCode,
    ReflectieError,
    UnreadableCode,
    WrongCode,
    WrongPassword,
)
from reflectie.journal.folder import Folder, data_folder

HELP = "je wachtwoord wijzigen, een herstelcode maken, de sleutelbos"
DESCRIPTION = (
    "Wijzigt je wachtwoord. Je logboek zelf verandert niet. Wie wachtwoord en herstelcode allebei kwijt is, "
    "komt er niet meer in."
)
OLD_COPIES = (
    "Kopieën van vóór nu gaan nog open met wat toen paste. Wil je dat niet, maak dan een nieuwe kopie "
    "en gooi de oude weg."
)
T = TypeVar("T")


def add_options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--herstelcode", action="store_true", help="een nieuwe herstelcode maken; een oude past dan niet meer"
    )
    what.add_argument(
        "--vergeten", action="store_true", help="een nieuw wachtwoord kiezen met je herstelcode"
    )
    what.add_argument(
        "--sleutelbos",
        choices=["aan", "uit", "status"],
        help="of de sleutelbos van dit systeem je logboek opent, zonder wachtwoord",
    )


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.journal.keys import read_keys

    folder = Folder(data_folder(console.environ))
    if not folder.exists():
        raise folder.missing()
    read_keys(folder)  # damage is said before anyone types a password
    if options.sleutelbos == "status":
        _status(folder, console)
    elif options.sleutelbos:
        _switch(folder, console, options.sleutelbos == "aan")
    elif options.herstelcode:
        _make_code(folder, console)
    elif options.vergeten:
        _change(folder, _key_from_code(folder, console), console)
    else:
        _change(folder, _key_from_password(folder, console), console)
    return 0


# The journal's key ---------------------------------------------------------------------------------


def _key_from_password(folder: Folder, console: Console) -> bytes:
    from reflectie.journal.keys import unlock

    if console.password:
        return unlock(folder, console.password)
    return _tried(lambda: unlock(folder, console.ask_password("Wachtwoord van nu: ")), console)


def _key_from_code(folder: Folder, console: Console) -> bytes:
    from reflectie.journal.keys import kinds
    from reflectie.journal.recovery import read_code, unlock_with_code
    from reflectie.journal.slots import SlotKind

    if SlotKind.RECOVERY not in kinds(folder):
        raise NoRecoveryCode
    _needs_a_person(console)
    console.say("Typ de twaalf woorden van je herstelcode; van elk woord zijn de eerste vier letters genoeg.")
    return _tried(lambda: unlock_with_code(folder, read_code(console.ask("Herstelcode: "))), console)


def _tried(attempt: Callable[[], T], console: Console) -> T:
    """What an attempt gives; a slip is answered and tried again, the last one is raised."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except (WrongPassword, WrongCode, UnreadableCode) as error:
            console.say(str(error))
    return attempt()


def _needs_a_person(console: Console) -> None:
    if not console.types or console.width is None:
        raise WrongUse(
            "Een herstelcode lees en typ je zelf, in een terminal; zo komt ze in geen bestand terecht."
        )


# What can be done with it --------------------------------------------------------------------------


def _change(folder: Folder, data_key: bytes, console: Console) -> None:
    from reflectie.journal.changing import check_password, set_password

    password = console.new_password or _new_password(console)
    check_password(password)
    set_password(folder, data_key, password)
    console.say(f"Je wachtwoord is gewijzigd. {OLD_COPIES}")


def _new_password(console: Console) -> str:
    from reflectie.journal.changing import check_password

    password = console.ask_password("Nieuw wachtwoord, liefst een korte zin: ")
    check_password(password)
    if console.ask_password("Nog een keer: ") != password:
        raise ReflectieError("Die twee zijn niet gelijk. Je wachtwoord is niet gewijzigd.")
    return password


def _make_code(folder: Folder, console: Console) -> None:
    from reflectie.journal.changing import set_code
    from reflectie.journal.recovery import LENGTH, PREFIX, new_code

    _needs_a_person(console)
    data_key, code = _key_from_password(folder, console), new_code()
    console.say("Schrijf deze twaalf woorden op een kaart en bewaar die niet bij je computer.")
    console.write("".join(f"{place:>4}  {word}\n" for place, word in enumerate(code.words, 1)))
    for place in sorted(random.SystemRandom().sample(range(1, LENGTH + 1), 2)):
        if not code.has(place, console.ask(f"Welk woord staat op plek {place}? ")):
            raise ReflectieError(
                f"Woord {place} op je kaart is een ander; de eerste {PREFIX} letters tellen. "
                "Er is niets veranderd. Begin gerust opnieuw, dan krijg je andere woorden."
            )
    set_code(folder, data_key, code)
    console.say(
        f"Je herstelcode werkt; een eerdere past niet meer op dit logboek. {OLD_COPIES} "
        "Wis nu dit venster, zodat de woorden er niet blijven staan."
    )


# The keychain --------------------------------------------------------------------------------------


def _status(folder: Folder, console: Console) -> None:
    from reflectie.journal.keychain import is_on

    said = "aan: op dit systeem gaat je logboek open zonder wachtwoord" if is_on(folder) else "uit"
    console.write(f"De sleutelbos staat {said}.\n")


def _switch(folder: Folder, console: Console, on: bool) -> None:
    from reflectie.journal import keychain

    if on:
        keychain.system_keychain()  # what cannot be is said before anyone types a password
        keychain.switch_on(folder, _key_from_password(folder, console))
        console.say(
            "De sleutelbos staat aan. Wie op dit systeem als jij is aangemeld, opent je logboek "
            "zonder wachtwoord."
        )
    elif keychain.switch_off(folder, _key_from_password(folder, console)):
        console.say("De sleutelbos staat uit; je logboek vraagt weer om je wachtwoord.")
    else:
        console.say(
            "De sleutelbos staat uit. Wat hij zelf nog bewaart kon niet weg, "
            "maar het opent je logboek niet meer."
        )
