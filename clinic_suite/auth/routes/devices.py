"""The clinic's devices, one's own, and what a waiting one may ask; they are let in through approvals."""

from __future__ import annotations

from typing import Any

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import DeviceSeen, DeviceStanding
from clinic_suite.auth.routes.doors import ACCOUNT_HOLDERS, arrival, doors
from clinic_suite.auth.service import KeepDevices
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import DeviceId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.schema import page_of, wanted


@doors.get("/devices", who=staff(Role.ADMIN), query=shapes.DeviceQuery, answers=page_of(shapes.DeviceShape))
def list_devices(query: dict[str, Any]) -> Page[DeviceSeen]:
    """List the clinic's devices: those that wait, or those in another state."""
    return part(KeepDevices).list_of(query["state"], wanted(query, str), who_asks())


@doors.get("/devices/<device_id>/standing", who=ANYONE, answers=shapes.DeviceStandingShape)
def show_standing(device_id: DeviceId) -> DeviceStanding:
    """Show a waiting device, which proves its key, how its asking stands."""
    return part(KeepDevices).standing_of(device_id, arrival())


@doors.post("/devices/<device_id>/revocation", who=ACCOUNT_HOLDERS, answers=shapes.DeviceShape, status=200)
def revoke_device(device_id: DeviceId) -> DeviceSeen:
    """Throw a device out: one of mine or, for an admin, anybody's of the clinic."""
    return part(KeepDevices).revoke(device_id, who_asks())


@doors.get("/auth/devices", who=ACCOUNT_HOLDERS, answers=page_of(shapes.DeviceShape))
def list_own_devices() -> Page[DeviceSeen]:
    """List my devices."""
    return Page(part(KeepDevices).list_own(who_asks()))
