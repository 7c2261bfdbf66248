"""What is done to a diary by a desk or a person, as plain values, so that another process can do it and die over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import attrs

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import AccountId, AppointmentId, ClinicId, OfferId
from clinic_suite.scheduling.model import Booking, Cancellation, Move, NewHold
from clinic_suite.scheduling.model.queue import WalkIn
from clinic_suite.scheduling.model.series import NewSeries
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, Suiting
from clinic_suite.scheduling.service import (
    BookVisits,
    ChangeVisits,
    HoldTimes,
    KeepWaitlist,
    LetIn,
    MatchWaiting,
    RepeatVisits,
)
from tests.builders.diary import TODAY, Practice, at
from tests.builders.diary_faults import outcome
from tests.builders.ids import an_id
from tests.builders.patients import a_patient

Told = Mapping[str, str]
"""Whom and what a deed is about."""


@attrs.frozen(kw_only=True)
class Deed:
    """One thing that somebody does: what must be there before, how it is done, how it may be answered again."""

    before: Callable[[Practice, int], dict[str, str]]
    do: Callable[[Suite, Told], object]
    again: str
    """What is said when it had been done in full: a refusal, or ``done`` where twice is as good as once."""

    def prepare(self, practice: Practice, place: int) -> dict[str, str]:
        """All that the deed needs, at a place of its own, so that what one leaves locked stops no other."""
        told = {
            "clinic": practice.clinic.id,
            "doctor": practice.doctor.id,
            "service": practice.service.id,
            "patient": practice.patient.id,
            "starts_at": when(place).isoformat(),
            # Somebody else each time: the holds of one person meet on one row.
            "account": an_id("ac", 100 + place),
        }
        return {**told, **self.before(practice, place)}


def when(place: int) -> datetime:
    return at(10, days=1 + place)


def _later(told: Told) -> datetime:
    return _starts(told).replace(hour=_starts(told).hour + 2)


def _starts(told: Told) -> datetime:
    return datetime.fromisoformat(told["starts_at"])


def _desk(told: Told) -> Actor:
    account = AccountId(told["account"])
    return Actor(role=Role.FRONT_DESK, account_id=account, clinic_id=ClinicId(told["clinic"]))


def _person(told: Told) -> Actor:
    return Actor(role=Role.PATIENT, account_id=AccountId(told["account"]))


def _named(told: Told) -> dict[str, Any]:
    return {"practitioner_id": told["doctor"], "service_id": told["service"], "starts_at": _starts(told)}


def _nothing(_practice: Practice, _place: int) -> dict[str, str]:
    return {}


def _a_visit(practice: Practice, place: int) -> dict[str, str]:
    return {"visit": practice.book(when(place)).id}


def _a_hold(practice: Practice, place: int) -> dict[str, str]:
    return {"token": practice.hold(when(place)).token}


def _a_person(practice: Practice, place: int) -> dict[str, str]:
    return {"patient": practice.own(100 + place).patient.id}


def _a_persons_hold(practice: Practice, place: int) -> dict[str, str]:
    own = practice.own(100 + place)
    return {"patient": own.patient.id, "token": own.hold(when(place)).token}


def _an_offer(practice: Practice, place: int) -> dict[str, str]:
    patient = a_patient(practice.suite, practice.clinic.id)
    day = when(place).date()
    wish = NewWait(
        patient_id=patient.id,
        service_id=practice.service.id,
        suiting=(Suiting(from_on=TODAY, until_on=day),),
    )
    wait = practice.suite.part(KeepWaitlist).join(wish, practice.desk)
    time = NewOffer(practitioner_id=practice.doctor.id, starts_at=when(place))
    offer = practice.suite.part(MatchWaiting).offer(wait.id, time, practice.desk)
    return {"offer": offer.id, "patient": patient.id}


def _book(suite: Suite, told: Told, by: Callable[[Told], Actor] = _desk) -> object:
    wish = Booking(patient_id=told["patient"], **_named(told))  # type: ignore[arg-type]
    return suite.part(BookVisits).book(wish, by(told))


def _hold(suite: Suite, told: Told) -> object:
    return suite.part(HoldTimes).hold(NewHold(**_named(told)), _desk(told))


def _book_held(suite: Suite, told: Told, by: Callable[[Told], Actor] = _desk) -> object:
    wish = Booking(patient_id=told["patient"], hold_token=told["token"])  # type: ignore[arg-type]
    return suite.part(BookVisits).book(wish, by(told))


def _move(suite: Suite, told: Told) -> object:
    visit = AppointmentId(told["visit"])
    return suite.part(ChangeVisits).reschedule(visit, Move(starts_at=_later(told)), _desk(told))


def _cancel(suite: Suite, told: Told) -> object:
    visit = AppointmentId(told["visit"])
    return suite.part(ChangeVisits).cancel(visit, Cancellation(reason="Ill"), _desk(told))


def _repeat(suite: Suite, told: Told) -> object:
    wish = NewSeries(patient_id=told["patient"], every_weeks=4, count=2, **_named(told))  # type: ignore[arg-type]
    return suite.part(RepeatVisits).book(wish, _desk(told))


def _walk_in(suite: Suite, told: Told) -> object:
    wish = WalkIn(practitioner_id=told["doctor"], service_id=told["service"], patient_id=told["patient"])  # type: ignore[arg-type]
    return suite.part(LetIn).walk_in(ClinicId(told["clinic"]), wish, _desk(told))


def _accept(suite: Suite, told: Told) -> object:
    return suite.part(MatchWaiting).accept(OfferId(told["offer"]), _desk(told))


DEEDS = {
    "book": Deed(before=_nothing, do=_book, again="slot-taken"),
    "hold": Deed(before=_nothing, do=_hold, again="slot-taken"),
    "book_held": Deed(before=_a_hold, do=_book_held, again="hold-expired"),
    "book_own": Deed(before=_a_person, do=partial(_book, by=_person), again="slot-taken"),
    "book_own_held": Deed(before=_a_persons_hold, do=partial(_book_held, by=_person), again="hold-expired"),
    "move": Deed(before=_a_visit, do=_move, again="done"),
    "cancel": Deed(before=_a_visit, do=_cancel, again="visit-not-so"),
    "repeat": Deed(before=_nothing, do=_repeat, again="series-not-free"),
    "walk_in": Deed(before=_nothing, do=_walk_in, again="done"),
    "accept": Deed(before=_an_offer, do=_accept, again="offer-over"),
}


def do_again(suite: Suite, name: str, told: Told) -> str:
    return outcome(lambda: DEEDS[name].do(suite, told))
