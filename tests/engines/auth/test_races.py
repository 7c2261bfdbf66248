"""Many at once: what may happen once happens once, on both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import attrs
import pytest

from clinic_suite.approvals.model import Assent
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.auth.model import (
    AccountState,
    Arrival,
    Channel,
    Credentials,
    DeviceState,
    OtpAnswer,
    OtpWish,
)
from clinic_suite.auth.repository import Pauses
from clinic_suite.auth.service import KeepAccounts, KeepDevices, KeepSessions, SignInPatients
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.second_factor import EnrolSecondFactor
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import Engine, apart_from_unit_of_work
from tests.builders.people import (
    a_clinic,
    a_device,
    a_session,
    a_waiting_device,
    an_account,
    at,
    hash_of,
    the_open_approval,
)
from tests.builders.settings import some_settings
from tests.fakes.browser import Browser
from tests.fakes.clock import FrozenClock
from tests.fakes.code_sender import FakeCodeSender

T = TypeVar("T")
PHONE = "+919812345678"
HERE = Arrival(browser="Firefox on Linux", method="POST", path="/api/v1/auth/refresh")


@pytest.fixture
def house(engine: Engine, clock: FrozenClock) -> Suite:
    """The whole house on each engine in turn."""
    return wire(some_settings(), clock=clock, engine=engine)


def _outcomes(tries: Iterable[Callable[[], object]]) -> Counter[str]:
    """Do all of them at once; count the refusals by name, and what was granted."""

    def outcome(attempt: Callable[[], object]) -> str:
        try:
            attempt()
        except Refusal as refused:
            return type(refused).__name__
        return "granted"

    with ThreadPoolExecutor(24) as crowd:
        return Counter(crowd.map(outcome, list(tries)))


def test_of_two_hundred_wrong_codes_exactly_five_are_compared(house: Suite) -> None:
    network = FakeCodeSender()
    door = attrs.evolve(house.part(SignInPatients), sender=network)
    challenge = door.send_code(OtpWish(phone=PHONE, channel=Channel.SMS), HERE, at())
    wrong = f"{(int(network.newest()) + 1) % 1_000_000:06d}"
    wish = OtpAnswer(challenge_id=challenge.challenge_id, phone=PHONE, code=wrong)
    assert _outcomes([lambda: door.verify(wish, HERE, at())] * 200) == {"OtpInvalid": 5, "OtpExpired": 195}


def test_a_right_code_shown_by_many_at_once_lets_one_in(house: Suite) -> None:
    network = FakeCodeSender()
    door = attrs.evolve(house.part(SignInPatients), sender=network)
    challenge = door.send_code(OtpWish(phone=PHONE, channel=Channel.SMS), HERE, at())
    wish = OtpAnswer(challenge_id=challenge.challenge_id, phone=PHONE, code=network.newest())
    assert _outcomes([lambda: door.verify(wish, HERE, at())] * 20) == {"granted": 1, "OtpExpired": 19}


def test_many_who_ask_at_once_get_one_code(house: Suite) -> None:
    network = FakeCodeSender()
    door = attrs.evolve(house.part(SignInPatients), sender=network)
    wish = OtpWish(phone=PHONE, channel=Channel.SMS)
    assert _outcomes([lambda: door.send_code(wish, HERE, at())] * 20) == {"granted": 1, "OtpTooSoon": 19}
    assert len(network.sent) == 1


def test_of_a_hundred_wrong_passwords_at_once_three_are_compared(house: Suite, clock: FrozenClock) -> None:
    pauses = Pauses(house.engine)
    with ThreadPoolExecutor(24) as crowd:
        answers = list(crowd.map(lambda _: pauses.claim("place", clock.now()), range(100)))
    assert answers.count(None) == 3


def test_tabs_that_refresh_at_once_get_the_same_next_token(house: Suite) -> None:
    signed_in = a_session(house, an_account(house, a_clinic(house)))
    keep = house.part(KeepSessions)
    with ThreadPoolExecutor(12) as crowd:
        tokens = set(
            crowd.map(lambda _: keep.refresh(signed_in.refresh_token, HERE, at()).refresh_token, range(12))
        )
    assert len(tokens) == 1
    keep.refresh(tokens.pop(), HERE, at())


def test_a_code_of_an_app_counts_once_however_many_show_it(house: Suite) -> None:
    account = an_account(house, a_clinic(house))
    known = Credentials(
        account_id=account.id,
        clinic_id=account.clinic_id,
        role=account.role,
        state=account.state,
        version=account.version,
        password_hash=hash_of("plum tractor sings low"),
    )
    factors = house.part(EnrolSecondFactor).second_factors
    factors.enrol(known, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 7, [b"a recovery code"])
    with ThreadPoolExecutor(12) as crowd:
        steps = list(crowd.map(lambda _: factors.spend_step(known, 8), range(24)))
        codes = list(crowd.map(lambda _: factors.spend_recovery(known, b"a recovery code"), range(24)))
    assert (steps.count(True), codes.count(True)) == (1, 1)


def test_an_invitation_is_accepted_once_however_many_try(house: Suite, clock: FrozenClock) -> None:
    clinic_id = a_clinic(house)
    account = an_account(house, clinic_id)
    passwords = house.part(SetPasswords)
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(house.ids.new("ac")))
    passwords.invite(clinic_id, account.id, admin)
    row = house.engine.database["invitations"].find_one({"account_id": account.id})
    assert row is not None
    invitation = passwords.invitations.find(row["token_hash"], clock.now())
    assert invitation is not None
    with ThreadPoolExecutor(12) as crowd:
        spent = list(crowd.map(lambda _: passwords.invitations.spend(invitation, clock.now()), range(24)))
    assert spent.count(True) == 1


def test_approvals_at_once_never_make_a_sixth_device(house: Suite) -> None:
    clinic_id = a_clinic(house)
    account = an_account(house, clinic_id, with_device=False)
    keep = house.part(KeepDevices)
    for _ in range(4):
        a_device(house, account, Browser())
    waiting = [a_waiting_device(house, account, Browser()) for _ in range(4)]
    inbox = house.part(KeepApprovals)
    asked = [(the_open_approval(house, d), Assent(proof=d.match_code)) for d in waiting]
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(house.ids.new("ac")))
    tries = [lambda a=one, c=assent: inbox.approve(a, c, admin) for one, assent in asked]
    assert _outcomes(tries) == {"granted": 1, "DevicesFull": 3}
    assert keep.devices.count(account.id, DeviceState.APPROVED) == 5


def test_approvals_in_one_instant_never_make_a_sixth_device(house: Suite) -> None:
    """The clock stands, so each of them notes the same moment on the account; two have room, two have not."""
    clinic_id = a_clinic(house)
    account = an_account(house, clinic_id, with_device=False)
    for _ in range(3):
        a_device(house, account, Browser())
    waiting = [a_waiting_device(house, account, Browser()) for _ in range(4)]
    inbox = house.part(KeepApprovals)
    asked = [(the_open_approval(house, d), Assent(proof=d.match_code)) for d in waiting]
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(house.ids.new("ac")))
    tries = [lambda a=one, c=assent: inbox.approve(a, c, admin) for one, assent in asked]
    assert _outcomes(tries) == {"granted": 2, "DevicesFull": 2}


def test_two_who_count_in_one_instant_count_one_after_the_other(house: Suite, clock: FrozenClock) -> None:
    account = an_account(house, a_clinic(house))
    accounts = house.part(KeepAccounts).accounts
    tries = 0

    def lock() -> None:
        accounts.lock(account.clinic_id, account.id, clock.now())

    def count() -> None:
        nonlocal tries
        tries += 1
        accounts.get(account.clinic_id, account.id)
        if tries == 1:
            apart_from_unit_of_work(lambda: house.engine.run(lock))
        lock()

    lock()
    house.engine.run(count)
    # The first time somebody else has counted in between; on the preview engine nobody else can.
    assert tries == (2 if house.engine.kind == "mongodb" else 1)


def test_nobody_signs_in_on_an_account_that_was_disabled_in_that_instant(
    house: Suite, clock: FrozenClock
) -> None:
    account = an_account(house, a_clinic(house))
    accounts = house.part(KeepAccounts).accounts
    known = accounts.own_credentials(account.clinic_id, account.id)
    assert accounts.admit(known, clock.now())
    disabled = attrs.evolve(account, state=AccountState.DISABLED, version=account.version + 1)
    tries = 0

    def sign_in() -> bool:
        nonlocal tries
        tries += 1
        accounts.get(account.clinic_id, account.id)
        if tries == 1:
            apart_from_unit_of_work(lambda: accounts.replace(disabled))
        return accounts.admit(known, clock.now())

    assert not house.engine.run(sign_in)
