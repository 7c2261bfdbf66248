"""What we refuse, and how a refusal is said.

A refusal names the state of the world (``SlotTaken``), and its snake form is API:
clients decide by the slug, people read the title and the detail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

import attrs


@attrs.frozen
class Fault:
    """One thing wrong in what was sent: a JSON pointer and a code, e.g. ``/phone`` and ``format``."""

    pointer: str
    code: str


class Refusal(Exception):
    """A wish that the house understands and does not grant."""

    status: ClassVar[int] = 409
    title: ClassVar[str] = "This cannot be done now."

    def __init__(
        self,
        detail: str = "",
        *,
        faults: tuple[Fault, ...] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.faults = faults
        self.headers = dict(headers or {})
        self.members = dict(members or {})
        """What the answer says besides, under names of its own, e.g. the code that two people compare."""

    @property
    def slug(self) -> str:
        """The name in the API: ``SlotTaken`` is ``slot-taken``."""
        return slug_of(type(self))


def slug_of(refusal: type[Refusal]) -> str:
    """``IdempotencyKeyMissing`` becomes ``idempotency-key-missing``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", refusal.__name__).lower()


class NotFound(Refusal):
    """No such thing, or none that this person may know of: the two look the same to the byte."""

    status = 404
    title = "There is nothing here that you may see."


class SignInNeeded(Refusal):
    """Nobody is signed in, or the token cannot be believed."""

    status = 401
    title = "Please sign in first."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class NotAllowed(Refusal):
    """We know who asks, and this is not theirs to do."""

    status = 403
    title = "Your role does not include this."


class NotValid(Refusal):
    """Well-formed, and not something that the house accepts."""

    status = 422
    title = "Some of what was sent cannot be accepted."


class Malformed(Refusal):
    """Not readable as what it claims to be."""

    status = 400
    title = "The request could not be read."


class VersionMissing(Refusal):
    """An edit must say which version it saw, or it would overwrite a colleague unseen."""

    status = 428
    title = "Say which version you are changing (If-Match)."


class VersionStale(Refusal):
    """Somebody changed it in between."""

    status = 412
    title = "Somebody changed this in the meantime. Reload and look before you change it."


def invalid(pointer: str, code: str, detail: str = "") -> NotValid:
    """A refusal about one place in what was sent."""
    return NotValid(detail, faults=(Fault(pointer, code),))
