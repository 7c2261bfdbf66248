"""Auth's doors; each module hangs its own into one frame."""

from clinic_suite.auth.routes import codes, devices, passkeys, proofs, sign_in, staff, who_may
from clinic_suite.auth.routes.doors import doors

__all__ = ["codes", "devices", "doors", "passkeys", "proofs", "sign_in", "staff", "who_may"]
