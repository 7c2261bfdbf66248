"""What it costs to know who reads, whether they may, and to note it: processor time of this process alone.

Run as a program it prints its medians in microseconds as JSON.
"""

from __future__ import annotations

import json
import secrets
import statistics
import time
from collections.abc import Callable
from typing import Any, cast

from bench.targets.scene import opened
from clinic_suite.audit.public import Audit
from clinic_suite.auth.model import Arrival, Credentials, NewAccount
from clinic_suite.auth.service import KeepAccounts, KeepSessions
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import acting_as
from clinic_suite.patients import policies
from clinic_suite.rest.actor import Authenticator, staff

_ROUNDS, _CALLS = 9, 300


def measure() -> dict[str, float]:
    suite = opened()
    clinic_id = ClinicId(suite.engine.database["clinics"].find_one({}, {"_id": 1})["_id"])  # type: ignore[index]
    token = _signed_in(suite, clinic_id)
    steps = {
        "token": lambda: _who(suite, token),
        "policy": lambda: _may(suite, token, clinic_id),
        "audit": lambda: _noted(suite, clinic_id),
        "all": lambda: _all(suite, token, clinic_id),
        "raw": lambda: _raw(suite, clinic_id),
    }
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(_ROUNDS):
        for name, step in steps.items():
            taken[name].append(_cpu_us(step))
    return {name: statistics.median(each) for name, each in taken.items()}


def _cpu_us(step: Callable[[], Any]) -> float:
    began = time.process_time()
    for _ in range(_CALLS):
        step()
    return (time.process_time() - began) / _CALLS * 1e6


def _who(suite: Suite, token: str) -> Actor:
    return suite.part(cast("type[Authenticator]", Authenticator)).actor_of(token)


def _may(suite: Suite, token: str, clinic_id: ClinicId) -> None:
    actor = _ACTOR.get(token) or _ACTOR.setdefault(token, _who(suite, token))
    staff().admit(actor)
    policies.require_may_find(actor, clinic_id)


def _noted(suite: Suite, clinic_id: ClinicId) -> None:
    with acting_as(the_house()):
        suite.part(Audit).saw(_note(clinic_id))


def _all(suite: Suite, token: str, clinic_id: ClinicId) -> None:
    actor = _who(suite, token)
    staff().admit(actor)
    policies.require_may_find(actor, clinic_id)
    with acting_as(actor):
        suite.part(Audit).saw(_note(clinic_id))


def _raw(suite: Suite, clinic_id: ClinicId) -> None:
    """The bound: the same calls of the driver, which are a look at the session and a row."""
    database = suite.engine.database
    database["sessions"].find_one({"_id": "se_nobody"})
    database["bench_rows"].insert_one({"_id": secrets.token_hex(12), "clinic_id": clinic_id})


def _note(clinic_id: ClinicId) -> Note:
    return Note(action="saw", entity="patient", entity_id="pa_01m7yfk1recv3cp621tr", clinic_id=clinic_id)


def _signed_in(suite: Suite, clinic_id: ClinicId) -> str:
    keep, sessions = suite.part(KeepAccounts), suite.part(KeepSessions)
    wish = NewAccount(name="Meera Joshi", email=f"{secrets.token_hex(6)}@bench.example", role=Role.FRONT_DESK)
    account = keep.open_with_password(clinic_id, wish, secrets.token_urlsafe(24), the_house())
    known = Credentials(
        account_id=account.id,
        clinic_id=clinic_id,
        role=account.role,
        state=account.state,
        version=account.version,
        password_hash=None,
    )
    arrival = Arrival(browser="bench", method="POST", path="/")
    session, token = suite.uow.run(
        lambda tx: sessions.begin(tx, known, Actor(role=Role.ANONYMOUS), arrival, None)
    )
    return sessions.hand_out(session, token, account).access_token


_ACTOR: dict[str, Actor] = {}

if __name__ == "__main__":
    print(json.dumps(measure()))
