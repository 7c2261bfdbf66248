"""Makes the parts of the diary, each once."""

from __future__ import annotations

import attrs

from clinic_suite.directory.public import Directory, Offers, VisitReviews
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex, Ciphers
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.recent import Recent
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.patients.public import Registry
from clinic_suite.scheduling import repository as questions
from clinic_suite.scheduling.repository.waiting import Offers as SlotOffers
from clinic_suite.scheduling.repository.waiting import Waitlist
from clinic_suite.scheduling.service.blocking import BlockTime
from clinic_suite.scheduling.service.boards import KeepBoards
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.calendars import TellCalendars
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.claiming import ClaimTime
from clinic_suite.scheduling.service.drawing import DrawSheets
from clinic_suite.scheduling.service.holding import HoldTimes
from clinic_suite.scheduling.service.lining import KeepLine
from clinic_suite.scheduling.service.looking import LookAtDiary
from clinic_suite.scheduling.service.matching import MatchWaiting
from clinic_suite.scheduling.service.offering import KnownOffers
from clinic_suite.scheduling.service.planning import PlanDiaries
from clinic_suite.scheduling.service.queueing import RunQueue
from clinic_suite.scheduling.service.rating import RateVisits
from clinic_suite.scheduling.service.repeating import RepeatVisits
from clinic_suite.scheduling.service.waiting import KeepWaitlist
from clinic_suite.scheduling.service.walking_in import LetIn
from clinic_suite.scheduling.service.watching import WatchQueue


@attrs.frozen(kw_only=True)
class Ground:
    """What the diary stands on."""

    engine: Engine
    uow: UnitOfWork
    clock: Clock
    ids: Ids
    ciphers: Ciphers
    blind: BlindIndex
    directory: Directory
    offers: Offers
    registry: Registry
    reviews: VisitReviews
    remember_s: float
    """How long what hardly ever changes is remembered; nought where every change must be seen at once."""


def build(on: Ground) -> dict[type, object]:
    """The use cases by their class."""
    sheets = questions.DaySheets(on.engine)
    visits = questions.Appointments(on.engine, on.ciphers)
    known = KnownOffers(
        directory=on.directory,
        offers=on.offers,
        terms=questions.TermsBook(on.engine),
        houses=Recent(on.remember_s),
        services=Recent(on.remember_s),
    )
    draw = _draw(on, known, sheets)
    holding = HoldTimes(
        uow=on.uow,
        clock=on.clock,
        blind=on.blind,
        offers=known,
        claims=ClaimTime(clock=on.clock, ids=on.ids, sheets=sheets),
        claimants=questions.Claimants(on.engine),
        sheets=sheets,
    )
    booking = _book(on, holding, visits)
    waiting = _wait(on, booking)
    change = _change(on, booking)
    return {
        DrawSheets: draw,
        BookVisits: booking,
        ChangeVisits: change,
        HoldTimes: holding,
        KeepWaitlist: waiting,
        MatchWaiting: MatchWaiting(uow=on.uow, clock=on.clock, ids=on.ids, booking=booking, keep=waiting),
        LookAtDiary: _look(on, booking),
        PlanDiaries: _plan(on, known, draw),
        **_queue(on, change),
        **_around(on, change),
    }


def _book(on: Ground, holding: HoldTimes, visits: questions.Appointments) -> BookVisits:
    """Booking claims time as holding does, and meets it on the same pages."""
    return BookVisits(
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        registry=on.registry,
        offers=holding.offers,
        claims=holding.claims,
        sheets=holding.sheets,
        visits=visits,
    )


def _look(on: Ground, booking: BookVisits) -> LookAtDiary:
    return LookAtDiary(
        clock=on.clock,
        offers=on.offers,
        known=booking.offers,
        registry=on.registry,
        sheets=booking.sheets,
        visits=booking.visits,
    )


def _wait(on: Ground, booking: BookVisits) -> KeepWaitlist:
    return KeepWaitlist(
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        registry=on.registry,
        booking=booking,
        waits=Waitlist(on.engine),
        offers=SlotOffers(on.engine),
    )


def _change(on: Ground, booking: BookVisits) -> ChangeVisits:
    return ChangeVisits(
        uow=on.uow,
        clock=on.clock,
        registry=on.registry,
        offers=booking.offers,
        booking=booking,
        sheets=booking.sheets,
        visits=booking.visits,
        line=KeepLine(
            clock=on.clock,
            ids=on.ids,
            offers=booking.offers,
            sheets=booking.sheets,
            days=questions.QueueDays(on.engine),
        ),
    )


def _around(on: Ground, change: ChangeVisits) -> dict[type, object]:
    """What is done with visits besides leading them through their day."""
    return {
        RepeatVisits: RepeatVisits(
            uow=on.uow, ids=on.ids, booking=change.booking, change=change, sheets=change.sheets
        ),
        BlockTime: BlockTime(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            offers=on.offers,
            houses=change.offers,
            resources=questions.Resources(on.engine),
            sheets=change.sheets,
        ),
        TellCalendars: TellCalendars(
            uow=on.uow,
            clock=on.clock,
            registry=on.registry,
            directory=on.directory,
            offers=on.offers,
            change=change,
            feeds=questions.CalendarFeeds(on.engine),
        ),
        RateVisits: RateVisits(
            uow=on.uow, clock=on.clock, registry=on.registry, change=change, reviews=on.reviews
        ),
    }


def _queue(on: Ground, change: ChangeVisits) -> dict[type, object]:
    """Everything about those who are in the clinic moves the same lines."""
    line, days = change.line, change.line.days
    run = RunQueue(uow=on.uow, clock=on.clock, blind=on.blind, change=change, line=line)
    return {
        RunQueue: run,
        LetIn: LetIn(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            registry=on.registry,
            offers=change.offers,
            sheets=change.sheets,
            booking=change.booking,
            queue=run,
        ),
        WatchQueue: WatchQueue(
            clock=on.clock, registry=on.registry, change=change, line=line, sheets=change.sheets, days=days
        ),
        KeepBoards: KeepBoards(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            offers=change.offers,
            keys=questions.BoardKeys(on.engine),
            days=days,
        ),
    }


def _draw(on: Ground, known: KnownOffers, sheets: questions.DaySheets) -> DrawSheets:
    return DrawSheets(
        uow=on.uow,
        clock=on.clock,
        directory=on.directory,
        offers=on.offers,
        houses=known,
        diaries=questions.Diaries(on.engine),
        templates=questions.Templates(on.engine),
        exceptions=questions.Exceptions(on.engine),
        sheets=sheets,
    )


def _plan(on: Ground, known: KnownOffers, draw: DrawSheets) -> PlanDiaries:
    return PlanDiaries(
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        directory=on.directory,
        offers=on.offers,
        houses=known,
        draw=draw,
        diaries=draw.diaries,
        templates=draw.templates,
        exceptions=draw.exceptions,
        resources=questions.Resources(on.engine),
        terms=questions.TermsBook(on.engine),
    )
