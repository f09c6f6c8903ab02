"""The preparation of a meeting as a look back on it sees it."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Entry

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
