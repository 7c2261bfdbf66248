"""The doors, over HTTP but without a server."""

from __future__ import annotations

import pytest

from clinic_suite.bootstrap import Suite
from tests.api.town import Town, a_town


@pytest.fixture
def town(suite: Suite) -> Town:
    """Two clinics behind the real doors, with an authenticator that believes what a token says."""
    return a_town(suite)
