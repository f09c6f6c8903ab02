"""Ask before quitting when something could not be saved."""

import math
import time

from reflectie.services.idle import MonotonicClock

UNSAVED_WARNING = "Wat hier staat is nog niet bewaard. Nog een keer ^Q: afsluiten zonder."

COVERED_WARNING = (
    "Hierachter staat tekst die nog niet bewaard is. Geef eerst je wachtwoord; dan kun je kiezen."
)

JOURNAL_GONE_WARNING = (
    "Het logboek staat hier niet meer, dus geen wachtwoord past. Zet je de map terug, dan wordt wat "
    "hierachter staat alsnog bewaard. Nog een keer ^Q: afsluiten, en dat gaat verloren."
)

CONFIRMATION_SECONDS = 10.0
"""How long a second ^Q confirms the first."""


class QuitConfirmation:
    """Accepts a second request to quit when it follows the same warning, soon and without another key.

    Behind the privacy cover nobody can see what would be lost. Quitting there is never accepted, unless the
    journal is gone and no password can open it any more.
    """

    def __init__(self, clock: MonotonicClock = time.monotonic) -> None:
        self._clock = clock
        self._warning, self._warned_at = "", -math.inf

    def asks(self, is_covered: bool = False, is_journal_gone: bool = False) -> str:
        """Return the warning to show, or an empty string when the user has confirmed it."""
        warning = UNSAVED_WARNING
        if is_covered:
            warning = JOURNAL_GONE_WARNING if is_journal_gone else COVERED_WARNING
        is_recent = self._clock() - self._warned_at < CONFIRMATION_SECONDS
        if warning == self._warning != COVERED_WARNING and is_recent:
            return ""
        self._warning, self._warned_at = warning, self._clock()
        return warning

    def reset(self) -> None:
        """Forget an earlier request, because the user did something else."""
        self._warned_at = -math.inf
