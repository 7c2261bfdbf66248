"""New devices wait until another admin lets them in."""

from __future__ import annotations

import secrets

import attrs

from clinic_suite.approvals.public import FourEyes
from clinic_suite.auth import policies
from clinic_suite.auth.errors import (
    DeviceOut,
    DevicePending,
    DeviceRefused,
    DevicesFull,
)
from clinic_suite.auth.events import DeviceApprovalAsked, DeviceApproved, DeviceRevoked
from clinic_suite.auth.model import (
    Account,
    Arrival,
    Credentials,
    Device,
    DeviceSeen,
    DeviceStanding,
    DeviceState,
    SessionEnd,
)
from clinic_suite.auth.repository import Accounts, Devices, Sessions
from clinic_suite.auth.rules.waiting import ASK_FOR, LARGEST_NUMBER, asks_anew, standing_at
from clinic_suite.auth.service.device_approvals import DEVICE, DeviceApprovals, ask_for
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
    four_eyes: FourEyes
    decisions: DeviceApprovals
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

    def approve_for(
        self, clinic_id: ClinicId | None, account_id: AccountId, code: str, by: Actor
    ) -> DeviceSeen:
        """The command line lets in the first device of a clinic, where nobody else could."""
        policies.require_is_the_house(by)
        for device in self.devices.waiting_of(account_id):
            if device.clinic_id == clinic_id and device.match_code == code:
                self.four_eyes.approve_as_house(clinic_id, DEVICE, device.id, code, by)
                return self._shown(self.devices.get(clinic_id, device.id))
        raise NotFound("No device of this account waits with this code.")

    def trust_within(self, tx: Transaction, account: Account, key: str, browser: str, ip: str) -> Device:
        """Inside a unit of work: let in the browser with which an installation is founded."""
        now = self.clock.now()
        device = Device(
            id=DeviceId(self.ids.new("de")),
            clinic_id=account.clinic_id,
            account_id=account.id,
            key=key,
            state=DeviceState.APPROVED,
            match_code=f"{secrets.randbelow(_CODES):06d}",
            browser=browser,
            ip=ip,
            asked_at=now,
            ask_ends_at=now + ASK_FOR,
            decided_at=now,
        )
        if not self.devices.add(device):
            raise DeviceOut
        tx.note(note_of("approved", "device", after=device, clinic_id=device.clinic_id))
        tx.record(
            DeviceApproved(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id)
        )
        return device

    def standing_of(self, device_id: DeviceId, arrival: Arrival) -> DeviceStanding:
        """What became of a device's asking, told to the device itself: it proves that it holds the key.

        For who does not, there is no such device.  Nothing is used up and nothing is written, so a
        proof that is shown again tells the same again.
        """
        key = self.check.key_of(arrival)
        if key is None:
            raise NotFound
        device = self.devices.with_key(device_id, key)
        return DeviceStanding(
            device_id=device.id,
            standing=standing_at(device, self.clock.now()),
            waits_until=device.ask_ends_at,
        )

    def revoke(self, device_id: DeviceId, by: Actor) -> DeviceSeen:
        """Throw a device out: its own person or an admin may; its sessions end in the same transaction.

        For one that still waits this takes back its asking.
        """
        known = self.devices.get(by.clinic_id, device_id)
        policies.require_may_revoke(by, known.account_id)

        def work(tx: Transaction) -> None:
            device = self.devices.get(by.clinic_id, device_id)
            if device.state is DeviceState.APPROVED:
                self._throw_out(tx, device, by)
            elif device.state is DeviceState.WAITING:
                self._take_back(tx, device, by)
            else:
                raise DeviceOut

        self.uow.run(work)
        return self._shown(self.devices.get(by.clinic_id, device_id))

    def _throw_out(self, tx: Transaction, device: Device, by: Actor) -> None:
        out = attrs.evolve(
            device, state=DeviceState.REVOKED, decided_at=self.clock.now(), decided_by=by.account_id
        )
        if not self.devices.replace(out, DeviceState.APPROVED):
            raise DeviceOut
        self.sessions.end_of_device(device.id, SessionEnd.DEVICE_REVOKED, self.clock.now())
        tx.note(note_of("revoked", "device", before=device, after=out, clinic_id=device.clinic_id))
        tx.record(
            DeviceRevoked(clinic_id=device.clinic_id, account_id=device.account_id, device_id=device.id)
        )

    def _take_back(self, tx: Transaction, device: Device, by: Actor) -> None:
        """Its open asking takes the device along; where that has lapsed already, the device goes alone."""
        if not self.four_eyes.withdraw(tx, device.clinic_id, DEVICE, device.id):
            self.decisions.turn(tx, device, DeviceState.REVOKED, DeviceRevoked, by.account_id)

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
            if not first:
                self.four_eyes.ask(tx, ask_for(device), in_name_of(known, by))
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
