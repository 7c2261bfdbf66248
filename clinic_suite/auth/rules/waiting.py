"""When a device's asking is over, and how many there may be."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic_suite.auth.model import Device, DeviceState, Standing

ASK_FOR = timedelta(hours=24)
LARGEST_NUMBER = 5
_COUNTS_FOR_A_WHILE = frozenset({DeviceState.WAITING, DeviceState.REFUSED})

_STANDS = {
    DeviceState.WAITING: Standing.WAITING,
    DeviceState.APPROVED: Standing.APPROVED,
    DeviceState.REFUSED: Standing.REFUSED,
    DeviceState.REVOKED: Standing.WITHDRAWN,
}


def standing_at(device: Device, now: datetime) -> Standing:
    """How a device's asking stands at this instant; one that nobody answered for a day has lapsed."""
    has_lapsed = device.state is DeviceState.WAITING and device.ask_ends_at <= now
    return Standing.LAPSED if has_lapsed else _STANDS[device.state]


def asks_anew(device: Device, now: datetime) -> bool:
    """Whether this device has to ask again.

    Nobody answered for a day, or a day has passed since it was refused; a revoked one asks at once.
    """
    if device.state is DeviceState.REVOKED:
        return True
    return device.state in _COUNTS_FOR_A_WHILE and device.ask_ends_at <= now
