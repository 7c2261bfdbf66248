"""Keeping the trail, sealing it, and finding out whether somebody touched it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs

from clinic_suite.audit import policies
from clinic_suite.audit.model import HOUSE_CHAIN, Checkpoint, Entry, Finding, Seal, Search, Verdict
from clinic_suite.audit.ports import Checkpoints
from clinic_suite.audit.repository import Entries, Seals
from clinic_suite.audit.rules import chain as rules
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import Note, difference
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeptTrail:
    """Keeps notes as entries, in the transaction of whoever makes them."""

    ids: Ids
    entries: Entries

    def write(self, notes: Sequence[Note], by: Actor, at: datetime) -> None:
        if notes:
            self.entries.add([self._entry(note, note.by or by, at) for note in notes])

    def write_alone(self, note: Note, by: Actor, at: datetime) -> None:
        self.entries.add_alone(self._entry(note, note.by or by, at))

    def _entry(self, note: Note, by: Actor, at: datetime) -> Entry:
        before, after = difference(note.before, note.after)
        return Entry(
            id=self.ids.new("au"),
            chain=note.clinic_id or HOUSE_CHAIN,
            at=at,
            clinic_id=note.clinic_id,
            role=by.role,
            account_id=by.account_id,
            device_id=by.device_id,
            ip=by.ip,
            request_id=by.request_id,
            action=note.action,
            entity=note.entity,
            entity_id=note.entity_id,
            patient_id=note.patient_id,
            reason=note.reason,
            before=before,
            after=after,
        )


@attrs.frozen(kw_only=True)
class SealTrail:
    """Closes what was written into chained seals."""

    uow: UnitOfWork
    clock: Clock
    entries: Entries
    seals: Seals
    checkpoints: Checkpoints
    key: bytes

    def seal(self) -> int:
        """Seal every chain that has grown; answer how many entries were sealed."""
        return sum(self._seal_chain(chain) for chain in self.entries.unsealed_chains())

    def _seal_chain(self, chain: str) -> int:
        def work(_: Transaction) -> Seal | None:
            last = self.seals.last(chain)
            batch = self.entries.unsealed(chain)
            if not batch:
                return None
            number, previous = (last.number + 1, last.digest) if last else (1, rules.BEGINNING)
            seal = rules.close(chain, number, previous, batch, self.clock.now(), self.key)
            # The number is unique in the database: of two sealers, one writes and one finds it taken.
            if not self.seals.add(seal):
                return None
            self.entries.mark_sealed(chain, seal.entry_ids)
            return seal

        seal = self.uow.run(work)
        if seal is None:
            return 0
        self.checkpoints.keep(Checkpoint(chain=chain, number=seal.number, digest=seal.digest))
        return len(seal.entry_ids)


@attrs.frozen(kw_only=True)
class ReadTrail:
    """Searches the trail, and verifies it."""

    entries: Entries
    seals: Seals
    checkpoints: Checkpoints
    key: bytes

    def search(self, search: Search, wanted: Wanted, by: Actor) -> Page[Entry]:
        return self.entries.search(policies.audited_clinic(by), search, wanted)

    def verify(self) -> Verdict:
        """Walk every chain from its beginning and hold it against itself and the checkpoints."""
        points = list(self.checkpoints.kept())
        chains = sorted({*self.seals.chains(), *(p.chain for p in points)})
        seals = entries = 0
        findings: list[Finding] = []
        for chain in chains:
            digests, covered, finding = self._walk(chain)
            seals, entries = seals + len(digests), entries + covered
            finding = finding or self._against(chain, digests, points)
            if finding is not None:
                findings.append(finding)
        return Verdict(
            chains=len(chains),
            seals=seals,
            entries=entries,
            unsealed=self.entries.count_unsealed(),
            findings=tuple(findings),
        )

    def _walk(self, chain: str) -> tuple[list[str], int, Finding | None]:
        digests: list[str] = []
        covered = 0
        previous = rules.BEGINNING
        for number, seal in enumerate(self.seals.of_chain(chain), start=1):
            stored = self.entries.stored(chain, seal.entry_ids)
            finding = rules.check_seal(seal, number, previous, self.key) or rules.check_entries(
                seal, stored, self.key
            )
            if finding is not None:
                return digests, covered, finding
            digests.append(seal.digest)
            covered += len(seal.entry_ids)
            previous = seal.digest
        return digests, covered, None

    def _against(self, chain: str, digests: list[str], points: list[Checkpoint]) -> Finding | None:
        for point in points:
            if point.chain == chain:
                finding = rules.check_point(chain, digests, point.number, point.digest)
                if finding is not None:
                    return finding
        return None
