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
"""The column type that a part needs; a part that is missing here takes any type."""

_STEP_PARTS = ("rows", "ties", "steps", "labels", "about")
"""The parts that do not name a column."""

_TIE_PARTS = ("ties", "from", "to", "tie")
"""The parts that a diagram of people has together or not at all."""

_ROWS_RULE = "daar hoort een eerdere stap met kind rows te staan"


def check_table(problems: ProblemCollector, path: str, step: Rows, earlier: Mapping[str, Step]) -> None:
    """Check the columns of a table; ``earlier`` are the steps to which it can refer."""
    problems.check_not_empty(f"{path}.columns", step.columns)
    columns = problems.check_ids(f"{path}.columns", step.columns, set(), f"'{shorten_word(step.id)}'")
    for column_path, column in columns:
        problems.check_text(f"{column_path}.title", column.title)
        _check_options(problems, column_path, column)
        _check_column_type(problems, column_path, column, earlier)


def _check_column_type(
    problems: ProblemCollector, path: str, column: Column, earlier: Mapping[str, Step]
) -> None:
    if column.type == "row" and not isinstance(earlier.get(column.of or ""), Rows):
        message = "een kolom 'row' heeft 'of' nodig: een eerdere stap met kind rows."
        problems.add(f"{path}.of" if column.of else path, message)
    if column.type != "row" and column.of is not None:
        problems.add(f"{path}.of", "'of' hoort alleen bij een kolom van het type row.")
    if column.forbids_self and column.type != "person":
        problems.add(f"{path}.forbids_self", "'forbids_self' hoort bij een kolom van het type person.")


def _check_options(problems: ProblemCollector, path: str, column: Column) -> None:
    if column.type != "choice":
        if column.options:
            problems.add(f"{path}.options", "'options' horen alleen bij een kolom van het type choice.")
        return
    if not column.options:
        problems.add(path, "een kolom 'choice' heeft 'options' nodig: de keuzes, elk met een id en een text.")
    owner = f"'{shorten_word(column.id)}'"
    for option_path, option in problems.check_ids(f"{path}.options", column.options, set(), owner):
        problems.check_text(f"{option_path}.text", option.text)
        if option.under is not None:
            message = "'under' hoort bij een keuze van een choose, niet bij een kolom."
            problems.add(f"{option_path}.under", message)


# Diagrams -----------------------------------------------------------------------------------------


def check_diagram(problems: ProblemCollector, path: str, step: Draw, earlier: Mapping[str, Step]) -> None:
    """Check that a diagram has the parts it needs and no others, and that they refer to earlier steps."""
    path, parts = f"{path}.parts", _given_parts(step.parts)
    known = _known_parts(step)
    _check_part_names(problems, path, step, parts)
    if DIAGRAM_REQUIREMENTS[step.drawing].step_counts:
        _check_diagram_steps(problems, path, step, earlier)
        return
    tables = {
        name: _find_table(problems, f"{path}.{name}", parts[name], name, earlier)
        for name in ("rows", "ties")
        if name in parts
    }
    if "rows" in tables and step.drawing == "people":
        _check_ties(problems, path, parts)
    for name, column_id in parts.items():
        table = tables.get("ties" if _is_ties_column(name, step) else "rows")
        if table and name in known and name not in _STEP_PARTS:
            _check_column(problems, f"{path}.{name}", name, column_id, table)


def _given_parts(parts: DiagramParts) -> dict[str, str]:
    """The parts in the file, by their key there."""
    return {name.rstrip("_"): value for name, value in asdict(parts).items() if value}


def _known_parts(step: Draw) -> tuple[str, ...]:
    requirements = DIAGRAM_REQUIREMENTS[step.drawing]
    steps = ("steps",) if requirements.step_counts else ()
    return (*requirements.required, *requirements.optional, *steps)


def _check_part_names(problems: ProblemCollector, path: str, step: Draw, parts: dict[str, str]) -> None:
    known = _known_parts(step)
    for name in parts:
        if name not in known:
            message = f"'{name}' hoort niet bij de tekening {step.drawing}. Hier kunnen staan: "
            problems.add(f"{path}.{name}", f"{message}{', '.join(known)}.")
    for name in DIAGRAM_REQUIREMENTS[step.drawing].required:
        if name not in parts:
            problems.add(path, f"de tekening {step.drawing} heeft '{name}' nodig.")


def _is_ties_column(name: str, step: Draw) -> bool:
    return name in ("from", "to") or (name == "tie" and step.drawing == "people")


def _find_table(
    problems: ProblemCollector, path: str, step_id: str, part: str, earlier: Mapping[str, Step]
) -> Rows | None:
    table = earlier.get(step_id)
    if isinstance(table, Rows):
        return table
    problems.add(path, f"'{part}' noemt '{shorten_word(step_id)}'; {_ROWS_RULE}.")
    return None


def _check_ties(problems: ProblemCollector, path: str, parts: dict[str, str]) -> None:
    missing = [name for name in _TIE_PARTS if name not in parts]
    if 0 < len(missing) < len(_TIE_PARTS):
        names = ", ".join(f"'{name}'" for name in missing)
        problems.add(path, f"banden hebben ook {names} nodig.")


def _check_column(problems: ProblemCollector, path: str, part: str, column_id: str, table: Rows) -> None:
    column = table.column(column_id)
    if column is None:
        columns = ", ".join(column.id for column in table.columns)
        message = f"'{shorten_word(table.id)}' heeft geen kolom '{shorten_word(column_id)}'."
        problems.add(path, f"{message} Wel: {columns}.")
        return
    required = _COLUMN_TYPES.get(part)
    if required and column.type != required:
        message = f"'{part}' vraagt een kolom van het type {required}; '{column.id}' is {column.type}."
        problems.add(path, message)
        return
    drawable = DRAWABLE_OPTIONS.get(part)
    unknown = [option.id for option in column.options if drawable and option.id not in drawable]
    if drawable and unknown:
        message = f"de keuze '{shorten_word(unknown[0])}' van '{column.id}' is niet te tekenen."
        problems.add(path, f"{message} Wel: {', '.join(drawable)}.")


def _check_diagram_steps(
    problems: ProblemCollector, path: str, step: Draw, earlier: Mapping[str, Step]
) -> None:
    counts, parts = DIAGRAM_REQUIREMENTS[step.drawing].step_counts, step.parts
    if len(parts.steps) not in counts:
        listed = " of ".join(map(str, counts))
        message = f"de tekening {step.drawing} heeft onder 'steps' {listed} stappen nodig"
        problems.add(path, f"{message}, hier staan er {len(parts.steps)}.")
    elif parts.labels and len(parts.labels) != len(parts.steps):
        message = f"onder 'labels' hoort bij elke stap één naam: {len(parts.steps)}"
        problems.add(f"{path}.labels", f"{message}, hier staan er {len(parts.labels)}.")
    for number, label in enumerate(parts.labels):
        problems.check_text(f"{path}.labels[{number}]", label)
    if parts.about and not isinstance(earlier.get(parts.about), Question):
        rule = "daar hoort een eerdere vraag te staan"
        problems.add(f"{path}.about", f"'about' noemt '{shorten_word(parts.about)}'; {rule}.")
    for number, step_id in enumerate(parts.steps):
        if rule := _broken_step_rule(step, earlier.get(step_id)):
            problems.add(f"{path}.steps[{number}]", f"'steps' noemt '{shorten_word(step_id)}'; {rule}.")


def _broken_step_rule(step: Draw, target: Step | None) -> str:
    """What a diagram needs where it names this step; "" when the step will do."""
    if step.drawing == "plane" and not isinstance(target, Place):
        return "daar hoort een eerdere stap met kind place te staan"
    return "" if isinstance(target, Question) else "daar hoort een eerdere vraag te staan"
