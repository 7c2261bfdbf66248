"""How the doors of lines, walk-ins and boards are used with success."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId
from clinic_suite.rest.blueprint import PREFIX
from tests.api.stage import Deed, Stage, as_admin
from tests.builders.diary import at
from tests.fakes.authenticator import as_role, patient_account


def _step(verb: str, *before: str, sent: dict[str, Any] | None = None) -> Callable[[Stage], TestResponse]:
    """A step in the line of somebody who has arrived, after those that must come before it."""

    def use(stage: Stage) -> TestResponse:
        _arrive(stage)
        address = f"/appointments/{stage.town.ours.visit_id}"
        for earlier in before:
            assert stage.post(f"{address}/{earlier}", by=as_admin(stage)).status_code == 200
        return stage.post(f"{address}/{verb}", sent, as_admin(stage))

    return use


def _arrive(stage: Stage) -> None:
    """It is ten, when the visit of this town begins, and the patient is there."""
    stage.suite.clock.set(at(10))  # type: ignore[attr-defined]
    address = f"/appointments/{stage.town.ours.visit_id}/arrival"
    assert stage.post(address, by=as_admin(stage)).status_code == 200


def _call_next(stage: Stage) -> TestResponse:
    _arrive(stage)
    return stage.post(f"/practitioners/{stage.town.ours.practitioner_id}/queue/call", {}, as_admin(stage))


def _check_in_alone(stage: Stage) -> TestResponse:
    stage.suite.clock.set(at(10))  # type: ignore[attr-defined]
    home = stage.town.ours
    door = f"{PREFIX}/clinics/{home.clinic_id}/door-code"
    code = stage.client.get(door, headers=as_admin(stage)).get_json()["code"]
    me = as_role(Role.PATIENT, home.clinic_id)
    return stage.post(f"/me/appointments/{home.visit_id}/check-in", {"code": code.lower()}, me)


def _own_account(stage: Stage) -> AccountId:
    return patient_account(stage.town.ours.clinic_id)


SPECIAL: dict[str, Deed] = {
    "POST /me/appointments/<visit_id>/check-in": Deed(use=_check_in_alone, by=_own_account),
    "POST /practitioners/<practitioner_id>/queue/call": Deed(use=_call_next),
    "POST /appointments/<visit_id>/call": Deed(use=_step("call")),
    "POST /appointments/<visit_id>/skip": Deed(use=_step("skip")),
    "POST /appointments/<visit_id>/return": Deed(use=_step("return", "skip")),
    "POST /appointments/<visit_id>/place": Deed(use=_step("place", sent={"why": "elderly"})),
}
PLAIN = frozenset(
    {
        "POST /clinics/<clinic_id>/walk-ins",
        "POST /practitioners/<practitioner_id>/delay",
        "POST /clinics/<clinic_id>/board-keys",
        "DELETE /clinics/<clinic_id>/board-keys/<key_id>",
    }
)
