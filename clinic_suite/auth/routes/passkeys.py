"""Passkeys: adding them, and coming in with one."""

from __future__ import annotations

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import Passkey, PasskeyOffer, SignedIn
from clinic_suite.auth.routes import cookie
from clinic_suite.auth.routes.doors import arrival, doors
from clinic_suite.auth.rules.passkeys import ShownAssertion, ShownRegistration
from clinic_suite.auth.service import KeepPasskeys
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import PasskeyId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, Who, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.schema import page_of

SELF = Who(roles=frozenset({Role.PATIENT}), relation="own account")


@doors.post("/auth/passkeys/registration-options", who=SELF, answers=shapes.NewPasskeyOfferShape, status=200)
def offer_new_passkey() -> PasskeyOffer:
    """Begin adding a passkey."""
    return part(KeepPasskeys).offer_new(who_asks())


@doors.post("/auth/passkeys", who=SELF, body=shapes.NewPasskeyShape, answers=shapes.PasskeyShape)
def add_passkey(shown: ShownRegistration) -> Passkey:
    """Keep the passkey that my device has made."""
    return part(KeepPasskeys).add(shown, who_asks())


@doors.get("/auth/passkeys", who=SELF, answers=page_of(shapes.PasskeyShape))
def list_own_passkeys() -> Page[Passkey]:
    """List my passkeys."""
    return Page(part(KeepPasskeys).list_own(who_asks()))


@doors.delete("/auth/passkeys/<passkey_id>", who=SELF)
def remove_passkey(passkey_id: PasskeyId) -> None:
    """Remove a passkey of mine."""
    part(KeepPasskeys).remove(passkey_id, who_asks())


@doors.post("/auth/passkeys/sign-in-options", who=ANYONE, answers=shapes.PasskeyOfferShape, status=200)
def offer_passkey_sign_in() -> PasskeyOffer:
    """Begin signing in with a passkey, whoever I am."""
    return part(KeepPasskeys).offer_sign_in(who_asks())


@doors.post(
    "/auth/passkeys/sign-in",
    who=ANYONE,
    body=shapes.PasskeySignInShape,
    answers=shapes.SignedInShape,
    status=200,
)
def sign_in_with_passkey(shown: ShownAssertion) -> SignedIn:
    """Sign in with a passkey."""
    return cookie.handed_over(part(KeepPasskeys).sign_in(shown, arrival(), who_asks()))
