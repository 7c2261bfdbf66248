"""A new device waits until another admin lets it in."""

from __future__ import annotations

import itertools

import attrs
import pyotp
import pytest

from clinic_suite.approvals.errors import ApprovalDecided, ApprovalLapsed, ApprovalWithdrawn, ProofDiffers
from clinic_suite.approvals.model import ApprovalState, Assent, Objection, Sought
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.auth.errors import (
    DeviceOut,
    DevicePending,
    DeviceProofInvalid,
    DeviceRefused,
    DevicesFull,
    InvalidCredentials,
    SessionRevoked,
    TotpEnrolmentNeeded,
    TotpNeeded,
)
from clinic_suite.auth.events import DeviceApprovalAsked, DeviceApproved, DeviceRevoked
from clinic_suite.auth.model import Account, Arrival, DeviceState, SignIn, Standing
from clinic_suite.auth.service import EnrolSecondFactor, KeepDevices, KeepSessions, SignInStaff
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound, Refusal, SignInNeeded
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId, DeviceId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.paging import Wanted
from clinic_suite.rest.actor import Authenticator
from tests.builders.people import GOOD_PASSWORD, a_clinic, a_device, an_account, at, refresh, sign_in
from tests.builders.settings import some_settings
from tests.fakes.browser import REFRESH, SIGN_IN, Browser
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def asha(suite: Suite, clinic_id: ClinicId) -> Account:
    """A doctor who has no device yet."""
    return an_account(suite, clinic_id, with_device=False)


@pytest.fixture
def admin(suite: Suite, clinic_id: ClinicId) -> Actor:
    return Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")))


def _waits(suite: Suite, browser: Browser) -> tuple[DeviceId, str]:
    """Sign in from a new browser; answer its device and the code on its screen."""
    with pytest.raises(DevicePending) as pending:
        sign_in(suite, browser=browser)
    said = pending.value.members
    return DeviceId(said["device_id"]), said["match_code"]


def _approve(suite: Suite, device_id: DeviceId, code: str, by: Actor) -> None:
    """Let a device in through the inbox, as another admin does."""
    suite.part(KeepApprovals).approve(_asking_of(suite, device_id), Assent(proof=code), by)


def _refuse(suite: Suite, device_id: DeviceId, by: Actor) -> None:
    suite.part(KeepApprovals).refuse(
        _asking_of(suite, device_id), Objection(reason="Nobody has spoken with me."), by
    )


def _asking_of(suite: Suite, device_id: DeviceId) -> ApprovalId:
    """The newest approval that was asked for this device, whatever became of it."""
    rows = suite.engine.database["approvals"].find({"subject_id": device_id})
    return ApprovalId(sorted(r["_id"] for r in rows)[-1])


def test_a_new_device_waits_and_the_inbox_shows_whose_it_is(
    suite: Suite, asha: Account, admin: Actor
) -> None:
    ears = listening(suite)
    device_id, code = _waits(suite, Browser("Chrome on Android"))
    [seen] = suite.part(KeepApprovals).list_inbox(Sought(state=ApprovalState.WAITING), Wanted(), admin).items
    assert (seen.subject_id, seen.asked_by, seen.asked_by_name) == (device_id, asha.id, "Asha Kulkarni")
    assert (seen.proof, seen.after, seen.ip) == (code, {"browser": "Chrome on Android"}, "203.0.113.7")
    assert [d.id for d in suite.part(KeepDevices).list_of(DeviceState.WAITING, Wanted(), admin).items] == [
        device_id
    ]
    assert [f.device_id for f in ears.of(DeviceApprovalAsked)] == [device_id]


def test_a_device_that_waits_keeps_its_code(suite: Suite, asha: Account) -> None:
    browser = Browser()
    assert _waits(suite, browser) == _waits(suite, browser)


def test_an_approved_device_comes_in(suite: Suite, asha: Account, admin: Actor) -> None:
    browser = Browser()
    device_id, code = _waits(suite, browser)
    ears = listening(suite)
    _approve(suite, device_id, code, admin)
    assert sign_in(suite, browser=browser).account == asha
    assert [f.device_id for f in ears.of(DeviceApproved)] == [device_id]


def test_a_device_is_approved_for_one_person_only(
    suite: Suite, clinic_id: ClinicId, asha: Account, admin: Actor
) -> None:
    browser = Browser()
    device_id, code = _waits(suite, browser)
    _approve(suite, device_id, code, admin)
    an_account(suite, clinic_id, email="ravi@sahyadri.example", with_device=False)
    with pytest.raises(DevicePending):
        sign_in(suite, "ravi@sahyadri.example", browser=browser)


def test_nobody_approves_their_own_device(suite: Suite, asha: Account, admin: Actor) -> None:
    device_id, code = _waits(suite, Browser())
    herself = attrs.evolve(admin, account_id=asha.id)
    with pytest.raises(NotAllowed):
        _approve(suite, device_id, code, herself)
    with pytest.raises(NotAllowed):
        _refuse(suite, device_id, herself)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DOCTOR, Role.NURSE, Role.FRONT_DESK, Role.OPERATOR])
def test_only_an_admin_decides(suite: Suite, asha: Account, admin: Actor, role: Role) -> None:
    """For whoever may not, and did not ask, it does not exist."""
    device_id, code = _waits(suite, Browser())
    with pytest.raises(NotFound):
        _approve(suite, device_id, code, attrs.evolve(admin, role=role))


def test_another_clinics_devices_do_not_exist_for_us(suite: Suite, asha: Account, admin: Actor) -> None:
    device_id, code = _waits(suite, Browser())
    stranger = attrs.evolve(admin, clinic_id=a_clinic(suite, "Mula Clinic"))
    keep = suite.part(KeepDevices)
    for decide in (
        lambda: _approve(suite, device_id, code, stranger),
        lambda: _refuse(suite, device_id, stranger),
    ):
        with pytest.raises(NotFound):
            decide()
    with pytest.raises(NotFound):
        keep.revoke(device_id, stranger)
    assert keep.list_of(DeviceState.WAITING, Wanted(), stranger).items == []


def test_the_two_codes_have_to_match(suite: Suite, asha: Account, admin: Actor) -> None:
    device_id, code = _waits(suite, Browser())
    other = "000000" if code != "000000" else "000001"
    with pytest.raises(ProofDiffers):
        _approve(suite, device_id, other, admin)


def test_after_a_day_it_is_too_late_and_a_new_code_is_shown(
    suite: Suite, asha: Account, admin: Actor, clock: FrozenClock
) -> None:
    browser = Browser()
    device_id, code = _waits(suite, browser)
    clock.advance(hours=24)
    with pytest.raises(ApprovalLapsed):
        _approve(suite, device_id, code, admin)
    again, newer = _waits(suite, browser)
    assert again == device_id
    _approve(suite, device_id, newer, admin)


def test_a_refused_device_stays_out(suite: Suite, asha: Account, admin: Actor) -> None:
    browser = Browser()
    device_id, code = _waits(suite, browser)
    _refuse(suite, device_id, admin)
    with pytest.raises(DeviceRefused):
        sign_in(suite, browser=browser)
    with pytest.raises(ApprovalDecided):
        _approve(suite, device_id, code, admin)


def test_a_revoked_device_is_out_at_the_next_request_with_all_its_sessions(
    suite: Suite, asha: Account, admin: Actor
) -> None:
    here, there = Browser(), Browser()
    device = a_device(suite, asha, here)
    a_device(suite, asha, there)
    lost, kept = sign_in(suite, browser=here), sign_in(suite, browser=there)
    ears = listening(suite)
    suite.part(KeepDevices).revoke(device.id, admin)
    authenticator: Authenticator = suite.part(Authenticator)
    with pytest.raises(SignInNeeded):
        authenticator.actor_of(lost.access_token)
    with pytest.raises(SessionRevoked):
        refresh(suite, lost.refresh_token, here)
    with pytest.raises(DevicePending):
        sign_in(suite, browser=here)
    assert authenticator.actor_of(kept.access_token).is_known
    assert [f.device_id for f in ears.of(DeviceRevoked)] == [device.id]


def test_somebody_revokes_their_own_device_and_nobody_elses(suite: Suite, asha: Account) -> None:
    device = a_device(suite, asha)
    colleague = Actor(role=Role.DOCTOR, clinic_id=asha.clinic_id, account_id=AccountId(suite.ids.new("ac")))
    with pytest.raises(NotFound):
        suite.part(KeepDevices).revoke(device.id, colleague)
    suite.part(KeepDevices).revoke(device.id, attrs.evolve(colleague, account_id=asha.id))


def test_to_revoke_a_device_that_waits_is_to_take_back_its_asking(
    suite: Suite, asha: Account, admin: Actor
) -> None:
    browser = Browser()
    device_id, code = _waits(suite, browser)
    herself = Actor(role=Role.DOCTOR, clinic_id=asha.clinic_id, account_id=asha.id)
    assert suite.part(KeepDevices).revoke(device_id, herself).state is DeviceState.REVOKED
    with pytest.raises(ApprovalWithdrawn):
        _approve(suite, device_id, code, admin)
    with pytest.raises(DeviceOut):
        suite.part(KeepDevices).revoke(device_id, herself)
    assert _waits(suite, browser)[0] == device_id


def test_a_device_that_nobody_answered_can_still_be_taken_back(
    suite: Suite, asha: Account, clock: FrozenClock
) -> None:
    device_id, _ = _waits(suite, Browser())
    clock.advance(hours=25)
    assert suite.part(KeepApprovals).lapse_ended() == 1
    herself = Actor(role=Role.DOCTOR, clinic_id=asha.clinic_id, account_id=asha.id)
    assert suite.part(KeepDevices).revoke(device_id, herself).state is DeviceState.REVOKED


def test_a_waiting_device_hears_how_its_asking_stands_and_nobody_else_does(
    suite: Suite, asha: Account, admin: Actor, clock: FrozenClock
) -> None:
    browser, keep = Browser(), suite.part(KeepDevices)
    device_id, _ = _waits(suite, browser)
    address = f"/api/v1/devices/{device_id}/standing"

    def standing(who: Browser = browser, path: str = address) -> Standing:
        arrival = Arrival(
            browser=who.name, method="GET", path=address, device_proof=who.proof(path, clock.now(), "GET")
        )
        return keep.standing_of(device_id, arrival).standing

    assert standing() is Standing.WAITING
    for stranger in (lambda: standing(Browser()), lambda: standing(path=REFRESH)):
        with pytest.raises(NotFound):
            stranger()
    clock.advance(hours=24)
    assert standing() is Standing.LAPSED
    _, newer = _waits(suite, browser)
    _approve(suite, device_id, newer, admin)
    assert standing() is Standing.APPROVED
    keep.revoke(device_id, admin)
    assert standing() is Standing.WITHDRAWN
    # The newest asking is told by its id, and ids of one instant have no order.
    clock.advance(seconds=1)
    _waits(suite, browser)
    _refuse(suite, device_id, admin)
    assert standing() is Standing.REFUSED


def test_nobody_has_more_than_five_devices(suite: Suite, asha: Account, admin: Actor) -> None:
    for _ in range(4):
        a_device(suite, asha, Browser())
    fifth, sixth = _waits(suite, Browser()), _waits(suite, Browser())
    _approve(suite, *fifth, admin)
    with pytest.raises(DevicesFull):
        _approve(suite, *sixth, admin)


def test_the_command_line_lets_the_first_admin_in(suite: Suite, clinic_id: ClinicId) -> None:
    account = an_account(suite, clinic_id, with_device=False)
    browser = Browser()
    _, code = _waits(suite, browser)
    keep = suite.part(KeepDevices)
    with pytest.raises(NotFound):
        keep.approve_for(clinic_id, account.id, "no code", the_house())
    keep.approve_for(clinic_id, account.id, code, the_house())
    sign_in(suite, browser=browser)


def test_in_a_demo_only_the_first_device_is_let_in_by_itself(preview: Engine, clock: FrozenClock) -> None:
    demo = wire(some_settings(CLINIC_STAGE="demo"), clock=clock, engine=preview)
    an_account(demo, a_clinic(demo), with_device=False)
    sign_in(demo, browser=Browser())
    with pytest.raises(DevicePending):
        sign_in(demo, browser=Browser())


def test_a_stolen_cookie_is_worth_nothing_elsewhere_and_does_not_hurt_its_owner(
    suite: Suite, asha: Account
) -> None:
    browser = Browser()
    a_device(suite, asha, browser)
    signed_in = sign_in(suite, browser=browser)
    keep = suite.part(KeepSessions)
    meant_for_another_door = attrs.evolve(browser.arrives(SIGN_IN, suite.clock.now()), path=REFRESH)
    with pytest.raises(DeviceProofInvalid):
        refresh(suite, signed_in.refresh_token, Browser())
    with pytest.raises(DeviceProofInvalid):
        keep.refresh(signed_in.refresh_token, meant_for_another_door, at())
    refresh(suite, signed_in.refresh_token, browser)


def test_a_proof_counts_once(suite: Suite, asha: Account) -> None:
    browser = Browser()
    a_device(suite, asha, browser)
    arrival = browser.arrives(SIGN_IN, suite.clock.now())
    wish = SignIn(email=asha.email, password=GOOD_PASSWORD)
    suite.part(SignInStaff).sign_in(wish, arrival, at())
    with pytest.raises(DeviceProofInvalid):
        suite.part(SignInStaff).sign_in(wish, arrival, at())


def test_a_clock_that_is_wrong_is_told_the_time(suite: Suite, asha: Account, clock: FrozenClock) -> None:
    browser = Browser()
    a_device(suite, asha, browser)
    arrival = browser.arrives(SIGN_IN, clock.now())
    clock.advance(minutes=6)
    wish = SignIn(email=asha.email, password=GOOD_PASSWORD)
    with pytest.raises(DeviceProofInvalid) as refused:
        suite.part(SignInStaff).sign_in(wish, arrival, at())
    assert "2035-03-05 09:36 UTC" in refused.value.detail


OMISSIONS: dict[tuple[bool, bool, bool], type[Refusal]] = {
    (False, False, False): InvalidCredentials,
    (False, False, True): InvalidCredentials,
    (False, True, False): InvalidCredentials,
    (False, True, True): InvalidCredentials,
    (True, False, False): TotpNeeded,
    (True, False, True): TotpNeeded,
    (True, True, False): DeviceProofInvalid,
}


@pytest.mark.parametrize("shown", list(itertools.product([False, True], repeat=3)))
def test_an_admin_shows_all_three_proofs_or_stays_out(
    suite: Suite, clinic_id: ClinicId, clock: FrozenClock, shown: tuple[bool, bool, bool]
) -> None:
    browser = Browser()
    account = an_account(suite, clinic_id, role=Role.ADMIN, with_device=False)
    a_device(suite, account, browser)
    with pytest.raises(TotpEnrolmentNeeded):
        sign_in(suite, browser=browser)
    enrol, here = suite.part(EnrolSecondFactor), browser.arrives("/totp", clock.now())
    first = SignIn(email=account.email, password=GOOD_PASSWORD)
    totp = pyotp.TOTP(enrol.offer(first, here, at()).secret)
    enrol.confirm(attrs.evolve(first, totp=totp.at(clock.now())), here, at())
    clock.advance(seconds=60)
    password, code, device = shown
    wish = SignIn(
        email=account.email,
        password=GOOD_PASSWORD if password else "wrong",
        totp=totp.at(clock.now()) if code else None,
    )
    arrival = browser.arrives(SIGN_IN, clock.now(), proven=device)
    if all(shown):
        assert suite.part(SignInStaff).sign_in(wish, arrival, at()).account.id == account.id
        return
    with pytest.raises(OMISSIONS[shown]):
        suite.part(SignInStaff).sign_in(wish, arrival, at())
