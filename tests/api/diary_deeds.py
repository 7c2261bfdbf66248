"""How the diary's doors are used with success."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.test import TestResponse

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId
from clinic_suite.rest.blueprint import PREFIX
from tests.api.knocks import KNOCKS
from tests.api.stage import Deed, Stage, as_admin
from tests.builders.diary import at
from tests.fakes.authenticator import as_role, patient_account


def _at_ten(stage: Stage) -> None:
    """It is ten, when the visit of this town begins."""
    stage.suite.clock.set(at(10))  # type: ignore[attr-defined]


def _step(verb: str, *before: str) -> Callable[[Stage], TestResponse]:
    """A step in the life of the town's visit, after those that must come before it."""

    def use(stage: Stage) -> TestResponse:
        _at_ten(stage)
        address = f"/appointments/{stage.town.ours.visit_id}"
        for earlier in before:
            assert stage.post(f"{address}/{earlier}", by=as_admin(stage)).status_code == 200
        return stage.post(f"{address}/{verb}", by=as_admin(stage))

    return use


def _request_and_confirm(stage: Stage) -> TestResponse:
    wish = {**KNOCKS["POST /appointments"].sent(stage.town.ours), "pay_first": True}
    by = {**as_admin(stage), "Idempotency-Key": "a-deed-of-today"}
    asked = stage.post("/appointments", wish, by).get_json()
    return stage.post(f"/appointments/{asked['id']}/confirmation", by=as_admin(stage))


def _give_time_back(stage: Stage) -> TestResponse:
    held = stage.post("/holds", KNOCKS["POST /holds"].sent(stage.town.ours), as_admin(stage)).get_json()
    return stage.post("/holds/release", {"token": held["token"]}, as_admin(stage))


def _after_leaving(door: str) -> Callable[[Stage], TestResponse]:
    """What can be done only once the wait and the offer of this town are over."""

    def use(stage: Stage) -> TestResponse:
        home, by = stage.town.ours, as_admin(stage)
        if door == "/waitlist":
            assert stage.client.delete(f"{PREFIX}/waitlist/{home.wait_id}", headers=by).status_code == 204
            return stage.post(door, KNOCKS["POST /waitlist"].sent(home), by)
        assert stage.post(f"/offers/{home.offer_id}/refusal", by=by).status_code in {201, 204}
        sent = KNOCKS["POST /waitlist/<wait_id>/offers"].sent(home)
        return stage.post(f"/waitlist/{home.wait_id}/offers", sent, by)

    return use


def _block_room(*, give_back: bool) -> Callable[[Stage], TestResponse]:
    """The room's days are drawn first, because it has no hours of its own yet."""

    def use(stage: Stage) -> TestResponse:
        room, by = f"/resources/{stage.town.ours.resource_id}", as_admin(stage)
        hours = KNOCKS["POST /resources/<resource_id>/templates"].sent(stage.town.ours)
        days = [{**w, "weekday": n} for w in hours["windows"] for n in range(7)]
        planned = stage.post(f"{room}/templates", {**hours, "windows": days, "valid_from": "2035-03-05"}, by)
        assert planned.status_code == 201
        sent = {"from_at": at(18, days=5).isoformat(), "until_at": at(19, days=5).isoformat()}
        made = stage.post(f"{room}/blocks", sent, by)
        if not give_back:
            return made
        address = f"{PREFIX}{room}/blocks/{made.get_json()['id']}"
        return stage.client.delete(address, headers=by)

    return use


def _own_account(stage: Stage) -> AccountId:
    return patient_account(stage.town.ours.clinic_id)


def _feed(method: str) -> Callable[[Stage], TestResponse]:
    def use(stage: Stage) -> TestResponse:
        me = as_role(Role.PATIENT, stage.town.ours.clinic_id)
        return stage.client.open(f"{PREFIX}/me/calendar-feed", method=method, headers=me)

    return use


def _rate(stage: Stage) -> TestResponse:
    assert _step("completion", "arrival", "start")(stage).status_code == 200
    me = as_role(Role.PATIENT, stage.town.ours.clinic_id)
    return stage.post(f"/appointments/{stage.town.ours.visit_id}/review", {"stars": 5}, me)


SPECIAL: dict[str, Deed] = {
    "POST /appointments/<visit_id>/review": Deed(use=_rate, by=_own_account),
    "POST /me/calendar-feed": Deed(use=_feed("POST"), by=_own_account),
    "DELETE /me/calendar-feed": Deed(use=_feed("DELETE"), by=_own_account),
    "POST /resources/<resource_id>/blocks": Deed(use=_block_room(give_back=False)),
    "DELETE /resources/<resource_id>/blocks/<block_id>": Deed(use=_block_room(give_back=True)),
    "POST /waitlist": Deed(use=_after_leaving("/waitlist")),
    "POST /waitlist/<wait_id>/offers": Deed(use=_after_leaving("/offers")),
    "POST /holds/release": Deed(use=_give_time_back),
    "POST /appointments/<visit_id>/confirmation": Deed(use=_request_and_confirm),
    "POST /appointments/<visit_id>/start": Deed(use=_step("start", "arrival")),
    "POST /appointments/<visit_id>/completion": Deed(use=_step("completion", "arrival", "start")),
    "POST /appointments/<visit_id>/no-show": Deed(use=_step("no-show")),
}
PLAIN = frozenset(
    {
        "POST /practitioners/<practitioner_id>/templates",
        "POST /resources/<resource_id>/templates",
        "PATCH /templates/<template_id>",
        "DELETE /templates/<template_id>",
        "POST /practitioners/<practitioner_id>/exceptions",
        "DELETE /exceptions/<exception_id>",
        "POST /clinics/<clinic_id>/resources",
        "PATCH /resources/<resource_id>",
        "DELETE /resources/<resource_id>",
        "PATCH /clinics/<clinic_id>/terms",
        "POST /clinics/<clinic_id>/sheets",
        "POST /practitioners/<practitioner_id>/blocks",
        "DELETE /practitioners/<practitioner_id>/blocks/<block_id>",
        "POST /reviews/<review_id>/answer",
        "POST /reviews/<review_id>/hiding",
        "POST /holds",
        "POST /appointments",
        "POST /appointments/series",
        "POST /appointments/<visit_id>/rescheduling",
        "POST /appointments/<visit_id>/cancellation",
        "POST /appointments/<visit_id>/arrival",
        "DELETE /waitlist/<wait_id>",
        "POST /waitlist/<wait_id>/weighing",
        "POST /offers/<offer_id>/acceptance",
        "POST /offers/<offer_id>/refusal",
    }
)
