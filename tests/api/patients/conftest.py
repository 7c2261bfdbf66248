"""A demo with two clinics, in which patients sign in with codes as they would."""

from __future__ import annotations

import pytest

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import Engine
from tests.api.patients.demo import Demo
from tests.builders.people import a_clinic
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock


@pytest.fixture
def demo(preview: Engine, clock: FrozenClock) -> Demo:
    suite = wire(some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="error"), clock=clock, engine=preview)
    return Demo(
        suite=suite,
        client=create_app(suite).test_client(use_cookies=False),
        clinic_id=a_clinic(suite),
        other_id=a_clinic(suite, "Marina Skin Clinic"),
    )
