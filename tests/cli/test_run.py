"""``clinic run`` for real: started in a folder of its own, asked over HTTP, stopped and killed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

from clinic_suite.cli.folder import REPOSITORY
from clinic_suite.cli.leash import MARK
from clinic_suite.cli.ports import any_free
from tests.cli.writer import Writer

UP_WITHIN_S = 240
STOPPED_WITHIN_S = 60
DOCTORS = "/api/v1/practitioners"


@attrs.define
class Clinic:
    """One ``clinic run`` and its data folder."""

    var: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self) -> None:
        self.begin()
        self.await_up()

    def begin(self) -> None:
        """Start it and do not wait."""
        self.starts += 1
        with self._screen.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "clinic_suite.cli", "run"],
                cwd=REPOSITORY,
                env=self.environ,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def await_up(self) -> None:
        _until(self._is_up, UP_WITHIN_S, self.screen)

    def stop(self, wish: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(wish)
        return self.process.wait(STOPPED_WITHIN_S)

    @property
    def card(self) -> Path:
        return self.var / "demo.json"

    @property
    def _screen(self) -> Path:
        return self.var / f"screen-{self.starts}"

    def screen(self) -> str:
        return self._screen.read_text()

    def about(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.card.read_text())
        return read

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.about()['url']}{path}", timeout=30) as answer:
            return json.load(answer)

    def refuses_the_password_of(self, other: Clinic) -> bool:
        """Ask to come in with a password of some installation; what else is missing is no matter here."""
        [doctor] = [s for s in other.about()["sign_ins"] if s["role"] == "doctor"]
        body = json.dumps({"email": doctor["email"], "password": doctor["password"]}).encode()
        headers = {"Content-Type": "application/json"}
        url = f"{self.about()['url']}/api/v1/auth/sign-in"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30):
                return False
        except urllib.error.HTTPError as refused:
            with refused:
                told = json.load(refused)
        assert told["status"] != 429, told
        return str(told["type"]).endswith("invalid-credentials")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "clinic_suite.cli", *arguments]
        return subprocess.run(
            argv, cwd=REPOSITORY, env=self.environ, capture_output=True, text=True, check=False
        )

    def children(self) -> dict[int, str]:
        """Every living process that carries our folder in its environment, however deep."""
        mark = f"{MARK}={self.var / 'run'}".encode()
        return {pid: line for pid, line in _processes() if mark in _read(pid, "environ").split(b"\0")}

    def pid_of(self, name: str) -> int:
        return int((self.var / "run" / f"{name}.pid").read_text().split()[0])

    def _is_up(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.screen()
        return self.card.exists() and "Ctrl-C stops all of it" in self.screen()


@pytest.fixture
def preview_clinic(tmp_path: Path) -> Iterator[Clinic]:
    """On a machine that has no mongod, whatever this one has."""
    without = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "mongod").exists()]
    yield from _clinic(tmp_path, {"PATH": os.pathsep.join(without)})


@pytest.fixture
def two_preview_clinics(tmp_path: Path) -> Iterator[tuple[Clinic, Clinic]]:
    """Two installations of one machine that wish for the same port."""
    without = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "mongod").exists()]
    given = {"PATH": os.pathsep.join(without), "CLINIC_PORT": str(any_free())}
    homes = (tmp_path / "one", tmp_path / "other")
    for home in homes:
        home.mkdir()
    with contextmanager(_clinic)(homes[0], given) as one, contextmanager(_clinic)(homes[1], given) as other:
        yield one, other


@pytest.fixture
def mongodb_clinic(tmp_path: Path, mongod_program: str) -> Iterator[Clinic]:
    """With a private mongod of its own, found on PATH."""
    yield from _clinic(tmp_path, {})


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for its children in /proc")


def test_a_preview_clinic_runs_with_one_command_and_keeps_its_data(preview_clinic: Clinic) -> None:
    clinic = preview_clinic
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", int(clinic.environ["CLINIC_PORT"])))
        somebody.listen()
        clinic.start()

    about, doctors = clinic.about(), clinic.get(DOCTORS)
    second = clinic.command("run")
    health = clinic.command("health")
    code = clinic.stop(signal.SIGINT)

    assert about["engine"] == "preview"
    assert stat.S_IMODE(clinic.card.stat().st_mode) == 0o600
    assert f"Port {clinic.environ['CLINIC_PORT']} is taken" in clinic.screen()
    assert about["url"] in clinic.screen()
    assert about["samples"]["clinic_id"]
    assert (second.returncode, "already runs on" in second.stderr) == (1, True)
    assert health.returncode == 0, health.stdout
    assert (code, clinic.children()) == (0, {})

    clinic.start()
    assert clinic.get(DOCTORS) == doctors
    assert clinic.about()["samples"] == about["samples"]
    assert clinic.stop(signal.SIGTERM) == 0
    assert clinic.children() == {}


def test_two_clinics_started_at_once_with_the_same_wish_answer_on_two_ports(
    two_preview_clinics: tuple[Clinic, Clinic],
) -> None:
    for clinic in two_preview_clinics:
        clinic.begin()
    for clinic in two_preview_clinics:
        clinic.await_up()
    one, other = two_preview_clinics

    assert one.about()["url"] != other.about()["url"]
    assert "is taken, so this run answers on" in one.screen() + other.screen()
    for clinic, stranger in ((one, other), (other, one)):
        assert clinic.get("/healthz") == {"status": "alive"}
        # The passwords of a demo follow from its data folder's own secret, so only its own clinic knows them.
        assert [clinic.refuses_the_password_of(clinic) for _ in range(6)] == [False] * 6
        assert [clinic.refuses_the_password_of(stranger) for _ in range(2)] == [True] * 2


def test_what_falls_over_is_started_again_and_a_killed_run_leaves_nothing(preview_clinic: Clinic) -> None:
    clinic = preview_clinic
    clinic.start()
    valkey = clinic.pid_of("valkey")

    os.kill(valkey, signal.SIGKILL)
    _until(lambda: clinic.pid_of("valkey") != valkey, 30, clinic.screen)
    assert "valkey was ended by SIGKILL; it starts again in 1 s" in clinic.screen()
    _until(lambda: clinic.command("health").returncode == 0, 60, clinic.screen)

    clinic.stop(signal.SIGKILL)
    _until(lambda: not clinic.children(), STOPPED_WITHIN_S, lambda: str(clinic.children()))
    clinic.start()
    assert clinic.get("/readyz")["status"] == "ready"


def test_a_setting_that_cannot_be_used_stops_the_start_with_all_its_faults(preview_clinic: Clinic) -> None:
    preview_clinic.environ |= {"CLINIC_LOG_LEVEL": "loud", "CLINIC_PUBLIC_ULR": "http://clinic.example"}

    told = preview_clinic.command("run")

    assert told.returncode == 1
    assert "CLINIC_LOG_LEVEL: " in told.stderr
    assert "CLINIC_PUBLIC_ULR: is not a setting of Clinic Suite" in told.stderr
    assert "Traceback" not in told.stderr
    assert preview_clinic.children() == {}


@pytest.mark.engines
def test_a_clinic_on_mongodb_killed_while_somebody_writes_loses_nothing_that_it_acknowledged(
    mongodb_clinic: Clinic,
) -> None:
    clinic = mongodb_clinic
    clinic.start()
    about, doctors = clinic.about(), clinic.get(DOCTORS)
    workers = [name for name in clinic.children().values() if "jobs.worker" in name]
    writer = Writer(about)
    writer.sign_in()
    writing = writer.begin()
    _until(lambda: len(writer.acknowledged) >= 5, 60, clinic.screen)
    before_the_fall = len(writer.acknowledged)
    os.kill(clinic.pid_of("mongod"), signal.SIGKILL)
    _until(lambda: len(writer.acknowledged) >= before_the_fall + 5, 120, clinic.screen)

    for pid in clinic.children():
        os.kill(pid, signal.SIGKILL)
    writer.stop()
    clinic.stop(signal.SIGKILL)
    _until(lambda: not clinic.children(), STOPPED_WITHIN_S, lambda: str(clinic.children()))
    clinic.start()

    assert about["engine"] == "mongodb"
    assert len(workers) == len({re.sub(r".*jobs.worker.", "", line) for line in workers}) >= 1
    assert clinic.get(DOCTORS) == doctors
    writing.join(30)
    assert set(writer.acknowledged) <= writer.still_there()
    assert clinic.get("/readyz")["status"] == "ready"
    assert clinic.command("db", "check").stdout.strip() == "The database agrees with its declarations."
    assert clinic.stop(signal.SIGTERM) == 0
    assert clinic.children() == {}


def _clinic(var: Path, given: dict[str, str]) -> Iterator[Clinic]:
    strange = ("CLINIC_", "MONGODB_URI", "REDIS_URL", "PYTEST_")
    environ = {n: v for n, v in os.environ.items() if not n.startswith(strange)}
    own = {
        "CLINIC_VAR": str(var),
        "CLINIC_PORT": str(any_free()),
        "no_proxy": "127.0.0.1,localhost",
        "COLUMNS": "200",
    }
    clinic = Clinic(var, {**environ, **own, **given})
    yield clinic
    if clinic.process and clinic.process.poll() is None:
        clinic.stop(signal.SIGTERM)
    for pid in clinic.children():
        os.kill(pid, signal.SIGKILL)


def _until(holds: Callable[[], object], within_s: float, told: Callable[[], str]) -> None:
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.1)


def _processes() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield (
                int(entry.name),
                _read(int(entry.name), "cmdline").replace(b"\0", b" ").decode(errors="replace"),
            )


def _read(pid: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""
