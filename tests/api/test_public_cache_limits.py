"""How often somebody may knock, whose knocks count, and what the cache spares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.mongo import Engine
from clinic_suite.rest.limits import A_MINUTE, Pace
from tests.builders.settings import some_settings

DOOR = "/api/v1/auth/me"
MOST = A_MINUTE[Pace.ANONYMOUS].amount
Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(preview: Engine, redis_url: str) -> Iterator[Serve]:
    """The application with its limits on, counted in a real Redis that starts empty."""
    made: list[Suite] = []

    def start(**changes: str) -> FlaskClient:
        on = {"CLINIC_RATE_LIMITS": "true", "REDIS_URL": redis_url, **changes}
        suite = wire(some_settings(**on), engine=preview)
        suite.redis.flushdb()
        made.append(suite)
        return create_app(suite, public_cache=True).test_client()

    yield start
    for suite in made:
        suite.redis.close()


def _knock(client: FlaskClient, times: int, forwarded: Callable[[int], str] | None = None) -> list[int]:
    return [
        client.get(DOOR, headers={"X-Forwarded-For": forwarded(n)} if forwarded else {}).status_code
        for n in range(times)
    ]


def test_the_one_knock_too_many_is_told_when_to_come_back(serve: Serve) -> None:
    client = serve()
    assert 429 not in _knock(client, MOST)
    refused = client.get(DOOR)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_an_address_that_the_sender_claims_does_not_count(serve: Serve) -> None:
    """Nobody stands before us who could be believed, so X-Forwarded-For is only what somebody wrote."""
    assert _knock(serve(), MOST + 1, lambda n: f"203.0.113.{n}")[-1] == 429


def test_behind_a_trusted_proxy_each_client_is_counted_apart(serve: Serve) -> None:
    client = serve(CLINIC_TRUSTED_PROXIES="1")
    assert 429 not in _knock(client, MOST + 1, lambda n: f"203.0.113.{n}")


def test_behind_a_trusted_proxy_only_what_the_proxy_wrote_is_believed(serve: Serve) -> None:
    """A sender may write what he likes in front; the last address is the proxy's own."""
    client = serve(CLINIC_TRUSTED_PROXIES="1")
    assert _knock(client, MOST + 1, lambda n: f"10.0.0.{n}, 203.0.113.7")[-1] == 429


def test_whoever_takes_a_fresh_ipv6_address_for_each_knock_is_one_and_the_same(serve: Serve) -> None:
    """One computer is given a network of 64 bits and picks its addresses itself."""
    client = serve(CLINIC_TRUSTED_PROXIES="1")
    assert _knock(client, MOST + 1, lambda n: f"2001:db8:0:7:{n:x}::{n:x}")[-1] == 429
    assert 429 not in _knock(client, MOST + 1, lambda n: f"2001:db8:0:{n + 8:x}::1")


def test_what_the_cache_answers_is_not_counted(serve: Serve) -> None:
    client = serve()
    public = A_MINUTE[Pace.PUBLIC_READ].amount
    statuses = {client.get("/api/v1/clinics").status_code for _ in range(public + 50)}
    assert statuses == {200}


def test_public_reads_that_are_really_made_are_counted(serve: Serve) -> None:
    client = serve()
    public = A_MINUTE[Pace.PUBLIC_READ].amount
    answers = [client.get("/api/v1/clinics", query_string={"city": f"c{n}"}) for n in range(public + 1)]
    assert {a.status_code for a in answers[:-1]} == {200}
    assert answers[-1].status_code == 429


def test_a_refusal_for_haste_is_not_kept_for_others(serve: Serve) -> None:
    client = serve()
    public = A_MINUTE[Pace.PUBLIC_READ].amount
    for n in range(public + 1):
        client.get("/api/v1/clinics", query_string={"city": f"c{n}"})
    hasty = {"REMOTE_ADDR": "127.0.0.1"}
    patient = {"REMOTE_ADDR": "203.0.113.8"}
    asked = {"city": "Pune"}
    assert client.get("/api/v1/clinics", query_string=asked, environ_overrides=hasty).status_code == 429
    assert client.get("/api/v1/clinics", query_string=asked, environ_overrides=patient).status_code == 200
