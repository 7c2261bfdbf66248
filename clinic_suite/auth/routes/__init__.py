"""Auth's doors; each module hangs its own into one frame."""

from clinic_suite.auth.routes import sign_in
from clinic_suite.auth.routes.doors import doors

__all__ = ["doors", "sign_in"]
