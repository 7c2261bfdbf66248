"""Patients: what names them is sealed under a key of their own, and found by keyed tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from clinic_suite.kernel.crypto import BlindIndex, Ciphers, Envelope, SubjectErased
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut
from clinic_suite.patients.errors import RecordNumberTaken
from clinic_suite.patients.model import (
    AgeStated,
    Birth,
    BornOn,
    Patient,
    RecordNumber,
    RecordState,
    Relation,
    Sex,
    Sought,
)
from clinic_suite.patients.rules.scripts import as_spoken, in_latin

_NAME = "patients"
_MOST_ON_ONE_PHONE = 50
_MOST_OF_ONE_ACCOUNT = 500
_WHOSE = {"clinic_id": 1, "account_id": 1}


class Patients:
    """The records of persons, each in its clinic."""

    def __init__(self, engine: Engine, ciphers: Ciphers, blind: BlindIndex) -> None:
        self._patients = engine.database[_NAME]
        self._ciphers = ciphers
        self._blind = blind

    def add(self, patient: Patient) -> None:
        try:
            self._patients.insert_one(self._stored(patient))
        except DuplicateKey:
            raise RecordNumberTaken from None

    def add_many(self, clinic_id: ClinicId, patients: Sequence[Patient]) -> None:
        """Store many of one clinic in one round trip, and their data keys in another."""
        self._ciphers.prepare(clinic_id, [p.id for p in patients])
        self._patients.insert_many([self._stored(p) for p in patients])

    def get(self, clinic_id: ClinicId, patient_id: PatientId) -> Patient:
        row = self._patients.find_one({"_id": patient_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._patient(row)

    def get_own(self, account_id: AccountId, patient_id: PatientId) -> Patient:
        """One of the records that a signed-in person may read, in whichever clinic it lies."""
        row = self._patients.find_one(
            {"_id": patient_id, "account_id": account_id, "state": RecordState.ACTIVE.value}
        )
        if row is None:
            raise NotFound
        return self._patient(row)

    def replace(self, patient: Patient) -> None:
        """Store a corrected record, unless somebody else has corrected it since it was read."""
        done = self._patients.update_one(
            {"_id": patient.id, "clinic_id": patient.clinic_id, "version": patient.version - 1},
            {"$set": self._stored(patient)},
        )
        if done.matched_count == 0:
            raise VersionStale

    def whose(self, patient_id: PatientId) -> dict[str, Any]:
        """Of which clinic and of whose account a record is; nothing is opened for it."""
        return _whose(self._patients.find_one({"_id": patient_id}, _WHOSE))

    def take_own(self, account_id: AccountId, patient_id: PatientId) -> dict[str, Any]:
        """Inside a unit of work: the same of a record that a signed-in person may read, and take it.

        It counts, because a write that changes nothing meets nobody: so two who book for one patient come
        one after the other.  The record's version stays, for what it says has not changed.
        """
        row = self._patients.find_one_and_update(
            {"_id": patient_id, "account_id": account_id, "state": RecordState.ACTIVE.value},
            {"$inc": {"bookings": 1}},
            projection=_WHOSE,
        )
        return _whose(row)

    def ids_of_account(self, account_id: AccountId) -> list[PatientId]:
        return [PatientId(r["_id"]) for r in self._patients.find({"account_id": account_id}, {"_id": 1})]

    def of_ids(self, clinic_id: ClinicId, ids: Iterable[PatientId]) -> list[Patient]:
        """Those of these who are the clinic's, in no order, with two round trips for all."""
        wish = {"_id": {"$in": list(dict.fromkeys(ids))}, "clinic_id": clinic_id}
        return self._opened(clinic_id, self._patients.find(wish))

    def known(self, clinic_id: ClinicId, ids: Iterable[PatientId]) -> set[PatientId]:
        """Which of these names are taken; nothing is opened for it."""
        wish = {"_id": {"$in": list(ids)}, "clinic_id": clinic_id}
        return {PatientId(r["_id"]) for r in self._patients.find(wish, {"_id": 1})}

    def on_phone(self, clinic_id: ClinicId, phone: str) -> list[Patient]:
        """The family that shares a phone; it is as long as a family is."""
        wish = self._wish(clinic_id, Sought(phone=phone))
        return self._opened(clinic_id, self._patients.find(wish).sort("_id", 1).limit(_MOST_ON_ONE_PHONE))

    def search(self, clinic_id: ClinicId, sought: Sought, wanted: Wanted) -> Page[Patient]:
        """Those whom everything that was said fits, the longest known first."""
        wish = self._wish(clinic_id, sought)
        if wanted.after is not None:
            wish["_id"] = {"$gt": wanted.after[0]}
        rows = self._patients.find(wish).sort("_id", 1).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["_id"],))
        return Page(self._opened(clinic_id, page.items), page.next_cursor)

    def of_account(self, account_id: AccountId) -> list[Patient]:
        """The records that one signed-in person may read, in whichever clinic they lie.

        This and the four beside it that ask for an account's records are the only questions that name no
        clinic: an account is a person, and a person has clinics.
        """
        wish = {"account_id": account_id, "state": RecordState.ACTIVE.value}
        rows = list(self._patients.find(wish).sort("_id", 1).limit(_MOST_OF_ONE_ACCOUNT))
        by_clinic: dict[str, list[Document]] = {}
        for row in rows:
            by_clinic.setdefault(row["clinic_id"], []).append(row)
        return [p for clinic, theirs in by_clinic.items() for p in self._opened(ClinicId(clinic), theirs)]

    def give_to(
        self, account_id: AccountId, phone: str, clinics: Iterable[ClinicId]
    ) -> list[tuple[ClinicId, PatientId]]:
        """Let an account read the records on its phone that nobody could read so far, and say which they are.

        A phone has another token in each clinic, so that a stolen database does not tell who is known in
        which; hence a token for each clinic, and one query for all of them.
        """
        tokens = [self._phone_token(clinic_id, phone) for clinic_id in clinics]
        wish = {"phone_token": {"$in": tokens}, "account_id": None}
        rows = list(self._patients.find(wish, {"clinic_id": 1}).sort("_id", 1).limit(_MOST_OF_ONE_ACCOUNT))
        if rows:
            named = {"_id": {"$in": [row["_id"] for row in rows]}, "account_id": None}
            self._patients.update_many(named, {"$set": {"account_id": account_id}, "$inc": {"version": 1}})
        return [(ClinicId(row["clinic_id"]), PatientId(row["_id"])) for row in rows]

    def _wish(self, clinic_id: ClinicId, sought: Sought) -> dict[str, Any]:
        wish: dict[str, Any] = {"clinic_id": clinic_id, "state": RecordState.ACTIVE.value}
        if sought.mrn is not None:
            wish["mrn"] = sought.mrn
        if sought.phone is not None:
            wish["phone_token"] = self._phone_token(clinic_id, sought.phone)
        if sought.name is not None:
            tokens = self._blind.wanted(_NAME, in_latin(sought.name), within=clinic_id)
            # What has too few letters to search for fits nobody, and not everybody.
            wish["name_tokens"] = {"$all": tokens} if tokens else {"$in": []}
        return wish

    def _phone_token(self, clinic_id: ClinicId, phone: str) -> bytes:
        return self._blind.exact("patient_phone", phone, within=clinic_id)

    def _name_tokens(self, patient: Patient) -> list[bytes]:
        """In Latin letters whatever the script, so that कुलकर्णी is found by कुलक, by kulk and by kulak."""
        writings = dict.fromkeys((as_spoken(patient.name), in_latin(patient.name)))
        return self._blind.prefixes(_NAME, " ".join(writings), within=patient.clinic_id)

    def _stored(self, patient: Patient) -> Document:
        fields, phone = self._envelope(patient.clinic_id, patient.id), patient.phone
        return {
            "_id": patient.id,
            "clinic_id": patient.clinic_id,
            "mrn": patient.mrn,
            "name": fields.seal("name", patient.name),
            "name_tokens": self._name_tokens(patient),
            "sex": patient.sex.value,
            "birth": fields.seal("birth", _said(patient.birth)),
            "phone": None if phone is None else fields.seal("phone", phone),
            "phone_token": None if phone is None else self._phone_token(patient.clinic_id, phone),
            "relation": patient.relation.value,
            "account_id": patient.account_id,
            "language": patient.language.value,
            "registered_at": patient.registered_at,
            "state": patient.state.value,
            "version": patient.version,
        }

    def _opened(self, clinic_id: ClinicId, rows: Iterable[Document]) -> list[Patient]:
        """Open many with one round trip for their keys; whoever was erased is passed over."""
        listed = list(rows)
        self._ciphers.warm(clinic_id, [r["_id"] for r in listed])
        opened: list[Patient] = []
        for row in listed:
            try:
                opened.append(self._patient(row))
            except SubjectErased:
                continue
        return opened

    def _patient(self, row: Document) -> Patient:
        fields, phone = self._envelope(row["clinic_id"], row["_id"]), row["phone"]
        return Patient(
            id=PatientId(row["_id"]),
            clinic_id=ClinicId(row["clinic_id"]),
            mrn=RecordNumber(row["mrn"]),
            name=fields.open("name", row["name"]),
            sex=Sex(row["sex"]),
            birth=_birth(fields.open("birth", row["birth"])),
            phone=None if phone is None else fields.open("phone", phone),
            relation=Relation(row["relation"]),
            account_id=row["account_id"] and AccountId(row["account_id"]),
            language=Language(row["language"]),
            registered_at=row["registered_at"],
            state=RecordState(row["state"]),
            version=row["version"],
        )

    def _envelope(self, clinic_id: str, patient_id: str) -> Envelope:
        return self._ciphers.envelope(patient_id, clinic_id=clinic_id, collection=_NAME, document=patient_id)


def _whose(row: Document | None) -> dict[str, Any]:
    if row is None:
        raise NotFound
    return {"id": row["_id"], "clinic_id": row["clinic_id"], "account_id": row["account_id"]}


def _said(birth: Birth) -> str:
    """A birth as one word to seal: ``1992-03-02``, or ``34@2026-03-02`` for an age that was stated."""
    if isinstance(birth, BornOn):
        return birth.day.isoformat()
    return f"{birth.years}@{birth.stated_on.isoformat()}"


def _birth(said: str) -> Birth:
    years, stated, day = said.rpartition("@")
    on = date.fromisoformat(day)
    return AgeStated(int(years), on) if stated else BornOn(on)
