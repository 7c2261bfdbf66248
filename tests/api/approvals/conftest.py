"""The doors, over HTTP but without a server."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite


@pytest.fixture
def client(suite: Suite) -> FlaskClient:
    """A browser with a cookie jar of its own."""
    return create_app(suite).test_client()
