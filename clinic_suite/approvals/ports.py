"""What approvals need from outside: the houses of their kinds, and people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from clinic_suite.approvals.model import Approval, ApprovalState
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.unit_of_work import Transaction


class Kind(Protocol):
    """What the house of a kind says about it, and how it hears what was decided."""

    @property
    def name(self) -> str:
        """How the kind is called, e.g. ``device``."""
        ...

    @property
    def needs_reason(self) -> bool:
        """Whether an approval takes words too; a refusal always does."""
        ...

    @property
    def acts_at_once(self) -> bool:
        """Whether the decision is the deed, so that an approval is used in the moment in which it is given."""
        ...

    def weigh(self, tx: Transaction, approval: Approval, wanted: ApprovalState) -> None:
        """Inside the unit of work and before anything is written: refuse what the house cannot do."""
        ...

    def decided(self, tx: Transaction, approval: Approval) -> None:
        """Inside the unit of work: do what the approval's new state means.  It must not refuse."""
        ...


class People(Protocol):
    """Something that knows what people are called."""

    def names_of(
        self, clinic_id: ClinicId | None, account_ids: Iterable[AccountId]
    ) -> Mapping[AccountId, str]:
        """The names of some people of a clinic."""
        ...
