"""People who sign in: accounts with passwords, and bearers of tokens."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import attrs

from clinic_suite.approvals.public import FourEyes
from clinic_suite.auth.model import (
    Account,
    Arrival,
    Credentials,
    Device,
    DeviceState,
    NewAccount,
    SignedIn,
    SignIn,
)
from clinic_suite.auth.service import KeepAccounts, KeepDevices, KeepSessions, SignInStaff
from clinic_suite.auth.service.device_approvals import DEVICE, ask_for
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import Address, Language, NewClinic
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import ANONYMOUS, Actor, Role, the_house
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId, DeviceId
from tests.fakes.browser import KNOWN_BROWSER, REFRESH, SIGN_IN, Browser

GOOD_PASSWORD = "plum tractor sings low"
BROWSER = "Firefox on Linux"


def a_clinic(suite: Suite, name: str = "Sahyadri Family Clinic") -> ClinicId:
    """An active clinic, opened by the house."""
    wish = NewClinic(
        name=name,
        address=Address(line1="12 Karve Road", city="Pune", state="Maharashtra", pin_code="411004"),
        phone="+912025441234",
        email="desk@sahyadri.example",
        time_zone="Asia/Kolkata",
        languages=(Language.ENGLISH,),
    )
    return suite.part(KeepClinics).open(wish, the_house()).id


def an_account(
    suite: Suite,
    clinic_id: ClinicId | None,
    *,
    role: Role = Role.DOCTOR,
    email: str = "asha@sahyadri.example",
    name: str = "Asha Kulkarni",
    password: str = GOOD_PASSWORD,
    with_device: bool = True,
) -> Account:
    """Somebody who can sign in, with a browser of theirs; the same password is hashed once for all tests, because that is slow."""
    account = Account(
        id=AccountId(suite.ids.new("ac")),
        clinic_id=clinic_id,
        role=role,
        name=name,
        email=email,
        has_password=True,
    )
    suite.part(KeepAccounts).accounts.add(account, suite.clock.now(), hash_of(password))
    if with_device:
        a_device(suite, account)
    return account


@cache
def hash_of(password: str) -> str:
    return PasswordHashes().hash(password)


def at(ip: str = "203.0.113.7") -> Actor:
    """Nobody in particular, at some address."""
    return Actor(role=ANONYMOUS.role, ip=ip)


def a_device(suite: Suite, account: Account, browser: Browser = KNOWN_BROWSER) -> Device:
    """A browser with which this person may sign in."""
    now = suite.clock.now()
    device = Device(
        id=DeviceId(suite.ids.new("de")),
        clinic_id=account.clinic_id,
        account_id=account.id,
        key=browser.key,
        state=DeviceState.APPROVED,
        match_code="123456",
        browser=browser.name,
        ip="203.0.113.7",
        asked_at=now,
        ask_ends_at=now + timedelta(hours=24),
        decided_at=now,
    )
    assert suite.part(KeepDevices).devices.add(device)
    return device


def a_waiting_device(
    suite: Suite,
    account: Account,
    browser: Browser = KNOWN_BROWSER,
    *,
    match_code: str = "483920",
    needs: Role = Role.ADMIN,
) -> Device:
    """A browser that has asked to be let in; no password was compared."""
    now = suite.clock.now()
    device = Device(
        id=DeviceId(suite.ids.new("de")),
        clinic_id=account.clinic_id,
        account_id=account.id,
        key=browser.key,
        state=DeviceState.WAITING,
        match_code=match_code,
        browser=browser.name,
        ip="203.0.113.7",
        asked_at=now,
        ask_ends_at=now + timedelta(hours=24),
    )
    asker = Actor(role=account.role, account_id=account.id, clinic_id=account.clinic_id, ip=device.ip)
    assert suite.part(KeepDevices).devices.add(device)
    ask = attrs.evolve(ask_for(device), needs=needs)
    suite.uow.run(lambda tx: suite.part(FourEyes).ask(tx, ask, asker))
    return device


def the_open_approval(suite: Suite, device: Device) -> ApprovalId:
    """The approval for which this device waits."""
    found = suite.part(FourEyes).keep.approvals.find_open(device.clinic_id, DEVICE, device.id)
    assert found is not None
    return found.id


def sign_in(
    suite: Suite,
    email: str = "asha@sahyadri.example",
    password: str = GOOD_PASSWORD,
    *,
    totp: str | None = None,
    ip: str = "203.0.113.7",
    browser: Browser = KNOWN_BROWSER,
) -> SignedIn:
    wish = SignIn(email=email, password=password, totp=totp)
    return suite.part(SignInStaff).sign_in(wish, browser.arrives(SIGN_IN, suite.clock.now()), at(ip))


def refresh(suite: Suite, token: str, browser: Browser = KNOWN_BROWSER) -> SignedIn:
    return suite.part(KeepSessions).refresh(token, browser.arrives(REFRESH, suite.clock.now()), at())


def a_session(suite: Suite, account: Account, device: Device | None = None, name: str = BROWSER) -> SignedIn:
    """Somebody who is signed in; no password was compared."""
    sessions = suite.part(KeepSessions)
    known = Credentials(
        account_id=account.id,
        clinic_id=account.clinic_id,
        role=account.role,
        state=account.state,
        version=account.version,
        password_hash=None,
    )
    arrival = Arrival(browser=name, method="POST", path=SIGN_IN)
    session, token = suite.uow.run(lambda tx: sessions.begin(tx, known, at(), arrival, device))
    return sessions.hand_out(session, token, account)


def open_account(
    suite: Suite, clinic_id: ClinicId | None, *, role: Role = Role.DOCTOR, password: str = GOOD_PASSWORD
) -> Account:
    """Take Asha on, as the command line does."""
    wish = NewAccount(name="Asha Kulkarni", email="asha@sahyadri.example", role=role)
    return suite.part(KeepAccounts).open_with_password(clinic_id, wish, password, the_house())


def a_bearer(
    suite: Suite, role: Role, clinic_id: ClinicId | None = None, account_id: AccountId | None = None
) -> dict[str, str]:
    """Headers of somebody of this role who is signed in; they have no account to look at."""
    account = Account(
        id=account_id or AccountId(suite.ids.new("ac")),
        clinic_id=clinic_id,
        role=role,
        name="Somebody",
        email="s@x.example",
    )
    return {"Authorization": f"Bearer {a_session(suite, account).access_token}"}
