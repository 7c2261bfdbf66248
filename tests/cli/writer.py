"""Somebody who writes to a running clinic, and remembers what the clinic said it had done."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp

from tests.fakes.browser import SIGN_IN, Browser

_FIRST_DAY = date(2031, 1, 1)
_BETWEEN_WRITES_S = 0.3


class Writer:
    """Announces one closure after another, as the manager of the demo clinic."""

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._url = about["url"]
        self._clinic = about["samples"]["clinic_id"]
        who = next(s for s in about["sign_ins"] if s["role"] == "manager")
        self._proofs = {"email": who["email"], "password": who["password"]}
        self._browser = Browser()
        self._token = ""
        self._stop = threading.Event()
        self.acknowledged: list[str] = []

    def sign_in(self) -> None:
        """The first sign-in of a manager: an authenticator app, then e-mail, password and its code."""
        codes = pyotp.TOTP(self._ask("POST", "/api/v1/auth/totp", self._proofs)["secret"])
        # A step counts once, and the one before is still good: the older confirms, the newer signs in.
        now = datetime.now(UTC)
        older, newer = (codes.at(now, counter_offset=steps) for steps in (-1, 0))
        self._ask("POST", "/api/v1/auth/totp/confirmation", {**self._proofs, "totp": older})
        self._token = self._ask("POST", SIGN_IN, {**self._proofs, "totp": newer})["access_token"]

    def begin(self) -> threading.Thread:
        """Write until told to stop; what fails is not counted, because nobody promised it."""
        thread = threading.Thread(target=self._write, daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        self._stop.set()

    def still_there(self) -> set[str]:
        """Every closure that the clinic lists now."""
        found: set[str] = set()
        cursor = ""
        while True:
            page = self._ask("GET", f"/api/v1/clinics/{self._clinic}/closures?limit=100{cursor}")
            found |= {item["id"] for item in page["items"]}
            if page["next_cursor"] is None:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    def _write(self) -> None:
        day = _FIRST_DAY
        while not self._stop.wait(_BETWEEN_WRITES_S):
            day += timedelta(days=1)
            wish = {"from_on": str(day), "until_on": str(day), "reason": "Inventory"}
            try:
                done = self._ask("POST", f"/api/v1/clinics/{self._clinic}/closures", wish)
            except (OSError, ValueError):
                continue
            self.acknowledged.append(done["id"])

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if path == SIGN_IN:
            headers["DPoP"] = self._browser.proof(path, datetime.now(UTC), htu=f"{self._url}{path}")
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                read: dict[str, Any] = json.loads(answer.read() or b"{}")
                return read
        except urllib.error.HTTPError as refused:
            raise OSError(refused.read().decode()) from None
