"""What the patients of a demo say of the year that is over, and what their clinic answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import attrs

from clinic_suite.auth.public import PhoneAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo.dice import SeededIds, dealt, dice
from clinic_suite.directory.model import Review, ReviewAnswer, ReviewHiding
from clinic_suite.directory.public import initial_of
from clinic_suite.directory.service import KeepReviews
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId, ReviewId
from clinic_suite.patients.model import Patient
from clinic_suite.patients.service import KeepFamilies, KeepPatients
from clinic_suite.scheduling.model import Appointment

OF_A_DOCTOR = 6
"""How many of a doctor's visits are rated."""


@attrs.frozen
class Said:
    """One thing to say, with what the clinic answers to it."""

    stars: int
    text: str = ""
    answer: str | None = None


_SAID = (
    Said(5, "Listened to everything and explained it in simple words. We came out less worried."),
    Said(5, "Seen exactly at the time I had booked. I was back at work in an hour.", "Thank you for writing."),
    Said(4, "Good doctor. The waiting room gets crowded after six."),
    Said(5, "Did not write more tests than needed and told us what each medicine is for."),
    Said(3, "The treatment helped, but I waited forty minutes with an appointment.",
         "We are sorry. An emergency came before you that morning; we now send word when we run late."),
    Said(5, "बहुत ध्यान से सुना और हर बात आराम से समझाई। पूरे परिवार को यहीं दिखाते हैं।"),
    Said(4, "Polite staff and a clean clinic. Parking is difficult."),
    Said(5),
    Said(5, "My mother is hard of hearing. The doctor wrote everything down for her.",
         "Please give her our regards."),
    Said(4, "दवा से तीन दिन में आराम मिला। शाम को भीड़ ज़्यादा रहती है, सुबह का समय लें।"),
    Said(2, "Felt rushed. I had more questions than there was time for.",
         "Thank you for telling us. Please come again within a week, we have kept time for your questions."),
    Said(5, "Very patient with my son, who is afraid of doctors."),
    Said(4),
    Said(5, "फ़ोन पर समय लिया, पहुँचते ही बुला लिया। फ़ीस भी वाजिब है।", "धन्यवाद। स्वस्थ रहें।"),
    Said(4, "Clear advice on food and sleep, not only medicines."),
    Said(5, "The reports were explained line by line. First time I understood them."),
    Said(3, "Good advice, but the desk could not tell me the total before the visit."),
    Said(5, "Called us the next day to ask how my father was. Thank you, doctor."),
    Said(4, "डॉक्टर अच्छे से देखते हैं। काउंटर पर थोड़ा और ध्यान दिया जाए।",
         "आपकी बात सही है, हमने काउंटर पर एक और व्यक्ति रखा है।"),
    Said(5, "Speaks my language, which makes all the difference."),
    Said(4, "Came for a second opinion and got an honest one."),
    Said(5),
    Said(3, "मुलाक़ात ठीक रही, पर आधा घंटा इंतज़ार करना पड़ा।"),
    Said(5, "Gentle and quick. It hurt less than I had feared."),
    Said(4, "Booking on the phone took two minutes. The visit itself was thorough."),
    Said(5, "पहली ही बार में सही कारण बता दिया। बहुत-बहुत आभार।"),
    Said(4, "Told me plainly that I did not need the costly scan."),
    Said(5, "Explains to children as well as to their parents."),
)  # fmt: skip
_HIDDEN = Said(
    1, "The gentleman before me, Mr. Bhosale, was told of his illness so loudly that we all heard it."
)
_WHY_HIDDEN = "Names another patient"


@attrs.frozen(kw_only=True)
class Rating:
    """Whose visits are rated, and with which dice."""

    suite: Suite
    seed: int
    number: int
    clinic_id: ClinicId

    @property
    def now(self) -> datetime:
        return self.suite.clock.now()


def rate(rating: Rating, seen: Sequence[Appointment]) -> None:
    """Let patients rate visits that have taken place; one of them says what an admin has hidden since."""
    if seen:
        reviews = list(_reviews(rating, seen))
        rating.suite.part(KeepReviews).remember(rating.clinic_id, reviews, the_house())


def _reviews(rating: Rating, seen: Sequence[Appointment]) -> Iterator[Review]:
    ids = SeededIds(rating.seed, f"reviews of {rating.number}")
    chance = dice(rating.seed, "reviews", rating.number)
    people = _people(rating, [v.patient_id for v in seen], ids)
    for number, (visit, said) in enumerate(zip(seen, dealt(chance, _SAID, len(seen)), strict=True)):
        account_id, initial = people[visit.patient_id]
        said_at = min(visit.ends_at + timedelta(hours=chance.randint(2, 200)), rating.now)
        hidden = number == 0
        words = _HIDDEN if hidden else said
        yield Review(
            id=ReviewId(ids.new("rv")),
            clinic_id=visit.clinic_id,
            practitioner_id=visit.practitioner_id,
            appointment_id=visit.id,
            account_id=account_id,
            initial=initial,
            stars=words.stars,
            text=words.text,
            posted_at=said_at,
            answer=_answered(words, said_at, rating.now, chance),
            hiding=ReviewHiding(reason=_WHY_HIDDEN, at=said_at, by=None) if hidden else None,
        )


def _answered(said: Said, said_at: datetime, now: datetime, chance: random.Random) -> ReviewAnswer | None:
    answered_at = said_at + timedelta(hours=chance.randint(5, 90))
    if said.answer is None or answered_at > now:
        return None
    return ReviewAnswer(text=said.answer, at=answered_at, by=None)


def _people(
    rating: Rating, patients: Sequence[PatientId], ids: SeededIds
) -> dict[PatientId, tuple[AccountId, str]]:
    """Who says it, and the letter under which it is shown; each phone that has rated has been proven before."""
    keep, phones = rating.suite.part(KeepPatients), rating.suite.part(PhoneAccounts)
    families, by = rating.suite.part(KeepFamilies), the_house()
    accounts: dict[str, AccountId] = {}
    people: dict[PatientId, tuple[AccountId, str]] = {}
    for patient_id in dict.fromkeys(patients):
        patient: Patient = keep.show(rating.clinic_id, patient_id, by)
        phone = patient.phone or ""
        if phone not in accounts:
            fresh = AccountId(ids.new("ac"))
            accounts[phone] = phones.accounts.admit(phone, fresh, None, rating.now).account_id
            families.give_records(accounts[phone], by)
        people[patient_id] = (accounts[phone], initial_of(patient.name))
    return people
