"""A practitioner of before the link to an account says that there is none, and one with a link keeps it."""

from __future__ import annotations

from clinic_suite.bootstrap import MIGRATIONS
from clinic_suite.directory.service import KeepPractitioners
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.migrations.files import read_folder
from clinic_suite.kernel.mongo import Engine
from tests.builders.directory import a_clinic, a_practitioner
from tests.builders.people import an_account
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

_NAME = "0003_practitioners_say_their_account"


def _up(engine: Engine) -> None:
    next(f for f in read_folder(MIGRATIONS) if f.name == _NAME).load()(engine.database)


def test_practitioners_of_before_are_nobody_s_account_and_can_be_linked(
    engine: Engine, clock: FrozenClock
) -> None:
    suite = a_suite_on(engine, clock)
    clinic = a_clinic(suite)
    old, linked = a_practitioner(suite, clinic.id), a_practitioner(suite, clinic.id, registration_number="M2")
    account = an_account(suite, clinic.id)
    keep = suite.part(KeepPractitioners)
    keep.link(linked.id, account.id, the_house())
    engine.database["practitioners"].update_one(
        {"_id": old.id}, {"$unset": {"account_id": ""}}, bypass_document_validation=True
    )
    _up(engine)
    _up(engine)
    assert keep.practitioners.of_clinic(clinic.id, old.id).account_id is None
    assert keep.practitioners.of_clinic(clinic.id, linked.id).account_id == account.id
    other = an_account(suite, clinic.id, email="b@x.example", with_device=False)
    assert keep.link(old.id, other.id, the_house()).account_id == other.id
