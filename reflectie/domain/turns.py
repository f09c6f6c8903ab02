"""The turns of *vraag door* under a question."""

from collections.abc import Mapping

from reflectie.domain.entry import Address, Entry

TURNS = 5
"""How often *vraag door* may be asked under one question."""


def asked(entry: Entry, opened: Mapping[Address, str]) -> Mapping[Address, str]:
    """The questions as they were shown, by address; one that was answered stays as it was."""
    return {**opened, **{answer.address: answer.question for answer in entry.answers}}


def turns_under(asked: Mapping[Address, str], base: Address) -> dict[int, str]:
    """The questions of *vraag door* under a question, by turn, in order.

    A turn that was left without an answer may be missing; what was said in a later one still stands.
    """
    turns = ((turn, base.turned(turn)) for turn in range(1, TURNS + 1))
    return {turn: asked[address] for turn, address in turns if address in asked}
