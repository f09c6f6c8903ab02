"""What a save changes in an entry."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.value import Value


class Change(Value):
    """Answers and placements to write, and addresses whose answer and placements are removed.

    Raises:
        ValueError: two answers or two placements have one address, or an address is removed twice, or both
            written and removed.
    """

    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    removed: tuple[Address, ...] = ()

    def __post_init__(self) -> None:
        for written in (self.answers, self.placements):
            addresses = [*(item.address for item in written), *self.removed]
            if len(set(addresses)) < len(addresses):
                raise ValueError("a change names one address twice")

    @property
    def is_empty(self) -> bool:
        return not (self.answers or self.placements or self.removed)

    def missing_from(self, entry: Entry) -> "Change":
        """The part of this change that the entry does not have yet.

        An answer that is the same as before stays shared. A changed one is private again; so is an answer
        whose placement moved.
        """
        moved = {p.address for p in self.placements if entry.placement(p.address) != p}
        answers = (a if a.address in moved else _still_shared(a, entry) for a in self.answers)
        return Change(
            answers=tuple(a for a in answers if entry.answer(a.address) != a),
            placements=tuple(p for p in self.placements if p.address in moved),
            removed=tuple(a for a in self.removed if entry.answer(a) or entry.placement(a)),
        )

    def apply_to(self, entry: Entry) -> Entry:
        """The entry after this change."""
        for answer in self.answers:
            entry = entry.with_answer(answer)
        for placement in self.placements:
            entry = entry.with_placement(placement)
        for address in self.removed:
            entry = entry.without_answer(address)
        return entry

    def without(self, address: Address) -> "Change":
        """This change without what it does at one address."""
        return Change(
            answers=tuple(a for a in self.answers if a.address != address),
            placements=tuple(p for p in self.placements if p.address != address),
            removed=tuple(a for a in self.removed if a != address),
        )


def _still_shared(answer: Answer, entry: Entry) -> Answer:
    shared = replace(answer, shared=True)
    return shared if entry.answer(answer.address) == shared else answer
