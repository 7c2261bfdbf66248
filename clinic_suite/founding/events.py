"""What founding tells others."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import AccountId


@fact("founding.house_founded")
@attrs.frozen(kw_only=True)
class HouseFounded(Fact):
    """The first clinic is open, and its first admin may come in."""

    account_id: AccountId
