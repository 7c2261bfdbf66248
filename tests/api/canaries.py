"""A morning at a clinic whose people carry values that must never be seen again: the canaries.

It runs in a process of its own, because what we log goes straight to the system's standard error.  What the
database keeps of the morning goes to standard output, with the canaries themselves.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import flask
import orjson
import pyotp
from werkzeug.test import TestResponse

from clinic_suite.app import create_app
from clinic_suite.auth.model import Account
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.events import Fact, Heard, afterwards
from clinic_suite.kernel.unit_of_work import acting_as
from clinic_suite.patients.model import BornOn, NewPatient, Sex
from clinic_suite.patients.service import KeepPatients
from clinic_suite.rest.blueprint import PREFIX
from clinic_suite.rest.idempotency import DAY, IdempotencyKeys
from jobs import process
from jobs.deliver import deliver
from tests.builders.people import a_clinic, a_session, an_account
from tests.builders.settings import some_settings
from tests.fakes.browser import KNOWN_BROWSER
from tests.fakes.clock import FrozenClock

SEARCHED = (
    "automation_events",
    "deliveries",
    "job_runs",
    "audit_entries",
    "idempotency_keys",
    "legal_holds",
    "chart_grants",
)
NAME, EMAIL, FIRST, SECOND, WRONG = (
    "Sunita-Kulkarni",
    "sunita@canary.example",
    "plum tractor sings low",
    "quiet river counts lamps",
    "nine green doors hum",
)
PHONE, FAMILY_NAME, FAMILY_PHONE = "+919812345678", "Rukmini-Deshpande", "+919898765432"
_ADMIN_NAME, _ADMIN_EMAIL = "Meera-Joshi", "meera@canary.example"
_DOCTOR_EMAIL = "ravi@canary.example"
NEED, SUIT = (
    f"{FAMILY_NAME} came in unconscious, allergies unknown",
    f"Suit of {FAMILY_NAME} against the clinic, 114 of 2026",
)
_STRANGER = "nobody@canary.example"


class Clumsy:
    """Hears everything, and stumbles over it with somebody's name and number in the message."""

    @afterwards(Fact)
    def take_note(self, heard: Heard[Fact]) -> None:
        """Hear it, and be done."""

    @afterwards(Fact)
    def stumble(self, heard: Heard[Fact]) -> None:
        raise RuntimeError(f"no message for {NAME} on {PHONE}: {heard.fact.name}")


class Morning:
    """The people of one clinic, one after the other; ``seen`` are the secrets that were handed out."""

    def __init__(self) -> None:
        self.clock = FrozenClock()
        self.suite = wire(some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="debug"), clock=self.clock)
        self.suite.subscriptions.add(Clumsy())
        self.app = create_app(self.suite)
        self.client = self.app.test_client()
        self.clinic_id = a_clinic(self.suite)
        self.admin = self._admin()
        self.seen: dict[str, str] = {}

    def post(self, path: str, sent: Any = None, status: int = 200, **headers: str) -> TestResponse:
        answer = self.client.post(f"{PREFIX}{path}", json=sent, headers=headers)
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        return answer

    def signed(self, path: str, sent: Any = None, status: int = 200) -> TestResponse:
        """Knock with the browser's signature, and keep what comes back."""
        proof = KNOWN_BROWSER.proof(f"{PREFIX}{path}", self.clock.now())
        answer = self.post(path, sent, status, DPoP=proof)
        if status == 200:
            self.keep(path, answer)
        return answer

    def keep(self, path: str, answer: TestResponse) -> None:
        cookie = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        self.seen[f"refresh cookie of {path}"] = cookie
        self.seen[f"access token of {path}"] = answer.get_json()["access_token"]

    def as_admin(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {a_session(self.suite, self.admin).access_token}"}

    def staff_come(self) -> None:
        """She is taken on, sets her password, comes in, and changes it; a stranger and a slip in between."""
        bearer = self.as_admin()
        made = self.post(
            f"/clinics/{self.clinic_id}/staff",
            {"name": NAME, "email": EMAIL, "role": "doctor"},
            201,
            **bearer,
        ).get_json()
        token = self.seen["invitation"] = made["invitation"]["link"].partition("#")[2]
        self.post("/auth/invitations/acceptance", {"token": token, "password": FIRST}, 204)
        self.post("/auth/invitations/acceptance", {"token": token, "password": FIRST}, 410)
        self.signed("/auth/sign-in", {"email": EMAIL, "password": WRONG}, 401)
        self.signed("/auth/sign-in", {"email": _STRANGER, "password": WRONG}, 401)
        self.clock.advance(minutes=20)
        self.signed("/auth/sign-in", {"email": EMAIL, "password": FIRST})
        changed = {"password": FIRST, "new_password": SECOND}
        mine = {"Authorization": f"Bearer {self.seen['access token of /auth/sign-in']}"}
        self.post("/auth/password", {**changed, "password": WRONG}, 401, **mine)
        self.clock.advance(minutes=1)
        self.post("/auth/password", changed, 204, **mine)
        renamed = {"name": f"{NAME} {FAMILY_NAME}"}
        address = f"{PREFIX}/staff/{made['account']['id']}"
        bearer = self.as_admin()
        seen = self.client.get(address, headers=bearer).headers["ETag"]
        answer = self.client.patch(address, json=renamed, headers={**bearer, "If-Match": seen})
        assert answer.status_code == 200

    def staff_lose_a_telephone(self) -> None:
        """An app is set up, a code is wrong, and a recovery code opens."""
        shown = {"email": EMAIL, "password": SECOND}
        secret = self.seen["app's secret"] = self.post("/auth/totp", shown).get_json()["secret"]
        code = pyotp.TOTP(secret).at(self.clock.now())
        confirmed = self.post("/auth/totp/confirmation", {**shown, "totp": code}).get_json()
        recovery = self.seen["recovery code"] = confirmed["recovery_codes"][0]
        self.signed("/auth/sign-in", {**shown, "totp": "000000"}, 401)
        self.clock.advance(minutes=20)
        self.signed("/auth/sign-in", {**shown, "totp": recovery})

    def cookies_go_round(self) -> None:
        """A cookie is spent, spent again by a thief later, and both are out."""
        spent = self.seen["refresh cookie of /auth/sign-in"]
        self.signed("/auth/refresh")
        self.clock.advance(minutes=5)
        self.client.set_cookie("refresh", spent, path=f"{PREFIX}/auth")
        self.signed("/auth/refresh", status=401)

    def patients_come(self) -> None:
        """A mother comes in with a code after a wrong one, and asks for another too soon."""
        asked = self.post("/auth/otp", {"phone": PHONE, "channel": "sms"}, 202).get_json()
        tray = self.client.get("/demo/tray.json").get_json()["items"]
        code = self.seen["code"] = tray[0]["text"][:6]
        sent = {"challenge_id": asked["challenge_id"], "phone": PHONE, "code": code}
        self.post("/auth/otp", {"phone": PHONE, "channel": "sms"}, 429)
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        self.post("/auth/otp/verify", {**sent, "code": wrong}, 401)
        self.keep("/auth/otp/verify", self.post("/auth/otp/verify", sent))
        self.post("/auth/otp/verify", sent, 410)
        self.client.get(f"{PREFIX}/clinics?city={NAME}&phone={PHONE}")

    def desk_registers(self) -> None:
        """The same click twice, with one key, whose answer names the patient."""
        desk = Actor(role=Role.FRONT_DESK, account_id=self.admin.id, clinic_id=self.clinic_id, request_id="r")
        wish = NewPatient(
            name=FAMILY_NAME, sex=Sex.FEMALE, birth=BornOn(date(1990, 1, 15)), phone=FAMILY_PHONE
        )

        def register() -> flask.Response:
            made = self.suite.part(KeepPatients).register(self.clinic_id, wish, desk)
            return flask.Response(f"{made.name} {made.phone}", 201)

        bearer = self.as_admin()
        headers = {**bearer, "Idempotency-Key": "registered-today"}
        for _ in range(2):
            with self.app.test_request_context(headers=headers, method="POST"), acting_as(desk):
                answer = self.suite.part(IdempotencyKeys).once(register, DAY)
                assert answer.get_data(as_text=True) == f"{FAMILY_NAME} {FAMILY_PHONE}"

    def reasons_are_given(self) -> None:
        """A chart is opened in need, a hold is placed and lifted: each with somebody's name in the reason."""
        made = self.suite.part(KeepPatients).register(
            self.clinic_id,
            NewPatient(name=FAMILY_NAME, sex=Sex.FEMALE, birth=BornOn(date(1992, 1, 15))),
            Actor(role=Role.ADMIN, account_id=self.admin.id, clinic_id=self.clinic_id),
        )
        doctor = an_account(self.suite, self.clinic_id, email=_DOCTOR_EMAIL, name=_ADMIN_NAME)
        mine = {"Authorization": f"Bearer {a_session(self.suite, doctor).access_token}"}
        grant = self.post(f"/patients/{made.id}/break-glass", {"reason": NEED}, 201, **mine).get_json()
        bearer = self.as_admin()
        self.post(f"/break-glass/{grant['id']}/seen", None, 200, **bearer)
        hold = self.post("/legal-holds", {"reason": SUIT, "patient_id": made.id}, 201, **bearer).get_json()
        self.post(f"/legal-holds/{hold['id']}/lifting", {"reason": SUIT}, 200, **bearer)

    def jobs_run(self) -> None:
        """Everything that became true is told, and half of those who hear it stumble."""
        suite = process.hold(self.suite)
        suite.outbox.spread(self.clock.now(), suite.subscriptions.keys_afterwards)
        for id_, _ in suite.outbox.due(self.clock.now()):
            deliver(id_)

    def _admin(self) -> Account:
        return an_account(self.suite, self.clinic_id, role=Role.ADMIN, name=_ADMIN_NAME, email=_ADMIN_EMAIL)


def live() -> None:
    """Let the morning pass, and write down what the database keeps of it."""
    morning = Morning()
    morning.staff_come()
    morning.staff_lose_a_telephone()
    morning.cookies_go_round()
    morning.patients_come()
    morning.desk_registers()
    morning.reasons_are_given()
    morning.jobs_run()
    said = {
        "names": [NAME, FAMILY_NAME, _ADMIN_NAME],
        "e-mails": [EMAIL, _ADMIN_EMAIL, _DOCTOR_EMAIL, _STRANGER],
        "passwords": [FIRST, SECOND, WRONG],
        "phones": [PHONE, PHONE[1:], PHONE[3:], FAMILY_PHONE, FAMILY_PHONE[1:], FAMILY_PHONE[3:]],
        "reasons": [NEED, SUIT],
        **{what: [value] for what, value in morning.seen.items()},
    }
    kept = {name: _rows(morning.suite, name) for name in (*SEARCHED, "demo_messages")}
    sys.stdout.buffer.write(orjson.dumps({"canaries": said, "kept": kept}))


def _rows(suite: Suite, collection: str) -> list[str]:
    """Each document as text; bytes are in it too, with every readable letter as it is."""
    return [repr(row) for row in suite.engine.database[collection].find()]
