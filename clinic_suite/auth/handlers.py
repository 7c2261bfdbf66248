"""What auth does when something has happened."""

from __future__ import annotations

import attrs

from clinic_suite.auth.errors import AddressUnreachable
from clinic_suite.auth.events import PasswordChanged, PasswordResetAsked
from clinic_suite.auth.service.resets import ResetPasswords
from clinic_suite.kernel.events import Heard, afterwards


@attrs.frozen(kw_only=True)
class Handlers:
    """Auth's own mail.  It leaves the house, so it is sent outside of any unit of work."""

    resets: ResetPasswords

    @afterwards(PasswordResetAsked, leaves_the_house=True)
    def send_reset_link(self, heard: Heard[PasswordResetAsked]) -> None:
        """The outbox tries again while the mail server is away, until the link would have expired."""
        try:
            self.resets.send_link(heard.fact.reset_id)
        except AddressUnreachable:
            # The server has said that no other try will do better.
            return

    @afterwards(PasswordChanged, leaves_the_house=True)
    def tell_that_the_password_changed(self, heard: Heard[PasswordChanged]) -> None:
        self.resets.tell_changed(heard.fact.clinic_id, heard.fact.account_id, key=heard.id)
