"""The inbox of devices that wait, and one's own devices."""

from __future__ import annotations

from typing import Any

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import Approval, DeviceSeen
from clinic_suite.auth.routes.doors import ACCOUNT_HOLDERS, doors
from clinic_suite.auth.service import KeepDevices
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import DeviceId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.schema import page_of, wanted

DECIDERS = staff(Role.ADMIN, relation="of the same clinic, and not the device's own person")


@doors.get("/devices", who=staff(Role.ADMIN), query=shapes.DeviceQuery, answers=page_of(shapes.DeviceShape))
def list_devices(query: dict[str, Any]) -> Page[DeviceSeen]:
    """List the clinic's devices: those that wait, or those in another state."""
    return part(KeepDevices).list_of(query["state"], wanted(query, str), who_asks())


@doors.post(
    "/devices/<device_id>/approval",
    who=DECIDERS,
    body=shapes.ApprovalShape,
    answers=shapes.DeviceShape,
    status=200,
)
def approve_device(wish: Approval, device_id: DeviceId) -> DeviceSeen:
    """Let a device in, after comparing the code on its screen."""
    return part(KeepDevices).approve(device_id, wish.match_code, who_asks())


@doors.post("/devices/<device_id>/refusal", who=DECIDERS, answers=shapes.DeviceShape, status=200)
def refuse_device(device_id: DeviceId) -> DeviceSeen:
    """Turn a waiting device away."""
    return part(KeepDevices).refuse(device_id, who_asks())


@doors.post("/devices/<device_id>/revocation", who=ACCOUNT_HOLDERS, answers=shapes.DeviceShape, status=200)
def revoke_device(device_id: DeviceId) -> DeviceSeen:
    """Throw a device out: one of mine or, for an admin, anybody's of the clinic."""
    return part(KeepDevices).revoke(device_id, who_asks())


@doors.get("/auth/devices", who=ACCOUNT_HOLDERS, answers=page_of(shapes.DeviceShape))
def list_own_devices() -> Page[DeviceSeen]:
    """List my devices."""
    return Page(part(KeepDevices).list_own(who_asks()))
