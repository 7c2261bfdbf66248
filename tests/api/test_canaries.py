"""A code, a password, a token, a phone or a name is in no log line, no outbox row and no entry of the trail."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import attrs
import pytest

from tests.api.canaries import SEARCHED

_KINDS = (
    "names",
    "e-mails",
    "passwords",
    "phones",
    "reasons",
    "invitation",
    "app's secret",
    "recovery code",
    "code",
    "access token of /auth/sign-in",
    "refresh cookie of /auth/sign-in",
    "access token of /auth/refresh",
    "refresh cookie of /auth/refresh",
    "access token of /auth/otp/verify",
    "refresh cookie of /auth/otp/verify",
)


@attrs.frozen
class Left:
    """What a morning has left behind."""

    canaries: dict[str, list[str]]
    kept: dict[str, list[str]]
    logged: list[str]
    terminal: list[str]


@pytest.fixture(scope="module")
def left() -> Left:
    argv = [sys.executable, "-c", "from tests.api.canaries import live; live()"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    lines = done.stderr.splitlines()
    # What a demo shows in its terminal is no log line, and stands apart from them by its first letter.
    terminal = [line for line in lines if line.startswith("[sms to ")]
    return Left(
        canaries=said["canaries"],
        kept=said["kept"],
        logged=[line for line in lines if line not in terminal],
        terminal=terminal,
    )


def _with(canaries: list[str], lines: list[str]) -> list[str]:
    """The lines in which one of them stands by itself: six digits inside of an id are no code."""
    sought = re.compile("|".join(rf"(?<![0-9A-Za-z]){re.escape(c)}(?![0-9A-Za-z])" for c in canaries), re.I)
    return [line for line in lines if sought.search(line)]


def test_the_morning_has_left_all_canaries_and_enough_to_search(left: Left) -> None:
    assert sorted(left.canaries) == sorted(_KINDS)
    assert all(value for values in left.canaries.values() for value in values)
    assert {name for name in SEARCHED if not left.kept[name]} == set()
    events = {json.loads(line)["event"] for line in left.logged}
    assert {"request", "delivery"} <= events
    assert len([line for line in left.logged if '"event":"request"' in line]) >= 20
    # That the search finds what is there is shown where canaries may be: in the demo's tray and terminal.
    for what in ("code", "phones"):
        assert _with(left.canaries[what], left.kept["demo_messages"])
    assert _with(left.canaries["code"], left.terminal)


@pytest.mark.parametrize("kind", _KINDS)
def test_no_log_line_tells_it(kind: str, left: Left) -> None:
    assert _with(left.canaries[kind], left.logged) == []


@pytest.mark.parametrize("collection", SEARCHED)
@pytest.mark.parametrize("kind", _KINDS)
def test_no_row_tells_it(kind: str, collection: str, left: Left) -> None:
    assert _with(left.canaries[kind], left.kept[collection]) == []


def test_the_trail_tells_what_was_done_all_the_same(left: Left) -> None:
    deeds = {
        (found["action"], found["entity"])
        for row in left.kept["audit_entries"]
        for found in [dict(re.findall(r"'(action|entity)': '(\w+)'", row))]
    }
    assert deeds >= {
        ("opened", "account"),
        ("changed", "account"),
        ("made", "invitation"),
        ("accepted", "invitation"),
        ("changed", "password"),
        ("signed_in", "session"),
        ("replayed", "session"),
        ("refused", "sign_in"),
        ("began", "second_factor"),
        ("confirmed", "second_factor"),
        ("used", "recovery_code"),
        ("approved", "device"),
        ("asked", "code"),
        ("refused", "code"),
        ("registered", "patient"),
        ("broke_glass", "chart_grant"),
        ("saw", "chart_grant"),
        ("placed", "legal_hold"),
        ("lifted", "legal_hold"),
    }
