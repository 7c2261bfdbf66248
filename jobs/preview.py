"""The WSGI target of the preview engine: ``granian --interface wsgi --workers 1 jobs.preview:app``.

The preview engine lives in the memory of one process, so the web application, the workers, the
relay and the clock all live in that process too.
"""

from __future__ import annotations

import atexit
import multiprocessing.util
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import flask

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.kernel import log
from clinic_suite.settings import Settings
from jobs.household import Household, only_we
from jobs.listener import quieten_rq


def _open() -> flask.Flask:
    settings = Settings.from_env(os.environ)
    log.set_up(settings.log_level)
    quieten_rq()
    path = unquote(urlsplit(settings.mongodb_uri).path)
    lock = only_we(Path(path)) if path else None
    suite = wire(settings)
    household = Household(suite)
    app = create_app(suite)
    app.extensions["preview_lock"] = lock
    # The server forks its worker, and a forked child runs multiprocessing's last wishes, not atexit's.
    multiprocessing.util.Finalize(None, household.stop, exitpriority=10)
    atexit.register(household.stop)
    household.start()
    return app


app = _open()
