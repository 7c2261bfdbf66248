"""A town with people in it who can come in: where the deeds of the trail are done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.auth.model import Account
from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.rest.blueprint import PREFIX
from tests.api.town import Town, a_town
from tests.builders.ids import an_id
from tests.builders.people import (
    GOOD_PASSWORD,
    a_session,
    an_account,
    hash_of,
)
from tests.builders.settings import some_settings
from tests.fakes.authenticator import as_role
from tests.fakes.browser import KNOWN_BROWSER
from tests.fakes.clock import FrozenClock

DOCTOR = "doctor@sahyadri.example"
BEARER = AccountId(an_id("ac", 77))
"""Who the fake authenticator says that everybody is."""


@attrs.frozen(kw_only=True)
class Stage:
    """Two clinics of a demo, an admin who is signed in, and a doctor who is not."""

    town: Town
    doctor: Account
    client: FlaskClient

    @property
    def suite(self) -> Suite:
        return self.town.suite

    def post(
        self, path: str, sent: dict[str, Any] | None = None, by: dict[str, str] | None = None
    ) -> TestResponse:
        return self.client.post(f"{PREFIX}{path}", json=sent, headers=by)

    def proof(self, path: str) -> dict[str, str]:
        return {"DPoP": KNOWN_BROWSER.proof(f"{PREFIX}{path}", self.suite.clock.now())}

    def come_in(self) -> TestResponse:
        path = "/auth/sign-in"
        return self.post(path, {"email": DOCTOR, "password": GOOD_PASSWORD}, self.proof(path))


def a_stage(engine: Engine) -> Stage:
    suite = wire(
        some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="error"), clock=FrozenClock(), engine=engine
    )
    town = a_town(suite)
    clinic_id = town.ours.clinic_id
    admin = Account(
        id=BEARER,
        clinic_id=clinic_id,
        role=Role.ADMIN,
        name="Meera Joshi",
        email="admin@sahyadri.example",
        has_password=True,
    )
    suite.part(KeepAccounts).accounts.add(admin, suite.clock.now(), hash_of(GOOD_PASSWORD))
    a_session(suite, admin)
    doctor = an_account(suite, clinic_id, email=DOCTOR)
    return Stage(town=town, doctor=doctor, client=town.app.test_client())


@attrs.frozen(kw_only=True)
class Deed:
    """A use of a door, and in whose name it must stand in the trail."""

    use: Callable[[Stage], TestResponse]
    by: Callable[[Stage], AccountId | None] = lambda _: BEARER


def as_admin(stage: Stage) -> dict[str, str]:
    return as_role(Role.ADMIN, stage.town.ours.clinic_id)
