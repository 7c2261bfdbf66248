"""No order of asking, showing and waiting gets more codes or more tries than there may be."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import count

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from clinic_suite.auth.errors import OtpExpired, OtpHeld, OtpInvalid, OtpTooSoon
from clinic_suite.auth.model import Arrival, Challenge, Channel, OtpAnswer, OtpWish
from clinic_suite.auth.service import SignInPatients
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.errors import Refusal
from tests.builders.engines import a_preview_engine
from tests.builders.people import at
from tests.builders.settings import some_settings
from tests.fakes.browser import KNOWN_BROWSER, Browser
from tests.fakes.clock import FrozenClock
from tests.fakes.code_sender import FakeCodeSender

OTP = "/api/v1/auth/otp"
WINDOWS = ((3, timedelta(minutes=10)), (5, timedelta(hours=1)), (10, timedelta(days=1)))
PAUSES = (30, 60, 120)
DAY = timedelta(days=1)
STRANGER = Browser("Somebody else's")
_numbers = count(1)


@attrs.define
class _Phone:
    """What the machine has seen of one number, kept by itself and not read from the house."""

    number: str
    sent: list[datetime] = attrs.field(factory=list)
    challenge: Challenge | None = None
    code: str = ""
    compared: Counter[str] = attrs.field(factory=Counter)
    failed: list[datetime] = attrs.field(factory=list)
    wrong_in_a_row: int = 0
    known: set[bool] = attrs.field(factory=set)
    """The browsers in which its code was shown rightly once; both may become known."""

    def strangers_wait(self, now: datetime) -> bool:
        return sum(now - failed < DAY for failed in self.failed) >= 10

    def is_shut(self, now: datetime, own: bool) -> bool:
        """Whether nobody (or no stranger) may be sent or show anything now."""
        return self.wrong_in_a_row >= 20 or (self.strangers_wait(now) and own not in self.known)


class Asking(RuleBasedStateMachine):
    """Two telephones, two addresses, two browsers."""

    suite: Suite | None = None
    clock: FrozenClock

    @initialize()
    def begin(self) -> None:
        # One house for all examples: each has numbers and addresses of its own, and a new hour.
        if Asking.suite is None:
            Asking.clock = FrozenClock()
            Asking.suite = wire(some_settings(), clock=Asking.clock, engine=a_preview_engine())
        now = self.clock.now()
        self.clock.set(now.replace(minute=0, second=0) + timedelta(hours=49))
        self.network = FakeCodeSender()
        self.door = attrs.evolve(Asking.suite.part(SignInPatients), sender=self.network)
        example = next(_numbers)
        self.phones = [_Phone(number=f"+9198{example % 10**6:06d}{n:02d}") for n in (1, 2)]
        self.ips = [f"10.{example // 65536 % 256}.{example // 256 % 256}.{example % 256}-{n}" for n in (1, 2)]
        self.fresh = count(10)
        self.asked: Counter[tuple[str, datetime]] = Counter()

    @rule(which=st.integers(0, 1), place=st.integers(0, 1), own=st.booleans())
    def ask(self, which: int, place: int, own: bool) -> None:
        self._ask(which, place, own)

    def _ask(self, which: int, place: int, own: bool) -> int:
        """Ask, and answer for how many seconds one is told to wait."""
        phone, now = self.phones[which], self.clock.now()
        shut = phone.is_shut(now, own)
        before = len(self.network.sent)
        try:
            challenge = self._send(phone.number, place, own)
        except (OtpTooSoon, OtpHeld) as refused:
            assert len(self.network.sent) == before
            return int(refused.headers.get("Retry-After", 0))
        assert not shut
        phone.challenge, phone.code = challenge, self.network.newest()
        phone.sent.append(now)
        return challenge.resend_in_s

    @rule(number=st.integers(1, 30), place=st.integers(0, 1))
    def ask_for_many_others(self, number: int, place: int) -> None:
        """Somebody goes through a list of numbers from one address."""
        for _ in range(number):
            try:
                self._send(f"+91971{next(_numbers):07d}", place, own=False)
            except OtpTooSoon:
                return

    @rule(which=st.integers(0, 1), own=st.booleans(), times=st.integers(1, 7))
    def show_wrong_codes(self, which: int, own: bool, times: int) -> None:
        phone = self.phones[which]
        for _ in range(times):
            self._show(phone, own, f"{(int(phone.code or 0) + 1) % 1_000_000:06d}")

    @rule(which=st.integers(0, 1), own=st.booleans(), times=st.integers(1, 12))
    def go_on_asking(self, which: int, own: bool, times: int) -> None:
        """As soon as one is told that one may."""
        for number in range(times):
            wait = self._ask(which, number % 2, own)
            self.clock.advance(seconds=min(wait, 6 * 3600))

    @rule(which=st.integers(0, 1), own=st.booleans(), times=st.integers(1, 4))
    def go_on_guessing(self, which: int, own: bool, times: int) -> None:
        """Ask, use up all tries, wait for as long as one is told to, and again."""
        for _ in range(times):
            wait = self._ask(which, 0, own)
            self.show_wrong_codes(which, own, 6)
            self.clock.advance(seconds=min(wait or 30, 6 * 3600))

    @rule(which=st.integers(0, 1), own=st.booleans())
    def show_the_right_code(self, which: int, own: bool) -> None:
        self._show(self.phones[which], own, self.phones[which].code or "000000")

    @rule(seconds=st.sampled_from([1, 29, 30, 60, 119, 120, 299, 301, 600, 3600, 6 * 3600, 25 * 3600]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @rule(which=st.integers(0, 1))
    def two_days_later_whoever_is_not_held_is_sent_a_code(self, which: int) -> None:
        """The limits let people in again: they are no lock-out."""
        self.clock.advance(days=2)
        phone = self.phones[which]
        if phone.wrong_in_a_row >= 20:
            return
        self.ask(which, 0, own=False)
        assert phone.sent[-1] == self.clock.now()

    @invariant()
    def no_number_is_sent_more_than_it_may(self) -> None:
        for phone in self.phones:
            for most, window in WINDOWS:
                assert all(sum(0 <= (b - a) / window < 1 for b in phone.sent) <= most for a in phone.sent)
            for place, later in enumerate(phone.sent[1:], start=1):
                lately = [at for at in phone.sent[:place] if later - at < timedelta(minutes=10)]
                if lately:
                    assert later - lately[-1] >= timedelta(seconds=PAUSES[min(len(lately), 3) - 1])

    @invariant()
    def no_code_is_compared_more_than_five_times(self) -> None:
        assert all(most <= 5 for phone in self.phones for most in phone.compared.values())

    @invariant()
    def no_address_asks_more_than_sixty_times_an_hour(self) -> None:
        assert all(asked <= 60 for asked in self.asked.values())

    def _send(self, number: str, place: int, own: bool) -> Challenge:
        now = self.clock.now()
        wish = OtpWish(phone=number, channel=Channel.SMS)
        challenge = self.door.send_code(wish, self._arrival(own), at(self.ips[place]))
        self.asked[(self.ips[place], now.replace(minute=0, second=0, microsecond=0))] += 1
        return challenge

    def _show(self, phone: _Phone, own: bool, code: str) -> None:
        if phone.challenge is None:
            return
        now, challenge_id = self.clock.now(), phone.challenge.challenge_id
        shut = phone.is_shut(now, own)
        wish = OtpAnswer(challenge_id=challenge_id, phone=phone.number, code=code)
        try:
            self.door.verify(wish, self._arrival(own), at(self.ips[0]))
        except OtpInvalid:
            assert not shut
            phone.compared[challenge_id] += 1
            phone.failed.append(now)
            phone.wrong_in_a_row += 1
        except (OtpExpired, OtpHeld, OtpTooSoon):
            return
        else:
            assert not shut
            assert code == phone.code
            assert now - phone.sent[-1] < timedelta(minutes=5)
            phone.compared[challenge_id] += 1
            phone.wrong_in_a_row = 0
            phone.known.add(own)
            phone.challenge = None

    def _arrival(self, own: bool) -> Arrival:
        browser = KNOWN_BROWSER if own else STRANGER
        return browser.arrives(OTP, self.clock.now())


def test_no_order_of_requests_exceeds_a_limit() -> None:
    run_state_machine_as_test(
        Asking, settings=settings(max_examples=25, stateful_step_count=30, deadline=None)
    )


def test_somebody_who_goes_on_guessing_for_a_month_compares_twenty_codes_and_is_held(
    suite: Suite, clock: FrozenClock
) -> None:
    """The greediest order: ask as soon as one may, show five wrong codes, wait, and again."""
    network = FakeCodeSender()
    door = attrs.evolve(suite.part(SignInPatients), sender=network)
    phone, compared, refusals = "+919812345678", 0, Counter[str]()
    for minute in range(0, 30 * 24 * 60, 30):
        arrival = (
            Browser().arrives(OTP, clock.now())
            if minute % 600 == 0
            else KNOWN_BROWSER.arrives(OTP, clock.now())
        )
        try:
            challenge = door.send_code(
                OtpWish(phone=phone, channel=Channel.SMS), arrival, at(f"10.0.0.{minute % 200}")
            )
            for _ in range(5):
                wrong = f"{(int(network.newest()) + 1) % 1_000_000:06d}"
                with pytest.raises(OtpInvalid):
                    door.verify(
                        OtpAnswer(challenge_id=challenge.challenge_id, phone=phone, code=wrong), arrival, at()
                    )
                compared += 1
        except Refusal as refused:
            refusals[type(refused).__name__] += 1
        clock.advance(minutes=30)
    assert compared == 20
    assert refusals["OtpHeld"] > 1000


def test_neither_wrong_codes_in_a_row_nor_a_hold_are_forgotten_by_waiting(
    suite: Suite, clock: FrozenClock
) -> None:
    """The database forgets a number's history by itself; one with a wrong code in it has to stay."""
    network = FakeCodeSender()
    door = attrs.evolve(suite.part(SignInPatients), sender=network)
    wish = OtpWish(phone="+919812345678", channel=Channel.SMS)

    def forgotten_in() -> timedelta:
        [row] = suite.engine.database["code_histories"].find()
        forget_at: datetime = row["forget_at"]
        return forget_at - clock.now()

    challenge = door.send_code(wish, KNOWN_BROWSER.arrives(OTP, clock.now()), at())
    assert forgotten_in() == timedelta(days=2)
    wrong = f"{(int(network.newest()) + 1) % 1_000_000:06d}"
    answer = OtpAnswer(challenge_id=challenge.challenge_id, phone=wish.phone, code=wrong)
    with pytest.raises(OtpInvalid):
        door.verify(answer, KNOWN_BROWSER.arrives(OTP, clock.now()), at())
    assert forgotten_in() > timedelta(days=365)
    clock.advance(minutes=2)
    door.send_code(wish, KNOWN_BROWSER.arrives(OTP, clock.now()), at())
    assert forgotten_in() > timedelta(days=365)
