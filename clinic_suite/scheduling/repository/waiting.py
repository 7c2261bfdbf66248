"""The waitlist and its offers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import ClinicId, OfferId, PatientId, PractitionerId, WaitId
from clinic_suite.kernel.mongo import DuplicateKey, Engine
from clinic_suite.kernel.ripples import WAITS, topic
from clinic_suite.kernel.unit_of_work import touch
from clinic_suite.scheduling.errors import WaitsAlready
from clinic_suite.scheduling.model.waiting import Offer, OfferState, Wait, WaitState

_ON_THE_LIST = (WaitState.WAITING.value, WaitState.OFFERED.value)
_MOST_LOOKED_AT = 300


class Waitlist:
    """Who waits, in the order in which they are offered what becomes free."""

    def __init__(self, engine: Engine) -> None:
        self._waits = engine.database["waits"]

    def add(self, wait: Wait) -> None:
        try:
            self._waits.insert_one(_stored(wait))
        except DuplicateKey:
            raise WaitsAlready from None
        touch(_place_of(wait))

    def get(self, wait_id: WaitId) -> Wait:
        """Whose it is, the asking use case looks at: a patient waits in whichever clinic."""
        row = self._waits.find_one({"_id": wait_id})
        if row is None:
            raise NotFound
        return from_document(row, Wait)

    def replace(self, wait: Wait) -> None:
        row = _stored(wait)
        done = self._waits.update_one(
            {"_id": row.pop("_id"), "clinic_id": wait.clinic_id, "version": wait.version - 1}, {"$set": row}
        )
        if done.matched_count == 0:
            raise VersionStale
        touch(_place_of(wait))

    def next_for(self, clinic_id: ClinicId, practitioner_id: PractitionerId) -> list[Wait]:
        """Who could be offered a time of this practitioner, in their order."""
        wish = {
            "clinic_id": clinic_id,
            "state": WaitState.WAITING.value,
            "practitioner_id": {"$in": [practitioner_id, None]},
        }
        order = [("weight", -1), ("lapses", 1), ("joined_at", 1)]
        return [from_document(r, Wait) for r in self._waits.find(wish).sort(order).limit(_MOST_LOOKED_AT)]

    def of_clinic(self, clinic_id: ClinicId) -> list[Wait]:
        wish = {"clinic_id": clinic_id, "state": {"$in": list(_ON_THE_LIST)}}
        order = [("weight", -1), ("lapses", 1), ("joined_at", 1)]
        return [from_document(r, Wait) for r in self._waits.find(wish).sort(order).limit(_MOST_LOOKED_AT)]

    def of_patients(self, patient_ids: Iterable[PatientId]) -> list[Wait]:
        wish = {"patient_id": {"$in": list(patient_ids)}, "state": {"$in": list(_ON_THE_LIST)}}
        return [from_document(r, Wait) for r in self._waits.find(wish).sort("joined_at", 1)]

    def over(self, clinic_id: ClinicId, today: date) -> list[Wait]:
        """Those whose last suiting day has passed."""
        wish = {
            "clinic_id": clinic_id,
            "state": WaitState.WAITING.value,
            "until_on": {"$lt": today.isoformat()},
        }
        return [from_document(r, Wait) for r in self._waits.find(wish).limit(_MOST_LOOKED_AT)]


class Offers:
    """What was offered to whom.  The wait changes with each of them, and tells whoever looks."""

    def __init__(self, engine: Engine) -> None:
        self._offers = engine.database["offers"]

    def add(self, offer: Offer) -> None:
        self._offers.insert_one(to_document(offer))

    def get(self, offer_id: OfferId) -> Offer:
        row = self._offers.find_one({"_id": offer_id})
        if row is None:
            raise NotFound
        return from_document(row, Offer)

    def replace(self, offer: Offer) -> None:
        """Store what has become of an open offer; only one answer counts."""
        row = to_document(offer)
        done = self._offers.update_one(
            {"_id": row.pop("_id"), "clinic_id": offer.clinic_id, "state": OfferState.OPEN.value},
            {"$set": row},
        )
        if done.matched_count == 0:
            raise VersionStale

    def open_of(self, wait_ids: Iterable[WaitId]) -> dict[WaitId, Offer]:
        wish = {"wait_id": {"$in": list(wait_ids)}, "state": OfferState.OPEN.value}
        found = [from_document(r, Offer) for r in self._offers.find(wish)]
        return {offer.wait_id: offer for offer in found}

    def lapsed(self, now: datetime, at_most: int = 100) -> list[Offer]:
        wish = {"state": OfferState.OPEN.value, "expires_at": {"$lte": now}}
        return [from_document(r, Offer) for r in self._offers.find(wish).sort("expires_at", 1).limit(at_most)]


def _place_of(wait: Wait) -> str:
    """Where a wait is seen: among those who wait for one practitioner, or for any."""
    return topic(wait.clinic_id, WAITS, wait.practitioner_id or "any")


def _stored(wait: Wait) -> dict[str, object]:
    """With a key that only one living wait of a patient for a service can have."""
    living = wait.state.value in _ON_THE_LIST
    return {**to_document(wait), "on_list": living}
