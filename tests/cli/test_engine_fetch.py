"""``clinic engine fetch`` against a file server of our own, honest and otherwise."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import attrs
import click.testing
import pytest

from clinic_suite.cli import builds
from clinic_suite.cli.engine import engine, this_machine

SERVER = b"#!/bin/sh\necho 'db version v7.0.28'\n" + b"# ballast\n" * 20_000


@attrs.define
class Site:
    """What the server has, and how badly it behaves."""

    files: dict[str, bytes] = attrs.field(factory=dict)
    cut_after: int | None = None
    ranges: list[str] = attrs.field(factory=list)
    knows_ranges: bool = True
    address: str = ""

    def publish(self, archive: bytes, checksum: str | None = None) -> None:
        path = f"/{builds.archive_path(this_machine())}"
        said = checksum or hashlib.sha256(archive).hexdigest()
        self.files = {path: archive, f"{path}.sha256": f"{said}  {path.rpartition('/')[2]}\n".encode()}


@pytest.fixture
def site() -> Iterator[Site]:
    published = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, published)

        def log_message(self, format: str, *args: object) -> None:
            """The test's output is no place for an access log."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        published.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield published
        server.shutdown()
        thread.join()


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLINIC_VAR", str(tmp_path))
    monkeypatch.delenv("MONGODB_URI", raising=False)
    # A proxy of this machine must not stand between a test and its own server.
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path


def test_a_fetched_server_is_checked_kept_and_used_from_then_on(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER, "mongodb-7/bin/mongos": b"other"}))

    told = _fetch(site)

    assert told.exit_code == 0, told.output
    assert "db version v7.0.28" in told.output
    assert (var / "engine" / "mongod").read_bytes() == SERVER
    assert f"was fetched to {var / 'engine' / 'mongod'}" in _engine().output


def test_nothing_but_the_server_is_kept(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER, "mongodb-7/README": b"read me"}))

    _fetch(site)

    assert [p.name for p in (var / "engine").iterdir()] == ["mongod"]


def test_a_wrong_checksum_is_refused_and_the_file_deleted(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER}), checksum="0" * 64)

    told = _fetch(site)

    assert told.exit_code == 1
    assert "it was deleted" in told.output
    assert list((var / "engine").iterdir()) == []


def test_a_missing_checksum_is_refused_before_anything_is_downloaded(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER}))
    del site.files[next(name for name in site.files if name.endswith(".sha256"))]

    told = _fetch(site)

    assert told.exit_code == 1
    assert "cannot be read" in told.output
    assert list(var.rglob("*.part")) == []


def test_a_cut_download_leaves_no_server_and_the_next_call_goes_on_where_it_stopped(
    site: Site, var: Path
) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER, "mongodb-7/ballast": os.urandom(100_000)}))
    site.cut_after = 50_000

    cut = _fetch(site)
    site.cut_after = None
    whole = _fetch(site)

    assert cut.exit_code == 1
    assert "was cut" in cut.output
    assert "50000 bytes are kept" in cut.output
    assert whole.exit_code == 0, whole.output
    assert site.ranges == ["bytes=50000-"]
    assert (var / "engine" / "mongod").read_bytes() == SERVER


def test_a_site_that_cannot_go_on_is_asked_for_the_whole_again(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER, "mongodb-7/ballast": os.urandom(100_000)}))
    site.cut_after = 50_000
    _fetch(site)
    site.cut_after, site.knows_ranges = None, False

    told = _fetch(site)

    assert told.exit_code == 0, told.output
    assert (var / "engine" / "mongod").read_bytes() == SERVER


@pytest.mark.parametrize(
    "name", ["../../bin/mongod", "/etc/bin/mongod", "mongodb-7/../../evil", "mongodb-7/bin/../../../mongod"]
)
def test_an_archive_that_points_outside_itself_is_refused(site: Site, var: Path, name: str) -> None:
    site.publish(_archive({name: SERVER, "mongodb-7/bin/mongod": SERVER}))

    told = _fetch(site)

    assert told.exit_code == 1
    assert "no honest archive" in told.output
    assert list((var / "engine").iterdir()) == []
    assert not (var.parent / "evil").exists()


def test_a_link_in_the_place_of_the_server_is_refused(site: Site, var: Path) -> None:
    site.publish(_archive({}, links={"mongodb-7/bin/mongod": "/bin/sh"}))

    told = _fetch(site)

    assert "is not one ordinary file" in told.output
    assert list((var / "engine").iterdir()) == []


def test_an_archive_without_a_server_is_refused(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongos": SERVER}))

    assert "holds no bin/mongod" in _fetch(site).output


def test_what_is_no_archive_at_all_is_refused(site: Site, var: Path) -> None:
    site.publish(b"<html>Sign in to the hotel's network</html>")

    assert "is not an archive" in _fetch(site).output


def test_a_server_that_does_not_run_here_is_not_kept(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": b"#!/bin/sh\necho 'no libcrypto' >&2; exit 127\n"}))

    told = _fetch(site)

    assert "does not run on this machine: no libcrypto" in told.output
    assert list((var / "engine").iterdir()) == []


def test_a_failed_fetch_leaves_the_server_that_was_there(site: Site, var: Path) -> None:
    site.publish(_archive({"mongodb-7/bin/mongod": SERVER}))
    _fetch(site)
    site.publish(b"nonsense")

    _fetch(site)

    assert (var / "engine" / "mongod").read_bytes() == SERVER


def test_only_a_web_address_can_be_fetched_from(var: Path) -> None:
    told = click.testing.CliRunner().invoke(engine, ["fetch", "--from", "file:///etc"])

    assert told.exit_code == 1
    assert "is not a web address" in told.output


def _fetch(site: Site) -> click.testing.Result:
    return click.testing.CliRunner().invoke(engine, ["fetch", "--from", site.address])


def _engine() -> click.testing.Result:
    return click.testing.CliRunner().invoke(engine, [])


def _archive(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(content), 0o755
            tar.addfile(about, io.BytesIO(content))
        for name, target in (links or {}).items():
            about = tarfile.TarInfo(name)
            about.type, about.linkname = tarfile.SYMTYPE, target
            tar.addfile(about)
    return packed.getvalue()


def _answer(request: http.server.BaseHTTPRequestHandler, site: Site) -> None:
    body = site.files.get(request.path)
    if body is None:
        request.send_error(404)
        return
    wanted = request.headers.get("Range")
    start = 0
    if wanted:
        site.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if site.knows_ranges else 0
    request.send_response(206 if start else 200)
    request.send_header("Content-Length", str(len(body) - start))
    request.end_headers()
    cut = site.cut_after if request.path.endswith(".tgz") else None
    request.wfile.write(body[start:cut])
