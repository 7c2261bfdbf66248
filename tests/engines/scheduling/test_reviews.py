"""What patients say of visits that took place: once for each, counted right however many speak at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import attrs
import pytest

from clinic_suite.bootstrap import wire
from clinic_suite.directory.errors import AnsweredAlready, ReviewedAlready
from clinic_suite.directory.model import NewReview, PractitionerChange, Rated, Review, ReviewHiding
from clinic_suite.directory.service import KeepPractitioners, KeepReviews
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import AccountId, AppointmentId, ClinicId, ReviewId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.paging import Wanted, from_cursor
from clinic_suite.kernel.ripples import topic
from clinic_suite.scheduling.errors import ReviewTooLate, VisitNotSo
from clinic_suite.scheduling.model import Appointment, NewRating
from clinic_suite.scheduling.service import ChangeVisits, RateVisits
from tests.builders.diary import Practice, a_practice, at, manager_of, the_person_of
from tests.builders.diary_faults import outcome
from tests.builders.directory import a_practitioner, somebody
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.builders.people import an_account
from tests.builders.settings import some_settings
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock
from tests.fakes.onlooker import Onlooker

ADMIN = AccountId(an_id("ac", 5))


@pytest.fixture
def practice(engine: Engine, clock: FrozenClock) -> Practice:
    practice = a_practice(a_suite_on(engine, clock))
    patient = a_patient(practice.suite, practice.clinic.id, account_id=AccountId(an_id("ac", 77)))
    return attrs.evolve(practice, patient=patient)


def _seen(practice: Practice, clock: FrozenClock, minute: int = 0) -> Appointment:
    """A visit that has taken place."""
    visit = practice.book(at(9) + timedelta(minutes=minute))
    clock.set(at(9) + timedelta(minutes=minute))
    change = practice.suite.part(ChangeVisits)
    change.arrive(visit.id, practice.desk)
    return change.complete(visit.id, practice.desk)


def _rate(practice: Practice, visit: Appointment, stars: int = 5, by: Actor | None = None) -> Review:
    wish = NewRating(stars=stars, text="Took the time to explain.")
    return practice.suite.part(RateVisits).rate(visit.id, wish, by or the_person_of(practice.patient))


def _rating(practice: Practice) -> tuple[float, int] | None:
    rating = practice.suite.part(KeepPractitioners).find(practice.doctor.id).rating
    return None if rating is None else (rating.average, rating.count)


def _shown(practice: Practice) -> list[Review]:
    return practice.suite.part(KeepReviews).list_shown(practice.doctor.id, Wanted(limit=20)).items


def test_who_was_seen_says_how_it_was_once(practice: Practice, clock: FrozenClock) -> None:
    visit = _seen(practice, clock)
    review = _rate(practice, visit, 4)
    assert _shown(practice) == [review]
    assert (review.initial, _rating(practice)) == ("L", (4.0, 1))
    with pytest.raises(ReviewedAlready):
        _rate(practice, visit, 1)
    assert _rating(practice) == (4.0, 1)
    keep = practice.suite.part(KeepReviews)
    own = keep.list_own(Wanted(limit=5), the_person_of(practice.patient))
    assert [r.appointment_id for r in own.items] == [visit.id]
    stranger = Actor(role=Role.PATIENT, account_id=AccountId(an_id("ac", 78)))
    assert keep.list_own(Wanted(limit=5), stranger).items == []
    with pytest.raises(NotAllowed):
        keep.list_own(Wanted(limit=5), practice.desk)


def test_only_a_visit_that_took_place_is_rated_and_only_by_who_was_seen(
    practice: Practice, clock: FrozenClock
) -> None:
    with pytest.raises(VisitNotSo):
        _rate(practice, practice.book(at(12)))
    visit = _seen(practice, clock)
    stranger = Actor(role=Role.PATIENT, account_id=AccountId(an_id("ac", 78)))
    with pytest.raises(NotFound):
        _rate(practice, visit, by=stranger)
    with pytest.raises(NotAllowed):
        _rate(practice, visit, by=practice.desk)
    clock.set(visit.ends_at + timedelta(days=90, seconds=1))
    with pytest.raises(ReviewTooLate):
        _rate(practice, visit)
    clock.set(visit.ends_at + timedelta(days=90))
    _rate(practice, visit)


def test_sixteen_who_rate_at_once_all_count(practice: Practice, clock: FrozenClock) -> None:
    keep = practice.suite.part(KeepReviews)

    def act(who: int) -> None:
        rated = Rated(
            clinic_id=practice.clinic.id,
            practitioner_id=practice.doctor.id,
            appointment_id=AppointmentId(an_id("ap", who)),
            account_id=AccountId(an_id("ac", who)),
            initial="L",
        )
        keep.post(rated, NewReview(stars=1 + who % 5))

    all_at_once(16, act)
    stars = [1 + who % 5 for who in range(16)]
    assert _rating(practice) == (round(sum(stars) / 16, 2), 16)
    assert sorted(r.stars for r in _shown(practice)) == sorted(stars)


def test_of_four_who_rate_one_visit_at_once_one_does_and_it_counts_once(
    practice: Practice, clock: FrozenClock
) -> None:
    visit = _seen(practice, clock)
    told = Counter(all_at_once(4, lambda _: outcome(lambda: _rate(practice, visit, 3))))
    assert told == {"done": 1, "reviewed-already": 3}
    assert _rating(practice) == (3.0, 1)


def test_what_an_admin_hides_is_shown_no_more_and_counts_no_more(
    practice: Practice, clock: FrozenClock
) -> None:
    first, second = _seen(practice, clock), _seen(practice, clock, 30)
    kind, rude = _rate(practice, first, 5), _rate(practice, second, 1)
    assert _rating(practice) == (3.0, 2)
    keep, admin = (
        practice.suite.part(KeepReviews),
        Actor(role=Role.ADMIN, account_id=ADMIN, clinic_id=practice.clinic.id),
    )
    told = all_at_once(4, lambda _: outcome(lambda: keep.hide(rude.id, "Names another patient", admin)))
    assert told == ["done"] * 4
    assert _shown(practice) == [kind]
    assert _rating(practice) == (5.0, 1)
    keep.hide(kind.id, "On the patient's wish", admin)
    assert _rating(practice) is None
    [row] = practice.suite.engine.database["reviews"].find({"_id": rude.id})
    assert row["hiding"]["reason"] == "Names another patient"


def test_only_an_admin_of_the_clinic_hides_and_another_clinic_does_nothing_to_it(
    practice: Practice, clock: FrozenClock
) -> None:
    review, keep = _rate(practice, _seen(practice, clock)), practice.suite.part(KeepReviews)
    manager = manager_of(practice.clinic.id)
    for by in (manager, attrs.evolve(manager, role=Role.DOCTOR)):
        with pytest.raises(NotAllowed):
            keep.hide(review.id, "Bad for business", by)
    other = attrs.evolve(manager, role=Role.ADMIN, clinic_id=ClinicId(an_id("cl", 404)))
    with pytest.raises(NotFound):
        keep.hide(review.id, "Bad for business", other)
    with pytest.raises(NotFound):
        keep.answer(review.id, "Come to us instead.", other)
    assert _shown(practice) == [review]
    keep.hide(review.id, "Names another patient", attrs.evolve(other, clinic_id=practice.clinic.id))
    with pytest.raises(NotFound):
        # Hiding twice changes nothing, and shows another clinic nothing either.
        keep.hide(review.id, "Let me read it", other)


def test_the_clinic_or_the_doctor_answers_once(practice: Practice, clock: FrozenClock) -> None:
    review, keep = _rate(practice, _seen(practice, clock)), practice.suite.part(KeepReviews)
    account = an_account(practice.suite, practice.clinic.id, with_device=False)
    doctor = Actor(role=Role.DOCTOR, account_id=account.id, clinic_id=practice.clinic.id)
    colleague = a_practitioner(practice.suite, practice.clinic.id, registration_number="MMC/2")
    practice.suite.part(KeepPractitioners).link(colleague.id, account.id, the_house())
    for by in (doctor, practice.desk):
        with pytest.raises(NotAllowed):
            keep.answer(review.id, "Thank you.", by)
    answers = [
        lambda: keep.answer(review.id, "Thank you.", manager_of(practice.clinic.id)),
        lambda: keep.answer(review.id, "Thanks.", manager_of(practice.clinic.id)),
    ]
    told = Counter(all_at_once(2, lambda who: outcome(answers[who])))
    assert told == {"done": 1, "answered-already": 1}
    with pytest.raises(AnsweredAlready):
        keep.answer(review.id, "Once more.", manager_of(practice.clinic.id))
    [shown] = _shown(practice)
    assert shown.answer is not None


def test_a_doctor_answers_what_is_said_of_the_doctor(practice: Practice, clock: FrozenClock) -> None:
    review = _rate(practice, _seen(practice, clock))
    account = an_account(practice.suite, practice.clinic.id, with_device=False)
    practice.suite.part(KeepPractitioners).link(practice.doctor.id, account.id, the_house())
    doctor = Actor(role=Role.DOCTOR, account_id=account.id, clinic_id=practice.clinic.id)
    answered = practice.suite.part(KeepReviews).answer(review.id, "Thank you.", doctor)
    assert answered.answer is not None
    assert answered.answer.by == account.id


def test_an_edit_of_the_doctor_never_undoes_a_rating(practice: Practice, clock: FrozenClock) -> None:
    """Whoever edits what they saw before the review is told that it has changed."""
    keep, before = practice.suite.part(KeepPractitioners), practice.doctor
    _rate(practice, _seen(practice, clock), 2)
    by = somebody(Role.MANAGER, practice.clinic.id)
    change = PractitionerChange(bio="Sees children.")
    assert outcome(lambda: keep.change(before.id, change, before.version, by)) == "version-stale"
    keep.change(before.id, change, keep.find(before.id).version, by)
    assert _rating(practice) == (2.0, 1)


def test_reviews_are_read_page_by_page_the_latest_first(practice: Practice, clock: FrozenClock) -> None:
    made = [_rate(practice, _seen(practice, clock, 15 * n)) for n in range(3)]
    keep = practice.suite.part(KeepReviews)
    first = keep.list_shown(practice.doctor.id, Wanted(limit=2))
    assert [r.id for r in first.items] == [made[2].id, made[1].id]
    rest = keep.list_shown(practice.doctor.id, Wanted(2, from_cursor(first.next_cursor or "", int, str)))
    assert ([r.id for r in rest.items], rest.next_cursor) == ([made[0].id], None)


def test_what_was_said_elsewhere_is_taken_over_at_once_and_what_was_hidden_there_stays_so(
    practice: Practice, clock: FrozenClock
) -> None:
    keep = practice.suite.part(KeepReviews)
    said = [_of_elsewhere(practice, n, stars) for n, stars in enumerate((5, 4, 1))]
    said[2] = attrs.evolve(said[2], hiding=ReviewHiding(reason="Insults", at=clock.now(), by=None))
    with pytest.raises(NotAllowed):
        keep.remember(practice.clinic.id, said, manager_of(practice.clinic.id))
    keep.remember(practice.clinic.id, said, the_house())
    assert {r.id for r in _shown(practice)} == {said[0].id, said[1].id}
    assert _rating(practice) == (4.5, 2)


def _of_elsewhere(practice: Practice, number: int, stars: int) -> Review:
    return Review(
        id=ReviewId(an_id("rv", number)),
        clinic_id=practice.clinic.id,
        practitioner_id=practice.doctor.id,
        appointment_id=AppointmentId(an_id("ap", number)),
        account_id=AccountId(an_id("ac", number)),
        initial="L",
        stars=stars,
        text="Took the time to explain.",
        posted_at=at(9, days=-number),
    )


def test_who_reads_what_is_said_of_a_doctor_is_told_when_it_changes(
    engine: Engine, clock: FrozenClock
) -> None:
    onlooker = Onlooker()
    suite = wire(some_settings(), clock=clock, engine=engine, ripples=onlooker)
    patient_of = AccountId(an_id("ac", 77))
    practice = a_practice(suite)
    practice = attrs.evolve(practice, patient=a_patient(suite, practice.clinic.id, account_id=patient_of))
    place = topic(practice.clinic.id, "reviews", practice.doctor.id)
    review = _rate(practice, _seen(practice, clock))
    assert onlooker.last == {place}
    keep = suite.part(KeepReviews)
    keep.answer(review.id, "Thank you.", manager_of(practice.clinic.id))
    assert onlooker.last == {place}
    admin = Actor(role=Role.ADMIN, account_id=ADMIN, clinic_id=practice.clinic.id)
    keep.hide(review.id, "On the patient's wish", admin)
    assert onlooker.last == {place}
    told = len(onlooker.said)
    keep.hide(review.id, "Once more", admin)
    assert len(onlooker.said) == told
