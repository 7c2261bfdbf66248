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
from clinic_suite.patients import schemas as patient_shapes
from clinic_suite.rest.examples import example_of
from tests.api.town import MATCH_CODE, Home

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
    "GET /clinics/<clinic_id>/patients": _PLAIN,
    "POST /clinics/<clinic_id>/patients": Knock(body=_of(patient_shapes.NewPatientShape)),
    "GET /patients/<patient_id>": _PLAIN,
    "PATCH /patients/<patient_id>": _NEW_NAME,
    "GET /me/patients": _OPEN,
    "POST /me/patients": Knock(owned=False, body=_own_patient, takes=("clinic_id",)),
    "GET /practitioners": _OPEN,
    "GET /practitioners/choices": _OPEN,
    "GET /practitioners/<practitioner_id>": _PLAIN,
    "PATCH /practitioners/<practitioner_id>": _NEW_NAME,
    "DELETE /practitioners/<practitioner_id>": _PLAIN,
}
