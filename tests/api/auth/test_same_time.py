"""A wrong password, an unknown e-mail and a disabled account cannot be told apart."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import argon2
import mongomock.collection
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.auth.model import AccountState
from clinic_suite.bootstrap import Suite
from tests.builders.people import GOOD_PASSWORD, a_clinic, an_account
from tests.fakes.browser import SIGN_IN

CASES = {
    "wrong password": ("asha@sahyadri.example", "plum tractor sings high"),
    "unknown e-mail": ("nobody@sahyadri.example", "plum tractor sings high"),
    "disabled account": ("gone@sahyadri.example", GOOD_PASSWORD),
}
_ASKED = (
    "find", "find_one", "find_one_and_update", "insert_one", "insert_many", "update_one", "update_many",
    "delete_one", "delete_many", "count_documents",
)  # fmt: skip
_addresses = count(1)


@pytest.fixture(autouse=True)
def people(suite: Suite) -> None:
    clinic_id = a_clinic(suite)
    an_account(suite, clinic_id)
    gone = an_account(suite, clinic_id, email="gone@sahyadri.example")
    suite.engine.database["accounts"].update_one(
        {"_id": gone.id}, {"$set": {"state": AccountState.DISABLED.value}}
    )


def _try(client: FlaskClient, case: str) -> TestResponse:
    """From an address of its own, so that nobody waits for the others."""
    email, password = CASES[case]
    number = next(_addresses)
    return client.post(
        SIGN_IN,
        json={"email": email, "password": password},
        environ_base={"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250 + 1}"},
    )


@contextmanager
def _counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What the database and the hashing are asked, at the vendors' own doors."""
    asked: Counter[str] = Counter()

    def watched(kind: type[Any], name: str, said: Callable[..., str]) -> None:
        original = getattr(kind, name)

        def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
            asked[said(self)] += 1
            return original(self, *args, **kwargs)

        monkeypatch.setattr(kind, name, counted)

    with monkeypatch.context():
        watched(argon2.PasswordHasher, "verify", lambda _: "argon2 verify")
        for name in _ASKED:
            watched(mongomock.collection.Collection, name, lambda c, n=name: f"{c.name}.{n}")
        yield asked


def test_the_three_get_the_same_bytes(client: FlaskClient) -> None:
    answers = [_try(client, case) for case in CASES]
    assert [a.status_code for a in answers] == [401, 401, 401]
    bodies = {re.sub(rb"urn:request:[0-9a-f]+", b"", a.data) for a in answers}
    headers = {str(sorted((n, v) for n, v in a.headers if n != "X-Request-Id")) for a in answers}
    assert (len(bodies), len(headers)) == (1, 1)


def test_the_three_compare_one_hash_and_ask_the_database_the_same(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in CASES:
        _try(client, case)
    counts = {}
    with _counting(monkeypatch) as asked:
        for case in CASES:
            asked.clear()
            _try(client, case)
            counts[case] = dict(asked)
    assert counts["wrong password"]["argon2 verify"] == 1
    assert len(counts["wrong password"]) > 3
    assert counts["wrong password"] == counts["unknown e-mail"] == counts["disabled account"]


@pytest.mark.slow
def test_the_three_take_the_same_time(client: FlaskClient) -> None:
    """Measured in turns and by the processor's clock, so that what else runs here disturbs all three alike."""
    for _ in range(3):
        took: dict[str, list[float]] = {case: [] for case in CASES}
        for number in range(40):
            for case in list(CASES)[:: 1 if number % 2 else -1]:
                began = time.process_time()
                _try(client, case)
                took[case].append(time.process_time() - began)
        medians = sorted(statistics.median(times) for times in took.values())
        if medians[-1] <= 1.1 * medians[0]:
            return
    pytest.fail(f"three times more than 10 % apart, the last time {medians}")
