"""Codes by message: how they are kept, how often they are sent, and when a number is held."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import phonenumbers

from clinic_suite.auth.model import CodeHistory, Purpose
from clinic_suite.kernel.errors import invalid

GOOD_FOR = timedelta(minutes=5)
TRIES = 5
DAY = timedelta(days=1)
PER_PLACE_AN_HOUR = 60
HELD_AFTER = 20
_STRANGERS_WAIT_AFTER = 10
_PAUSES = (30, 60, 120)
_AT_MOST = ((3, timedelta(minutes=10)), (5, timedelta(hours=1)), (10, DAY))
_IN_A_FLURRY = timedelta(minutes=10)


def code_mac(pepper: bytes, challenge_id: str, phone: str, purpose: Purpose, code: str) -> bytes:
    """What is stored of a code: bound to its challenge, number and purpose, and useless without the pepper."""
    said = "\x1f".join((challenge_id, phone, purpose.value, code))
    return hmac.digest(pepper, said.encode(), hashlib.sha256)


def may_be_sent_at(sent: Sequence[datetime], now: datetime) -> datetime:
    """The earliest moment for the next code, given when the others were sent.

    Half a minute after the first, a minute after the second, two after each further one; and
    three in ten minutes, five in an hour, ten in a day.
    """
    earliest = now
    lately = [at for at in sent if now - at < _IN_A_FLURRY]
    if lately:
        pause = _PAUSES[min(len(lately), len(_PAUSES)) - 1]
        earliest = max(earliest, max(lately) + timedelta(seconds=pause))
    for count, window in _AT_MOST:
        within = sorted(at for at in sent if now - at < window)
        if len(within) >= count:
            earliest = max(earliest, within[-count] + window)
    return earliest


def is_held(history: CodeHistory) -> bool:
    """Twenty wrong codes in a row: only a person at the desk lets this number in again."""
    return history.wrong_in_a_row >= HELD_AFTER


def strangers_wait_until(history: CodeHistory, now: datetime) -> datetime | None:
    """After ten wrong codes in a day, only browsers that this number has used before may go on."""
    failed = sorted(at for at in history.failed if now - at < DAY)
    if len(failed) < _STRANGERS_WAIT_AFTER:
        return None
    return failed[-_STRANGERS_WAIT_AFTER] + DAY


def check_country(phone: str, countries: Collection[str]) -> None:
    """Messages abroad cost money, so fraud pays there; we send where our patients live.

    ``countries`` are two letters each.  Some share a calling code (+1 is a whole continent's), and
    then it is the number itself that tells.
    """
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        raise invalid("/phone", "country") from None
    homes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(number.country_code or 0, ())
    home = homes[0] if len(homes) == 1 else phonenumbers.region_code_for_number(number)
    if home not in countries:
        raise invalid("/phone", "country")
