"""Who is at the door: read from the request's token once, and believed nowhere else."""

from __future__ import annotations

from typing import Any, Protocol

import attrs
import flask

from clinic_suite.kernel.actor import STAFF, Actor, Role
from clinic_suite.kernel.errors import NotAllowed, SignInNeeded

# What the layers around Flask and the doors inside it tell each other travels in the WSGI environment.
REQUEST_ID = "clinic_suite.request_id"
ACTOR = "clinic_suite.actor"
ROUTE = "clinic_suite.route"
PUBLIC = "clinic_suite.public"
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
    environ = flask.request.environ
    actor: Actor | None = environ.get(ACTOR)
    if actor is None:
        actor = environ[ACTOR] = _read(environ)
    return actor


def request_id() -> str:
    """The name of the present request, which its answer and its log line carry."""
    name: str = flask.request.environ.get(REQUEST_ID, "")
    return name


def _read(environ: dict[str, Any]) -> Actor:
    here = {"request_id": environ.get(REQUEST_ID, ""), "ip": environ.get("REMOTE_ADDR") or ""}
    header: str | None = environ.get("HTTP_AUTHORIZATION")
    if header is None:
        return Actor(role=Role.ANONYMOUS, **here)
    if not header.startswith(_BEARER):
        raise SignInNeeded
    authenticator: Authenticator = flask.current_app.extensions["parts"][Authenticator]
    return attrs.evolve(authenticator.actor_of(header[len(_BEARER) :]), **here)
