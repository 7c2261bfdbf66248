"""Our application without the cache in front of it, so that every read is really made."""

from __future__ import annotations

from bench.targets.scene import opened
from clinic_suite.app import create_app

app = create_app(opened(), public_cache=False)
