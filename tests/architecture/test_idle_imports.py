"""Importing the product does no work: a process starts fast, and nothing happens before the settings are read."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.architecture.house import ROOT

_WATCHED = """
import importlib, json, sys
opened, sockets, started = [], [], []
def watch(event, about):
    if event == "open" and isinstance(about[0], str):
        opened.append(about[0])
    elif event.startswith("socket."):
        sockets.append(event)
    elif event in ("subprocess.Popen", "os.system", "os.fork", "os.posix_spawn"):
        started.append(event)
sys.addaudithook(watch)
import threading
importlib.import_module(sys.argv[1])
vendors = sorted({"boto3", "botocore", "razorpay", "twilio", "requests"} & set(sys.modules))
threads = [t.name for t in threading.enumerate()][1:]
print(json.dumps({"opened": opened, "sockets": sockets, "started": started, "vendors": vendors, "threads": threads}))
"""


def _seen_while_importing(module: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCHED, module],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What importing the whole application did."""
    return _seen_while_importing("clinic_suite.app")


def test_importing_the_application_opens_no_socket_and_starts_nothing(seen: dict[str, Any]) -> None:
    assert seen["sockets"] == []
    assert seen["started"] == []
    assert seen["threads"] == []


def test_importing_the_application_reads_code_and_nothing_else(seen: dict[str, Any]) -> None:
    """Only what Python itself reads; the Prometheus client looks at its own process, which is no file."""
    code = (sys.prefix, sys.base_prefix, *(str(ROOT / p) for p in ("clinic_suite", "integrations")))
    assert [f for f in seen["opened"] if not f.startswith((*code, "/proc/"))] == []


def test_a_vendors_kit_is_loaded_by_who_uses_it_and_not_by_every_process(seen: dict[str, Any]) -> None:
    """boto3 alone costs a process 0.3 s and tens of megabytes."""
    assert seen["vendors"] == []


def test_the_watch_itself_sees_work() -> None:
    seen = _seen_while_importing("tests.architecture.busy_module")
    assert "socket.__new__" in seen["sockets"]
    assert seen["vendors"] == ["requests"]
    assert str(ROOT / "pyproject.toml") in seen["opened"]
    assert seen["threads"] == ["busy"]
