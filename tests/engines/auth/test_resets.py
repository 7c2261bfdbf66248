"""A link for a forgotten password, kept and used by many at once, on both engines."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from clinic_suite.auth.collections import COLLECTIONS
from clinic_suite.auth.errors import ResetOver, ResetTooSoon
from clinic_suite.auth.model import ResetAnswer, ResetWish
from clinic_suite.auth.service import ResetPasswords
from clinic_suite.auth.service.resets import PER_ADDRESS_AN_HOUR
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.collections import apply
from clinic_suite.kernel.mongo import Engine
from tests.builders.people import a_clinic, an_account, at
from tests.builders.settings import some_settings
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock
from tests.fakes.mail import FakeMail

ASHA = "asha@sahyadri.example"
CROWD = 6


@pytest.fixture
def house(engine: Engine, clock: FrozenClock) -> Suite:
    """The whole house on each engine in turn, with what the database itself refuses."""
    made = wire(some_settings(), clock=clock, engine=engine)
    apply(engine, COLLECTIONS)
    return made


def test_of_many_who_use_one_link_at_once_one_sets_a_password(house: Suite) -> None:
    mail = FakeMail()
    door = attrs.evolve(house.part(ResetPasswords), mail=mail)
    an_account(house, a_clinic(house), email=ASHA)
    door.ask(ResetWish(email=ASHA), at())
    [row] = house.engine.database["password_resets"].find()
    door.send_link(row["_id"])
    token = mail.sent[0].text.partition("#")[2].split()[0]

    def use(who: int) -> str:
        try:
            door.set(ResetAnswer(token=token, password=f"green umbrella sleeps deep {who}"))
        except ResetOver:
            return "over"
        return "set"

    assert Counter(all_at_once(CROWD, use)) == {"set": 1, "over": CROWD - 1}
    [row] = house.engine.database["accounts"].find({}, {"version": 1})
    assert row["version"] == 2


def test_of_many_who_ask_at_once_no_more_get_through_than_may(house: Suite) -> None:
    door = attrs.evolve(house.part(ResetPasswords), mail=FakeMail())

    def ask(_: int) -> str:
        try:
            door.ask(ResetWish(email=ASHA), at())
        except ResetTooSoon:
            return "wait"
        return "taken"

    many = PER_ADDRESS_AN_HOUR + 5
    assert Counter(all_at_once(many, ask)) == {"taken": PER_ADDRESS_AN_HOUR, "wait": 5}
    assert house.engine.database["password_resets"].count_documents({}) == PER_ADDRESS_AN_HOUR
