"""Check tables, and the diagrams that are made from them."""

from collections.abc import Mapping

from msgspec.structs import asdict

from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.domain.step import (
    DIAGRAM_REQUIREMENTS,
    DRAWABLE_OPTIONS,
    Column,
    DiagramParts,
    Draw,
    Place,
    Question,
    Rows,
    Step,
)

_COLUMN_TYPES = {"when": "date", "from": "row", "to": "row", **dict.fromkeys(DRAWABLE_OPTIONS, "choice")}
"""The type of the column that plays a part; where none is named, any will do."""


def check_table(report: ProblemCollector, at: str, step: Rows, seen: Mapping[str, Step]) -> None:
    """The columns of a table."""
    report.check_not_empty(f"{at}.columns", step.columns)
    for path, column in report.check_ids(f"{at}.columns", step.columns, set(), f"'{shorten_word(step.id)}'"):
        report.check_text(f"{path}.title", column.title)
        _check_options(report, path, column)
        if column.type == "row" and not isinstance(seen.get(column.of or ""), Rows):
            rule = "een kolom 'row' heeft 'of' nodig: een eerdere stap met kind rows."
            report.add(f"{path}.of" if column.of else path, rule)
        if column.type != "row" and column.of is not None:
            report.add(f"{path}.of", "'of' hoort alleen bij een kolom van het type row.")
        if column.forbids_self and column.type != "person":
            report.add(f"{path}.forbids_self", "'forbids_self' hoort bij een kolom van het type person.")


def _check_options(report: ProblemCollector, path: str, column: Column) -> None:
    if column.type != "choice":
        if column.options:
            report.add(f"{path}.options", "'options' horen alleen bij een kolom van het type choice.")
        return
    if not column.options:
        report.add(path, "een kolom 'choice' heeft 'options' nodig: de keuzes, elk met een id en een text.")
    options = report.check_ids(f"{path}.options", column.options, set(), f"'{shorten_word(column.id)}'")
    for at, option in options:
        report.check_text(f"{at}.text", option.text)
        if option.under is not None:
            report.add(f"{at}.under", "'under' hoort bij een keuze van een choose, niet bij een kolom.")


def check_diagram(report: ProblemCollector, at: str, step: Draw, seen: Mapping[str, Step]) -> None:
    """What a drawing is made from stands before it, and is all there."""
    path, parts = f"{at}.parts", _given_parts(step.parts)
    needs = DIAGRAM_REQUIREMENTS[step.drawing]
    known = (*needs.required, *needs.optional, *(["steps"] if needs.step_count else []))
    for name in parts:
        if name not in known:
            told = f"'{name}' hoort niet bij de tekening {step.drawing}"
            report.add(f"{path}.{name}", f"{told}. Hier kunnen staan: {', '.join(known)}.")
    for name in needs.required:
        if name not in parts:
            report.add(path, f"de tekening {step.drawing} heeft '{name}' nodig.")
    if needs.step_count:
        _check_diagram_steps(report, path, step, seen)
        return
    tables = {
        name: _find_table(report, path, parts, name, seen) for name in ("rows", "ties") if name in parts
    }
    if "rows" in tables and step.drawing == "people":
        _check_ties(report, path, parts)
    for name, column in parts.items():
        if name in known and name not in ("rows", "ties", "steps"):
            table = tables.get("ties" if _is_ties_column(name, step) else "rows")
            if table:
                _check_column(report, f"{path}.{name}", name, column, table)


def _given_parts(parts: DiagramParts) -> dict[str, str]:
    """The parts that stand in the file, by the key under which they stand."""
    return {name.rstrip("_"): value for name, value in asdict(parts).items() if value}


def _is_ties_column(name: str, step: Draw) -> bool:
    return name in ("from", "to") or (name == "tie" and step.drawing == "people")


def _find_table(
    report: ProblemCollector, path: str, parts: dict[str, str], name: str, seen: Mapping[str, Step]
) -> Rows | None:
    found = seen.get(parts[name])
    if isinstance(found, Rows):
        return found
    rule = "daar hoort een eerdere stap met kind rows te staan"
    report.add(f"{path}.{name}", f"'{name}' noemt '{shorten_word(parts[name])}'; {rule}.")
    return None


def _check_ties(report: ProblemCollector, path: str, parts: dict[str, str]) -> None:
    together = ("ties", "from", "to", "tie")
    given = [name for name in together if name in parts]
    if given and len(given) < len(together):
        missing = ", ".join(f"'{name}'" for name in together if name not in parts)
        report.add(path, f"banden hebben ook {missing} nodig.")


def _check_column(report: ProblemCollector, path: str, name: str, column_id: str, table: Rows) -> None:
    column = table.column(column_id)
    if column is None:
        columns = ", ".join(column.id for column in table.columns)
        told = f"'{shorten_word(table.id)}' heeft geen kolom '{shorten_word(column_id)}'"
        report.add(path, f"{told}. Wel: {columns}.")
        return
    wanted = _COLUMN_TYPES.get(name)
    if wanted and column.type != wanted:
        report.add(path, f"'{name}' vraagt een kolom van het type {wanted}; '{column.id}' is {column.type}.")
        return
    strange = [
        option.id for option in column.options if option.id not in DRAWABLE_OPTIONS.get(name, (option.id,))
    ]
    if strange:
        report.add(
            path,
            f"de keuze '{shorten_word(strange[0])}' van '{column.id}' is niet te tekenen. "
            f"Wel: {', '.join(DRAWABLE_OPTIONS[name])}.",
        )


def _check_diagram_steps(report: ProblemCollector, path: str, step: Draw, seen: Mapping[str, Step]) -> None:
    number = DIAGRAM_REQUIREMENTS[step.drawing].step_count
    if len(step.parts.steps) != number:
        told = f"de tekening {step.drawing} heeft onder 'steps' {number} stappen nodig"
        report.add(path, f"{told}, hier staan er {len(step.parts.steps)}.")
    if step.parts.labels and len(step.parts.labels) != number:
        told = f"onder 'labels' hoort bij elke stap één naam: {number}"
        report.add(f"{path}.labels", f"{told}, hier staan er {len(step.parts.labels)}.")
    for place, label in enumerate(step.parts.labels):
        report.check_text(f"{path}.labels[{place}]", label)
    for place, name in enumerate(step.parts.steps):
        target = seen.get(name)
        if step.drawing == "plane" and not isinstance(target, Place):
            rule = "daar hoort een eerdere stap met kind place te staan"
            report.add(f"{path}.steps[{place}]", f"'steps' noemt '{shorten_word(name)}'; {rule}.")
        elif not isinstance(target, Question):
            rule = "daar hoort een eerdere vraag te staan"
            report.add(f"{path}.steps[{place}]", f"'steps' noemt '{shorten_word(name)}'; {rule}.")
