"""Devices: one row for each account and key, and every decision is one conditional update."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.auth.model import Device, DeviceState
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_SHOWN = {f.name if f.name != "id" else "_id": 1 for f in attrs.fields(Device)}


class Devices:
    """The browsers of staff that have asked to come in."""

    def __init__(self, engine: Engine) -> None:
        self._devices = engine.database["devices"]

    def find(self, account_id: AccountId, key: str) -> Device | None:
        row = self._devices.find_one({"account_id": account_id, "key": key}, _SHOWN)
        return None if row is None else from_document(row, Device)

    def get(self, clinic_id: ClinicId | None, device_id: DeviceId) -> Device:
        row = self._devices.find_one({"_id": device_id, "clinic_id": clinic_id}, _SHOWN)
        if row is None:
            raise NotFound
        return from_document(row, Device)

    def with_key(self, device_id: DeviceId, key: str) -> Device:
        """The device of this name and key, of whatever clinic: it asks about itself before anybody is signed in."""
        row = self._devices.find_one({"_id": device_id, "key": key}, _SHOWN)
        if row is None:
            raise NotFound
        return from_document(row, Device)

    def add(self, device: Device) -> bool:
        """False when the same browser has asked in the same moment already."""
        try:
            self._devices.insert_one({**to_document(device), "used_at": None})
        except DuplicateKey:
            return False
        return True

    def replace(self, device: Device, was: DeviceState) -> bool:
        """Store a decision, unless somebody else has decided meanwhile."""
        row = to_document(device)
        done = self._devices.update_one(
            {"_id": row.pop("_id"), "clinic_id": device.clinic_id, "state": was.value}, {"$set": row}
        )
        return done.matched_count == 1

    def use(self, device: Device, now: datetime) -> bool:
        """Note a use, if the device is still approved.

        It is a write, not a look: whoever revokes the device at this moment writes the same
        document, so no session can begin on a device that has just been revoked.
        """
        done = self._devices.update_one(
            {"_id": device.id, "clinic_id": device.clinic_id, "state": DeviceState.APPROVED.value},
            {"$set": {"used_at": now}},
        )
        return done.matched_count == 1

    def count(self, account_id: AccountId, state: DeviceState) -> int:
        return self._devices.count_documents({"account_id": account_id, "state": state.value})

    def waiting_of(self, account_id: AccountId) -> list[Device]:
        wish = {"account_id": account_id, "state": DeviceState.WAITING.value}
        return [from_document(r, Device) for r in self._devices.find(wish, _SHOWN)]

    def of_clinic(self, clinic_id: ClinicId, state: DeviceState, wanted: Wanted) -> Page[Device]:
        """A clinic's devices in one state, the one that asked last first."""
        wish: Document = {"clinic_id": clinic_id, "state": state.value}
        if wanted.after is not None:
            wish["_id"] = {"$lt": wanted.after[0]}
        rows = self._devices.find(wish, _SHOWN).sort("_id", -1).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["_id"],))
        return page.map(lambda r: from_document(r, Device))

    def of_account(self, account_id: AccountId) -> list[Device]:
        rows = self._devices.find({"account_id": account_id}, _SHOWN).sort("_id", -1).limit(100)
        return [from_document(r, Device) for r in rows]


class ProofNonces:
    """What devices have signed lately, so that a proof counts once."""

    def __init__(self, engine: Engine) -> None:
        self._nonces = engine.database["device_proofs"]

    def spend(self, nonce_hash: bytes, forget_at: datetime) -> bool:
        try:
            self._nonces.insert_one({"_id": nonce_hash, "forget_at": forget_at})
        except DuplicateKey:
            return False
        return True
