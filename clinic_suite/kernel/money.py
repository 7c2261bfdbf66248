"""Money is a whole number of paise; a rupee amount exists only on paper and screens."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Self

import attrs

PAISE_IN_A_RUPEE = 100


@total_ordering
@attrs.frozen(order=False)
class Money:
    """An amount in paise, e.g. ``Money(60000)`` is ₹600.00."""

    paise: int = attrs.field()

    @paise.validator
    def _whole(self, _: object, paise: object) -> None:
        # Python counts True as 1; a yes that became a paisa would be a fault that nobody sees.
        if type(paise) is not int:
            raise TypeError(f"money is a whole number of paise, not {paise!r}")

    @classmethod
    def rupees(cls, amount: int | str | Decimal) -> Self:
        """Read an amount in rupees; more than two decimals is a mistake, not a rounding."""
        paise = Decimal(amount) * PAISE_IN_A_RUPEE
        if not paise.is_finite():
            raise ValueError(f"{amount} is not an amount")
        if paise != paise.to_integral_value():
            raise ValueError(f"{amount} has a fraction of a paisa")
        return cls(int(paise))

    def __add__(self, other: Money) -> Money:
        return Money(self.paise + other.paise)

    def __sub__(self, other: Money) -> Money:
        return Money(self.paise - other.paise)

    def __neg__(self) -> Money:
        return Money(-self.paise)

    def __mul__(self, count: int) -> Money:
        return Money(self.paise * count)

    def __lt__(self, other: Money) -> bool:
        return self.paise < other.paise

    def percent(self, rate: Decimal | int) -> Money:
        """A share of the amount, half a paisa rounded up (away from zero)."""
        share = Decimal(self.paise) * Decimal(rate) / 100
        return Money(int(share.quantize(Decimal(1), ROUND_HALF_UP)))

    def rounded_to_rupee(self) -> Money:
        """The nearest whole rupee, fifty paise rounded up, as a bill's total is rounded in India."""
        rupees = (Decimal(self.paise) / PAISE_IN_A_RUPEE).quantize(Decimal(1), ROUND_HALF_UP)
        return Money(int(rupees) * PAISE_IN_A_RUPEE)

    def split(self, parts: int) -> list[Money]:
        """Equal shares whose sum is exact: the first shares carry the odd paise."""
        share, odd = divmod(self.paise, parts)
        return [Money(share + (1 if i < odd else 0)) for i in range(parts)]

    def __str__(self) -> str:
        """₹12,34,567.50, grouped as India groups."""
        sign = "-" if self.paise < 0 else ""
        rupees, paise = divmod(abs(self.paise), PAISE_IN_A_RUPEE)
        head, tail = str(rupees)[:-3], str(rupees)[-3:]
        pairs = [head[max(i - 2, 0) : i] for i in range(len(head), 0, -2)][::-1]
        return f"{sign}₹{','.join([*pairs, tail])}.{paise:02d}"


ZERO = Money(0)
