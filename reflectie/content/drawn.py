"""Checks of tables and of the drawings that are made from them."""

from collections.abc import Mapping

from msgspec.structs import asdict

from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.domain.drawing import CHOICES, NEEDS, Parts
from reflectie.domain.step import Column, Draw, Place, Question, Rows, Step

_TYPES = {"when": "date", "from": "row", "to": "row", **dict.fromkeys(CHOICES, "choice")}
"""The type of the column that plays a part; where none is named, any will do."""


def check_rows(report: Report, at: str, step: Rows, seen: Mapping[str, Step]) -> None:
    """The columns of a table."""
    report.filled(f"{at}.columns", step.columns)
    for path, column in report.named(f"{at}.columns", step.columns, set(), f"'{short(step.id)}'"):
        report.text(f"{path}.title", column.title)
        _check_options(report, path, column)
        if column.type == "row" and not isinstance(seen.get(column.of or ""), Rows):
            rule = "een kolom 'row' heeft 'of' nodig: een eerdere stap met kind rows."
            report.add(f"{path}.of" if column.of else path, rule)
        if column.type != "row" and column.of is not None:
            report.add(f"{path}.of", "'of' hoort alleen bij een kolom van het type row.")
        if column.forbids_self and column.type != "person":
            report.add(f"{path}.forbids_self", "'forbids_self' hoort bij een kolom van het type person.")


def _check_options(report: Report, path: str, column: Column) -> None:
    if column.type != "choice":
        if column.options:
            report.add(f"{path}.options", "'options' horen alleen bij een kolom van het type choice.")
        return
    if not column.options:
        report.add(path, "een kolom 'choice' heeft 'options' nodig: de keuzes, elk met een id en een text.")
    options = report.named(f"{path}.options", column.options, set(), f"'{short(column.id)}'")
    for at, option in options:
        report.text(f"{at}.text", option.text)
        if option.under is not None:
            report.add(f"{at}.under", "'under' hoort bij een keuze van een choose, niet bij een kolom.")


def check_draw(report: Report, at: str, step: Draw, seen: Mapping[str, Step]) -> None:
    """What a drawing is made from stands before it, and is all there."""
    path, parts = f"{at}.parts", _given(step.parts)
    needs = NEEDS[step.drawing]
    known = (*needs.must, *needs.may, *(["steps"] if needs.steps else []))
    for name in parts:
        if name not in known:
            told = f"'{name}' hoort niet bij de tekening {step.drawing}"
            report.add(f"{path}.{name}", f"{told}. Hier kunnen staan: {', '.join(known)}.")
    for name in needs.must:
        if name not in parts:
            report.add(path, f"de tekening {step.drawing} heeft '{name}' nodig.")
    if needs.steps:
        _check_steps(report, path, step, seen)
        return
    tables = {name: _table(report, path, parts, name, seen) for name in ("rows", "ties") if name in parts}
    if "rows" in tables and step.drawing == "people":
        _check_ties(report, path, parts)
    for name, column in parts.items():
        if name in known and name not in ("rows", "ties", "steps"):
            table = tables.get("ties" if _is_of_ties(name, step) else "rows")
            if table:
                _check_column(report, f"{path}.{name}", name, column, table)


def _given(parts: Parts) -> dict[str, str]:
    """The parts that stand in the file, by the key under which they stand."""
    return {name.rstrip("_"): value for name, value in asdict(parts).items() if value}


def _is_of_ties(name: str, step: Draw) -> bool:
    return name in ("from", "to") or (name == "tie" and step.drawing == "people")


def _table(
    report: Report, path: str, parts: dict[str, str], name: str, seen: Mapping[str, Step]
) -> Rows | None:
    found = seen.get(parts[name])
    if isinstance(found, Rows):
        return found
    rule = "daar hoort een eerdere stap met kind rows te staan"
    report.add(f"{path}.{name}", f"'{name}' noemt '{short(parts[name])}'; {rule}.")
    return None


def _check_ties(report: Report, path: str, parts: dict[str, str]) -> None:
    together = ("ties", "from", "to", "tie")
    given = [name for name in together if name in parts]
    if given and len(given) < len(together):
        missing = ", ".join(f"'{name}'" for name in together if name not in parts)
        report.add(path, f"banden hebben ook {missing} nodig.")


def _check_column(report: Report, path: str, name: str, column_id: str, table: Rows) -> None:
    column = table.column(column_id)
    if column is None:
        columns = ", ".join(column.id for column in table.columns)
        told = f"'{short(table.id)}' heeft geen kolom '{short(column_id)}'"
        report.add(path, f"{told}. Wel: {columns}.")
        return
    wanted = _TYPES.get(name)
    if wanted and column.type != wanted:
        report.add(path, f"'{name}' vraagt een kolom van het type {wanted}; '{column.id}' is {column.type}.")
        return
    strange = [option.id for option in column.options if option.id not in CHOICES.get(name, (option.id,))]
    if strange:
        report.add(
            path,
            f"de keuze '{short(strange[0])}' van '{column.id}' is niet te tekenen. "
            f"Wel: {', '.join(CHOICES[name])}.",
        )


def _check_steps(report: Report, path: str, step: Draw, seen: Mapping[str, Step]) -> None:
    number = NEEDS[step.drawing].steps
    if len(step.parts.steps) != number:
        told = f"de tekening {step.drawing} heeft onder 'steps' {number} stappen nodig"
        report.add(path, f"{told}, hier staan er {len(step.parts.steps)}.")
    if step.parts.labels and len(step.parts.labels) != number:
        told = f"onder 'labels' hoort bij elke stap één naam: {number}"
        report.add(f"{path}.labels", f"{told}, hier staan er {len(step.parts.labels)}.")
    for place, label in enumerate(step.parts.labels):
        report.text(f"{path}.labels[{place}]", label)
    for place, name in enumerate(step.parts.steps):
        target = seen.get(name)
        if step.drawing == "plane" and not isinstance(target, Place):
            rule = "daar hoort een eerdere stap met kind place te staan"
            report.add(f"{path}.steps[{place}]", f"'steps' noemt '{short(name)}'; {rule}.")
        elif not isinstance(target, Question):
            rule = "daar hoort een eerdere vraag te staan"
            report.add(f"{path}.steps[{place}]", f"'steps' noemt '{short(name)}'; {rule}.")
