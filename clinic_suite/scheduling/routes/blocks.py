"""Stretches of a diary that the desk takes out without anybody being away."""

from __future__ import annotations

from clinic_suite.kernel.ids import BlockId, DiaryId, PractitionerId, ResourceId
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.scheduling.model import Block, NewBlock
from clinic_suite.scheduling.routes.doors import doors
from clinic_suite.scheduling.schemas import blocks as shapes
from clinic_suite.scheduling.service import BlockTime


@doors.post(
    "/practitioners/<practitioner_id>/blocks",
    who=staff(),
    body=shapes.NewBlockShape,
    answers=shapes.BlockShape,
)
def block_practitioner(wish: NewBlock, practitioner_id: PractitionerId) -> Block:
    """Take a stretch of a practitioner's day out of the diary."""
    return part(BlockTime).block(DiaryId(practitioner_id), wish, who_asks())


@doors.delete("/practitioners/<practitioner_id>/blocks/<block_id>", who=staff())
def unblock_practitioner(practitioner_id: PractitionerId, block_id: BlockId) -> None:
    """Give a practitioner's time back that was taken out."""
    part(BlockTime).unblock(DiaryId(practitioner_id), block_id, who_asks())


@doors.post(
    "/resources/<resource_id>/blocks",
    who=staff(),
    body=shapes.NewBlockShape,
    answers=shapes.BlockShape,
)
def block_resource(wish: NewBlock, resource_id: ResourceId) -> Block:
    """Take a stretch of a room or device's day out of the diary."""
    return part(BlockTime).block(DiaryId(resource_id), wish, who_asks())


@doors.delete("/resources/<resource_id>/blocks/<block_id>", who=staff())
def unblock_resource(resource_id: ResourceId, block_id: BlockId) -> None:
    """Give a room or device's time back that was taken out."""
    part(BlockTime).unblock(DiaryId(resource_id), block_id, who_asks())
