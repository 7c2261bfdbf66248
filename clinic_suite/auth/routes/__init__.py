"""Auth's doors; each module hangs its own into one frame."""

from clinic_suite.auth.routes import codes, devices, proofs, sign_in, staff, who_may
from clinic_suite.auth.routes.doors import doors

__all__ = ["codes", "devices", "doors", "proofs", "sign_in", "staff", "who_may"]
