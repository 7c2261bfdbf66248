"""What a decision about a waiting device means: the device's half of four eyes."""

from __future__ import annotations

import attrs

from clinic_suite.approvals.public import Approval, ApprovalState, Ask
from clinic_suite.auth.errors import DevicesFull
from clinic_suite.auth.events import DeviceApproved, DeviceRevoked, DeviceTurnedAway
from clinic_suite.auth.model import Device, DeviceState
from clinic_suite.auth.repository import Accounts, Devices
from clinic_suite.auth.rules.waiting import LARGEST_NUMBER
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.events import Fact
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction

DEVICE = "device"

_MEANING: dict[ApprovalState, tuple[DeviceState, type[DeviceApproved | DeviceTurnedAway | DeviceRevoked]]] = {
    ApprovalState.APPROVED: (DeviceState.APPROVED, DeviceApproved),
    ApprovalState.REFUSED: (DeviceState.REFUSED, DeviceTurnedAway),
    ApprovalState.WITHDRAWN: (DeviceState.REVOKED, DeviceRevoked),
}


class DeviceStrayed(Exception):
    """An approval waited and its device did not: the two are changed in one transaction, so this is a fault."""


def ask_for(device: Device) -> Ask:
    """What is asked when a new device has shown every other proof.

    The proof is the code that stands on the device's own screen: whoever decides shows that they
    have seen this very asking, and not the one that another browser began in its place.
    """
    return Ask(
        kind=DEVICE,
        subject_id=device.id,
        needs=Role.ADMIN,
        ends_at=device.ask_ends_at,
        after={"browser": device.browser},
        proof=device.match_code,
    )


@attrs.frozen(kw_only=True)
class DeviceApprovals:
    """Approvals of the kind ``device``."""

    clock: Clock
    accounts: Accounts
    devices: Devices
    name: str = DEVICE
    needs_reason: bool = False
    acts_at_once: bool = True

    def weigh(self, tx: Transaction, approval: Approval, wanted: ApprovalState) -> None:
        """Nobody gets a sixth device."""
        if wanted is ApprovalState.APPROVED:
            self._require_room(approval.clinic_id, approval.asked_by)

    def decided(self, tx: Transaction, approval: Approval) -> None:
        """Let the device in, or turn it away; one that nobody decided in time asks anew by itself."""
        if approval.state not in _MEANING:
            return
        state, told = _MEANING[approval.state]
        device = self.devices.get(approval.clinic_id, DeviceId(approval.subject_id))
        self.turn(tx, device, state, told, approval.decided_by)

    def turn(
        self, tx: Transaction, device: Device, state: DeviceState,
        told: type[DeviceApproved | DeviceTurnedAway | DeviceRevoked], by: AccountId | None,
    ) -> Device:  # fmt: skip
        """Store what became of a waiting device, note it and tell it."""
        turned = attrs.evolve(device, state=state, decided_at=self.clock.now(), decided_by=by)
        if not self.devices.replace(turned, DeviceState.WAITING):
            raise DeviceStrayed(device.id)
        tx.note(note_of(state.value, "device", before=device, after=turned, clinic_id=device.clinic_id))
        fact: Fact = told(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id)
        tx.record(fact)
        return turned

    def _require_room(self, clinic_id: ClinicId | None, account_id: AccountId) -> None:
        """Two approvals at once both write the account here, so the count that follows can be trusted."""
        self.accounts.lock(clinic_id, account_id, self.clock.now())
        if self.devices.count(account_id, DeviceState.APPROVED) >= LARGEST_NUMBER:
            raise DevicesFull
