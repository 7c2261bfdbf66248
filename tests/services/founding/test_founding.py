"""An empty installation is set up once, by who can read its server's terminal."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import attrs
import pyotp
import pytest

from clinic_suite.auth.errors import DeviceProofInvalid, TotpEnrolmentNeeded
from clinic_suite.auth.model import Arrival, SignIn
from clinic_suite.auth.public import FirstAdmin
from clinic_suite.auth.service import EnrolSecondFactor
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.service import KeepClinics
from clinic_suite.founding.errors import FoundedAlready, SetupCodeWrong
from clinic_suite.founding.rules import LETTERS, MOST_TRIES, plain, written
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from tests.builders.founding import a_setup_code, found
from tests.builders.people import GOOD_PASSWORD, a_clinic, at, open_account, sign_in
from tests.fakes.browser import KNOWN_BROWSER, Browser
from tests.fakes.clock import FrozenClock

WRONG = "2222-2222-2222"


class _Keyless(Browser):
    """A browser that sends no proof."""

    def arrives(self, path: str, now: datetime, *, proven: bool = False) -> Arrival:
        return super().arrives(path, now, proven=proven)


def test_the_founder_sets_up_an_app_and_comes_in_on_the_same_browser(
    suite: Suite, clock: FrozenClock
) -> None:
    founding = suite.part(FoundHouse)
    assert founding.await_founder().awaited
    made = found(suite, a_setup_code(suite))
    assert suite.part(KeepClinics).find(made.clinic_id).address.city == "Pune"
    with pytest.raises(TotpEnrolmentNeeded):
        sign_in(suite, "meera@sahyadri.example")
    enrol, here = suite.part(EnrolSecondFactor), KNOWN_BROWSER.arrives("/totp", clock.now())
    wish = SignIn(email="meera@sahyadri.example", password=GOOD_PASSWORD)
    totp = pyotp.TOTP(enrol.offer(wish, here, at()).secret)
    enrol.confirm(attrs.evolve(wish, totp=totp.at(clock.now())), here, at())
    clock.advance(seconds=60)
    account = sign_in(suite, "meera@sahyadri.example", totp=totp.at(clock.now())).account
    assert (account.id, account.clinic_id, account.role) == (made.account_id, made.clinic_id, Role.ADMIN)


def test_once_founded_there_is_nothing_here(suite: Suite) -> None:
    code = a_setup_code(suite)
    found(suite, code)
    with pytest.raises(NotFound):
        found(suite, code, email="ravi@sahyadri.example")
    with pytest.raises(NotFound):
        suite.part(FoundHouse).await_founder()
    with pytest.raises(FoundedAlready):
        a_setup_code(suite)


def test_where_a_clinic_or_an_account_is_nobody_is_awaited(suite: Suite) -> None:
    code = a_setup_code(suite)
    a_clinic(suite)
    with pytest.raises(NotFound):
        found(suite, code)


def test_a_clinic_that_is_opened_in_between_ends_the_founding(suite: Suite) -> None:
    """The password is hashed for a moment between the first look and the writing; the second look sees it."""

    class Interrupted(FirstAdmin):
        def hashed(self, password: str, own_words: tuple[str, ...]) -> str:
            a_clinic(suite)
            return super().hashed(password, own_words)

    founding = suite.part(FoundHouse)
    slow = Interrupted(accounts=founding.admin.accounts, devices=founding.admin.devices)
    code = a_setup_code(suite)
    cast("dict[type, object]", suite.parts)[FoundHouse] = attrs.evolve(founding, admin=slow)
    with pytest.raises(SetupCodeWrong):
        found(suite, code)
    assert not founding.admin.there_is_anybody()


def test_an_admin_made_by_the_command_line_ends_the_code_in_the_same_transaction(suite: Suite) -> None:
    a_setup_code(suite)
    clinic_id = a_clinic(suite)
    open_account(suite, clinic_id, role=Role.DOCTOR)
    row = suite.engine.database["setup_codes"].find_one({})
    assert row is not None
    assert row["over_at"] is None
    suite.engine.database["accounts"].delete_many({})
    open_account(suite, clinic_id, role=Role.ADMIN)
    ended = suite.engine.database["setup_codes"].find_one({})
    assert ended is not None
    assert ended["over_at"] == suite.clock.now()


def test_without_the_code_nothing_is_told_and_nothing_happens(suite: Suite) -> None:
    for changes in ({}, {"password": "short"}, {"email": "nobody@x.example"}):
        with pytest.raises(SetupCodeWrong):
            found(suite, WRONG, **changes)
    code = a_setup_code(suite)
    with pytest.raises(SetupCodeWrong):
        found(suite, WRONG, password="short")
    assert not suite.part(FoundHouse).is_founded()
    found(suite, code)


def test_after_ten_wrong_tries_the_right_code_is_none_either(suite: Suite) -> None:
    code = a_setup_code(suite)
    for _ in range(MOST_TRIES):
        with pytest.raises(SetupCodeWrong):
            found(suite, WRONG)
    with pytest.raises(SetupCodeWrong):
        found(suite, code)
    found(suite, a_setup_code(suite))


def test_whoever_has_the_code_may_mistype_the_rest(suite: Suite) -> None:
    code = a_setup_code(suite)
    for _ in range(MOST_TRIES + 2):
        with pytest.raises(NotValid):
            found(suite, code, password="meera meera")
    found(suite, code)


def test_a_code_is_good_for_an_hour_and_until_the_next_one(suite: Suite, clock: FrozenClock) -> None:
    old = a_setup_code(suite)
    new = a_setup_code(suite)
    with pytest.raises(SetupCodeWrong):
        found(suite, old)
    clock.advance(minutes=60)
    with pytest.raises(SetupCodeWrong):
        found(suite, new)


def test_a_browser_that_proves_no_key_founds_nothing(suite: Suite) -> None:
    code = a_setup_code(suite)
    with pytest.raises(DeviceProofInvalid):
        found(suite, code, _Keyless())
    assert not suite.part(FoundHouse).is_founded()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_only_the_server_itself_makes_a_code(suite: Suite, role: Role) -> None:
    with pytest.raises(NotAllowed):
        suite.part(FoundHouse).make_code(Actor(role=role))


def test_a_code_is_read_however_it_was_typed_and_stands_nowhere(suite: Suite) -> None:
    code = a_setup_code(suite)
    assert len(plain(code)) == 12
    assert set(plain(code)) <= set(LETTERS)
    assert written(plain(code)) == code
    kept = str(list(suite.engine.database["setup_codes"].find()))
    trail = str(list(suite.engine.database["audit_entries"].find()))
    assert plain(code) not in kept + trail
    assert code not in kept + trail
    found(suite, f"  {code.upper().replace('-', ' ')} ")


def test_the_trail_tells_of_the_code_and_of_the_founding(suite: Suite) -> None:
    found(suite, a_setup_code(suite))
    deeds = [(e["entity"], e["action"]) for e in suite.engine.database["audit_entries"].find()]
    assert deeds == [
        ("setup_code", "made"),
        ("clinic", "opened"),
        ("account", "opened"),
        ("device", "approved"),
        ("installation", "founded"),
    ]


def test_the_house_itself_is_the_only_actor_of_a_code(suite: Suite) -> None:
    assert suite.part(FoundHouse).make_code(the_house()).ends_at > suite.clock.now()
