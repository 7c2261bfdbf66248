"""Our application as it is served, on the bench's directory."""

from __future__ import annotations

from bench.targets.scene import opened
from clinic_suite.app import create_app

app = create_app(opened())
