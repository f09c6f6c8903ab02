"""The answers before the current step, also those of a preparation, as later steps refer to them."""

from typing import NamedTuple

from msgspec.structs import replace

from reflectie.domain.entry import Address, Entry
from reflectie.domain.step import Choose, QuestionStep, Rows
from reflectie.domain.table import Row, rows_of

PREPARATION_PREFIX = "before."
"""The start of a step id in the preparation. Ids in content have no dot, so the two cannot clash."""


def preparation_address(address: Address) -> Address:
    """The address at which a look back sees this answer of the preparation."""
    return replace(address, step=f"{PREPARATION_PREFIX}{address.step}")


def is_preparation_address(address: Address) -> bool:
    return address.step.startswith(PREPARATION_PREFIX)


def with_preparation(entry: Entry, preparation: Entry) -> Entry:
    """The entry with the answers of its preparation added. It is for reading and must not be saved."""
    answers = (replace(a, address=preparation_address(a.address)) for a in preparation.answers)
    placements = (replace(p, address=preparation_address(p.address)) for p in preparation.placements)
    return replace(entry, answers=(*answers, *entry.answers), placements=(*placements, *entry.placements))


class EachItem(NamedTuple):
    """One item over which ``each`` repeats its steps: its id, its text, and the address of that text."""

    id: str
    text: str
    address: Address | None = None
    is_option: bool = False


class EarlierAnswers:
    """The steps that were walked so far, by id and by address.

    ``scope`` is the path of ids over which the enclosing ``each`` steps repeat now. A step inside an ``each``
    is found in its own round only.
    """

    def __init__(self, entry: Entry) -> None:
        self.scope: tuple[str, ...] = ()
        self._entry = entry
        self._addresses: dict[str, list[tuple[tuple[str, ...], Address]]] = {}
        self._steps_by_address: dict[Address, QuestionStep] = {}

    def add(self, step_id: str, address: Address, question: QuestionStep | None = None) -> None:
        """Remember that a step was walked at this address. ``question`` is that step if it is a question."""
        self._addresses.setdefault(step_id, []).append((self.scope, address))
        if question:
            self._steps_by_address[address] = question

    def add_preparation(self, answers: "EarlierAnswers") -> None:
        """Remember the steps of a preparation as a look back refers to them."""
        for name, addresses in answers._addresses.items():
            self._addresses[f"{PREPARATION_PREFIX}{name}"] = [
                (scope, preparation_address(address)) for scope, address in addresses
            ]
        for address, step in answers._steps_by_address.items():
            self._steps_by_address[preparation_address(address)] = step

    def latest_address(self, step_id: str | None) -> Address | None:
        """The address of the last question with this id so far, in this round of ``each`` or outside it."""
        earlier = reversed(self._addresses.get(step_id or "", []))
        return next((address for scope, address in earlier if self.scope[: len(scope)] == scope), None)

    def each_items(self, step_id: str | None) -> list[EachItem]:
        """The chosen options and additions of a list, or the named rows of a table."""
        source = self.latest_address(step_id)
        if source is None:
            return []
        step = self._steps_by_address.get(source)
        if isinstance(step, Rows):
            return [EachItem(row.id, row.name, row.name_address) for row in self.named_rows(step_id)]
        option_ids = [option.id for option in step.options] if isinstance(step, Choose) else []
        choices = (choice for choice in self._entry.choices(source) if choice.text.strip())
        named = ((c.address.part.rpartition(".")[2].removeprefix("option:"), c) for c in choices)
        return [EachItem(name, c.text, c.address, name in option_ids) for name, c in named]

    def named_rows(self, step_id: str | None) -> list[Row]:
        """The rows of a table that have a name and are not removed.

        In a table that starts with a person, a row without that person is left out too.
        """
        source = self.latest_address(step_id)
        step = self._steps_by_address.get(source) if source else None
        if source is None or not isinstance(step, Rows):
            return []
        first = step.columns[0]
        rows = (row for row in rows_of(self._entry, source, step.columns) if row.name and not row.is_removed)
        return [row for row in rows if first.type != "person" or row.text(first.id).strip()]
