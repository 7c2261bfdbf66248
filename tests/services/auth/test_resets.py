"""A forgotten password is replaced by its own person, and by nobody else."""

from __future__ import annotations

import re

import attrs
import pyotp
import pytest

from clinic_suite.auth.errors import (
    InvalidCredentials,
    InvitationOver,
    MailUnavailable,
    ResetOver,
    ResetTooSoon,
    SessionRevoked,
    TotpInvalid,
    TotpNeeded,
)
from clinic_suite.auth.events import PasswordChanged, PasswordResetAsked
from clinic_suite.auth.handlers import Handlers
from clinic_suite.auth.model import (
    Acceptance,
    Account,
    AccountChange,
    AccountState,
    NewAccount,
    ResetAnswer,
    ResetWish,
)
from clinic_suite.auth.service import KeepAccounts, ResetPasswords, SetPasswords
from clinic_suite.auth.service.resets import PER_ADDRESS_AN_HOUR, PER_PLACE_AN_HOUR
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotValid
from clinic_suite.kernel.events import Heard
from clinic_suite.kernel.ids import AccountId, ClinicId, EventId
from tests.builders.people import GOOD_PASSWORD, a_clinic, a_session, an_account, at, refresh, sign_in
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import Ears, listening
from tests.fakes.mail import FakeMail

ASHA = "asha@sahyadri.example"
NOBODY = "nobody@sahyadri.example"
NEW_PASSWORD = "green umbrella sleeps deep"


@pytest.fixture
def mail() -> FakeMail:
    return FakeMail()


@pytest.fixture
def door(suite: Suite, mail: FakeMail) -> ResetPasswords:
    return attrs.evolve(suite.part(ResetPasswords), mail=mail)


@pytest.fixture
def ears(suite: Suite) -> Ears:
    return listening(suite)


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def asha(suite: Suite, clinic_id: ClinicId) -> Account:
    return an_account(suite, clinic_id, email=ASHA)


def _ask(door: ResetPasswords, email: str = ASHA, ip: str = "203.0.113.7") -> None:
    door.ask(ResetWish(email=email), at(ip))


def _send(door: ResetPasswords, ears: Ears) -> None:
    """What the outbox does afterwards with everything that was asked for so far."""
    for fact in ears.of(PasswordResetAsked):
        door.send_link(fact.reset_id)


def _token(mail: FakeMail) -> str:
    found = re.search(r"/staff/reset#(\S+)", mail.sent[-1].text)
    assert found
    return found[1]


def _linked(door: ResetPasswords, ears: Ears, mail: FakeMail) -> str:
    _ask(door)
    _send(door, ears)
    return _token(mail)


def test_whoever_forgot_gets_a_link_and_sets_a_password_with_it(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    door.set(ResetAnswer(token=_linked(door, ears, mail), password=NEW_PASSWORD))

    assert mail.sent[0].to == ASHA
    assert sign_in(suite, ASHA, NEW_PASSWORD).account.id == asha.id
    with pytest.raises(InvalidCredentials):
        sign_in(suite, ASHA, GOOD_PASSWORD)


def test_asking_changes_nothing_and_signs_nobody_out(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    before = a_session(suite, asha)
    _linked(door, ears, mail)

    refresh(suite, before.refresh_token)
    assert sign_in(suite, ASHA, GOOD_PASSWORD).account.version == asha.version


def test_using_it_ends_all_sessions_and_is_told_to_the_person(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    before = a_session(suite, asha)
    door.set(ResetAnswer(token=_linked(door, ears, mail), password=NEW_PASSWORD))

    with pytest.raises(SessionRevoked):
        refresh(suite, before.refresh_token)
    [changed] = ears.of(PasswordChanged)
    _handlers(door).tell_that_the_password_changed(_heard(suite, changed))
    assert (mail.sent[-1].to, "was changed" in mail.sent[-1].subject) == (ASHA, True)
    assert "#" not in mail.sent[-1].text


def test_the_door_writes_the_same_for_somebody_and_for_nobody(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    answers = [door.ask(ResetWish(email=email), at()) for email in (ASHA, NOBODY)]
    rows = list(suite.engine.database["password_resets"].find())

    assert answers[0] == answers[1]
    assert len(rows) == 2
    assert {name: type(value) for name, value in rows[0].items()} == {
        name: type(value) for name, value in rows[1].items()
    }
    _send(door, ears)
    assert [m.to for m in mail.sent] == [ASHA]


def test_a_link_is_good_once(door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account) -> None:
    token = _linked(door, ears, mail)
    door.set(ResetAnswer(token=token, password=NEW_PASSWORD))

    with pytest.raises(ResetOver):
        door.set(ResetAnswer(token=token, password=GOOD_PASSWORD))


def test_a_link_is_good_for_half_an_hour(
    door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account, clock: FrozenClock
) -> None:
    token = _linked(door, ears, mail)
    clock.advance(minutes=30)

    with pytest.raises(ResetOver):
        door.set(ResetAnswer(token=token, password=NEW_PASSWORD))


def test_a_newer_link_replaces_the_older(
    door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    older, newer = _linked(door, ears, mail), _linked(door, ears, mail)

    with pytest.raises(ResetOver):
        door.set(ResetAnswer(token=older, password=NEW_PASSWORD))
    door.set(ResetAnswer(token=newer, password=NEW_PASSWORD))


def test_a_password_that_was_set_another_way_ends_a_link_on_its_way(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account, clinic_id: ClinicId
) -> None:
    token = _linked(door, ears, mail)
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")))
    invitation = suite.part(SetPasswords).invite(clinic_id, asha.id, admin)
    suite.part(SetPasswords).accept(Acceptance(token=invitation.token, password=NEW_PASSWORD))

    with pytest.raises(ResetOver):
        door.set(ResetAnswer(token=token, password=GOOD_PASSWORD))


def test_a_second_attempt_at_the_mail_sends_the_same_link(
    door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    _ask(door)
    mail.is_down = True
    with pytest.raises(MailUnavailable):
        _send(door, ears)
    mail.is_down = False
    _send(door, ears)
    _send(door, ears)

    assert mail.sent[0] == mail.sent[1]
    door.set(ResetAnswer(token=_token(mail), password=NEW_PASSWORD))


def test_only_the_hash_of_a_token_is_kept(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    token = _linked(door, ears, mail)
    kept = "".join(
        str(list(suite.engine.database[name].find()))
        for name in suite.engine.database.list_collection_names()
    )

    assert len(token) >= 43
    assert token not in kept
    assert ASHA not in kept


def test_who_has_a_second_factor_shows_it_too(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    secret = _with_app(suite, asha)
    token = _linked(door, ears, mail)
    code = pyotp.TOTP(secret).at(suite.clock.now())

    with pytest.raises(TotpNeeded):
        door.set(ResetAnswer(token=token, password=NEW_PASSWORD))
    with pytest.raises(TotpInvalid):
        door.set(ResetAnswer(token=token, password=NEW_PASSWORD, totp=f"{(int(code) + 1) % 10**6:06d}"))
    # A password that is refused has not used up the code.
    with pytest.raises(NotValid):
        door.set(ResetAnswer(token=token, password="password1234", totp=code))
    door.set(ResetAnswer(token=token, password=NEW_PASSWORD, totp=code))


@pytest.mark.parametrize("state", ["disabled", "invited"])
def test_no_link_is_sent_to_whom_it_could_not_help(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, clinic_id: ClinicId, state: str
) -> None:
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")))
    if state == "disabled":
        account = an_account(suite, clinic_id, email=ASHA)
        change = AccountChange(state=AccountState.DISABLED)
        suite.part(KeepAccounts).change(account.id, change, account.version, admin)
    else:
        wish = NewAccount(name="Asha Kulkarni", email=ASHA, role=Role.NURSE)
        suite.part(KeepAccounts).invite(clinic_id, wish, admin)
    _ask(door)
    _send(door, ears)

    assert mail.sent == []


def test_whoever_is_disabled_meanwhile_cannot_use_the_link(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account, clinic_id: ClinicId
) -> None:
    token = _linked(door, ears, mail)
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")))
    suite.part(KeepAccounts).change(asha.id, AccountChange(state=AccountState.DISABLED), asha.version, admin)

    with pytest.raises(ResetOver):
        door.set(ResetAnswer(token=token, password=NEW_PASSWORD))


@pytest.mark.parametrize("email", [ASHA, NOBODY])
def test_an_address_gets_only_so_many_links_whether_it_is_anybodys_or_not(
    door: ResetPasswords, asha: Account, clock: FrozenClock, email: str
) -> None:
    for number in range(PER_ADDRESS_AN_HOUR):
        _ask(door, email, ip=f"198.51.100.{number}")
    with pytest.raises(ResetTooSoon) as refused:
        _ask(door, email, ip="198.51.100.99")
    assert 0 < int(refused.value.headers["Retry-After"]) <= 3600
    clock.advance(hours=1)
    _ask(door, email)


def test_a_place_may_ask_only_so_often(door: ResetPasswords) -> None:
    for number in range(PER_PLACE_AN_HOUR):
        _ask(door, f"n{number}@sahyadri.example")
    with pytest.raises(ResetTooSoon):
        _ask(door, "one.more@sahyadri.example")
    _ask(door, "one.more@sahyadri.example", ip="198.51.100.1")


def test_where_no_mail_is_set_up_the_door_says_so_to_everybody(
    suite: Suite, door: ResetPasswords, mail: FakeMail, asha: Account
) -> None:
    mail.is_set_up = False
    for email in (ASHA, NOBODY):
        with pytest.raises(MailUnavailable):
            _ask(door, email)
    assert list(suite.engine.database["password_resets"].find()) == []


def test_where_no_mail_is_set_up_nobody_is_told_and_nothing_fails(
    suite: Suite, door: ResetPasswords, mail: FakeMail, asha: Account
) -> None:
    mail.is_set_up = False
    fact = PasswordChanged(clinic_id=asha.clinic_id, account_id=asha.id)
    _handlers(door).tell_that_the_password_changed(_heard(suite, fact))
    assert mail.sent == []


def test_a_mailbox_that_does_not_exist_is_not_tried_again(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    mail.unreachable.add(ASHA)
    _ask(door)
    [asked] = ears.of(PasswordResetAsked)
    _handlers(door).send_reset_link(_heard(suite, asked))
    assert mail.sent == []


def test_a_link_of_an_invitation_is_none_of_a_reset(
    suite: Suite, door: ResetPasswords, ears: Ears, mail: FakeMail, asha: Account
) -> None:
    with pytest.raises(InvitationOver):
        suite.part(SetPasswords).accept(Acceptance(token=_linked(door, ears, mail), password=NEW_PASSWORD))


def _with_app(suite: Suite, account: Account) -> str:
    factors = suite.part(KeepAccounts).second_factors
    known = suite.part(KeepAccounts).accounts.own_credentials(account.clinic_id, account.id)
    secret = pyotp.random_base32()
    factors.enrol(known, secret, -1, [])
    return secret


def _handlers(door: ResetPasswords) -> Handlers:
    return Handlers(resets=door)


def _heard(suite: Suite, fact: object) -> Heard:  # type: ignore[type-arg]
    return Heard(
        id=EventId(suite.ids.new("ev")),
        fact=fact,
        occurred_at=suite.clock.now(),
        by=at(),  # type: ignore[type-var]
    )
