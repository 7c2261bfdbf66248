"""Coming in by e-mail and password."""

from __future__ import annotations

import bson
import pytest

from clinic_suite.auth.errors import EmailTaken, InvalidCredentials, SignInTooSoon
from clinic_suite.auth.events import Refused, SignedIn, SignInRefused
from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import COLLECTIONS, Suite
from clinic_suite.kernel.actor import Role, the_house
from clinic_suite.kernel.errors import NotFound, NotValid
from clinic_suite.kernel.paging import Wanted
from tests.builders.ids import a_clinic_id
from tests.builders.people import GOOD_PASSWORD, a_clinic, an_account, open_account, refresh, sign_in
from tests.fakes.browser import Browser
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening

STRANGER = Browser("Somebody in the waiting room")
ELSEWHERE = "198.51.100.4"


def test_the_right_password_opens_a_session_and_everybody_may_hear_of_it(suite: Suite) -> None:
    account = an_account(suite, a_clinic(suite))
    ears = listening(suite)
    signed_in = sign_in(suite, " ASHA@Sahyadri.example ")
    assert signed_in.account == account
    assert ears.of(SignedIn) == [
        SignedIn(clinic_id=account.clinic_id, account_id=account.id, session_id=signed_in.session_id)
    ]


def test_an_operator_belongs_to_no_clinic_and_signs_in_all_the_same(suite: Suite) -> None:
    an_account(suite, None, role=Role.OPERATOR)
    ears = listening(suite)
    assert sign_in(suite).account.clinic_id is None
    assert ears.of(SignedIn)[0].clinic_id is None


def test_a_wrong_password_and_an_unknown_e_mail_hear_the_same(suite: Suite) -> None:
    account = an_account(suite, a_clinic(suite))
    ears = listening(suite)
    with pytest.raises(InvalidCredentials):
        sign_in(suite, password="plum tractor sings high")
    with pytest.raises(InvalidCredentials):
        sign_in(suite, "nobody@sahyadri.example")
    assert [(f.account_id, f.why) for f in ears.of(SignInRefused)] == [
        (account.id, Refused.WRONG_PASSWORD),
        (None, Refused.UNKNOWN),
    ]


def test_the_third_wrong_password_waits_and_waiting_helps(suite: Suite, clock: FrozenClock) -> None:
    an_account(suite, a_clinic(suite))
    for _ in range(3):
        with pytest.raises(InvalidCredentials):
            sign_in(suite, password="wrong")
    with pytest.raises(SignInTooSoon) as refused:
        sign_in(suite)
    assert refused.value.headers == {"Retry-After": "5"}
    clock.advance(seconds=5)
    assert sign_in(suite).account.email == "asha@sahyadri.example"


def test_a_right_password_forgets_the_wrong_ones(suite: Suite) -> None:
    an_account(suite, a_clinic(suite))
    for _ in range(4):
        with pytest.raises(InvalidCredentials):
            sign_in(suite, password="wrong")
        sign_in(suite)


def test_a_stranger_elsewhere_makes_nobody_wait_but_themselves(suite: Suite) -> None:
    an_account(suite, a_clinic(suite))
    for _ in range(3):
        with pytest.raises(InvalidCredentials):
            sign_in(suite, password="wrong", ip=ELSEWHERE, browser=STRANGER)
    with pytest.raises(SignInTooSoon):
        sign_in(suite, ip=ELSEWHERE, browser=STRANGER)
    sign_in(suite)


def test_a_stranger_in_the_same_network_makes_no_approved_device_wait(suite: Suite) -> None:
    an_account(suite, a_clinic(suite))
    for _ in range(3):
        with pytest.raises(InvalidCredentials):
            sign_in(suite, password="wrong", browser=STRANGER)
    with pytest.raises(SignInTooSoon):
        sign_in(suite, browser=STRANGER)
    sign_in(suite)


def test_an_unknown_e_mail_waits_like_a_known_one(suite: Suite) -> None:
    for _ in range(3):
        with pytest.raises(InvalidCredentials):
            sign_in(suite, "nobody@sahyadri.example")
    with pytest.raises(SignInTooSoon):
        sign_in(suite, "nobody@sahyadri.example")


def test_two_accounts_never_share_an_e_mail(suite: Suite) -> None:
    an_account(suite, a_clinic(suite))
    with pytest.raises(EmailTaken):
        an_account(suite, a_clinic(suite, "Mula Clinic"), email="ASHA@sahyadri.example")


def test_nobody_is_taken_on_by_a_clinic_that_does_not_exist(suite: Suite) -> None:
    with pytest.raises(NotFound):
        open_account(suite, a_clinic_id(7))


@pytest.mark.parametrize("role", [Role.PATIENT, Role.OPERATOR, Role.SYSTEM, Role.ANONYMOUS])
def test_a_clinic_takes_on_staff_and_nobody_else(suite: Suite, role: Role) -> None:
    with pytest.raises(NotValid):
        open_account(suite, a_clinic(suite), role=role)


def test_a_password_made_of_the_persons_own_names_is_refused(suite: Suite) -> None:
    with pytest.raises(NotValid):
        open_account(suite, a_clinic(suite), password="Asha-Kulkarni-Sahyadri")


def test_staff_are_listed_page_by_page_in_the_order_they_came(suite: Suite, clock: FrozenClock) -> None:
    clinic_id = a_clinic(suite)
    made = []
    for number in range(3):
        clock.advance(seconds=1)
        made.append(an_account(suite, clinic_id, email=f"nurse{number}@sahyadri.example"))
    keep = suite.part(KeepAccounts)
    first = keep.list_of(clinic_id, Wanted(limit=2), the_house())
    assert first.items == made[:2]
    assert first.next_cursor is not None
    rest = keep.list_of(clinic_id, Wanted(limit=2, after=(made[1].id,)), the_house())
    assert rest.items == made[2:]


def test_no_name_e_mail_password_or_token_lies_open_in_the_database(suite: Suite) -> None:
    account = an_account(suite, a_clinic(suite))
    signed_in = sign_in(suite)
    again = refresh(suite, signed_in.refresh_token)
    names = [spec.name for spec in COLLECTIONS]
    stored = b"".join(bson.encode(row) for name in names for row in suite.engine.database[name].find())
    for secret in (
        account.name,
        account.email,
        GOOD_PASSWORD,
        signed_in.access_token,
        signed_in.refresh_token,
        again.refresh_token.partition(".")[2],
    ):
        assert secret.encode() not in stored
