"""What a new password must be. Loaded at the start of the program, before the rest of the keys."""

from reflectie.domain.errors import InvalidInput

MIN_PASSWORD_LENGTH = 8
"""Minimum number of characters of a new password, without spaces at its ends."""


def check_password(password: str) -> None:
    """Raise InvalidInput when a new password is too short."""
    if len(password.strip()) < MIN_PASSWORD_LENGTH:
        raise InvalidInput(
            f"Dit is te kort: een wachtwoord heeft minstens {MIN_PASSWORD_LENGTH} tekens. "
            "Een korte zin onthoudt het best."
        )
