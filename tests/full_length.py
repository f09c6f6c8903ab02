"""Parameters of tests that have a short and a full length."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

Value = TypeVar("Value")


def shortened(values: Iterable[Value], short: Collection[Value]) -> list[ParameterSet]:
    """All these values; those that are not in ``short`` belong to the full length, ``pytest -m long``."""
    return [pytest.param(value, marks=[] if value in short else pytest.mark.long) for value in values]


def shortened_rows(
    rows: Iterable[tuple[Value, ...]], short: Collection[tuple[Value, ...]]
) -> list[ParameterSet]:
    """As ``shortened``, for tests with more than one parameter."""
    return [pytest.param(*row, marks=[] if row in short else pytest.mark.long) for row in rows]
