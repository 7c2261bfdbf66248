"""Open browsers are told within a second that something has changed, and told when nobody can tell them."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator

import pytest
import redis

from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.ripples import CHANNEL, REST_S
from integrations.live_channel import RedisRipples
from jobs.live.ear import SETTLE_S
from tests.builders.diary import a_practice, at
from tests.builders.settings import a_key, some_settings
from tests.fakes.clock import FrozenClock
from tests.jobs.conftest import Valkey
from tests.jobs.looking_on import HOST, Live, a_live_process
from tests.jobs.watching import until

CLINIC, OTHER = "cl_00000000000000000001", "cl_00000000000000000002"
DOCTOR, COLLEAGUE = "pr_00000000000000000001", "pr_00000000000000000002"
PAGE = f"{CLINIC}/{DOCTOR}/2035-03-06"


@pytest.fixture
def live(valkey: Valkey) -> Iterator[Live]:
    with a_live_process(valkey.url) as process:
        until(lambda: process.figure("hears"))
        yield process


def _say(valkey: Valkey, *topics: str) -> None:
    with redis.Redis.from_url(valkey.url) as asked:
        asked.publish(CHANNEL, "\n".join(topics))


def test_a_change_reaches_those_who_look_at_it_and_nobody_else(live: Live, valkey: Valkey) -> None:
    with (
        live.look(CLINIC) as desk,
        live.look(f"{CLINIC}/{DOCTOR}") as patient,
        live.look(f"{CLINIC}/{COLLEAGUE}", OTHER) as elsewhere,
    ):
        assert [v.next()[0] for v in (desk, patient, elsewhere)] == ["ready"] * 3
        began = time.monotonic()
        _say(valkey, PAGE)

        assert desk.next() == ("changed", PAGE)
        assert patient.next() == ("changed", PAGE)
        assert time.monotonic() - began < 1
        assert elsewhere.hears_nothing(for_s=0.5)
        _say(valkey, OTHER)
        assert elsewhere.next() == ("changed", OTHER)


def test_a_change_of_the_whole_clinic_reaches_whoever_looks_at_a_part_of_it(
    live: Live, valkey: Valkey
) -> None:
    with live.look(f"{CLINIC}/{DOCTOR}") as patient:
        patient.next()
        _say(valkey, CLINIC)
        assert patient.next() == ("changed", CLINIC)


def test_many_changes_of_one_page_in_a_moment_are_told_as_one(live: Live, valkey: Valkey) -> None:
    with live.look(CLINIC) as desk:
        desk.next()
        with redis.Redis.from_url(valkey.url) as asked, asked.pipeline(transaction=False) as at_once:
            for _ in range(500):
                at_once.publish(CHANNEL, PAGE)
            at_once.execute()
        time.sleep(0.5)
        assert 1 <= live.figure("told_total") <= 3
        assert desk.next() == ("changed", PAGE)


def test_what_is_no_place_is_passed_on_to_nobody(live: Live, valkey: Valkey) -> None:
    with live.look(CLINIC) as desk:
        desk.next()
        _say(valkey, f"{CLINIC}/\r\ndata: forged", "Ravi Kumar", PAGE)
        assert desk.next() == ("changed", PAGE)


def test_who_does_not_read_is_let_go_and_holds_up_nobody(live: Live, valkey: Valkey) -> None:
    with live.look(CLINIC, unread=2048) as sleeper, live.look(CLINIC) as desk:
        assert desk.next()[0] == "ready"
        days = [f"{CLINIC}/{DOCTOR}/{n:07d}" for n in range(400)]
        for _ in range(60):
            _say(valkey, *days)
            assert [desk.next()[1] for _ in days] == days
            if live.figure("slow_total"):
                break
        assert live.figure("slow_total") == 1
        assert live.figure("viewers") == 1
        assert sleeper.has_ended()


def test_while_nobody_can_tell_them_viewers_know_and_afterwards_look_anew(live: Live, valkey: Valkey) -> None:
    with live.look(CLINIC) as desk:
        assert desk.next()[0] == "ready"
        valkey.kill()
        assert desk.next(within_s=5)[0] == "away"
        with live.look(CLINIC) as late:
            assert late.next()[0] == "away"

        valkey.start()
        assert desk.next(within_s=20)[0] == "reload"
        _say(valkey, PAGE)
        assert desk.next() == ("changed", PAGE)


def test_viewers_look_for_themselves_until_those_who_rest_speak_again() -> None:
    assert SETTLE_S > REST_S


def test_one_address_cannot_take_all_the_room(valkey: Valkey) -> None:
    with (
        a_live_process(valkey.url, "--most-of-address", "2") as live,
        live.look(CLINIC),
        live.look(CLINIC) as second,
    ):
        second.head()
        with live.look(CLINIC) as third:
            assert third.next()[0] == "full"
            assert third.has_ended()
        assert (live.figure("viewers"), live.figure("refused_total")) == (2, 1)
        second.__exit__(None)
        until(lambda: live.figure("viewers") == 1)
        with live.look(CLINIC) as fourth:
            assert fourth.next()[0] in ("ready", "away")


def test_only_our_own_pages_look_on_and_only_at_what_there_is(live: Live) -> None:
    with live.look(CLINIC, origin="https://elsewhere.example") as stranger:
        assert stranger.head().startswith("HTTP/1.1 403 ")
    with live.look(CLINIC, origin="http://127.0.0.1:8000") as ours:
        assert "Access-Control-Allow-Origin: http://127.0.0.1:8000\r\n" in ours.head() + "\r\n"
    for wrong in ("", "Ravi", "cl_1", f"{CLINIC}/a/b/c/d", f"{CLINIC}//"):
        with live.look(wrong) as confused:
            assert confused.head().startswith("HTTP/1.1 400 ")
    with live.look(*[f"{CLINIC}/{n}" for n in range(61)]) as greedy:
        assert greedy.head().startswith("HTTP/1.1 400 ")


def test_what_is_no_question_is_refused(live: Live) -> None:
    assert live.ask("/healthz") == (200, '{"status":"alive"}')
    assert live.ask("/")[0] == 404
    assert live.ask("/live", method="DELETE")[0] == 405
    for said, answer in ((b"Hello\r\n\r\n", b"400"), (b"GET /" + b"a" * 9000, b"431")):
        with socket.create_connection((HOST, live.port), timeout=10) as line:
            line.sendall(said)
            assert line.recv(1000).split(b" ")[1] == answer


def test_the_figures_are_for_this_machine_or_for_who_has_the_token(valkey: Valkey) -> None:
    with a_live_process(valkey.url, CLINIC_METRICS_TOKEN=a_key("t")) as live:
        assert live.ask("/metrics")[0] == 404


def test_when_it_is_asked_to_stop_it_ends_every_line_and_itself(live: Live) -> None:
    with live.look(CLINIC) as desk:
        desk.next()
        live.process.send_signal(signal.SIGTERM)
        assert desk.has_ended()
    assert live.process.wait(10) == 0


def test_a_booking_is_seen_elsewhere_within_a_second(
    live: Live, valkey: Valkey, preview: Engine, clock: FrozenClock
) -> None:
    suite = wire(some_settings(), clock=clock, engine=preview, ripples=RedisRipples(valkey.url))
    practice = a_practice(suite)
    with live.look(f"{practice.clinic.id}/{practice.doctor.id}") as patient:
        patient.next()
        time.sleep(0.3)
        practice.book(at(9))
        began = time.monotonic()
        page = f"{practice.clinic.id}/{practice.doctor.id}/2035-03-06"
        assert ("changed", page) in (patient.next(), patient.next())
        assert time.monotonic() - began < 1


def test_who_books_hardly_waits_for_a_channel_that_does_not_answer() -> None:
    """A server that takes connections and is silent is the worst that can happen to whoever waits for it."""
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        silent.listen()
        ripples = RedisRipples(f"redis://{HOST}:{silent.getsockname()[1]}/0")
        first, *others = [_took_s(ripples) for _ in range(50)]
    assert first < 1
    assert sum(others) < 0.1


def test_who_books_is_heard_again_when_the_channel_is_back(valkey: Valkey) -> None:
    now = 0.0
    ripples = RedisRipples(valkey.url, now=lambda: now)
    ripples.spread([PAGE])
    valkey.kill()
    ripples.spread([PAGE])
    valkey.start()
    with redis.Redis.from_url(valkey.url) as asked, asked.pubsub() as channel:
        channel.subscribe(CHANNEL)
        assert channel.get_message(timeout=5)
        ripples.spread([PAGE])
        assert channel.get_message(timeout=0.3) is None
        now = REST_S
        ripples.spread([PAGE])
        told = channel.get_message(timeout=5)
    assert told
    assert told["data"] == PAGE.encode()


def test_a_server_that_was_started_anew_between_two_bookings_is_not_even_noticed(valkey: Valkey) -> None:
    ripples = RedisRipples(valkey.url)
    ripples.spread([PAGE])
    valkey.kill()
    valkey.start()
    with redis.Redis.from_url(valkey.url) as asked, asked.pubsub() as channel:
        channel.subscribe(CHANNEL)
        assert channel.get_message(timeout=5)
        ripples.spread([PAGE])
        assert channel.get_message(timeout=5)


@pytest.mark.slow
def test_a_thousand_who_look_on_take_one_thread_and_little_memory(valkey: Valkey) -> None:
    with a_live_process(valkey.url, "--most-of-address", "1000") as live:
        until(lambda: live.figure("hears"))
        bare_kb = live.about("VmRSS")
        looks = [live.look(f"{CLINIC}/{DOCTOR}") for _ in range(1000)]
        assert {look.next()[0] for look in looks} == {"ready"}
        full_kb = live.about("VmRSS")
        took_s = []
        for _ in range(20):
            began = time.monotonic()
            _say(valkey, PAGE)
            assert {look.next() for look in looks} == {("changed", PAGE)}
            took_s.append(time.monotonic() - began)
        after_kb, threads = live.about("VmRSS"), live.about("Threads")
        for look in looks:
            look.__exit__(None)
        until(lambda: live.figure("viewers") == 0)
    told = f"{bare_kb} kB alone, {full_kb} with 1,000 viewers, {after_kb} later; {took_s}"
    assert threads == 1, told
    assert (full_kb - bare_kb) / 1000 < 20, told
    assert after_kb - full_kb < 5_000, told
    assert sorted(took_s)[10] < 1, told


def _took_s(ripples: RedisRipples) -> float:
    began = time.monotonic()
    ripples.spread([PAGE])
    return time.monotonic() - began
