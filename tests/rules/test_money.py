"""Money never gains or loses a paisa."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.money import ZERO, Money

_PAISE = st.integers(-(10**13), 10**13)
_AMOUNTS = _PAISE.map(Money)


@given(_AMOUNTS, st.integers(1, 50))
def test_a_bill_split_between_people_adds_up_to_the_bill(amount: Money, people: int) -> None:
    shares = amount.split(people)
    assert len(shares) == people
    assert sum(shares, ZERO) == amount


@given(_AMOUNTS, st.integers(1, 50))
def test_nobody_pays_more_than_one_paisa_more_than_another(amount: Money, people: int) -> None:
    shares = amount.split(people)
    assert max(shares).paise - min(shares).paise <= 1


@given(_AMOUNTS, _AMOUNTS)
def test_what_is_added_can_be_taken_away_again(first: Money, second: Money) -> None:
    assert first + second - second == first
    assert first - first == ZERO
    assert -first + first == ZERO


@given(_AMOUNTS)
def test_a_total_is_rounded_to_the_nearest_rupee_and_never_further(amount: Money) -> None:
    rounded = amount.rounded_to_rupee()
    assert rounded.paise % 100 == 0
    assert abs(rounded.paise - amount.paise) <= 50


@pytest.mark.parametrize(
    ("paise", "rounded"), [(14_949, 14_900), (14_950, 15_000), (14_951, 15_000), (0, 0), (49, 0), (50, 100)]
)
def test_fifty_paise_are_rounded_up(paise: int, rounded: int) -> None:
    assert Money(paise).rounded_to_rupee() == Money(rounded)


@pytest.mark.parametrize(
    ("paise", "rate", "share"),
    [(60_000, 18, 10_800), (50, 1, 1), (49, 1, 0), (10_050, Decimal("2.5"), 251), (-50, 1, -1)],
)
def test_a_tax_is_rounded_half_up_to_the_paisa(paise: int, rate: Decimal | int, share: int) -> None:
    assert Money(paise).percent(rate) == Money(share)


@given(_AMOUNTS)
def test_the_whole_of_an_amount_is_a_hundred_percent(amount: Money) -> None:
    assert amount.percent(100) == amount
    assert amount.percent(0) == ZERO


@pytest.mark.parametrize(
    ("paise", "text"),
    [
        (0, "₹0.00"),
        (5, "₹0.05"),
        (60_000, "₹600.00"),
        (1_00_000_00, "₹1,00,000.00"),
        (12_34_567_50, "₹12,34,567.50"),
        (1_23_45_678_90, "₹1,23,45,678.90"),
        (-99_999, "-₹999.99"),
    ],
)
def test_an_amount_is_written_as_india_writes_it(paise: int, text: str) -> None:
    assert str(Money(paise)) == text


@given(_AMOUNTS)
def test_a_written_amount_reads_back_as_the_same_amount(amount: Money) -> None:
    plain = str(amount).replace("₹", "").replace(",", "")
    assert Money.rupees(plain) == amount


@pytest.mark.parametrize("amount", ["0.001", "1.999", Decimal("0.005")])
def test_a_fraction_of_a_paisa_is_a_mistake_and_not_a_rounding(amount: str | Decimal) -> None:
    with pytest.raises(ValueError, match="fraction of a paisa"):
        Money.rupees(amount)


@pytest.mark.parametrize("amount", ["Infinity", "-Infinity", "NaN"])
def test_an_amount_that_is_no_number_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        Money.rupees(amount)


@pytest.mark.parametrize("paise", [600.0, "600", None, Decimal(600), True])
def test_money_is_made_of_whole_paise_only(paise: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Money(paise)  # type: ignore[arg-type]


@given(_AMOUNTS, _AMOUNTS)
def test_amounts_are_ordered_by_their_paise(first: Money, second: Money) -> None:
    assert (first < second) == (first.paise < second.paise)
    assert (first >= second) == (first.paise >= second.paise)
