"""Who is at the door: read from the request's token once, and believed nowhere else."""

from __future__ import annotations

from typing import Protocol

import attrs
import flask

from clinic_suite.kernel.actor import ANONYMOUS, STAFF, Actor, Role
from clinic_suite.kernel.errors import NotAllowed, SignInNeeded

_BEARER = "Bearer "


class Authenticator(Protocol):
    """Something that can tell from a token who somebody is."""

    def actor_of(self, token: str) -> Actor:
        """Answer the actor, or refuse with ``SignInNeeded``."""
        ...


@attrs.frozen(kw_only=True)
class Who:
    """Who may use a door: some roles, and how they must stand to what they touch.

    The relation is a sentence for people; the house's ``policies`` hold it.
    """

    roles: frozenset[Role]
    relation: str

    def admit(self, actor: Actor) -> None:
        if actor.role in self.roles:
            return
        if not actor.is_known:
            raise SignInNeeded
        raise NotAllowed


ANYONE = Who(roles=frozenset(Role) - {Role.SYSTEM}, relation="public")
OPERATOR = Who(roles=frozenset({Role.OPERATOR}), relation="runs the installation")


def staff(*roles: Role, relation: str = "of the same clinic") -> Who:
    """Some of a clinic's people; all of them when none is named."""
    return Who(roles=frozenset(roles) or STAFF, relation=relation)


def who_asks() -> Actor:
    """The actor of the present request."""
    if "actor" not in flask.g:
        flask.g.actor = _read()
    actor: Actor = flask.g.actor
    return actor


def _read() -> Actor:
    here = {"request_id": flask.g.get("request_id", ""), "ip": flask.request.remote_addr or ""}
    header = flask.request.headers.get("Authorization")
    if header is None:
        return attrs.evolve(ANONYMOUS, **here)
    if not header.startswith(_BEARER):
        raise SignInNeeded
    authenticator: Authenticator = flask.current_app.extensions["parts"][Authenticator]
    return attrs.evolve(authenticator.actor_of(header[len(_BEARER) :]), **here)
