"""Every proof is needed: with one of them left out or wrong nobody comes in, whatever the others are."""

from __future__ import annotations

from itertools import product

import pyotp
import pytest
from flask.testing import FlaskClient

from clinic_suite.auth.model import Credentials
from clinic_suite.auth.service.second_factor import EnrolSecondFactor
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from tests.builders.people import GOOD_PASSWORD, a_clinic, an_account, hash_of
from tests.fakes.browser import KNOWN_BROWSER, SIGN_IN, Browser
from tests.fakes.clock import FrozenClock

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EMAIL = "asha@sahyadri.example"
WAYS = ("right", "wrong", "left out")
_STRANGER = Browser("Somebody else's")


@pytest.fixture
def the_manager(suite: Suite) -> None:
    """Somebody with a password, an app and a browser that was let in."""
    account = an_account(suite, a_clinic(suite), role=Role.MANAGER)
    known = Credentials(
        account_id=account.id,
        clinic_id=account.clinic_id,
        role=account.role,
        state=account.state,
        version=account.version,
        password_hash=hash_of(GOOD_PASSWORD),
    )
    suite.part(EnrolSecondFactor).second_factors.enrol(known, SECRET, 1, [])


@pytest.mark.parametrize(("password", "app", "device"), list(product(WAYS, repeat=3)))
def test_only_the_whole_set_of_proofs_comes_in(
    client: FlaskClient,
    suite: Suite,
    clock: FrozenClock,
    the_manager: None,
    password: str,
    app: str,
    device: str,
) -> None:
    code = pyotp.TOTP(SECRET).at(clock.now())
    sent = {"email": EMAIL}
    if password != "left out":
        sent["password"] = GOOD_PASSWORD if password == "right" else "plum tractor sings high"
    if app != "left out":
        sent["totp"] = code if app == "right" else f"{(int(code) + 1) % 1_000_000:06d}"
    browser = KNOWN_BROWSER if device == "right" else _STRANGER
    headers = {} if device == "left out" else {"DPoP": browser.proof(SIGN_IN, clock.now())}
    answer = client.post(SIGN_IN, json=sent, headers=headers)
    came_in = (password, app, device) == ("right", "right", "right")
    assert (answer.status_code == 200) is came_in, answer.text
    assert ("Set-Cookie" in answer.headers) is came_in
    assert "access_token" not in answer.get_json() or came_in
    assert (suite.engine.database["sessions"].count_documents({}) == 1) is came_in
    assert came_in or answer.status_code in {401, 403, 422}
