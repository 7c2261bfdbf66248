"""The compose file and the image, as far as they can be held to without a Docker engine."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from clinic_suite.cli.folder import REPOSITORY
from clinic_suite.cli.processes import queues
from clinic_suite.settings import Settings

COMPOSE = (REPOSITORY / "docker-compose.yml").read_text()
IMAGE = (REPOSITORY / "Dockerfile").read_text()
OURS = ("prepare", "web", "live", "clockwork")
SECRETS = ("SECRET", "PASSWORD", "KEY")


@pytest.fixture
def services() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return read


def test_there_is_one_worker_for_each_queue(services: dict[str, Any]) -> None:
    answered = {s["command"][-1] for name, s in services.items() if name.startswith("worker-")}

    assert answered == set(queues())


def test_no_secret_has_a_default(services: dict[str, Any]) -> None:
    given = [pair for s in services.values() for pair in s.get("environment", {}).items()]
    told = [value for name, value in given if name.endswith(SECRETS) or name.endswith("KEYS")]
    # Without a value at all, a name only hands over what the operator's own environment says.
    secret = [value for value in told if value is not None]

    assert secret
    assert [value for value in secret if not re.fullmatch(r"\$\{[A-Z_]+\}", value)] == []


def test_no_server_starts_with_an_empty_password(services: dict[str, Any]) -> None:
    assert 'test -n "$$REDIS_PASSWORD"' in services["valkey"]["command"][-1]
    assert 'test -n "$$MONGO_INITDB_ROOT_PASSWORD"' in services["mongo"]["command"][-1]


def test_every_name_that_our_containers_are_given_is_a_setting(services: dict[str, Any]) -> None:
    known = {field.alias for field in Settings.model_fields.values()}

    assert set(services["web"]["environment"]) <= known


def test_what_is_acknowledged_survives_a_restart(services: dict[str, Any]) -> None:
    assert "--replSet" in services["mongo"]["command"][-1]
    assert "--appendonly yes" in services["valkey"]["command"][-1]
    assert all(services[name]["volumes"] for name in ("mongo", "valkey", "store"))


def test_nobody_serves_before_the_database_is_migrated(services: dict[str, Any]) -> None:
    waiting = [name for name in services if name in ("web", "clockwork") or name.startswith("worker-")]

    assert {services[name]["depends_on"]["prepare"]["condition"] for name in waiting} == {
        "service_completed_successfully"
    }


def test_our_containers_run_without_rights_that_they_do_not_need(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert re.search(r"^USER clinic$", IMAGE, re.MULTILINE)


def test_only_what_browsers_ask_is_reachable_and_only_from_this_machine(services: dict[str, Any]) -> None:
    assert {name: s["ports"] for name, s in services.items() if "ports" in s} == {
        "web": ["127.0.0.1:${CLINIC_PORT:-8000}:8000"],
        "live": ["127.0.0.1:${CLINIC_LIVE_PORT:-8001}:8001"],
    }


def test_the_image_installs_only_what_the_lock_has_a_hash_for() -> None:
    installs = [line for line in IMAGE.splitlines() if "pip install" in line]

    assert len(installs) == 1
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert "npm ci" in IMAGE


def test_the_image_copies_everything_that_the_product_is_made_of() -> None:
    packages = [
        p.parent.name for p in REPOSITORY.glob("*/__init__.py") if p.parent.name not in ("tests", "bench")
    ]

    assert [name for name in packages if f"COPY {name} {name}" not in IMAGE] == []
    allowed = (REPOSITORY / ".dockerignore").read_text().splitlines()
    assert [name for name in packages if f"!{name}" not in allowed] == []
