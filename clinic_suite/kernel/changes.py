"""What an edit changes: only what was sent, so that ``None`` can mean "nothing" and never "not said"."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal, Protocol, TypeVar

import attrs


class Versioned(attrs.AttrsInstance, Protocol):
    """Something that counts its edits."""

    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=Versioned)


class Unset(Enum):
    """The type of the one value that means "not said"."""

    UNSET = "unset"


UNSET: Final[Literal[Unset.UNSET]] = Unset.UNSET


def given(change: attrs.AttrsInstance) -> dict[str, Any]:
    """The fields that an edit says something about."""
    named = {f.name: getattr(change, f.name) for f in attrs.fields(type(change))}
    return {name: value for name, value in named.items() if value is not UNSET}


def applied(change: attrs.AttrsInstance, before: T) -> T:
    """The thing as it is after the edit, one version later."""
    return attrs.evolve(before, **given(change), version=before.version + 1)  # type: ignore[misc]
