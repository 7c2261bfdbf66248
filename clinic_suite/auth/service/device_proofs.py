"""Which device somebody comes with."""

from __future__ import annotations

import hashlib

import attrs

from clinic_suite.auth.errors import DeviceProofInvalid
from clinic_suite.auth.model import Arrival
from clinic_suite.auth.repository import ProofNonces
from clinic_suite.auth.rules.device_keys import VALID_FOR, DeviceProof, ProofUnreadable, is_fresh, read_proof
from clinic_suite.kernel.clock import Clock


@attrs.frozen(kw_only=True)
class CheckDevice:
    """Reads a device's proof, and sees to it that each counts once."""

    clock: Clock
    nonces: ProofNonces

    def key_of(self, arrival: Arrival) -> str | None:
        """The key that signed the proof, or none without a good one; nothing is used up yet."""
        try:
            proof = self._read(arrival)
        except DeviceProofInvalid:
            return None
        return proof.thumbprint

    def require_key(self, arrival: Arrival) -> str:
        """The key that signed the proof; the proof is used up, or refused."""
        proof = self._read(arrival)
        said = hashlib.sha256(f"{proof.thumbprint}/{proof.nonce}".encode()).digest()
        # By itself and not with what follows: a proof that was seen is used up even if its person is
        # refused, and what a device has signed says nothing that the trail would have to keep.
        # The device's clock may be ahead by as much as it may be behind.
        if not self.nonces.spend(said, self.clock.now() + 2 * VALID_FOR):
            raise DeviceProofInvalid
        return proof.thumbprint

    def _read(self, arrival: Arrival) -> DeviceProof:
        if arrival.device_proof is None:
            raise DeviceProofInvalid
        try:
            proof = read_proof(arrival.device_proof, arrival.method, arrival.path)
        except ProofUnreadable:
            raise DeviceProofInvalid from None
        now = self.clock.now()
        if not is_fresh(proof, now):
            raise DeviceProofInvalid(f"Look at this device's clock: it is {now:%Y-%m-%d %H:%M} UTC.")
        return proof
