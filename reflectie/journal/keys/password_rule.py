"""What a new password must be. Loaded at the start of the program, before the rest of the keys."""

from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import REPLACEMENT

MIN_PASSWORD_LENGTH = 8
"""Minimum number of characters of a new password, without spaces at its ends."""


def check_password(password: str) -> None:
    """Raise InvalidInput when a new password is too short, or holds a letter that could not be read.

    Every letter that cannot be read looks the same, so it must not become part of a password.
    """
    if REPLACEMENT in password:
        raise InvalidInput(
            "In je wachtwoord kwamen letters aan die geen UTF-8 zijn; het is niet gebruikt. "
            "Zet je terminal op UTF-8 en typ het opnieuw."
        )
    if len(password.strip()) < MIN_PASSWORD_LENGTH:
        raise InvalidInput(
            f"Dit is te kort: een wachtwoord heeft minstens {MIN_PASSWORD_LENGTH} tekens. "
            "Een korte zin onthoudt het best."
        )
