"""Many at once: one asking, one decision, one use; on both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import attrs
import pytest

from clinic_suite.approvals.model import ApprovalState, Assent, Objection
from clinic_suite.approvals.public import FourEyes
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.auth.model import DeviceState
from clinic_suite.auth.service import KeepDevices
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import DatabaseFault, Engine
from tests.builders.approvals import SUBJECT, asked, discounts_in, somebody
from tests.builders.people import a_clinic, a_waiting_device, an_account, the_open_approval
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

DECIDERS = 16


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    """The whole house on each engine in turn."""
    return wire(some_settings(), clock=clock, engine=engine)


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def desk(suite: Suite, clinic_id: ClinicId) -> Actor:
    return somebody(suite, clinic_id, Role.FRONT_DESK)


def _outcomes(tries: Iterable[Callable[[], object]]) -> Counter[str]:
    """Do all of them at once; count the refusals by name, and what was granted."""

    def outcome(attempt: Callable[[], object]) -> str:
        try:
            attempt()
        except Refusal as refused:
            return type(refused).__name__
        return "granted"

    with ThreadPoolExecutor(DECIDERS) as crowd:
        return Counter(crowd.map(outcome, list(tries)))


def _row(suite: Suite) -> dict[str, object]:
    [row] = suite.engine.database["approvals"].find()
    return row


def test_of_sixteen_deciders_at_once_one_decides(suite: Suite, clinic_id: ClinicId, desk: Actor) -> None:
    house, keep, approval_id = discounts_in(suite), suite.part(KeepApprovals), asked(suite, desk)
    managers = [somebody(suite, clinic_id, Role.MANAGER) for _ in range(DECIDERS)]
    no = Objection(reason="The price list says otherwise.")
    tries = [
        (lambda m=m: keep.approve(approval_id, Assent(), m))
        if n % 2
        else (lambda m=m: keep.refuse(approval_id, no, m))
        for n, m in enumerate(managers)
    ]
    assert _outcomes(tries) == {"granted": 1, "ApprovalDecided": DECIDERS - 1}
    row = _row(suite)
    assert row["version"] == 2
    decided = list(suite.engine.database["audit_entries"].find({"action": {"$in": ["approved", "refused"]}}))
    assert [d["account_id"] for d in decided] in ([row["decided_by"]], [None])
    assert house.heard[-1] == row["state"]


def test_what_is_used_by_many_at_once_is_used_once(suite: Suite, clinic_id: ClinicId, desk: Actor) -> None:
    discounts_in(suite)
    approval_id = asked(suite, desk)
    suite.part(KeepApprovals).approve(approval_id, Assent(), somebody(suite, clinic_id, Role.ADMIN))
    eyes = suite.part(FourEyes)

    def use() -> object:
        return suite.uow.run(lambda tx: eyes.use(tx, clinic_id, approval_id, "discount", SUBJECT, "rc_1"))

    assert _outcomes([use] * DECIDERS) == {"granted": 1, "ApprovalMissing": DECIDERS - 1}


def test_a_thing_that_many_ask_for_at_once_is_asked_for_once(
    suite: Suite, clinic_id: ClinicId, desk: Actor
) -> None:
    discounts_in(suite)
    askers = [somebody(suite, clinic_id, Role.FRONT_DESK) for _ in range(DECIDERS)]
    tries = [lambda a=a: asked(suite, a) for a in askers]
    assert _outcomes(tries) == {"granted": 1, "ApprovalWaiting": DECIDERS - 1}


def test_an_approval_and_a_withdrawal_at_once_are_one_of_the_two(suite: Suite, clinic_id: ClinicId) -> None:
    account = an_account(suite, clinic_id, with_device=False)
    device = a_waiting_device(suite, account)
    keep, approval_id = suite.part(KeepApprovals), the_open_approval(suite, device)
    admin, herself = somebody(suite, clinic_id, Role.ADMIN), somebody(suite, clinic_id, Role.DOCTOR)
    herself = attrs.evolve(herself, account_id=account.id)
    assent = Assent(proof=device.match_code)
    tries = [lambda: keep.approve(approval_id, assent, admin), lambda: keep.withdraw(approval_id, herself)]
    outcome = _outcomes(tries * 4)
    assert outcome["granted"] == 1
    state = _row(suite)["state"]
    became = suite.part(KeepDevices).devices.get(clinic_id, device.id).state
    assert (state, became) in {
        (ApprovalState.APPROVED.value, DeviceState.APPROVED),
        (ApprovalState.WITHDRAWN.value, DeviceState.REVOKED),
    }


def test_a_device_is_let_in_by_one_of_many_and_told_once(suite: Suite, clinic_id: ClinicId) -> None:
    device = a_waiting_device(suite, an_account(suite, clinic_id, with_device=False))
    keep, approval_id = suite.part(KeepApprovals), the_open_approval(suite, device)
    admins = [somebody(suite, clinic_id, Role.ADMIN) for _ in range(8)]
    tries = [lambda a=a: keep.approve(approval_id, Assent(proof=device.match_code), a) for a in admins]
    assert _outcomes(tries) == {"granted": 1, "ApprovalDecided": 7}
    assert (
        suite.engine.database["audit_entries"].count_documents({"entity": "device", "action": "approved"})
        == 1
    )


def test_at_the_instant_of_the_end_all_deciders_are_late(
    suite: Suite, clinic_id: ClinicId, desk: Actor, clock: FrozenClock
) -> None:
    house, keep, approval_id = discounts_in(suite), suite.part(KeepApprovals), asked(suite, desk)
    clock.advance(hours=24)
    tries = [lambda: keep.approve(approval_id, Assent(), somebody(suite, clinic_id, Role.ADMIN))] * DECIDERS
    assert _outcomes([*tries, keep.lapse_ended]) == {"ApprovalLapsed": DECIDERS, "granted": 1}
    assert house.heard == [ApprovalState.LAPSED]


def test_the_database_itself_refuses_a_decision_by_the_asker_after_the_end_or_of_another_version(
    suite: Suite, desk: Actor
) -> None:
    """The repository is asked directly, past every look before: what must never happen is in the update."""
    discounts_in(suite)
    rows, now = suite.part(KeepApprovals).approvals, suite.clock.now()
    seen = rows.get(desk.clinic_id, asked(suite, desk))
    other = somebody(suite, ClinicId(str(desk.clinic_id)), Role.ADMIN).account_id
    granted = attrs.evolve(seen, state=ApprovalState.APPROVED, decided_by=other, decided_at=now, version=2)
    assert not rows.decide(attrs.evolve(granted, decided_by=seen.asked_by), now)
    assert not rows.decide(granted, seen.ends_at)
    assert not rows.decide(attrs.evolve(granted, version=3), now)
    assert not rows.use(attrs.evolve(granted, used_at=now), now)
    assert rows.decide(granted, now)
    assert not rows.decide(granted, now)
    used = attrs.evolve(granted, used_at=now, used_for="rc_1", version=3)
    assert not rows.use(used, seen.ends_at)
    assert rows.use(used, now)
    assert not rows.use(attrs.evolve(used, version=4), now)


def test_the_database_takes_no_values_that_are_not_plain_and_no_threshold_that_is_none(
    mongodb: Engine, clock: FrozenClock
) -> None:
    suite = wire(some_settings(), clock=clock, engine=mongodb)
    discounts_in(suite)
    desk = somebody(suite, a_clinic(suite), Role.FRONT_DESK)
    for changes in ({"after": {"lines": ["a list"]}}, {"needs": Role.NURSE}, {"ends_at": None}):
        with pytest.raises(DatabaseFault):
            asked(suite, desk, **changes)
    asked(suite, desk, after={"total_paise": 1, "name": None}, ends_at=clock.now() + timedelta(hours=1))
