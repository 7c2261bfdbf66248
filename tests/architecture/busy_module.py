"""A module as none of ours may be: it works while it is imported.  Nothing but one test imports it."""

import socket
import threading
from pathlib import Path

import requests  # noqa: F401

socket.socket().close()
Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8")
threading.Thread(target=threading.Event().wait, name="busy", daemon=True).start()
