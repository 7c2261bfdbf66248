"""Staying in: refresh tokens are spent once, and a thief gains nothing."""

from __future__ import annotations

import pytest

from clinic_suite.auth.errors import SessionRevoked
from clinic_suite.auth.events import SessionReplayed, SignedOut
from clinic_suite.auth.model import Arrival, SignedIn
from clinic_suite.auth.public import TokenAuthenticator
from clinic_suite.auth.service import KeepSessions
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotFound, SignInNeeded
from clinic_suite.kernel.ids import SessionId
from clinic_suite.rest.actor import Authenticator
from tests.builders.people import BROWSER, a_clinic, a_session, an_account, at
from tests.fakes.browser import REFRESH
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening


@pytest.fixture
def signed_in(suite: Suite) -> SignedIn:
    return a_session(suite, an_account(suite, a_clinic(suite)))


def _refreshed(suite: Suite, token: str, browser: str = BROWSER) -> SignedIn:
    return suite.part(KeepSessions).refresh(
        token, Arrival(browser=browser, method="POST", path=REFRESH), at()
    )


def _who(suite: Suite, token: str) -> Actor:
    authenticator: Authenticator = suite.part(Authenticator)
    return authenticator.actor_of(token)


def test_a_token_tells_who_somebody_is(suite: Suite, signed_in: SignedIn) -> None:
    assert isinstance(suite.part(Authenticator), TokenAuthenticator)
    actor = _who(suite, signed_in.access_token)
    assert (actor.account_id, actor.clinic_id, actor.role, actor.session_id) == (
        signed_in.account.id,
        signed_in.account.clinic_id,
        Role.DOCTOR,
        signed_in.session_id,
    )


def test_a_refresh_token_buys_the_next_one_and_stays_one_session(suite: Suite, signed_in: SignedIn) -> None:
    second = _refreshed(suite, signed_in.refresh_token)
    third = _refreshed(suite, second.refresh_token)
    assert len({signed_in.refresh_token, second.refresh_token, third.refresh_token}) == 3
    assert third.session_id == signed_in.session_id
    assert third.account == signed_in.account


def test_a_lost_answer_is_given_again_within_ten_seconds(
    suite: Suite, clock: FrozenClock, signed_in: SignedIn
) -> None:
    lost = _refreshed(suite, signed_in.refresh_token)
    clock.advance(seconds=10)
    assert _refreshed(suite, signed_in.refresh_token).refresh_token == lost.refresh_token
    _refreshed(suite, lost.refresh_token)


def test_a_token_used_again_later_kills_the_family(
    suite: Suite, clock: FrozenClock, signed_in: SignedIn
) -> None:
    ears = listening(suite)
    second = _refreshed(suite, signed_in.refresh_token)
    clock.advance(seconds=10.001)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, signed_in.refresh_token)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, second.refresh_token)
    with pytest.raises(SignInNeeded):
        _who(suite, second.access_token)
    assert [f.session_id for f in ears.of(SessionReplayed)] == [signed_in.session_id]


def test_another_browser_gets_no_lost_answer(suite: Suite, signed_in: SignedIn) -> None:
    second = _refreshed(suite, signed_in.refresh_token)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, signed_in.refresh_token, "Thief on Windows")
    with pytest.raises(SessionRevoked):
        _refreshed(suite, second.refresh_token)


def test_a_token_two_steps_old_kills_the_family_at_once(suite: Suite, signed_in: SignedIn) -> None:
    second = _refreshed(suite, signed_in.refresh_token)
    third = _refreshed(suite, second.refresh_token)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, signed_in.refresh_token)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, third.refresh_token)


@pytest.mark.parametrize(
    "guess", ["", "nonsense", "{id}.", "{id}.AAAA", "{id}." + "A" * 64, "{id}." + "é" * 64]
)
def test_a_guess_signs_nobody_out(suite: Suite, signed_in: SignedIn, guess: str) -> None:
    with pytest.raises(SessionRevoked):
        _refreshed(suite, guess.format(id=signed_in.session_id))
    _refreshed(suite, signed_in.refresh_token)


def test_an_access_token_buys_no_refresh(suite: Suite, signed_in: SignedIn) -> None:
    with pytest.raises(SessionRevoked):
        _refreshed(suite, signed_in.access_token)


@pytest.mark.parametrize(("role", "minutes"), [(Role.DOCTOR, 30), (Role.ADMIN, 15)])
def test_a_session_that_lies_unused_lapses(
    suite: Suite, clock: FrozenClock, role: Role, minutes: int
) -> None:
    signed_in = a_session(suite, an_account(suite, a_clinic(suite), role=role))
    clock.advance(minutes=minutes, seconds=-1)
    second = _refreshed(suite, signed_in.refresh_token)
    clock.advance(minutes=minutes)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, second.refresh_token)


def test_use_does_not_keep_a_session_for_ever(suite: Suite, clock: FrozenClock, signed_in: SignedIn) -> None:
    token = signed_in.refresh_token
    for _ in range(12 * 3 - 1):
        clock.advance(minutes=20)
        token = _refreshed(suite, token).refresh_token
    clock.advance(minutes=20)
    with pytest.raises(SessionRevoked):
        _refreshed(suite, token)


def test_signing_out_is_true_at_the_next_request(suite: Suite, signed_in: SignedIn) -> None:
    ears = listening(suite)
    assert _who(suite, signed_in.access_token).is_known
    suite.part(KeepSessions).sign_out(signed_in.refresh_token)
    suite.part(KeepSessions).sign_out(signed_in.refresh_token)
    with pytest.raises(SignInNeeded):
        _who(suite, signed_in.access_token)
    assert [f.session_id for f in ears.of(SignedOut)] == [signed_in.session_id]


def test_somebody_sees_and_ends_their_own_sessions(suite: Suite, signed_in: SignedIn) -> None:
    other = a_session(suite, signed_in.account, name="Chrome on Android")
    me = _who(suite, signed_in.access_token)
    keep = suite.part(KeepSessions)
    assert {(s.browser, s.is_this_one) for s in keep.list_own(me)} == {
        (BROWSER, True),
        ("Chrome on Android", False),
    }
    keep.end_own(other.session_id, me)
    assert [s.id for s in keep.list_own(me)] == [signed_in.session_id]
    with pytest.raises(SignInNeeded):
        _who(suite, other.access_token)


def test_all_ones_sessions_end_together(suite: Suite, signed_in: SignedIn) -> None:
    other = a_session(suite, signed_in.account)
    suite.part(KeepSessions).end_all_own(_who(suite, signed_in.access_token))
    for token in (signed_in.access_token, other.access_token):
        with pytest.raises(SignInNeeded):
            _who(suite, token)


def test_a_colleagues_session_does_not_exist_for_us(suite: Suite, signed_in: SignedIn) -> None:
    ravi = a_session(suite, an_account(suite, signed_in.account.clinic_id, email="ravi@sahyadri.example"))
    me = _who(suite, signed_in.access_token)
    for session_id in (ravi.session_id, SessionId("se_00000000000000000001")):
        with pytest.raises(NotFound):
            suite.part(KeepSessions).end_own(session_id, me)
    assert _who(suite, ravi.access_token).is_known
