"""Where the trail's checkpoints are kept: a folder, an object store, or nowhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson

from clinic_suite.audit.model import Checkpoint
from clinic_suite.audit.ports import Checkpoints


class Nowhere:
    """No place was named; then only what is inside the database can be verified."""

    def keep(self, checkpoint: Checkpoint) -> None:
        """There is nowhere to write it down."""

    def kept(self) -> Iterable[Checkpoint]:
        return ()


class InFolder:
    """One line a checkpoint, appended to a file for each chain, on the disk before the call returns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, checkpoint: Checkpoint) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / f"{checkpoint.chain}.jsonl").open("ab") as book:
            book.write(_line(checkpoint))
            book.flush()
            os.fsync(book.fileno())

    def kept(self) -> Iterable[Checkpoint]:
        for book in sorted(self._folder.glob("*.jsonl")):
            for line in book.read_bytes().splitlines():
                if line.strip():
                    yield _read(line)


class InBucket:
    """One object a checkpoint; a bucket with object lock keeps even its owner from changing one."""

    def __init__(self, bucket: str, prefix: str, client: Any) -> None:
        self._bucket = bucket
        self._prefix = prefix
        self._s3 = client

    def keep(self, checkpoint: Checkpoint) -> None:
        key = f"{self._prefix}{checkpoint.chain}/{checkpoint.number:012d}.json"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=_line(checkpoint))

    def kept(self) -> Iterable[Checkpoint]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        for page in pages:
            for item in page.get("Contents", ()):
                yield _read(self._s3.get_object(Bucket=self._bucket, Key=item["Key"])["Body"].read())


def checkpoints_at(address: str) -> Checkpoints:
    """The place that an address names: ``file:///folder`` or ``s3://bucket/prefix``."""
    if not address:
        return Nowhere()
    parts = urlsplit(address)
    if parts.scheme == "file":
        return InFolder(Path(unquote(parts.path)))
    prefix = parts.path.strip("/")
    return InBucket(parts.netloc, f"{prefix}/" if prefix else "", _s3())


def _s3() -> Any:
    # The SDK is large; only a process that keeps checkpoints in a bucket has to carry it.
    import boto3

    return boto3.client("s3")


def _line(checkpoint: Checkpoint) -> bytes:
    return orjson.dumps(
        {"chain": checkpoint.chain, "number": checkpoint.number, "digest": checkpoint.digest},
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _read(line: bytes) -> Checkpoint:
    return Checkpoint(**orjson.loads(line))
