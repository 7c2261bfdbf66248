"""Every door that changes something leaves an entry in the trail, and without the entry there is no change."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.kernel.mongo import Engine
from clinic_suite.rest.blueprint import Door
from tests.api.deeds import CHANGING, LEAVES_NONE, PLAIN, SPECIAL, deed_of, name_of
from tests.api.stage import DOCTOR, Stage, a_stage
from tests.api.town import everything_in
from tests.builders.engines import a_preview_engine

_NOTED = [d for d in CHANGING if name_of(d) not in LEAVES_NONE]
_SOME = [
    d
    for d in CHANGING
    if name_of(d)
    in {
        "POST /auth/sign-in", "POST /auth/totp", "POST /auth/otp", "POST /auth/password", "DELETE /auth/sessions",
        "POST /approvals/<approval_id>/approval", "POST /clinics/<clinic_id>/staff", "PATCH /staff/<account_id>",
        "POST /clinics", "DELETE /clinics/<clinic_id>/closures/<closure_id>",
    }
]  # fmt: skip
"""Those whose deed is one request; every house and every way to write is among them."""
# What is counted, or used up, before anything is compared stands on purpose whatever follows; see the services.
_COUNTED = {
    "sign_in_pauses", "device_proofs", "code_places", "code_histories", "data_keys", "demo_messages",
}  # fmt: skip


def _entries(stage: Stage, request_id: str) -> list[dict[str, Any]]:
    return list(stage.suite.engine.database["audit_entries"].find({"request_id": request_id}))


def test_every_changing_door_has_an_example_and_no_example_outlives_its_door() -> None:
    assert sorted({*SPECIAL, *PLAIN, *LEAVES_NONE}) == sorted(name_of(d) for d in CHANGING)
    assert len(SPECIAL) + len(PLAIN) + len(LEAVES_NONE) == len(CHANGING)


@pytest.mark.parametrize("door", _NOTED, ids=name_of)
def test_what_was_done_is_in_the_trail_with_who_did_it_and_in_which_request(door: Door) -> None:
    stage, deed = a_stage(a_preview_engine()), deed_of(door)
    answer = deed.use(stage)
    assert answer.status_code in {200, 201, 202, 204}, answer.text
    entries = _entries(stage, answer.headers["X-Request-Id"])
    assert entries
    assert {e["account_id"] for e in entries} == {deed.by(stage)}
    assert all(e["ip"] == "127.0.0.1" and e["entity_id"] for e in entries)


@pytest.mark.engines
@pytest.mark.parametrize("door", _SOME, ids=name_of)
def test_what_the_trail_cannot_keep_does_not_happen(door: Door, mongodb: Engine) -> None:
    stage = a_stage(mongodb)
    before, validator = _told(mongodb), mongodb.validator_of("audit_entries")
    assert validator is not None
    mongodb.set_validator("audit_entries", {"$expr": False})
    try:
        refused = deed_of(door).use(stage)
        left = _told(mongodb)
    finally:
        mongodb.set_validator("audit_entries", validator)
    assert (refused.status_code, left) == (500, before)
    # It was the trail and nothing else that stood in the way.
    if door.path.endswith("/otp"):
        stage.suite.clock.advance(minutes=1)  # type: ignore[attr-defined]
    assert deed_of(door).use(stage).status_code in {200, 201, 202, 204}
    assert _told(mongodb) != before


def _told(engine: Engine) -> dict[str, Any]:
    return {name: rows for name, rows in everything_in(engine).items() if name not in _COUNTED}


@pytest.mark.parametrize(
    ("email", "reason"), [(DOCTOR, "wrong_password"), ("nobody@sahyadri.example", "unknown")]
)
def test_a_refused_sign_in_is_noted_once_and_in_nobodys_name(email: str, reason: str) -> None:
    stage = a_stage(a_preview_engine())
    answer = stage.post("/auth/sign-in", {"email": email, "password": "wrong"}, stage.proof("/auth/sign-in"))
    assert answer.status_code == 401
    [entry] = _entries(stage, answer.headers["X-Request-Id"])
    assert (entry["action"], entry["entity"], entry["reason"]) == ("refused", "sign_in", reason)
    assert (entry["role"], entry["account_id"]) == ("anonymous", None)
    assert entry["entity_id"] == (stage.doctor.id if email == DOCTOR else "nobody")
