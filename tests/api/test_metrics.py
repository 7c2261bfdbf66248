"""What Prometheus reads, and who may read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.events import Heard
from clinic_suite.kernel.ids import EventId
from clinic_suite.kernel.mongo import Engine
from tests.builders.facts import a_bell_rung
from tests.builders.ids import a_clinic_id
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def client(suite: Suite) -> FlaskClient:
    return create_app(suite).test_client()


def _read(client: FlaskClient, name: str, **labels: str) -> float:
    """One sample; 0 while nothing was counted under these labels."""
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return float(sample.value)
    return 0.0


def _leave_unheard(suite: Suite) -> None:
    """Record a fact that nobody has been told of."""
    fact = Heard(
        id=EventId(suite.ids.new("ev")), fact=a_bell_rung(), occurred_at=suite.clock.now(), by=the_house()
    )
    suite.outbox.append([fact])


def test_requests_are_counted_by_rule_and_status(client: FlaskClient) -> None:
    labels = {"method": "GET", "route": "/api/v1/clinics/<clinic_id>", "status": "404"}
    before = _read(client, "clinic_requests_total", **labels)
    for number in (1, 2):
        client.get(f"/api/v1/clinics/{a_clinic_id(number)}")
    assert _read(client, "clinic_requests_total", **labels) == before + 2


def test_no_address_becomes_a_label(client: FlaskClient) -> None:
    client.get(f"/api/v1/clinics/{a_clinic_id(7)}?name=sunita")
    client.get("/sunita/from/pune")
    text = client.get("/metrics").text
    assert a_clinic_id(7) not in text
    assert "sunita" not in text


def test_a_method_that_somebody_made_up_becomes_no_label(client: FlaskClient) -> None:
    client.open("/healthz", method="BREW")
    assert "BREW" not in client.get("/metrics").text
    assert _read(client, "clinic_requests_total", method="OTHER") >= 1


def test_how_long_a_route_takes_is_measured(client: FlaskClient) -> None:
    before = _read(client, "clinic_request_seconds_count", route="/healthz")
    client.get("/healthz")
    assert _read(client, "clinic_request_seconds_count", route="/healthz") == before + 1
    assert _read(client, "clinic_request_seconds_sum", route="/healthz") > 0


def test_pages_are_counted_under_one_name(client: FlaskClient) -> None:
    before = _read(client, "clinic_requests_total", method="GET", route="page", status="200")
    client.get("/doctors")
    client.get("/clinics/anything")
    assert _read(client, "clinic_requests_total", method="GET", route="page", status="200") == before + 2


def test_the_outbox_tells_its_depth_and_its_age(
    client: FlaskClient, suite: Suite, clock: FrozenClock
) -> None:
    assert _read(client, "clinic_outbox_age_seconds") == 0
    _leave_unheard(suite)
    clock.advance(seconds=42)
    assert _read(client, "clinic_outbox_depth", state="waiting") == 1
    assert _read(client, "clinic_outbox_age_seconds") == 42


def test_jobs_are_counted_by_handler_and_outcome_for_an_hour(
    client: FlaskClient, suite: Suite, clock: FrozenClock
) -> None:
    runs = suite.engine.database["job_runs"]
    for number, outcome in enumerate(("done", "done", "failed")):
        row = {"_id": f"run_{number}", "handler": "tidy_up", "outcome": outcome, "started_at": clock.now()}
        runs.insert_one(row)
    clock.advance(minutes=59)
    assert _read(client, "clinic_job_runs_last_hour", handler="tidy_up", outcome="done") == 2
    assert _read(client, "clinic_job_runs_last_hour", handler="tidy_up", outcome="failed") == 1
    clock.advance(minutes=2)
    assert _read(client, "clinic_job_runs_last_hour", handler="tidy_up", outcome="done") == 0


def test_this_machine_may_read_them(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "::1"}).status_code == 200


def test_to_others_they_do_not_exist(client: FlaskClient) -> None:
    assert client.get("/metrics", environ_overrides=FAR).status_code == 404


def test_a_proxy_on_this_machine_lets_nobody_in(client: FlaskClient) -> None:
    """To us everybody behind it comes from 127.0.0.1, so what it passed on is refused."""
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [("Bearer right-token", 200), ("Bearer wrong-token", 404), ("Bearer ", 404), ("Bearer é", 404)],
)
def test_with_a_token_it_is_the_token_that_counts(preview: Engine, sent: str, status: int) -> None:
    suite = wire(some_settings(CLINIC_METRICS_TOKEN="right-token"), engine=preview)
    client = create_app(suite).test_client()
    answer = client.get("/metrics", headers={"Authorization": sent}, environ_overrides=FAR)
    assert answer.status_code == status


def test_with_a_token_not_even_this_machine_enters_without(preview: Engine) -> None:
    suite = wire(some_settings(CLINIC_METRICS_TOKEN="right-token"), engine=preview)
    assert create_app(suite).test_client().get("/metrics").status_code == 404


_TWO_PROCESSES = """
import os
from clinic_suite.app.metrics import observe, _requests_registry
from prometheus_client import generate_latest
child = os.fork()
observe("GET", "/healthz", 200, [0.001])
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
print(generate_latest(_requests_registry()).decode())
"""


def test_the_processes_of_one_server_are_counted_together(tmp_path: Path) -> None:
    environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    argv = [sys.executable, "-c", _TWO_PROCESSES]
    said = subprocess.run(argv, env=environ, capture_output=True, text=True, check=True).stdout
    assert 'clinic_requests_total{method="GET",route="/healthz",status="200"} 2.0' in said
