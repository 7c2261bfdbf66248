"""The ``clinic`` command: quick to answer, and every command that it lists can be called."""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from clinic_suite.cli import SUBCOMMANDS, main
from clinic_suite.cli.folder import DataFolder, write_private_json

HEAVY = ("pymongo", "mongomock", "flask", "rich", "cryptography", "redis")


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    for name in ("MONGODB_URI", "REDIS_URL", "CLINIC_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLINIC_VAR", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder = DataFolder(tmp_path)
    folder.prepare()
    return folder


@pytest.fixture
def sick_clinic() -> Iterator[str]:
    """A clinic that is up and cannot reach its database."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b'{"status":"not_ready","checks":[{"name":"engine","holds":false,"sentence":"It does not answer."}]}'
            self.send_response(503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """The test's output is no place for an access log."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_listed_command_can_be_called(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])

    assert told.exit_code == 0, told.output


def test_help_lists_every_command_with_a_line_about_it() -> None:
    told = CliRunner().invoke(main, ["--help"]).output

    assert [
        name for name, declared in SUBCOMMANDS.items() if f"{name} " not in told or declared.says not in told
    ] == []


def test_help_waits_for_no_database_driver() -> None:
    code = (
        "import sys\nfrom clinic_suite.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print('HEAVY', *[m for m in {HEAVY!r} if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[-1] == "HEAVY"


def test_an_unknown_command_is_refused() -> None:
    told = CliRunner().invoke(main, ["fly"])

    assert told.exit_code == 2
    assert "No such command 'fly'" in told.output


def test_the_launcher_itself_never_loads_a_database_driver() -> None:
    code = "import sys, clinic_suite.cli.run\nprint([m for m in ('pymongo', 'flask') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "[]"


def test_who_asks_for_a_database_before_there_is_one_is_told_what_to_do(var: DataFolder) -> None:
    told = CliRunner().invoke(main, ["db", "check"])

    assert told.exit_code == 1
    assert "set MONGODB_URI, or start a clinic with `make run`" in told.output


def test_the_preview_engine_of_a_running_clinic_cannot_be_opened_by_a_second_process(var: DataFolder) -> None:
    address = f"preview://{var.root}/preview.bson"
    write_private_json(var.card, {"url": "http://127.0.0.1:1", "engine": "preview", "mongodb_uri": address})

    with var.held():
        told = CliRunner().invoke(main, ["db", "apply"])

    assert told.exit_code == 1
    assert "stop the clinic first" in told.output


def test_the_database_of_a_stopped_clinic_can_be_applied_and_checked(var: DataFolder) -> None:
    known = {
        "url": "http://127.0.0.1:8000",
        "engine": "preview",
        "mongodb_uri": f"preview://{var.root}/preview.bson",
        "redis": "redis://127.0.0.1:1/0",
    }
    write_private_json(var.card, known)

    migrated = CliRunner().invoke(main, ["db", "migrate"])
    status = CliRunner().invoke(main, ["db", "status"])
    checked = CliRunner().invoke(main, ["db", "check"])

    assert migrated.exit_code == 0, migrated.output
    assert re.search(r"^0001_\w+: applied \d{4}-", status.output)
    assert checked.output.strip() == "The database agrees with its declarations."


def test_a_sick_clinic_is_described_in_words_and_by_the_exit_code(var: DataFolder, sick_clinic: str) -> None:
    told = CliRunner().invoke(main, ["health", "--url", sick_clinic])

    assert told.exit_code == 1
    assert "NOT able to work" in told.output
    assert "NO  engine: It does not answer." in told.output


def test_a_clinic_that_does_not_answer_is_said_to_be_silent(var: DataFolder) -> None:
    write_private_json(var.card, {"url": "http://127.0.0.1:1"})

    told = CliRunner().invoke(main, ["health"])

    assert told.exit_code == 1
    assert "Nobody answers at http://127.0.0.1:1" in told.output


def test_health_asks_the_web_and_nothing_else() -> None:
    told = CliRunner().invoke(main, ["health", "--url", "file:///etc/passwd"])

    assert "is not a web address" in told.output


def test_every_command_is_a_click_command() -> None:
    context = click.Context(main)

    assert all(isinstance(main.get_command(context, name), click.Command) for name in SUBCOMMANDS)
