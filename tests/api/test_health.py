"""Whether the process is alive, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
import structlog

from clinic_suite.app import create_app
from clinic_suite.app.health import OLDEST_UNHEARD, tell_what_cannot_be_sent
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.events import Heard
from clinic_suite.kernel.ids import EventId
from clinic_suite.kernel.mongo import Engine, connect
from tests.builders.facts import a_bell_rung
from tests.builders.settings import SMTP, TWILIO, WHATSAPP, some_settings
from tests.fakes.clock import FrozenClock

Look = Callable[[Suite], tuple[int, dict[str, Any]]]


@pytest.fixture
def look() -> Look:
    """Ask a suite whether it is ready: the status, and what each check says by its name."""

    def ask(suite: Suite) -> tuple[int, dict[str, Any]]:
        answer = create_app(suite).test_client().get("/readyz")
        return answer.status_code, {check["name"]: check for check in answer.get_json()["checks"]}

    return ask


@pytest.fixture
def unreachable(suite: Suite) -> Iterator[Suite]:
    """The suite with a database at an address where nobody listens."""
    away = connect("mongodb://127.0.0.1:1", "test")
    yield attrs.evolve(suite, engine=away)
    away.close()


def _leave_unheard(suite: Suite) -> None:
    """Record a fact that nobody has been told of."""
    fact = Heard(
        id=EventId(suite.ids.new("ev")), fact=a_bell_rung(), occurred_at=suite.clock.now(), by=the_house()
    )
    suite.outbox.append([fact])


def test_a_working_installation_is_ready(suite: Suite, look: Look) -> None:
    status, checks = look(suite)
    assert status == 200
    assert all(check["holds"] for check in checks.values())
    assert set(checks) == {"engine", "redis", "migrations", "outbox", "codes", "mail"}


def test_a_clinic_without_a_provider_says_that_codes_and_mail_cannot_be_sent(
    suite: Suite, look: Look
) -> None:
    _, checks = look(suite)
    assert "patients cannot sign in with a code" in checks["codes"]["sentence"]
    assert "give out links by hand" in checks["mail"]["sentence"]


def test_a_clinic_with_providers_says_by_what_codes_and_mail_go_out(preview: Engine, look: Look) -> None:
    _, checks = look(wire(some_settings(**TWILIO, **WHATSAPP, **SMTP), engine=preview))
    assert checks["codes"]["sentence"] == "They go out by WhatsApp."
    assert checks["mail"]["sentence"] == "It goes out by SMTP."


def test_a_demo_says_where_codes_and_mail_go(preview: Engine, look: Look) -> None:
    _, checks = look(wire(some_settings(CLINIC_STAGE="demo", **TWILIO, **WHATSAPP), engine=preview))
    assert {checks[n]["sentence"] for n in ("codes", "mail")} == {"A demo puts it into its tray, /demo/tray."}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ["codes_cannot_be_sent", "mail_cannot_be_sent"]),
        ({**TWILIO, **WHATSAPP}, ["mail_cannot_be_sent"]),
        ({**TWILIO, **WHATSAPP, **SMTP}, []),
    ],
)
def test_a_real_clinic_says_at_its_start_what_it_cannot_send(
    given: dict[str, str], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = {
        "CLINIC_STAGE": "production",
        "MONGODB_URI": "mongodb://db/?replicaSet=rs0",
        "CLINIC_PUBLIC_URL": "https://clinic.example",
    }
    # A logger of its own: the house's one is as loud as whoever set it up last.
    heard = structlog.testing.CapturingLogger()
    monkeypatch.setattr("clinic_suite.app.health.logger", heard)
    tell_what_cannot_be_sent(some_settings(**real, **given))
    assert [(call.method_name, *call.args) for call in heard.calls] == [("warning", line) for line in said]


def test_the_preview_engine_says_that_it_is_not_for_real_patients(suite: Suite, look: Look) -> None:
    assert "not for real patients" in look(suite)[1]["engine"]["sentence"]


def test_without_redis_it_is_ready_and_says_what_waits(suite: Suite, look: Look) -> None:
    status, checks = look(suite)
    assert status == 200
    assert checks["redis"]["sentence"].startswith("Redis is away: nothing is lost")


def test_with_redis_it_says_that_redis_answers(preview: Engine, redis_url: str, look: Look) -> None:
    suite = wire(some_settings(REDIS_URL=redis_url), engine=preview)
    assert look(suite)[1]["redis"]["sentence"] == "Redis answers."
    suite.redis.close()


def test_without_its_database_it_is_not_ready_and_does_not_ask_it_thrice(
    unreachable: Suite, look: Look
) -> None:
    status, checks = look(unreachable)
    assert status == 503
    assert not checks["engine"]["holds"]
    assert {checks[n]["sentence"] for n in ("migrations", "outbox")} == {
        "Not asked, because the engine does not answer."
    }


def test_without_its_database_it_is_alive_all_the_same(unreachable: Suite) -> None:
    answer = create_app(unreachable).test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "alive"})


def test_a_database_that_is_away_is_not_described_in_the_drivers_words(
    unreachable: Suite, look: Look
) -> None:
    assert "127.0.0.1" not in look(unreachable)[1]["engine"]["sentence"]


def test_a_migration_that_waits_makes_it_unready_and_names_the_command(suite: Suite, look: Look) -> None:
    suite.engine.database["migrations"].delete_many({})
    status, checks = look(suite)
    assert status == 503
    assert "clinic db migrate" in checks["migrations"]["sentence"]


def test_a_fact_that_nobody_heard_in_time_makes_it_unready(
    suite: Suite, clock: FrozenClock, look: Look
) -> None:
    _leave_unheard(suite)
    clock.set(clock.now() + OLDEST_UNHEARD)
    assert look(suite)[0] == 200
    clock.advance(seconds=1)
    status, checks = look(suite)
    assert status == 503
    assert not checks["outbox"]["holds"]
    assert "the oldest 301 s" in checks["outbox"]["sentence"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nobody_keeps_an_answer_about_health(suite: Suite, address: str) -> None:
    answer = create_app(suite, public_cache=True).test_client().get(address)
    assert answer.headers["Cache-Control"] == "no-store"
