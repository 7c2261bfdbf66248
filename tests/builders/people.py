"""People who sign in: accounts with passwords, and bearers of tokens."""

from __future__ import annotations

from functools import cache

from clinic_suite.auth.model import Account, Credentials, NewAccount, SignedIn, SignIn
from clinic_suite.auth.service import KeepAccounts, KeepSessions, SignInStaff
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import Address, Language, NewClinic
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import ANONYMOUS, Actor, Role, the_house
from clinic_suite.kernel.ids import AccountId, ClinicId

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
) -> Account:
    """Somebody who can sign in; the same password is hashed once for all tests, because that is slow."""
    account = Account(
        id=AccountId(suite.ids.new("ac")),
        clinic_id=clinic_id,
        role=role,
        name=name,
        email=email,
        has_password=True,
    )
    suite.part(KeepAccounts).accounts.add(account, suite.clock.now(), hash_of(password))
    return account


@cache
def hash_of(password: str) -> str:
    return PasswordHashes().hash(password)


def a_session(suite: Suite, account: Account, browser: str = BROWSER) -> SignedIn:
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
    session, token = suite.uow.run(lambda _: sessions.begin(known, at(), browser, None))
    return sessions.hand_out(session, token, account)


def open_account(
    suite: Suite, clinic_id: ClinicId | None, *, role: Role = Role.DOCTOR, password: str = GOOD_PASSWORD
) -> Account:
    """Take Asha on, as the command line does."""
    wish = NewAccount(name="Asha Kulkarni", email="asha@sahyadri.example", role=role)
    return suite.part(KeepAccounts).open_with_password(clinic_id, wish, password, the_house())


def at(ip: str = "203.0.113.7") -> Actor:
    """Nobody in particular, at some address."""
    return Actor(role=ANONYMOUS.role, ip=ip)


def sign_in(
    suite: Suite,
    email: str = "asha@sahyadri.example",
    password: str = GOOD_PASSWORD,
    *,
    ip: str = "203.0.113.7",
    browser: str = BROWSER,
) -> SignedIn:
    return suite.part(SignInStaff).sign_in(SignIn(email=email, password=password), browser, at(ip))


def a_bearer(suite: Suite, role: Role, clinic_id: ClinicId | None = None) -> dict[str, str]:
    """Headers of somebody of this role who is signed in; they have no account to look at."""
    account = Account(
        id=AccountId(suite.ids.new("ac")),
        clinic_id=clinic_id,
        role=role,
        name="Somebody",
        email="s@x.example",
    )
    return {"Authorization": f"Bearer {a_session(suite, account).access_token}"}
