"""When a device's asking is over, and how many there may be."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic_suite.auth.model import Device, DeviceState

ASK_FOR = timedelta(hours=24)
LARGEST_NUMBER = 5
_COUNTS_FOR_A_WHILE = frozenset({DeviceState.WAITING, DeviceState.REFUSED})


def asks_anew(device: Device, now: datetime) -> bool:
    """Whether this device has to ask again.

    Nobody answered for a day, or a day has passed since it was refused; a revoked one asks at once.
    """
    if device.state is DeviceState.REVOKED:
        return True
    return device.state in _COUNTS_FOR_A_WHILE and device.ask_ends_at <= now
