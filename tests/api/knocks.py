"""How to knock at each door as somebody who may come in: the table behind the permission matrix.

A new door needs an entry here, or a test fails.  Most need none of the options.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from clinic_suite.access import schemas as access_shapes
from clinic_suite.audit import schemas as audit_shapes
from clinic_suite.auth import schemas as auth_shapes
from clinic_suite.directory import schemas as directory_shapes
from clinic_suite.founding import schemas as founding_shapes
from clinic_suite.patients import schemas as patient_shapes
from clinic_suite.rest.examples import example_of
from clinic_suite.scheduling.schemas import diary as diary_shapes
from clinic_suite.scheduling.schemas import queue as queue_shapes
from clinic_suite.scheduling.schemas import waiting as waiting_shapes
from tests.api.town import MATCH_CODE, Home
from tests.builders.diary import at

_GOOD = frozenset({200, 201, 204})


@attrs.frozen(kw_only=True)
class Knock:
    """What is sent to a door, and what somebody who may is answered."""

    body: Callable[[Home], dict[str, Any]] | None = None
    answers: frozenset[int] = _GOOD
    """A door about one's own account answers 404 to our invented people, who have none."""
    query: str = ""
    """What must be asked in the address."""
    takes: tuple[str, ...] = ()
    """Fields that this door takes and that no other may: whoever adds one has to say so here."""
    owned: bool = True
    """Whether the address names something that belongs to one clinic, and is not there for another's."""

    def sent(self, home: Home) -> dict[str, Any]:
        return {} if self.body is None else self.body(home)


def _of(shape: Any, **changes: Any) -> Callable[[Home], dict[str, Any]]:
    return lambda _: {**example_of(shape), **changes}


def _service(home: Home) -> dict[str, Any]:
    body = example_of(directory_shapes.NewServiceShape)
    return {**body, "name": "Another visit", "practitioner_ids": [home.practitioner_id]}


def _own_patient(home: Home) -> dict[str, Any]:
    return {**example_of(patient_shapes.OwnPatientShape), "clinic_id": home.clinic_id, "name": "Meena Iyer"}


def _hold(home: Home) -> dict[str, Any]:
    who = {"practitioner_id": home.practitioner_id, "service_id": home.service_id}
    return {**who, "starts_at": at(11).isoformat()}


def _booking(home: Home) -> dict[str, Any]:
    return {**_hold(home), "patient_id": home.patient_id}


_TEMPLATE = _of(
    diary_shapes.NewTemplateShape,
    windows=[{"weekday": 0, "from_time": "18:00", "until_time": "19:00", "slot_minutes": 20}],
)
_LEAVE = _of(diary_shapes.NewExceptionShape, kind="leave")
_DAY = "date=2035-03-06"
_BLOCK = Knock(body=lambda _: {"from_at": at(12, days=5).isoformat(), "until_at": at(13, days=5).isoformat()})
_SPAN = "from=2035-03-06&until=2035-03-07"
# The visit that stands here is confirmed and tomorrow, so some steps do not follow from it; who may is told so.
_STEP = Knock(answers=_GOOD | {409})


def _walk_in(home: Home) -> dict[str, Any]:
    who = {"practitioner_id": home.practitioner_id, "service_id": home.service_id}
    return {**who, "name": "Farida Khan", "sex": "female", "age": 52, "phone": "98200 54321"}


_PLAIN = Knock()
_OPEN = Knock(owned=False)
_OWN_ACCOUNT = Knock(owned=False, answers=_GOOD | {404})
_SIGN_IN = Knock(owned=False, body=_of(auth_shapes.SignInShape), answers=frozenset({401}))
_NEW_NAME = Knock(body=lambda _: {"name": "A new name"})

KNOCKS: dict[str, Knock] = {
    "GET /audit/entries": _OPEN,
    "GET /retention": _OPEN,
    "PATCH /retention": Knock(owned=False, body=_of(audit_shapes.RetentionChangeShape)),
    "GET /retention/answer": Knock(owned=False, query="record_type=chart&last_encounter_on=2019-11-20"),
    "GET /legal-holds": _OPEN,
    "POST /legal-holds": Knock(owned=False, body=lambda _: {"reason": "Civil suit 114 of 2026"}),
    "POST /legal-holds/<hold_id>/lifting": Knock(body=_of(audit_shapes.LiftingShape)),
    "POST /patients/<patient_id>/break-glass": Knock(body=_of(access_shapes.NeedShape)),
    "GET /break-glass": _OPEN,
    "POST /break-glass/<grant_id>/seen": _PLAIN,
    # Nobody is on hold here, and who may is told so.
    "POST /patients/<patient_id>/number-release": Knock(answers=frozenset({409})),
    "POST /auth/sign-in": _SIGN_IN,
    "POST /auth/totp": _SIGN_IN,
    "POST /auth/totp/confirmation": _SIGN_IN,
    "POST /auth/refresh": Knock(owned=False, answers=frozenset({401})),
    "POST /auth/sign-out": Knock(owned=False, answers=frozenset({204, 401})),
    "POST /auth/invitations/acceptance": Knock(
        owned=False, body=_of(auth_shapes.AcceptanceShape), answers=frozenset({404, 410})
    ),
    # Nobody who sends mail is connected in tests either.
    "POST /auth/password-reset": Knock(
        owned=False, body=_of(auth_shapes.ResetWishShape), answers=frozenset({503})
    ),
    "POST /auth/password-reset/acceptance": Knock(
        owned=False, body=_of(auth_shapes.ResetAnswerShape), answers=frozenset({404, 410})
    ),
    # Nobody who sends messages is connected in tests.
    "POST /auth/otp": Knock(owned=False, body=_of(auth_shapes.OtpWishShape), answers=frozenset({202, 503})),
    "POST /auth/otp/verify": Knock(
        owned=False, body=_of(auth_shapes.OtpAnswerShape), answers=frozenset({401, 410})
    ),
    "GET /auth/devices": _OWN_ACCOUNT,
    "GET /devices": _OPEN,
    # Who is neither its person nor an admin hears of no such device.
    "POST /devices/<device_id>/revocation": Knock(answers=_GOOD | {404}),
    # Nobody here holds the device's key, and for whoever does not there is no such device.
    "GET /devices/<device_id>/standing": Knock(answers=frozenset({404})),
    "GET /approvals": _OPEN,
    "GET /approvals/mine": _OPEN,
    # Somebody else has asked: for who could not decide it either, it does not exist.
    "GET /approvals/<approval_id>": Knock(answers=_GOOD | {404}),
    "POST /approvals/<approval_id>/approval": Knock(body=lambda _: {"proof": MATCH_CODE}),
    "POST /approvals/<approval_id>/refusal": Knock(body=lambda _: {"reason": "I do not know this browser."}),
    # Only who asked withdraws it; who could decide is told to refuse instead.
    "POST /approvals/<approval_id>/withdrawal": Knock(answers=frozenset({403, 404})),
    "GET /who-may": _OPEN,
    # There are clinics here, so nobody is awaited, and whoever asks hears that there is no such address.
    "GET /setup": Knock(owned=False, answers=frozenset({404})),
    "POST /setup": Knock(owned=False, body=_of(founding_shapes.NewHouseShape), answers=frozenset({404})),
    "GET /auth/me": _OWN_ACCOUNT,
    "POST /auth/password": Knock(
        owned=False, body=_of(auth_shapes.NewPasswordShape), answers=frozenset({401, 404})
    ),
    "GET /auth/sessions": _OWN_ACCOUNT,
    "DELETE /auth/sessions": _OWN_ACCOUNT,
    "DELETE /auth/sessions/<session_id>": _OWN_ACCOUNT,
    "GET /clinics/<clinic_id>/staff": _PLAIN,
    "POST /clinics/<clinic_id>/staff": Knock(body=_of(auth_shapes.NewAccountShape), takes=("role",)),
    "POST /clinics/<clinic_id>/staff/<account_id>/invitations": _PLAIN,
    "GET /staff/<account_id>": _PLAIN,
    "PATCH /staff/<account_id>": Knock(body=_NEW_NAME.body, takes=("role", "state")),
    "DELETE /staff/<account_id>/second-factor": Knock(answers=_GOOD | {404, 409}),
    "GET /clinics": _OPEN,
    "POST /clinics": Knock(owned=False, body=_of(directory_shapes.NewClinicShape)),
    "GET /clinics/<clinic_id>": _PLAIN,
    "PATCH /clinics/<clinic_id>": _NEW_NAME,
    "DELETE /clinics/<clinic_id>": _PLAIN,
    "POST /clinics/<clinic_id>/activation": _PLAIN,
    "GET /clinics/<clinic_id>/practitioners": _PLAIN,
    "POST /clinics/<clinic_id>/practitioners": Knock(
        body=_of(directory_shapes.NewPractitionerShape, registration_number="MMC/2020/99")
    ),
    "GET /clinics/<clinic_id>/services": _PLAIN,
    "POST /clinics/<clinic_id>/services": Knock(body=_service),
    "PATCH /clinics/<clinic_id>/services/<service_id>": _NEW_NAME,
    "DELETE /clinics/<clinic_id>/services/<service_id>": _PLAIN,
    "GET /clinics/<clinic_id>/closures": _PLAIN,
    "POST /clinics/<clinic_id>/closures": Knock(
        body=_of(directory_shapes.NewClosureShape, from_on="2027-01-26", until_on="2027-01-26")
    ),
    "DELETE /clinics/<clinic_id>/closures/<closure_id>": _PLAIN,
    "POST /auth/passkeys/registration-options": _OPEN,
    "POST /auth/passkeys/sign-in-options": _OPEN,
    # What is sent was signed by nobody.
    "POST /auth/passkeys": Knock(
        owned=False, body=_of(auth_shapes.NewPasskeyShape), answers=frozenset({401})
    ),
    "POST /auth/passkeys/sign-in": Knock(
        owned=False, body=_of(auth_shapes.PasskeySignInShape), answers=frozenset({401})
    ),
    "GET /auth/passkeys": _OPEN,
    "DELETE /auth/passkeys/<passkey_id>": _PLAIN,
    "GET /clinics/<clinic_id>/patients": _PLAIN,
    "POST /clinics/<clinic_id>/patients": Knock(body=_of(patient_shapes.NewPatientShape)),
    "GET /patients/<patient_id>": _PLAIN,
    "PATCH /patients/<patient_id>": _NEW_NAME,
    "GET /me/patients": _OPEN,
    "POST /me/patients": Knock(owned=False, body=_own_patient, takes=("clinic_id",)),
    "GET /practitioners/<practitioner_id>/templates": _PLAIN,
    "POST /practitioners/<practitioner_id>/templates": Knock(body=_TEMPLATE),
    "GET /resources/<resource_id>/templates": _PLAIN,
    "POST /resources/<resource_id>/templates": Knock(body=_TEMPLATE),
    "PATCH /templates/<template_id>": Knock(body=lambda _: {"valid_until": "2036-01-01"}),
    "DELETE /templates/<template_id>": _PLAIN,
    "GET /practitioners/<practitioner_id>/exceptions": _PLAIN,
    "POST /practitioners/<practitioner_id>/exceptions": Knock(body=_LEAVE),
    "DELETE /exceptions/<exception_id>": _PLAIN,
    "POST /practitioners/<practitioner_id>/blocks": _BLOCK,
    "DELETE /practitioners/<practitioner_id>/blocks/<block_id>": _PLAIN,
    # The room has no page for this day, and its block is none of its own.
    "POST /resources/<resource_id>/blocks": Knock(body=_BLOCK.body, answers=frozenset({422})),
    "DELETE /resources/<resource_id>/blocks/<block_id>": Knock(answers=frozenset({404})),
    "GET /clinics/<clinic_id>/resources": _PLAIN,
    "POST /clinics/<clinic_id>/resources": Knock(body=_of(diary_shapes.NewResourceShape, name="Room 9")),
    "PATCH /resources/<resource_id>": _NEW_NAME,
    "DELETE /resources/<resource_id>": _PLAIN,
    "GET /clinics/<clinic_id>/terms": _PLAIN,
    "PATCH /clinics/<clinic_id>/terms": Knock(body=lambda _: {"lead_minutes": 60}),
    "GET /clinics/<clinic_id>/sheets": Knock(query=_DAY),
    "POST /clinics/<clinic_id>/sheets": Knock(body=lambda _: {"first": "2035-06-01", "last": "2035-06-02"}),
    "GET /practitioners/<practitioner_id>/availability": Knock(query=_SPAN),
    "GET /clinics/<clinic_id>/availability": Knock(query=_DAY),
    "GET /availability/search": Knock(owned=False, query=_DAY),
    "POST /holds": Knock(owned=False, body=_hold),
    "POST /holds/release": Knock(
        owned=False, body=lambda home: {"token": f"{'x' * 32}.{home.practitioner_id}:2035-03-06"}
    ),
    "POST /appointments": Knock(owned=False, body=_booking),
    "POST /appointments/series": Knock(
        owned=False, body=lambda home: {**_booking(home), "every_weeks": 1, "count": 2}
    ),
    "GET /appointments/series/<series_id>": _PLAIN,
    "GET /appointments/<visit_id>": _PLAIN,
    "GET /appointments/<visit_id>/calendar.ics": _PLAIN,
    "GET /calendar/<feed_token>.ics": _OPEN,
    "POST /me/calendar-feed": _OPEN,
    "GET /me/calendar-feed": _OPEN,
    "DELETE /me/calendar-feed": _OPEN,
    "GET /me/appointments": _OPEN,
    "GET /clinics/<clinic_id>/appointments": Knock(query=_DAY),
    "GET /clinics/<clinic_id>/strays": _PLAIN,
    "POST /appointments/<visit_id>/rescheduling": Knock(body=lambda _: {"starts_at": at(12).isoformat()}),
    "POST /appointments/<visit_id>/cancellation": Knock(body=lambda _: {"reason": "The patient is ill."}),
    "POST /appointments/<visit_id>/confirmation": _STEP,
    "POST /appointments/<visit_id>/arrival": _PLAIN,
    "POST /appointments/<visit_id>/start": _STEP,
    "POST /appointments/<visit_id>/completion": _STEP,
    "POST /appointments/<visit_id>/no-show": _STEP,
    # This patient waits for such a visit already, and is told so.
    "POST /waitlist": Knock(
        owned=False,
        body=lambda home: {
            **example_of(waiting_shapes.NewWaitShape),
            "patient_id": home.patient_id,
            "service_id": home.service_id,
            "practitioner_id": home.practitioner_id,
            "suiting": [{"from_on": "2035-03-06", "until_on": "2035-03-09"}],
            "urgency": "soon",
        },
        answers=frozenset({409}),
    ),
    "GET /me/waitlist": _OPEN,
    "GET /clinics/<clinic_id>/waitlist": _PLAIN,
    "DELETE /waitlist/<wait_id>": _PLAIN,
    "POST /waitlist/<wait_id>/weighing": Knock(body=lambda _: {"urgency": "urgent"}),
    # An offer is open already, so no second one is made.
    "POST /waitlist/<wait_id>/offers": Knock(
        body=lambda home: {"practitioner_id": home.practitioner_id, "starts_at": at(11).isoformat()},
        answers=frozenset({409, 422}),
    ),
    "POST /offers/<offer_id>/acceptance": _PLAIN,
    "POST /offers/<offer_id>/refusal": _PLAIN,
    # The code is not the one of today's door.
    "POST /me/appointments/<visit_id>/check-in": Knock(
        body=_of(queue_shapes.OwnCheckInShape), answers=frozenset({422})
    ),
    "GET /me/appointments/<visit_id>/queue": _PLAIN,
    "POST /clinics/<clinic_id>/walk-ins": Knock(body=_walk_in),
    "GET /clinics/<clinic_id>/queue": Knock(query=_DAY),
    # Nobody has arrived in this clinic yet.
    "POST /practitioners/<practitioner_id>/queue/call": Knock(body=lambda _: {}, answers=_GOOD | {409}),
    "POST /practitioners/<practitioner_id>/delay": Knock(body=_of(queue_shapes.DelayShape)),
    "POST /appointments/<visit_id>/call": _STEP,
    "POST /appointments/<visit_id>/skip": _STEP,
    "POST /appointments/<visit_id>/return": _STEP,
    "POST /appointments/<visit_id>/place": Knock(body=lambda _: {"why": "elderly"}, answers=_GOOD | {409}),
    "GET /clinics/<clinic_id>/door-code": _PLAIN,
    "GET /clinics/<clinic_id>/board-keys": _PLAIN,
    "POST /clinics/<clinic_id>/board-keys": Knock(body=_of(queue_shapes.NewBoardKeyShape)),
    "DELETE /clinics/<clinic_id>/board-keys/<key_id>": _PLAIN,
    # Nobody has this key.
    "GET /clinics/<clinic_id>/board": Knock(query=f"key={'x' * 32}", answers=frozenset({404})),
    "GET /practitioners": _OPEN,
    "GET /practitioners/<practitioner_id>/reviews": _PLAIN,
    "GET /me/reviews": _OPEN,
    "POST /reviews/<review_id>/answer": Knock(body=_of(directory_shapes.ReviewTextShape)),
    "POST /reviews/<review_id>/hiding": Knock(body=_of(directory_shapes.ReviewReasonShape)),
    # This town's visit is tomorrow, and who may is told so.
    "POST /appointments/<visit_id>/review": Knock(body=lambda _: {"stars": 5}, answers=frozenset({409})),
    "GET /practitioners/choices": _OPEN,
    "GET /me/practitioner": _OPEN,
    "GET /clinics/<clinic_id>/practitioner-accounts": _PLAIN,
    "GET /practitioners/<practitioner_id>": _PLAIN,
    "PATCH /practitioners/<practitioner_id>": _NEW_NAME,
    "DELETE /practitioners/<practitioner_id>": _PLAIN,
}
