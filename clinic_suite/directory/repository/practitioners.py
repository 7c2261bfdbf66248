"""Practitioners, and the public search over them."""

from __future__ import annotations

import re
from typing import Any, cast

import attrs
from pymongo import ReturnDocument

from clinic_suite.directory import rules
from clinic_suite.directory.errors import AccountLinked, RegistrationNumberTaken
from clinic_suite.directory.model import (
    AccountLink,
    Choice,
    Choices,
    ClinicCard,
    Practitioner,
    PractitionerRow,
    Search,
    State,
)
from clinic_suite.directory.repository.clinics import after
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId, PractitionerId
from clinic_suite.kernel.mongo import DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_FIRST = [("sort_key", 1), ("_id", 1)]
_NOT_SAID = {"listed": 0, "name_words": 0, "city_key": 0, "account_id": 0, "stars": 0}
"""What is kept for searching, and what is the clinic's own business."""


class Practitioners:
    """Who sees patients where."""

    def __init__(self, engine: Engine) -> None:
        self._practitioners = engine.database["practitioners"]

    def add(self, practitioner: Practitioner) -> None:
        try:
            self._practitioners.insert_one(_stored(practitioner, listed=True))
        except DuplicateKey:
            raise RegistrationNumberTaken from None

    def of_clinic(self, clinic_id: ClinicId, practitioner_id: PractitionerId) -> Practitioner:
        """One of a clinic's own people, for those who keep the clinic's entries."""
        document = self._practitioners.find_one({"_id": practitioner_id, "clinic_id": clinic_id})
        if document is None:
            raise NotFound
        return from_document(document, Practitioner)

    def of_account(self, clinic_id: ClinicId, account_id: AccountId) -> Practitioner | None:
        """Who signs in with an account."""
        document = self._practitioners.find_one({"clinic_id": clinic_id, "account_id": account_id})
        return None if document is None else from_document(document, Practitioner)

    def linked(self, clinic_id: ClinicId) -> list[AccountLink]:
        """As whom a clinic's people sign in."""
        rows = self._practitioners.find(
            {"clinic_id": clinic_id, "account_id": {"$type": "string"}}, {"account_id": 1}
        )
        return [AccountLink(practitioner_id=r["_id"], account_id=r["account_id"]) for r in rows]

    def listed(self, practitioner_id: PractitionerId) -> Practitioner:
        """Somebody whom the public may see; this and the search are the two that name no clinic."""
        document = self._practitioners.find_one({"_id": practitioner_id, "listed": True})
        if document is None:
            raise NotFound
        return from_document(document, Practitioner)

    def replace(self, practitioner: Practitioner, *, listed: bool) -> None:
        try:
            done = self._practitioners.update_one(
                {
                    "_id": practitioner.id,
                    "clinic_id": practitioner.clinic_id,
                    "version": practitioner.version - 1,
                },
                {"$set": _stored(practitioner, listed=listed)},
            )
        except DuplicateKey as fault:
            taken = AccountLinked if "one_account" in str(fault) else RegistrationNumberTaken
            raise taken from None
        if done.matched_count == 0:
            raise VersionStale

    def unlist(self, clinic_id: ClinicId) -> None:
        """Take all of a clinic's people out of the public search."""
        self._practitioners.update_many({"clinic_id": clinic_id}, {"$set": {"listed": False}})

    def relist(self, clinic_id: ClinicId) -> None:
        """Put a clinic's active people back into the public search."""
        self._practitioners.update_many(
            {"clinic_id": clinic_id, "state": State.ACTIVE.value}, {"$set": {"listed": True}}
        )

    def recard(self, clinic_id: ClinicId, card: ClinicCard) -> None:
        """Renew the copies of a clinic that its people carry, so that a search needs no second query.

        It counts as an edit of each, or a browser would be told that the page it has is still right.
        """
        renewed = {"clinic": attrs.asdict(card), "city_key": card.city.casefold()}
        self._practitioners.update_many({"clinic_id": clinic_id}, {"$set": renewed, "$inc": {"version": 1}})

    def count_stars(
        self, clinic_id: ClinicId, practitioner_id: PractitionerId, stars: int, reviews: int
    ) -> None:
        """Inside a unit of work: count so many reviews in, or with both below nought out again.

        The sum is counted by the database itself, so reviews that come at once all count; whoever counts has
        the practitioner until the end of the transaction, so the mean that is written after it is the right one.
        """
        row = self._practitioners.find_one_and_update(
            {"_id": practitioner_id, "clinic_id": clinic_id},
            {"$inc": {"stars.sum": stars, "stars.count": reviews, "version": 1}},
            return_document=ReturnDocument.AFTER,
        )
        if row is None:
            raise NotFound
        rating = rules.rating_of(row["stars"]["sum"], row["stars"]["count"])
        self._practitioners.update_one(
            {"_id": practitioner_id, "clinic_id": clinic_id},
            {"$set": {"rating": None if rating is None else to_document(rating)}},
        )

    def known(self, clinic_id: ClinicId, ids: tuple[PractitionerId, ...]) -> set[PractitionerId]:
        """Which of these names belong to active people of the clinic."""
        wish = {"_id": {"$in": list(ids)}, "clinic_id": clinic_id, "state": State.ACTIVE.value}
        return {PractitionerId(r["_id"]) for r in self._practitioners.find(wish, {"_id": 1})}

    def active_of(self, clinic_id: ClinicId) -> list[Practitioner]:
        """All active people of a clinic; there are as many as a clinic has."""
        wish = {"clinic_id": clinic_id, "state": State.ACTIVE.value}
        return [from_document(r, Practitioner) for r in self._practitioners.find(wish).sort(_FIRST)]

    def search(self, search: Search, wanted: Wanted) -> Page[PractitionerRow]:
        """The public search.  Its rows go out as they are, because this list is asked for most."""
        wish = _wish(search)
        if wanted.after is not None:
            wish.setdefault("$and", []).append(after(wanted.after))
        rows = self._practitioners.find(wish, _NOT_SAID).sort(_FIRST).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["sort_key"], r["_id"]))
        return page.map(_row)

    def choices(self) -> Choices:
        """What the search can be narrowed by."""
        return Choices(
            specialities=self._counted("$specialities", split=True),
            cities=self._counted("$clinic.city", split=False),
            languages=self._counted("$languages", split=True),
        )

    def _counted(self, value: str, *, split: bool) -> tuple[Choice, ...]:
        steps: list[dict[str, Any]] = [{"$match": {"listed": True}}]
        if split:
            steps.append({"$unwind": value})
        steps.append({"$group": {"_id": value, "count": {"$sum": 1}}})
        found = [Choice(value=r["_id"], count=r["count"]) for r in self._practitioners.aggregate(steps)]
        return tuple(sorted(found, key=lambda c: (-c.count, c.value)))


def _wish(search: Search) -> dict[str, Any]:
    wish: dict[str, Any] = {"listed": True}
    said = {
        "specialities": search.speciality and search.speciality.value,
        "clinic_id": search.clinic_id,
        "city_key": search.city and search.city.casefold(),
        "languages": search.language and search.language.value,
        "modes": search.mode and search.mode.value,
    }
    wish.update({field: value for field, value in said.items() if value})
    if search.name:
        words = rules.search_words(search.name)
        wish["$and"] = [{"name_words": {"$regex": f"^{re.escape(w)}"}} for w in words] or [{"_id": ""}]
    return wish


def _stored(practitioner: Practitioner, *, listed: bool) -> dict[str, Any]:
    return {
        **to_document(practitioner),
        "listed": listed,
        "name_words": rules.search_words(practitioner.name),
        "sort_key": rules.sort_key(practitioner.name),
        "city_key": practitioner.clinic.city.casefold(),
    }


def _row(document: dict[str, Any]) -> PractitionerRow:
    document["id"] = document.pop("_id")
    del document["sort_key"]
    return cast(PractitionerRow, document)
