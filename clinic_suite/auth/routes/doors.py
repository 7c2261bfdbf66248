"""Where auth's doors hang, and who may use those that are about oneself."""

from __future__ import annotations

import flask

from clinic_suite.auth.model import Arrival
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.rest.actor import Who
from clinic_suite.rest.blueprint import Doors

doors = Doors("auth", "Signing in, sessions, devices and staff accounts.")

ACCOUNT_HOLDERS = Who(roles=STAFF | {Role.OPERATOR}, relation="own account")
SIGNED_IN = Who(roles=STAFF | {Role.OPERATOR, Role.PATIENT}, relation="own account")
_LONGEST_BROWSER = 200


def arrival() -> Arrival:
    """How somebody comes to the present door; the browser's name is shown to its own person and to admins."""
    request = flask.request
    return Arrival(
        browser=request.user_agent.string[:_LONGEST_BROWSER],
        method=request.method,
        path=request.path,
        device_proof=request.headers.get("DPoP"),
    )
