"""Wherever checkpoints are kept, they come back as they were written."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from clinic_suite.audit.model import Checkpoint
from clinic_suite.audit.ports import Checkpoints
from integrations.checkpoints import InBucket, InFolder, Nowhere, checkpoints_at

ONE = Checkpoint(chain="cl_1", number=1, digest="a" * 64)
TWO = Checkpoint(chain="cl_1", number=2, digest="b" * 64)
OTHER = Checkpoint(chain="house", number=1, digest="c" * 64)


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """A local S3 server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Checkpoints:
    if request.param == "folder":
        return InFolder(tmp_path / "checkpoints")
    client = boto3.client(
        "s3",
        endpoint_url=request.getfixturevalue("object_store"),
        region_name="ap-south-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(
        Bucket=f"trail-{tmp_path.name.lower().replace('_', '-')[:40]}",
        CreateBucketConfiguration={"LocationConstraint": "ap-south-1"},
    )
    return InBucket(f"trail-{tmp_path.name.lower().replace('_', '-')[:40]}", "audit/", client)


def test_what_was_kept_comes_back_in_order(place: Checkpoints) -> None:
    for point in (ONE, TWO, OTHER):
        place.keep(point)
    assert list(place.kept()) == [ONE, TWO, OTHER]


def test_a_place_where_nothing_was_kept_is_empty(place: Checkpoints) -> None:
    assert list(place.kept()) == []


def test_an_address_names_its_place(tmp_path: Path) -> None:
    named = checkpoints_at(f"file://{tmp_path}/points")
    named.keep(ONE)
    assert list(InFolder(tmp_path / "points").kept()) == [ONE]


def test_without_an_address_nothing_is_written_down() -> None:
    nowhere = checkpoints_at("")
    assert isinstance(nowhere, Nowhere)
    nowhere.keep(ONE)
    assert list(nowhere.kept()) == []
