"""How each door that changes something is used with success: the table behind the test of the trail.

A new door that changes something needs an entry here, or a line in ``LEAVES_NONE`` with the reason.
"""

from __future__ import annotations

import re

import pyotp
from werkzeug.test import TestResponse

from clinic_suite.auth.model import DeviceState
from clinic_suite.auth.public import PhoneAccounts
from clinic_suite.auth.repository import Codes, PatientAccounts
from clinic_suite.auth.service import KeepAccounts, KeepDevices, KeepSessions, ResetPasswords
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.patients.service import KeepPatients
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from tests.api import diary_deeds, queue_deeds
from tests.api.knocks import KNOCKS
from tests.api.stage import BEARER, DOCTOR, Deed, Stage, as_admin
from tests.builders.people import (
    GOOD_PASSWORD,
    a_device,
    a_waiting_device,
    the_open_approval,
)
from tests.fakes.authenticator import as_role, patient_account
from tests.fakes.browser import Browser
from tests.fakes.passkeys import SoftAuthenticator

PHONE = "+919812345678"
ANOTHER_PASSWORD = "quiet river counts lamps"

CHANGING = [d for d in DOORS if d.method in {"POST", "PUT", "PATCH", "DELETE"}]
LEAVES_NONE = {
    "POST /auth/passkeys/registration-options": "a challenge that nobody has answered yet",
    "POST /auth/passkeys/sign-in-options": "a challenge that nobody has answered yet",
    "POST /auth/refresh": "the session goes on; nobody comes in or goes out, several times an hour",
}


def name_of(door: Door) -> str:
    return f"{door.method} {door.path.removeprefix(PREFIX)}"


def plainly(door: Door) -> Deed:
    """As the permission matrix knocks, by an admin or by who runs the installation."""
    knock = KNOCKS[name_of(door)]
    role = Role.ADMIN if Role.ADMIN in door.who.roles else Role.OPERATOR

    def use(stage: Stage) -> TestResponse:
        home = stage.town.ours
        clinic_id = home.clinic_id if role is Role.ADMIN else ""
        return stage.client.open(
            re.sub(r"<(\w+)>", lambda m: home.ids[m[1]], door.path),
            method=door.method,
            headers={**as_role(role, clinic_id), "If-Match": '"v1"', "Idempotency-Key": "a-deed-of-today"},
            json=None if knock.body is None else knock.body(home),
        )

    return Deed(use=use)


def _sign_out(stage: Stage) -> TestResponse:
    assert stage.come_in().status_code == 200
    return stage.post("/auth/sign-out")


def _begin_app(stage: Stage) -> TestResponse:
    return stage.post("/auth/totp", {"email": DOCTOR, "password": GOOD_PASSWORD})


def _confirm_app(stage: Stage) -> TestResponse:
    secret = _begin_app(stage).get_json()["secret"]
    code = pyotp.TOTP(secret).at(stage.suite.clock.now())
    sent = {"email": DOCTOR, "password": GOOD_PASSWORD, "totp": code}
    return stage.post("/auth/totp/confirmation", sent)


def _remove_app(stage: Stage) -> TestResponse:
    assert _confirm_app(stage).status_code == 200
    address = f"{PREFIX}/staff/{stage.doctor.id}/second-factor"
    return stage.client.delete(address, headers=as_admin(stage))


def _change_password(stage: Stage) -> TestResponse:
    sent = {"password": GOOD_PASSWORD, "new_password": ANOTHER_PASSWORD}
    return stage.post("/auth/password", sent, as_admin(stage))


def _accept(stage: Stage) -> TestResponse:
    path = f"/clinics/{stage.town.ours.clinic_id}/staff/{stage.doctor.id}/invitations"
    made = stage.post(path, by=as_admin(stage)).get_json()
    token = made["link"].partition("#")[2]
    return stage.post("/auth/invitations/acceptance", {"token": token, "password": ANOTHER_PASSWORD})


def _ask_reset(stage: Stage) -> TestResponse:
    return stage.post("/auth/password-reset", {"email": DOCTOR})


def _accept_reset(stage: Stage) -> TestResponse:
    assert _ask_reset(stage).status_code == 202
    [row] = stage.suite.engine.database["password_resets"].find()
    stage.suite.part(ResetPasswords).send_link(row["_id"])
    mail = stage.client.get(f"/demo/tray.json?to={DOCTOR}").get_json()["items"][0]["text"]
    sent = {"token": mail.partition("#")[2].split()[0], "password": ANOTHER_PASSWORD}
    return stage.post("/auth/password-reset/acceptance", sent)


def _ask_code(stage: Stage) -> TestResponse:
    return stage.post("/auth/otp", {"phone": PHONE, "channel": "sms"})


def _show_code(stage: Stage) -> TestResponse:
    asked = _ask_code(stage).get_json()
    code = stage.client.get("/demo/tray.json").get_json()["items"][0]["text"][:6]
    sent = {"challenge_id": asked["challenge_id"], "phone": PHONE, "code": code}
    return stage.post("/auth/otp/verify", sent)


def _patient(stage: Stage) -> AccountId | None:
    return stage.suite.part(PhoneAccounts).account_on(PHONE)


def _end_one(stage: Stage) -> TestResponse:
    [session] = stage.suite.part(KeepSessions).list_own(Actor(role=Role.ADMIN, account_id=BEARER))
    return stage.client.delete(f"{PREFIX}/auth/sessions/{session.id}", headers=as_admin(stage))


def _end_all(stage: Stage) -> TestResponse:
    return stage.client.delete(f"{PREFIX}/auth/sessions", headers=as_admin(stage))


def _revoke(stage: Stage) -> TestResponse:
    device = a_device(stage.suite, stage.doctor, Browser("Firefox at home"))
    assert stage.suite.part(KeepDevices).devices.count(stage.doctor.id, DeviceState.APPROVED) == 2
    return stage.post(f"/devices/{device.id}/revocation", by=as_admin(stage))


def _found(stage: Stage) -> TestResponse:
    """As in an installation that is still empty."""
    for name in ("clinics", "accounts", "devices"):
        stage.suite.engine.database[name].delete_many({})
    code = stage.suite.part(FoundHouse).make_code(the_house()).code
    return stage.post(
        "/setup", {**KNOCKS["POST /setup"].sent(stage.town.ours), "code": code}, stage.proof("/setup")
    )


def _withdraw(stage: Stage) -> TestResponse:
    admin = stage.suite.part(KeepAccounts).accounts.get(stage.town.ours.clinic_id, BEARER)
    device = a_waiting_device(stage.suite, admin, Browser("Firefox at home"))
    address = f"/approvals/{the_open_approval(stage.suite, device)}/withdrawal"
    return stage.post(address, by=as_admin(stage))


def _reactivate(stage: Stage) -> TestResponse:
    operator = as_role(Role.OPERATOR)
    clinic = f"{PREFIX}/clinics/{ClinicId(stage.town.ours.clinic_id)}"
    closed = stage.client.delete(clinic, headers={**operator, "If-Match": '"v1"'})
    assert closed.status_code == 204
    return stage.client.post(f"{clinic}/activation", headers={**operator, "If-Match": '"v2"'})


def _register_own(stage: Stage) -> TestResponse:
    home = stage.town.ours
    return stage.post(
        "/me/patients", KNOCKS["POST /me/patients"].sent(home), as_role(Role.PATIENT, home.clinic_id)
    )


def _break_glass(stage: Stage) -> TestResponse:
    home = stage.town.ours
    doctor = as_role(Role.DOCTOR, home.clinic_id)
    return stage.post(
        f"/patients/{home.patient_id}/break-glass", {"reason": "Brought in unconscious"}, doctor
    )


def _release_number(stage: Stage) -> TestResponse:
    """After twenty wrong codes in a row, which are not shown one by one here."""
    home, suite = stage.town.ours, stage.suite
    phone = suite.part(KeepPatients).patients.get(home.clinic_id, PatientId(home.patient_id)).phone
    name, codes = suite.part(PatientAccounts).token_of(phone or "").hex(), Codes(suite.engine)
    codes.note_sent(name, codes.history(name), suite.clock.now())
    for _ in range(20):
        codes.note_failed(name, suite.clock.now())
    return stage.post(f"/patients/{home.patient_id}/number-release", by=as_admin(stage))


def _add_passkey(stage: Stage) -> TestResponse:
    return _add(stage, SoftAuthenticator())


def _add(stage: Stage, key: SoftAuthenticator) -> TestResponse:
    me = as_role(Role.PATIENT, stage.town.ours.clinic_id)
    offer = stage.post("/auth/passkeys/registration-options", by=me).get_json()
    return stage.post("/auth/passkeys", key.registers(offer["challenge"]), me)


def _show_passkey(stage: Stage) -> TestResponse:
    key = SoftAuthenticator()
    assert _add(stage, key).status_code == 201
    offer = stage.post("/auth/passkeys/sign-in-options").get_json()
    return stage.post("/auth/passkeys/sign-in", key.signs(offer["challenge"]))


def _remove_passkey(stage: Stage) -> TestResponse:
    home = stage.town.ours
    headers = as_role(Role.PATIENT, home.clinic_id)
    return stage.client.delete(f"{PREFIX}/auth/passkeys/{home.passkey_id}", headers=headers)


def _own_account(stage: Stage) -> AccountId:
    return patient_account(stage.town.ours.clinic_id)


def _the_doctor(stage: Stage) -> AccountId:
    return stage.doctor.id


SPECIAL: dict[str, Deed] = {
    **diary_deeds.SPECIAL,
    **queue_deeds.SPECIAL,
    "POST /auth/sign-in": Deed(use=Stage.come_in, by=_the_doctor),
    "POST /auth/sign-out": Deed(use=_sign_out, by=_the_doctor),
    "POST /auth/totp": Deed(use=_begin_app, by=_the_doctor),
    "POST /auth/totp/confirmation": Deed(use=_confirm_app, by=_the_doctor),
    "POST /auth/invitations/acceptance": Deed(use=_accept, by=_the_doctor),
    # Whoever asks for a link may be anybody.
    "POST /auth/password-reset": Deed(use=_ask_reset, by=lambda _: None),
    "POST /auth/password-reset/acceptance": Deed(use=_accept_reset, by=_the_doctor),
    # Whoever asks for a code has proven nothing yet, so it stands there in nobody's name.
    "POST /auth/otp": Deed(use=_ask_code, by=lambda _: None),
    "POST /auth/otp/verify": Deed(use=_show_code, by=_patient),
    # Whoever founds an installation is somebody only when it is done.
    "POST /setup": Deed(use=_found, by=lambda _: None),
    "POST /auth/password": Deed(use=_change_password),
    "DELETE /auth/sessions": Deed(use=_end_all),
    "DELETE /auth/sessions/<session_id>": Deed(use=_end_one),
    "DELETE /staff/<account_id>/second-factor": Deed(use=_remove_app),
    "POST /devices/<device_id>/revocation": Deed(use=_revoke),
    "POST /approvals/<approval_id>/withdrawal": Deed(use=_withdraw),
    "POST /clinics/<clinic_id>/activation": Deed(use=_reactivate),
    "POST /patients/<patient_id>/break-glass": Deed(use=_break_glass),
    "POST /patients/<patient_id>/number-release": Deed(use=_release_number),
    "POST /auth/passkeys": Deed(use=_add_passkey, by=_own_account),
    "DELETE /auth/passkeys/<passkey_id>": Deed(use=_remove_passkey, by=_own_account),
    "POST /auth/passkeys/sign-in": Deed(use=_show_passkey, by=_own_account),
    "POST /me/patients": Deed(use=_register_own, by=_own_account),
}
PLAIN = frozenset(
    {
        *diary_deeds.PLAIN,
        *queue_deeds.PLAIN,
        "POST /approvals/<approval_id>/approval",
        "POST /approvals/<approval_id>/refusal",
        "POST /clinics/<clinic_id>/staff",
        "POST /clinics/<clinic_id>/staff/<account_id>/invitations",
        "PATCH /staff/<account_id>",
        "POST /clinics",
        "PATCH /clinics/<clinic_id>",
        "DELETE /clinics/<clinic_id>",
        "POST /clinics/<clinic_id>/practitioners",
        "POST /clinics/<clinic_id>/services",
        "PATCH /clinics/<clinic_id>/services/<service_id>",
        "DELETE /clinics/<clinic_id>/services/<service_id>",
        "POST /clinics/<clinic_id>/closures",
        "DELETE /clinics/<clinic_id>/closures/<closure_id>",
        "PATCH /practitioners/<practitioner_id>",
        "DELETE /practitioners/<practitioner_id>",
        "POST /clinics/<clinic_id>/patients",
        "PATCH /patients/<patient_id>",
        "PATCH /retention",
        "POST /legal-holds",
        "POST /legal-holds/<hold_id>/lifting",
        "POST /break-glass/<grant_id>/seen",
    }
)
"""Doors that are used as the permission matrix knocks at them."""


def deed_of(door: Door) -> Deed:
    return SPECIAL.get(name_of(door)) or plainly(door)
