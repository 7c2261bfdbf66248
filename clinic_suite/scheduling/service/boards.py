"""The screens of a waiting room: numbers and rooms, for whoever has the clinic's key."""

from __future__ import annotations

import hashlib
import secrets

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import BoardKeyId, ClinicId, Ids
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import TooManyScreens
from clinic_suite.scheduling.model.queue import Board, BoardKey, MadeBoardKey
from clinic_suite.scheduling.repository import BoardKeys, QueueDays
from clinic_suite.scheduling.rules.board import rooms_of
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.offering import KnownOffers

MOST_KEYS = 10
_SECRET_BYTES = 24


@attrs.frozen(kw_only=True)
class KeepBoards:
    """The use cases about a waiting room's screens."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    offers: KnownOffers
    keys: BoardKeys
    days: QueueDays

    def make_key(self, clinic_id: ClinicId, label: str, by: Actor) -> MadeBoardKey:
        """Let one more screen show the numbers.  The key is said now and never again."""
        policies.require_works_here(by, clinic_id)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        key = BoardKey(
            id=BoardKeyId(self.ids.new("bk")),
            clinic_id=clinic_id,
            label=label,
            proof=_proof(secret),
            made_at=self.clock.now(),
            made_by=by.account_id,
        )

        def work(tx: Transaction) -> None:
            if len(self.keys.living(clinic_id)) >= MOST_KEYS:
                raise TooManyScreens
            self.keys.add(key)
            tx.note(_note("made", key))

        self.uow.run(work)
        return MadeBoardKey(id=key.id, label=label, key=secret)

    def list_keys(self, clinic_id: ClinicId, by: Actor) -> list[BoardKey]:
        policies.require_works_here(by, clinic_id)
        return self.keys.living(clinic_id)

    def revoke_key(self, clinic_id: ClinicId, key_id: BoardKeyId, by: Actor) -> None:
        """A screen goes dark, at the latest when its last answer is two seconds old."""
        policies.require_works_here(by, clinic_id)

        def work(tx: Transaction) -> None:
            tx.note(_note("revoked", self.keys.revoke(clinic_id, key_id, self.clock.now())))

        self.uow.run(work)

    def show(self, clinic_id: ClinicId, secret: str) -> Board:
        """What the screen shows; with another key there is nothing here."""
        if not self.keys.opens(clinic_id, _proof(secret)):
            raise NotFound
        house = self.offers.house(clinic_id)
        on = day_of(self.clock.now(), house.zone)
        return Board(
            clinic_name=house.brief.name,
            time_zone=house.brief.time_zone,
            on=on,
            rooms=rooms_of(self.days.of_clinic(clinic_id, on), self.clock.now()),
        )


def _proof(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _note(action: str, key: BoardKey) -> Note:
    """Without the proof: it is worth nothing to a reader, and something to a thief."""
    return Note(
        action=action,
        entity="board_key",
        entity_id=key.id,
        clinic_id=key.clinic_id,
        after={"label": key.label},
    )
