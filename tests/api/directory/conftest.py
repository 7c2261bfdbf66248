"""The directory's doors, over HTTP but without a server."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite


@pytest.fixture
def client(suite: Suite) -> FlaskClient:
    """Somebody who asks; each request says by itself who that is."""
    return create_app(suite).test_client()
