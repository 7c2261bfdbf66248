"""What founding hears."""

from __future__ import annotations

import attrs

from clinic_suite.auth.events import AccountOpened
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.events import Heard, same_transaction


@attrs.frozen(kw_only=True)
class Handlers:
    """The code is dead as soon as there is an admin, however that one came to be."""

    founding: FoundHouse

    @same_transaction(AccountOpened)
    def end_setup_code(self, heard: Heard[AccountOpened]) -> None:
        """In the same transaction: a founder and a command line at once write one row, and one of them wins."""
        if heard.fact.role is Role.ADMIN:
            self.founding.end_code()
