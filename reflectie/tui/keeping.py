"""How long a reflection is to be kept: chosen by its writer, and never erased by itself."""

from textual.app import App

from reflectie.domain.dates import long_day, months_later
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog
from reflectie.tui.told import done

_MONTHS = {6: "een halfjaar", 12: "een jaar", 24: "twee jaar", 60: "vijf jaar"}
_ALWAYS = {"altijd": "zo lang als dit logboek er is"}
_TITLE = (
    "Hoe lang wil je dit bewaren? Er wordt nooit vanzelf iets gewist; "
    "'reflectie opruimen' noemt wat voorbij is."
)


async def choose_keeping(app: App[None], desk: Desk, entry_id: str) -> None:
    """Asks until when, counted from today; what keeps it from being kept is said."""
    days = {str(months): months_later(desk.today, months) for months in _MONTHS}
    rows = {str(months): f"{words}, tot {long_day(days[str(months)])}" for months, words in _MONTHS.items()}
    chosen = await app.push_screen_wait(ListDialog(_TITLE, rows | _ALWAYS))
    if chosen is not None:
        await done(app, desk.open_journal.call(Journal.set_keep_until, entry_id, days.get(chosen)))
