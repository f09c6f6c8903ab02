"""Names of situations, and hints about names that may identify somebody."""

import datetime as dt

import pytest

from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import Situation, join_purposes

DAY = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "name",
    ["Jan de Vries", "Fatima El Amrani", "J. de Vries", "S. van den Berg", "Kees-Jan Mulder", "Zoë Ëlder"],
)
def test_a_full_name_gives_a_hint(name: str) -> None:
    assert "volledige naam" in privacy_hint(name)


@pytest.mark.parametrize(
    "name",
    ["K 12-03-2011", "12 maart 2011", "2011-3-12", "geboren 1 jan. '09", "3/4/11", "12.03.2011 casus"],
)
def test_a_date_in_a_name_gives_a_hint(name: str) -> None:
    assert "datum" in privacy_hint(name)


@pytest.mark.parametrize(
    "name",
    ["Regenboog", "de Regenboog", "De Vuurtoren", "K.", "regiotafel noord", "Vos en uil", "plan 2026", ""],
)
def test_an_invented_name_gives_no_hint(name: str) -> None:
    assert privacy_hint(name) == ""


def test_purposes_are_joined_without_duplicates() -> None:
    first, second = (Situation(id=p, name=p, opened=DAY, purpose=p) for p in ("een", "twee "))
    assert join_purposes(first, second, first, Situation(id="x", name="x", opened=DAY)) == "een\ntwee"
