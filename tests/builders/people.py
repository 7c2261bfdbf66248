"""People who sign in: accounts with passwords, and bearers of tokens."""

from __future__ import annotations

from clinic_suite.auth.model import Account, AccountState, Credentials, NewAccount, SignedIn, SignIn
from clinic_suite.auth.service import KeepAccounts, KeepSessions, SignInStaff
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
    """Somebody who can sign in."""
    wish = NewAccount(name=name, email=email, role=role)
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


def a_bearer(
    suite: Suite, role: Role, clinic_id: ClinicId | None = None, account_id: AccountId | None = None
) -> dict[str, str]:
    """Headers of somebody of this role who is signed in; no password was spent on it."""
    sessions = suite.part(KeepSessions)
    known = Credentials(
        account_id=account_id or AccountId(suite.ids.new("ac")),
        clinic_id=clinic_id,
        role=role,
        state=AccountState.ACTIVE,
        version=1,
        password_hash=None,
    )
    session, _ = suite.uow.run(lambda _: sessions.begin(known, at(), BROWSER, None))
    token, _ = sessions.access_tokens.issue(session)
    return {"Authorization": f"Bearer {token}"}
