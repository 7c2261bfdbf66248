"""What the trail shows of a change, and what it hides."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.money import Money
from clinic_suite.kernel.trail import HIDDEN, MASK, difference, shown


@attrs.frozen(kw_only=True)
class _Person:
    id: str
    name: str = attrs.field(metadata={HIDDEN: True})
    nickname: str | None = attrs.field(default=None, metadata={HIDDEN: True})
    fee: Money


def test_a_hidden_field_is_named_but_its_value_is_not_told() -> None:
    assert shown(_Person(id="pa_1", name="Asha", fee=Money(5))) == {
        "_id": "pa_1",
        "name": MASK,
        "nickname": None,
        "fee_paise": 5,
    }


def test_an_edit_is_told_by_what_it_changed_and_nothing_else() -> None:
    assert difference({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2, "c": None}, {"b": 3, "c": 4})


def test_something_new_is_told_whole() -> None:
    assert difference(None, {"a": 1}) == (None, {"a": 1})
