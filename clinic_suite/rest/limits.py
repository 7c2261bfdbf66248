"""How often somebody may knock.  Counted in Redis for all processes; in this process while Redis is away."""

from __future__ import annotations

import math
import time
from enum import StrEnum

import flask
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.log import logger


class TooOften(Refusal):
    """More requests than a person makes; waiting helps."""

    status = 429
    title = "That was too often. Please wait a moment."


class Pace(StrEnum):
    """Kinds of traffic that are counted apart."""

    ANONYMOUS = "anonymous"
    PUBLIC_READ = "public_read"
    PATIENT = "patient"
    STAFF = "staff"
    DOCTOR = "doctor"


A_MINUTE: dict[Pace, RateLimitItem] = {
    Pace.ANONYMOUS: RateLimitItemPerMinute(30),
    Pace.PUBLIC_READ: RateLimitItemPerMinute(300),
    Pace.PATIENT: RateLimitItemPerMinute(60),
    Pace.STAFF: RateLimitItemPerMinute(240),
    Pace.DOCTOR: RateLimitItemPerMinute(300),
}
_AWAY_FOR_S = 5.0


class Limits:
    """Counts knocks and refuses the one too many."""

    def __init__(self, redis_url: str, *, on: bool = True) -> None:
        self._on = on
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(
            storage_from_string(
                redis_url, wrap_exceptions=True, socket_connect_timeout=0.5, socket_timeout=0.5
            )
        )
        self._away_until = 0.0

    def knock(self, actor: Actor, *, public_read: bool) -> None:
        """Count one request of this actor, and refuse it when it is one too many."""
        if not self._on:
            return
        pace = pace_of(actor, public_read=public_read)
        allowed, reset_at = self._hit(A_MINUTE[pace], pace.value, actor.account_id or actor.place)
        if not allowed:
            wait = max(1, math.ceil(reset_at - time.time()))
            raise TooOften(headers={"Retry-After": str(wait)})

    def _hit(self, item: RateLimitItem, *who: str) -> tuple[bool, float]:
        if time.monotonic() >= self._away_until:
            try:
                if self._shared.hit(item, *who):
                    return True, 0
                return False, self._shared.get_window_stats(item, *who).reset_time
            except StorageError:
                # Counting must not stand between a patient and a booking: go on counting here.
                self._away_until = time.monotonic() + _AWAY_FOR_S
                logger.warning("limits_counted_locally")
        return self._here.hit(item, *who), self._here.get_window_stats(item, *who).reset_time


def pace_of(actor: Actor, *, public_read: bool) -> Pace:
    """How fast this actor may go."""
    if actor.role is Role.DOCTOR:
        return Pace.DOCTOR
    if actor.is_staff or actor.role is Role.OPERATOR:
        return Pace.STAFF
    if actor.role is Role.PATIENT:
        return Pace.PATIENT
    return Pace.PUBLIC_READ if public_read else Pace.ANONYMOUS


def knock(actor: Actor, *, public_read: bool) -> None:
    """Count the present request."""
    limits: Limits = flask.current_app.extensions["parts"][Limits]
    limits.knock(actor, public_read=public_read)
