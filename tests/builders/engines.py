"""Engines for tests: empty, with the collections applied or with nothing at all."""

from __future__ import annotations

import os
import secrets
from typing import Any

from clinic_suite.bootstrap import COLLECTIONS
from clinic_suite.kernel.collections import apply
from clinic_suite.kernel.mongo import Engine, connect


def a_preview_engine() -> Engine:
    """A preview engine that keeps nothing, with every collection applied."""
    engine = connect("preview://memory", "test")
    apply(engine, COLLECTIONS)
    return engine


def a_mongodb_engine(uri: str) -> Engine:
    """A database of its own on a real server, with nothing in it; drop it with ``drop_database``."""
    return connect(uri, f"test_{os.getpid()}_{secrets.token_hex(4)}")


def drop_database(engine: Engine) -> None:
    engine.database.client.drop_database(engine.database.name)
    engine.close()


def empty_collections(engine: Engine) -> None:
    """Take every document out; collections, validators and indexes stay, because making them is slow."""
    for name in _filled(engine):
        engine.database[name].delete_many({})


def _filled(engine: Engine) -> list[str]:
    """Which collections have a document: one question for all, because most of sixty are empty."""
    first, *others = [spec.name for spec in COLLECTIONS]
    steps = [*_one_of(first), *({"$unionWith": {"coll": n, "pipeline": _one_of(n)}} for n in others)]
    return [row["name"] for row in engine.database[first].aggregate(steps)]


def _one_of(name: str) -> list[dict[str, Any]]:
    return [{"$limit": 1}, {"$project": {"_id": 0, "name": {"$literal": name}}}]
