"""New devices wait until another admin lets them in."""

from __future__ import annotations

import hmac
import secrets

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.errors import (
    DeviceDecided,
    DevicePending,
    DeviceRefused,
    DevicesFull,
    MatchCodeDiffers,
)
from clinic_suite.auth.events import DeviceApprovalAsked, DeviceApproved, DeviceRevoked, DeviceTurnedAway
from clinic_suite.auth.model import Arrival, Credentials, Device, DeviceSeen, DeviceState, SessionEnd
from clinic_suite.auth.repository import Accounts, Devices, Sessions
from clinic_suite.auth.rules.waiting import ASK_FOR, LARGEST_NUMBER, asks_anew
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.noted import in_name_of
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_CODES = 1_000_000


class _Overtaken(Exception):
    """The same browser has asked in the same moment, and that asking counts."""


@attrs.frozen(kw_only=True)
class KeepDevices:
    """The use cases about the browsers of staff."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    devices: Devices
    sessions: Sessions
    check: CheckDevice
    trusts_first: bool
    """A demo has nobody who could approve the first device of each account, so there it is let in."""

    def admit(self, known: Credentials, arrival: Arrival, by: Actor) -> Device:
        """The approved device of somebody who has shown everything else; any other one waits."""
        key = self.check.require_key(arrival)
        device = self.devices.find(known.account_id, key)
        if device is None or asks_anew(device, self.clock.now()):
            try:
                device = self._ask(known, key, device, arrival, by)
            except _Overtaken:
                device = self.devices.find(known.account_id, key)
        if device is None:
            raise NotFound
        if device.state is DeviceState.WAITING:
            raise DevicePending(device.id, device.match_code, device.ask_ends_at)
        if device.state is not DeviceState.APPROVED:
            raise DeviceRefused
        return device

    def list_of(self, state: DeviceState, wanted: Wanted, by: Actor) -> Page[DeviceSeen]:
        """The inbox: which devices of the clinic wait, and whose they are."""
        clinic_id = policies.kept_clinic(by)
        page = self.devices.of_clinic(clinic_id, state, wanted)
        whose = self.accounts.named(clinic_id, [d.account_id for d in page.items])
        return page.map(lambda d: _seen(d, whose.get(d.account_id, "")))

    def list_own(self, by: Actor) -> list[DeviceSeen]:
        account = self.accounts.get(by.clinic_id, policies.own_account(by))
        return [_seen(d, account.name) for d in self.devices.of_account(account.id)]

    def approve(self, device_id: DeviceId, match_code: str, by: Actor) -> DeviceSeen:
        """Another admin has compared the codes on the two screens."""
        clinic_id = policies.kept_clinic(by)
        device = self.devices.get(clinic_id, device_id)
        policies.require_somebody_else(by, device.account_id)
        return self._approve(device, match_code, by)

    def approve_for(
        self, clinic_id: ClinicId | None, account_id: AccountId, code: str, by: Actor
    ) -> DeviceSeen:
        """The command line lets in the first device of a clinic, where nobody else could."""
        policies.require_is_the_house(by)
        for device in self.devices.waiting_of(account_id):
            if device.clinic_id == clinic_id and device.match_code == code:
                return self._approve(device, code, by)
        raise NotFound("No device of this account waits with this code.")

    def refuse(self, device_id: DeviceId, by: Actor) -> DeviceSeen:
        clinic_id = policies.kept_clinic(by)
        device = self.devices.get(clinic_id, device_id)
        policies.require_somebody_else(by, device.account_id)

        def work(tx: Transaction) -> Device:
            decided = self._decide(tx, device, DeviceState.REFUSED, by)
            tx.record(
                DeviceTurnedAway(clinic_id=clinic_id, account_id=device.account_id, device_id=device.id)
            )
            return decided

        return self._shown(self.uow.run(work))

    def revoke(self, device_id: DeviceId, by: Actor) -> DeviceSeen:
        """Throw a device out: its own person or an admin may; its sessions end in the same transaction."""
        device = self.devices.get(by.clinic_id, device_id)
        policies.require_may_revoke(by, device.account_id)

        def work(tx: Transaction) -> Device:
            decided = self._decide(tx, device, DeviceState.REVOKED, by)
            self.sessions.end_of_device(device.id, SessionEnd.DEVICE_REVOKED, self.clock.now())
            tx.record(
                DeviceRevoked(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id)
            )
            return decided

        return self._shown(self.uow.run(work))

    def _approve(self, device: Device, match_code: str, by: Actor) -> DeviceSeen:
        if device.state is not DeviceState.WAITING or asks_anew(device, self.clock.now()):
            raise DeviceDecided
        if not hmac.compare_digest(device.match_code.encode(), match_code.encode()):
            raise MatchCodeDiffers

        def work(tx: Transaction) -> Device:
            self._require_room(device.clinic_id, device.account_id)
            decided = self._decide(tx, device, DeviceState.APPROVED, by)
            tx.record(
                DeviceApproved(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id)
            )
            return decided

        return self._shown(self.uow.run(work))

    def _ask(
        self, known: Credentials, key: str, before: Device | None, arrival: Arrival, by: Actor
    ) -> Device:
        now = self.clock.now()
        asking = Device(
            id=before.id if before else DeviceId(self.ids.new("de")),
            clinic_id=known.clinic_id,
            account_id=known.account_id,
            key=key,
            state=DeviceState.WAITING,
            match_code=f"{secrets.randbelow(_CODES):06d}",
            browser=arrival.browser,
            ip=by.ip,
            asked_at=now,
            ask_ends_at=now + ASK_FOR,
        )

        def work(tx: Transaction) -> Device:
            first = self._require_room_to_wait(known)
            device = attrs.evolve(asking, state=DeviceState.APPROVED, decided_at=now) if first else asking
            stored = self.devices.replace(device, before.state) if before else self.devices.add(device)
            if not stored:
                raise _Overtaken
            me = in_name_of(known, tx.by)
            deed = "approved" if first else "asked"
            tx.note(note_of(deed, "device", after=device, clinic_id=device.clinic_id, by=me))
            told = DeviceApproved if first else DeviceApprovalAsked
            tx.record(told(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id))
            return device

        return self.uow.run(work)

    def _require_room_to_wait(self, known: Credentials) -> bool:
        """Whether this is the first device of an account in a demo; too many that wait are refused."""
        self.accounts.lock(known.clinic_id, known.account_id, self.clock.now())
        if self.devices.count(known.account_id, DeviceState.WAITING) >= LARGEST_NUMBER:
            raise DevicesFull
        return self.trusts_first and not self.devices.of_account(known.account_id)

    def _require_room(self, clinic_id: ClinicId | None, account_id: AccountId) -> None:
        """Two approvals at once both write the account here, so the count that follows can be trusted."""
        self.accounts.lock(clinic_id, account_id, self.clock.now())
        if self.devices.count(account_id, DeviceState.APPROVED) >= LARGEST_NUMBER:
            raise DevicesFull

    def _decide(self, tx: Transaction, device: Device, now_is: DeviceState, by: Actor) -> Device:
        was = DeviceState.APPROVED if now_is is DeviceState.REVOKED else DeviceState.WAITING
        decided = attrs.evolve(device, state=now_is, decided_at=self.clock.now(), decided_by=by.account_id)
        if not self.devices.replace(decided, was):
            raise DeviceDecided
        # In the state in which it was taken, which the update has just proven.
        before = attrs.evolve(device, state=was)
        tx.note(note_of(now_is.value, "device", before=before, after=decided, clinic_id=device.clinic_id))
        return decided

    def _shown(self, device: Device) -> DeviceSeen:
        return _seen(device, self.accounts.get(device.clinic_id, device.account_id).name)


def _seen(device: Device, name: str) -> DeviceSeen:
    return DeviceSeen(
        id=device.id,
        account_id=device.account_id,
        account_name=name,
        state=device.state,
        match_code=device.match_code if device.state is DeviceState.WAITING else None,
        browser=device.browser,
        ip=device.ip,
        asked_at=device.asked_at,
        ask_ends_at=device.ask_ends_at,
        decided_at=device.decided_at,
        decided_by=device.decided_by,
    )
