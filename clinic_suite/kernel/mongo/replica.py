"""Makes a lone ``mongod`` a replica set of one, because only a replica set has transactions."""

from __future__ import annotations

import socket
import time
from typing import Any

import pymongo
from pymongo import MongoClient
from pymongo.errors import ConnectionFailure, OperationFailure

_NOT_YET_INITIATED = 94
_INITIATED_MEANWHILE = 23
"""A server that comes back says for a moment that it has no set, until it has read which it had."""
_STILL_STARTING = frozenset({_NOT_YET_INITIATED, _INITIATED_MEANWHILE, 10107, 11600, 13435, 13436})
_PAUSE_S = 0.05


class ReplicaSetAway(Exception):
    """The server did not become a primary in time."""


def initiate(host: str, port: int, name: str, timeout_s: float = 150) -> str:
    """Wait for the server, make it the only member of its set, wait until it accepts writes.

    Answers the address to use.  A set that remembers another port, because this one was taken
    the last time, is told the new one.
    """
    address = f"mongodb://{host}:{port}/?directConnection=true"
    member = f"{host}:{port}"
    until = time.monotonic() + timeout_s
    # The driver looks again only every half second; a plain socket notices at once when the server listens.
    while not _listens(host, port) and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    client: MongoClient[dict[str, Any]] = MongoClient(address, serverSelectionTimeoutMS=500)
    try:
        while time.monotonic() < until:
            try:
                if _is_primary_as(client, member, min(5.0, until - time.monotonic())):
                    return f"{address}&replicaSet={name}"
                _agree(client, name, member)
            except ConnectionFailure:
                pass
            except OperationFailure as refused:
                if refused.code not in _STILL_STARTING:
                    raise
            time.sleep(_PAUSE_S)
    finally:
        client.close()
    raise ReplicaSetAway(f"mongod on {member} did not become a primary within {timeout_s:g} s")


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _is_primary_as(client: MongoClient[dict[str, Any]], member: str, within_s: float) -> bool:
    with pymongo.timeout(within_s):
        hello = client.admin.command("hello")
    return bool(hello.get("isWritablePrimary")) and hello.get("me") == member


def _agree(client: MongoClient[dict[str, Any]], name: str, member: str) -> None:
    wanted = {"_id": 0, "host": member}
    with pymongo.timeout(30):
        try:
            held = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure as refused:
            if refused.code != _NOT_YET_INITIATED:
                raise
            # A set of one has nobody to vote against it, so there is nothing to wait for.
            settings = {"electionTimeoutMillis": 1000}
            config = {"_id": name, "members": [wanted], "settings": settings}
            client.admin.command("replSetInitiate", config)
            return
        if held["members"][0]["host"] != member:
            held["members"] = [{**held["members"][0], "host": member}]
            held["version"] += 1
            client.admin.command("replSetReconfig", held, force=True)
