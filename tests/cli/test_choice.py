"""Which engines a run uses: a table, because the order of preference is the whole rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from clinic_suite.cli.choice import Choice, DatabaseKind, NoRedis, RedisKind, choose
from clinic_suite.cli.engine import in_words

GIVEN, PRIVATE, PREVIEW = DatabaseKind.GIVEN, DatabaseKind.PRIVATE, DatabaseKind.PREVIEW
URI = {"MONGODB_URI": "mongodb://db.example/clinic"}
MONGOD = {"mongod": "/usr/bin/mongod"}


def _choose(
    var: Path,
    environ: Mapping[str, str],
    on_path: Mapping[str, str],
    wheel: str | None = "/wheel/valkey-server",
) -> Choice:
    return choose(environ, on_path.get, var, wheel)


@pytest.mark.parametrize(
    ("environ", "fetched", "on_path", "kind", "why"),
    [
        (URI, True, MONGOD, GIVEN, "MONGODB_URI names it"),
        (URI, False, {}, GIVEN, "MONGODB_URI names it"),
        ({}, True, MONGOD, PRIVATE, "was fetched to"),
        ({}, False, MONGOD, PRIVATE, "/usr/bin/mongod is on PATH"),
        ({}, False, {}, PREVIEW, "no mongod was fetched or is on PATH"),
        ({"MONGODB_URI": ""}, False, {}, PREVIEW, "MONGODB_URI is not set"),
    ],
)
def test_a_given_database_comes_before_a_fetched_one_before_one_on_path_before_the_preview_engine(
    tmp_path: Path,
    environ: Mapping[str, str],
    fetched: bool,
    on_path: Mapping[str, str],
    kind: DatabaseKind,
    why: str,
) -> None:
    if fetched:
        (tmp_path / "engine").mkdir()
        (tmp_path / "engine" / "mongod").touch()

    chosen = _choose(tmp_path, environ, on_path).database

    assert chosen.kind is kind
    assert why in chosen.why


@pytest.mark.parametrize(
    ("environ", "on_path", "kind", "where"),
    [
        ({"REDIS_URL": "redis://r"}, {"redis-server": "/r"}, RedisKind.GIVEN, "redis://r"),
        ({}, {"redis-server": "/r", "valkey-server": "/v"}, RedisKind.PRIVATE, "/v"),
        ({}, {"redis-server": "/r"}, RedisKind.PRIVATE, "/r"),
        ({}, {}, RedisKind.PRIVATE, "/wheel/valkey-server"),
    ],
)
def test_a_given_redis_comes_before_one_on_path_before_the_one_in_our_packages(
    tmp_path: Path, environ: Mapping[str, str], on_path: Mapping[str, str], kind: RedisKind, where: str
) -> None:
    chosen = _choose(tmp_path, environ, on_path).redis

    assert (chosen.kind, chosen.address or chosen.program) == (kind, where)


def test_a_machine_with_no_redis_at_all_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRedis, match="set REDIS_URL"):
        _choose(tmp_path, {}, {}, wheel=None)


def test_who_falls_back_to_the_preview_engine_is_told_that_the_old_data_waits(tmp_path: Path) -> None:
    (tmp_path / "mongo").mkdir()

    assert f"waits in {tmp_path / 'mongo'}" in _choose(tmp_path, {}, {}).database.why


def test_the_preview_engine_is_kept_in_a_file_even_in_a_folder_whose_name_holds_a_space(
    tmp_path: Path,
) -> None:
    address = _choose(tmp_path / "my clinic", {}, {}).database.address

    assert address.startswith("preview:///")
    assert address.endswith("/my%20clinic/preview.bson")


def test_a_database_password_is_never_repeated_on_the_screen(tmp_path: Path) -> None:
    secret = {"MONGODB_URI": "mongodb://a:hunter2@db", "REDIS_URL": "redis://:hunter2@r"}

    assert "hunter2" not in "\n".join(in_words(_choose(tmp_path, secret, {})))
