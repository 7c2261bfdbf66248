"""A demo with two clinics, in which patients sign in with codes as they would."""

from __future__ import annotations

from typing import Any

import attrs
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.rest.blueprint import PREFIX
from tests.builders.people import a_bearer

Headers = dict[str, str]


@attrs.frozen(kw_only=True)
class Demo:
    """The way to the doors, and what stands behind them."""

    suite: Suite
    client: FlaskClient
    clinic_id: ClinicId
    other_id: ClinicId

    def post(self, path: str, body: dict[str, Any], by: Headers | None = None) -> TestResponse:
        return self.client.post(PREFIX + path, json=body, headers=by)

    def get(self, path: str, by: Headers, **query: Any) -> TestResponse:
        return self.client.get(PREFIX + path, headers=by, query_string=query)

    def patch(self, path: str, body: dict[str, Any], by: Headers, seen: int = 1) -> TestResponse:
        return self.client.patch(PREFIX + path, json=body, headers={**by, "If-Match": f'"v{seen}"'})

    def come_in(self, phone: str) -> Headers:
        """Sign in with the code that the tray shows."""
        asked = self.post("/auth/otp", {"phone": phone}).get_json()
        code = self.client.get("/demo/tray.json", query_string={"to": phone}).get_json()["items"][0]["text"]
        sent = {"challenge_id": asked["challenge_id"], "phone": phone, "code": code[:6]}
        answer = self.post("/auth/otp/verify", sent)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def desk(self, clinic_id: ClinicId | None = None) -> Headers:
        return a_bearer(self.suite, Role.FRONT_DESK, clinic_id or self.clinic_id)

    def register(self, by: Headers, **said: Any) -> TestResponse:
        return self.post(f"/clinics/{self.clinic_id}/patients", a_body(**said), by)


def a_body(**said: Any) -> dict[str, Any]:
    """What the desk types about a woman of 36."""
    valid = {
        "name": "Lakshmi Iyer",
        "sex": "female",
        "birth": {"born_on": "1990-01-15"},
        "phone": "98200 12345",
    }
    return {**valid, **said}
