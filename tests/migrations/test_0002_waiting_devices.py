"""A device that waited before there were approvals asks anew, and one that has an approval waits on."""

from __future__ import annotations

import pytest

from clinic_suite.approvals.model import Assent
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.auth.errors import DevicePending
from clinic_suite.bootstrap import MIGRATIONS, Suite, wire
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import DeviceId
from clinic_suite.kernel.migrations.files import read_folder
from clinic_suite.kernel.mongo import Engine
from tests.builders.approvals import somebody
from tests.builders.people import a_clinic, a_waiting_device, an_account, sign_in, the_open_approval
from tests.builders.settings import some_settings
from tests.fakes.browser import Browser
from tests.fakes.clock import FrozenClock

_NAME = "0002_waiting_devices_ask_anew"


def _up(engine: Engine) -> None:
    next(f for f in read_folder(MIGRATIONS) if f.name == _NAME).load()(engine.database)


@pytest.fixture
def house(engine: Engine, clock: FrozenClock) -> Suite:
    return wire(some_settings(), clock=clock, engine=engine)


def test_a_device_without_an_approval_asks_anew_and_is_let_in(house: Suite) -> None:
    clinic_id, browser = a_clinic(house), Browser()
    account = an_account(house, clinic_id, with_device=False)
    old = a_waiting_device(house, account, browser)
    house.engine.database["approvals"].delete_many({})
    _up(house.engine)
    with pytest.raises(DevicePending) as pending:
        sign_in(house, browser=browser)
    said = pending.value.members
    assert DeviceId(said["device_id"]) == old.id
    assent = Assent(proof=said["match_code"])
    house.part(KeepApprovals).approve(
        the_open_approval(house, old), assent, somebody(house, clinic_id, Role.ADMIN)
    )
    assert sign_in(house, browser=browser).account == account


def test_a_device_with_an_approval_waits_on_however_often_it_runs(house: Suite) -> None:
    account = an_account(house, a_clinic(house), with_device=False)
    a_waiting_device(house, account)
    before = list(house.engine.database["devices"].find())
    _up(house.engine)
    _up(house.engine)
    assert list(house.engine.database["devices"].find()) == before
