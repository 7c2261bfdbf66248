"""An authenticator that believes what a token says, so that a test can be anybody."""

from __future__ import annotations

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import SignInNeeded
from clinic_suite.kernel.ids import AccountId, ClinicId, SessionId
from tests.builders.ids import an_id


class FakeAuthenticator:
    """Reads ``admin:cl_…`` as an admin of that clinic, ``patient:cl_…`` as the patient that it knows, and
    ``operator:`` as somebody of none."""

    def actor_of(self, token: str) -> Actor:
        role, _, clinic_id = token.partition(":")
        if role not in {r.value for r in Role} - {Role.ANONYMOUS, Role.SYSTEM}:
            raise SignInNeeded
        if role == Role.PATIENT:
            return Actor(role=Role.PATIENT, account_id=patient_account(clinic_id))
        return Actor(
            role=Role(role),
            account_id=AccountId(an_id("ac", 77)),
            session_id=SessionId(an_id("se", 77)),
            clinic_id=ClinicId(clinic_id) or None,
        )


def patient_account(clinic_id: str) -> AccountId:
    """A patient belongs to no clinic; the one named tells apart whose patient somebody is."""
    return AccountId(f"ac_{clinic_id[3:]}" if clinic_id else an_id("ac", 78))


def as_role(role: Role, clinic_id: str = "") -> dict[str, str]:
    """The headers of somebody; none at all for who is not signed in."""
    return {} if role is Role.ANONYMOUS else {"Authorization": f"Bearer {role.value}:{clinic_id}"}
