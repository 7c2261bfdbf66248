"""The WSGI entry point: ``granian --interface wsgi wsgi:app``."""

import os

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.settings import Settings

app = create_app(wire(Settings.from_env(os.environ)))
