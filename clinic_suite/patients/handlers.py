"""What the patients' house does when others have done something."""

from __future__ import annotations

import attrs

from clinic_suite.auth.events import PhoneProven
from clinic_suite.kernel.events import Heard, same_transaction
from clinic_suite.patients.service import KeepFamilies


@attrs.frozen(kw_only=True)
class Handlers:
    """The house's reactions."""

    families: KeepFamilies

    @same_transaction(PhoneProven)
    def give_records(self, heard: Heard[PhoneProven]) -> None:
        """At once and not afterwards: whoever comes in must find the family there."""
        self.families.give_records(heard.fact.account_id, heard.by)
