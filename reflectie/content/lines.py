"""Checks of a ``place``: on which line it stands, and for whom."""

from collections.abc import Mapping

from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.domain.step import Choose, Place, Rows, Step

_CHOSEN = "zonder 'field' is de lijn wat er bij '{}' gekozen werd"


def check_line(
    report: Report, at: str, step: Place, fields: frozenset[str] | None, around: Step | None
) -> None:
    """``fields`` are the lines of the pack where all are known; ``around`` is what the nearest each walks."""
    if step.field is not None:
        if fields is not None and step.field not in fields:
            report.add(f"{at}.field", f"de lijn '{short(step.field)}' bestaat niet in dit pakket.")
        return
    if not isinstance(around, Choose):
        rule = "Alleen binnen een each over een choose van lijnen mag dat weg"
        report.add(at, f"een place heeft 'field' nodig. {rule}.")
        return
    chosen = _CHOSEN.format(short(around.id))
    if around.own:
        report.add(at, f"{chosen}; zet daar 'own: false' bij, want wat iemand aanvult is geen lijn.")
    strange = [option.id for option in around.options if fields is not None and option.id not in fields]
    if strange:
        report.add(at, f"{chosen}; de keuze '{short(strange[0])}' is geen lijn van dit pakket.")


def check_others(report: Report, at: str, step: Place, seen: Mapping[str, Step]) -> None:
    """The table that ``others`` names stands before."""
    if step.others is not None and not isinstance(seen.get(step.others), Rows):
        rule = "daar hoort een eerdere stap met kind rows te staan"
        report.add(f"{at}.others", f"'others' noemt '{short(step.others)}'; {rule}.")
