"""Reviews: one for each visit, the database sees to that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from clinic_suite.directory.errors import AnsweredAlready, ReviewedAlready
from clinic_suite.directory.model import Review, ReviewAnswer, ReviewHiding
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId, PractitionerId, ReviewId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut
from clinic_suite.kernel.ripples import REVIEWS, topic
from clinic_suite.kernel.unit_of_work import touch

_LATEST = [("posted_at", -1), ("_id", -1)]


class Reviews:
    """What patients say."""

    def __init__(self, engine: Engine) -> None:
        self._reviews = engine.database["reviews"]

    def add(self, review: Review) -> None:
        try:
            self._reviews.insert_one({**to_document(review), "shown": True})
        except DuplicateKey:
            raise ReviewedAlready from None
        _touched(review)

    def add_many(self, reviews: Sequence[Review]) -> None:
        """What was said elsewhere before."""
        self._reviews.insert_many([{**to_document(r), "shown": r.hiding is None} for r in reviews])

    def get(self, clinic_id: ClinicId, review_id: ReviewId) -> Review:
        row = self._reviews.find_one({"_id": review_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return from_document(row, Review)

    def shown(self, clinic_id: ClinicId, practitioner_id: PractitionerId, wanted: Wanted) -> Page[Review]:
        """What everybody may read of a practitioner, the latest first."""
        return self._page({"clinic_id": clinic_id, "practitioner_id": practitioner_id, "shown": True}, wanted)

    def of_account(self, account_id: AccountId, wanted: Wanted) -> Page[Review]:
        """What one person has said, in all clinics, shown or not."""
        return self._page({"account_id": account_id}, wanted)

    def answer(self, review: Review, answer: ReviewAnswer) -> None:
        done = self._reviews.update_one(
            {"_id": review.id, "clinic_id": review.clinic_id, "answer": None},
            {"$set": {"answer": to_document(answer)}, "$inc": {"version": 1}},
        )
        if done.matched_count == 0:
            raise AnsweredAlready
        _touched(review)

    def hide(self, review: Review, hiding: ReviewHiding) -> bool:
        """False when somebody has hidden it already, so that its stars are counted out once."""
        done = self._reviews.update_one(
            {"_id": review.id, "clinic_id": review.clinic_id, "shown": True},
            {"$set": {"shown": False, "hiding": to_document(hiding)}, "$inc": {"version": 1}},
        )
        if done.matched_count == 1:
            _touched(review)
        return done.matched_count == 1

    def _page(self, wish: Document, wanted: Wanted) -> Page[Review]:
        if wanted.after is not None:
            millis, last = wanted.after
            at = datetime.fromtimestamp(int(millis) / 1000, UTC)
            wish["$or"] = [{"posted_at": {"$lt": at}}, {"posted_at": at, "_id": {"$lt": last}}]
        rows = list(self._reviews.find(wish).sort(_LATEST).limit(wanted.limit + 1))
        page = cut(rows, wanted, lambda r: (round(r["posted_at"].timestamp() * 1000), r["_id"]))
        return page.map(lambda row: from_document(row, Review))


def _touched(review: Review) -> None:
    """Who reads what is said of somebody reads it anew."""
    touch(topic(review.clinic_id, REVIEWS, review.practitioner_id))
