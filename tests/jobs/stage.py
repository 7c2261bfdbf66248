"""A house for the tests of jobs: a reception whose effects can be counted."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import attrs

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.events import Fact, Heard, Subscriptions, Tick, afterwards, every, fact
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.outbox import LEASE, Outbox
from clinic_suite.kernel.unit_of_work import UnitOfWork, is_within
from clinic_suite.settings import Settings

CLINIC = ClinicId("cl_" + "0" * 20)


@fact("frontdesk.patient_arrived")
@attrs.frozen(kw_only=True)
class PatientArrived(Fact):
    """Somebody stands at the desk."""

    visit: str


@fact("frontdesk.patient_left")
@attrs.frozen(kw_only=True)
class PatientLeft(Fact):
    """Somebody goes home; three handlers hear of it, and one of them always fails."""

    visit: str


class PrinterJammed(Exception):
    """What the failing handler fails with; its message must never reach a log or a row."""


class Reception:
    """Handlers whose effects can be counted: one row for each time that an effect became true."""

    def __init__(self, engine: Engine, takes_s: float = 0) -> None:
        self._effects = engine.database["effects"]
        self._takes_s = takes_s

    @afterwards(PatientArrived)
    def call_the_nurse(self, heard: Heard[PatientArrived]) -> None:
        self._effects.insert_one({"of": heard.fact.visit, "by": "call_the_nurse", "pid": os.getpid()})
        time.sleep(self._takes_s)

    @afterwards(PatientLeft)
    def free_the_room(self, heard: Heard[PatientLeft]) -> None:
        self._effects.insert_one({"of": heard.fact.visit, "by": "free_the_room"})

    @afterwards(PatientLeft)
    def print_the_receipt(self, heard: Heard[PatientLeft]) -> None:
        raise PrinterJammed("the receipt of Asha Rao, +91 98450 12345")

    @afterwards(PatientLeft)
    def thank_the_patient(self, heard: Heard[PatientLeft]) -> None:
        self._effects.insert_one({"of": heard.fact.visit, "by": "thank_the_patient"})

    @every(timedelta(minutes=1))
    def count_the_waiting(self, tick: Tick) -> None:
        self._effects.insert_one({"of": tick.planned_at.isoformat(), "by": "count_the_waiting"})

    @every(timedelta(days=7))
    def close_the_week(self, tick: Tick) -> None:
        self._effects.insert_one({"of": tick.planned_at.isoformat(), "by": "close_the_week"})


class Courier:
    """A handler whose work leaves the house; it says whether a transaction was waiting for it."""

    def __init__(self, engine: Engine) -> None:
        self.was_within: list[bool] = []
        self.fails = 0
        self._effects = engine.database["effects"]

    @afterwards(PatientArrived, leaves_the_house=True)
    def send_the_letter(self, heard: Heard[PatientArrived]) -> None:
        self.was_within.append(is_within())
        if self.fails:
            self.fails -= 1
            raise PrinterJammed("the letter of Asha Rao")
        self._effects.insert_one({"of": heard.fact.visit, "by": "send_the_letter"})


class Slow:
    """A handler that, the first time, is still at it when its lease lapses."""

    def __init__(self, engine: Engine) -> None:
        self._effects = engine.database["effects"]
        self.began = threading.Event()
        self.may_end = threading.Event()

    @afterwards(PatientArrived)
    def take_the_history(self, heard: Heard[PatientArrived]) -> None:
        self._effects.insert_one({"of": heard.fact.visit})
        if not self.began.is_set():
            self.began.set()
            assert self.may_end.wait(20)


class EverySecond:
    """Something that happens each second."""

    @every(timedelta(seconds=1))
    def breathe(self, tick: Tick) -> None:
        """Nothing but its row counts."""


def furnish(
    settings: Settings,
    *,
    lease: timedelta = LEASE,
    clock: Clock | None = None,
    engine: Engine | None = None,
    handlers: Iterable[object] | None = None,
    takes_s: float = 0,
    outbox: type[Outbox] = Outbox,
) -> Suite:
    """A wired suite in which the reception is the only house."""
    bare = wire(settings, clock=clock, engine=engine)
    subscriptions = Subscriptions([Reception(bare.engine, takes_s)] if handlers is None else handlers)
    rows = outbox(bare.engine, bare.ids, lease)
    uow = UnitOfWork(bare.engine, bare.clock, bare.ids, subscriptions, rows)
    return attrs.evolve(bare, subscriptions=subscriptions, outbox=rows, uow=uow)


def arrive(suite: Suite, *visits: str) -> None:
    """Let patients arrive, all in one transaction."""

    def record(tx: Any) -> None:
        for visit in visits:
            tx.record(PatientArrived(clinic_id=CLINIC, visit=visit))

    suite.uow.run(record)
