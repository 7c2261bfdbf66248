"""Where auth's doors hang, and who may use those that are about oneself."""

from __future__ import annotations

import flask

from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.rest.actor import Who
from clinic_suite.rest.blueprint import Doors

doors = Doors("auth", "Signing in, sessions, devices and staff accounts.")

ACCOUNT_HOLDERS = Who(roles=STAFF | {Role.OPERATOR}, relation="own account")
SIGNED_IN = Who(roles=STAFF | {Role.OPERATOR, Role.PATIENT}, relation="own account")


def browser() -> str:
    """What the browser says it is; it is shown to its own person and to who approves a device."""
    return flask.request.user_agent.string
