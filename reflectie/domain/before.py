"""What a look back sees of the preparation: its steps, under names that begin with ``before.``."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Entry

BEFORE = "before."
"""No id of content holds a dot, so no step of one's own can have such a name."""


def there(address: Address) -> Address:
    """The address under which a look back sees what was said at this one."""
    return replace(address, step=f"{BEFORE}{address.step}")


def is_before(address: Address) -> bool:
    """Whether it leads into the preparation."""
    return address.step.startswith(BEFORE)


def beside(entry: Entry, earlier: Entry) -> Entry:
    """An entry with what an earlier one says in it, to be read and never kept."""
    answers = (replace(answer, address=there(answer.address)) for answer in earlier.answers)
    marks = (replace(mark, address=there(mark.address)) for mark in earlier.placements)
    return replace(entry, answers=(*answers, *entry.answers), placements=(*marks, *entry.placements))
