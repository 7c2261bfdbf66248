"""What patients say of their visits, what the clinic answers, and what is shown no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from clinic_suite.directory import policies
from clinic_suite.directory.events import ReviewAnswered, ReviewHidden, ReviewPosted
from clinic_suite.directory.model import NewReview, Rated, Review, ReviewAnswer, ReviewHiding
from clinic_suite.directory.repository import Practitioners, Reviews
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import ClinicId, Ids, PractitionerId, ReviewId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepReviews:
    """The use cases about reviews.  They are shown at once: a wait without anybody who looks is no check,
    and what must go an admin hides with a reason."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    practitioners: Practitioners
    reviews: Reviews

    def post(self, visit: Rated, wish: NewReview) -> Review:
        """Store a review of a visit; whether it may be rated and by whom, the diary has looked at."""
        review = Review(
            id=ReviewId(self.ids.new("rv")),
            posted_at=self.clock.now(),
            **attrs.asdict(visit),
            **attrs.asdict(wish),
        )

        def work(tx: Transaction) -> Review:
            self.reviews.add(review)
            self.practitioners.count_stars(review.clinic_id, review.practitioner_id, review.stars, 1)
            tx.note(note_of("posted", "review", after=review, clinic_id=review.clinic_id))
            tx.record(ReviewPosted(**_about(review), stars=review.stars))
            return review

        return self.uow.run(work)

    def remember(self, clinic_id: ClinicId, reviews: Sequence[Review], by: Actor) -> None:
        """Take over what was said in another system, with what was hidden there: it tells nobody."""
        policies.require_is_the_house(by)
        counted: dict[PractitionerId, list[int]] = {}
        for review in reviews:
            if review.hiding is None:
                counted.setdefault(review.practitioner_id, []).append(review.stars)

        def work(tx: Transaction) -> None:
            self.reviews.add_many(reviews)
            for practitioner_id, stars in counted.items():
                self.practitioners.count_stars(clinic_id, practitioner_id, sum(stars), len(stars))
            tx.note(Note(action="took_over", entity="reviews", entity_id=clinic_id, clinic_id=clinic_id))

        self.uow.run(work)

    def list_shown(self, practitioner_id: PractitionerId, wanted: Wanted) -> Page[Review]:
        who = self.practitioners.listed(practitioner_id)
        return self.reviews.shown(who.clinic_id, who.id, wanted)

    def list_own(self, wanted: Wanted, by: Actor) -> Page[Review]:
        """What I have said, so that nothing is asked twice."""
        return self.reviews.of_account(policies.own_account(by), wanted)

    def answer(self, review_id: ReviewId, text: str, by: Actor) -> Review:
        """Say something to it, once: those who keep the clinic, or the doctor whom it is about."""
        clinic_id, account_id = policies.own_place(by)
        answer = ReviewAnswer(text=text, at=self.clock.now(), by=account_id)

        def work(tx: Transaction) -> Review:
            before = self.reviews.get(clinic_id, review_id)
            about = self.practitioners.of_clinic(clinic_id, before.practitioner_id)
            policies.require_may_answer(by, about)
            self.reviews.answer(before, answer)
            after = attrs.evolve(before, answer=answer, version=before.version + 1)
            tx.note(note_of("answered", "review", before=before, after=after, clinic_id=clinic_id))
            tx.record(ReviewAnswered(**_about(after)))
            return after

        return self.uow.run(work)

    def hide(self, review_id: ReviewId, reason: str, by: Actor) -> Review:
        """Show it no more and count it no more; the reason stays with it."""
        clinic_id, account_id = policies.own_place(by)
        policies.require_may_hide(by)
        hiding = ReviewHiding(reason=reason, at=self.clock.now(), by=account_id)

        def work(tx: Transaction) -> Review:
            before = self.reviews.get(clinic_id, review_id)
            if not self.reviews.hide(before, hiding):
                return before
            self.practitioners.count_stars(clinic_id, before.practitioner_id, -before.stars, -1)
            after = attrs.evolve(before, hiding=hiding, version=before.version + 1)
            tx.note(note_of("hid", "review", before=before, after=after, clinic_id=clinic_id, reason="given"))
            tx.record(ReviewHidden(**_about(after)))
            return after

        return self.uow.run(work)


def _about(review: Review) -> dict[str, Any]:
    return {
        "clinic_id": review.clinic_id,
        "review_id": review.id,
        "practitioner_id": review.practitioner_id,
    }
