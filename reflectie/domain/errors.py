"""Everything that can go wrong and that a person can do something about.

Each error carries one Dutch sentence or two for the user: what, where, what to do. The screen and the
command line both show it as it is, so it is written once. No message ever holds text of an entry.
"""


class ReflectieError(Exception):
    """Base of the family; ``str(error)`` is the message for the user."""


class ContentError(ReflectieError):
    """A content pack that cannot be used; the message has a line ``file:line: …`` for each problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class WrongPassword(ReflectieError):
    """The key file is sound, and this password does not open it."""

    def __init__(self) -> None:
        super().__init__("Dit wachtwoord past niet op dit logboek. Probeer het rustig nog een keer.")


class NoJournal(ReflectieError):
    """There is no journal in the data folder yet."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"Er is nog geen logboek in {folder}. Start reflectie om er een te maken, "
            "of wijs met REFLECTIE_MAP een andere map aan."
        )


class DamagedKeys(ReflectieError):
    """``sleutels.json`` is missing or does not hold together; a password cannot be judged."""

    def __init__(self, path: object, what: str) -> None:
        super().__init__(
            f"Het sleutelbestand {path} {what}. Je wachtwoord is niet het probleem. "
            "Zet dit bestand terug uit een kopie; het logboek zelf is niet aangeraakt."
        )


class DamagedJournal(ReflectieError):
    """The store cannot be read although the key is right."""

    def __init__(self, path: object, what: str) -> None:
        super().__init__(
            f"Het logboek {path} {what}. Je wachtwoord is niet het probleem. "
            "Zet het bestand terug uit een kopie; er is niets gewijzigd."
        )


class NewerFormat(ReflectieError):
    """A file was made by a later version of the program."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} is gemaakt door een nieuwere versie van reflectie. "
            "Werk reflectie bij; er is niets gewijzigd."
        )


class CannotWrite(ReflectieError):
    """The disk refused: full, read-only, or no rights."""

    def __init__(self, where: object, why: str) -> None:
        super().__init__(
            f"Bewaren in {where} lukt niet: {why}. Wat je schreef staat nog op het scherm; "
            "maak ruimte of kies een andere map en probeer het opnieuw."
        )


class TextTooLong(ReflectieError):
    """A text above the limit of a field or a paragraph."""


class UnknownEntry(ReflectieError):
    """No entry has this id, or more than one begins with it."""

    def __init__(self, entry_id: str, several: bool = False) -> None:
        found = "Meer dan één reflectie begint of eindigt" if several else "Geen reflectie begint of eindigt"
        super().__init__(f"{found} met '{entry_id}'. Met 'reflectie lijst' zie je ze allemaal.")


class CannotExport(ReflectieError):
    """The chosen place for a document refuses it; the journal is not touched."""

    def __init__(self, where: object, why: str) -> None:
        super().__init__(
            f"Schrijven naar {where} lukt niet: {why}. Kies een andere plek. Je logboek is niet aangeraakt."
        )
