"""The data folder of one installation: what is kept in it, who may use it, and its secrets."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

REPOSITORY = Path(__file__).resolve().parents[2]
_KEY_BYTES = 32
_OWNER_ONLY = 0o600


class AlreadyRunning(Exception):
    """Another ``clinic run`` holds this data folder."""


def data_folder(environ: Mapping[str, str]) -> Path:
    """``CLINIC_VAR`` when it is set, else ``var`` beside the code."""
    return Path(environ.get("CLINIC_VAR") or REPOSITORY / "var").expanduser().resolve()


@attrs.frozen
class Secrets:
    """What this installation alone knows; made once, kept for its owner's eyes."""

    secret: str
    master_key: str
    redis_password: str


@attrs.frozen
class DataFolder:
    """The places inside one data folder."""

    root: Path

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def mongo(self) -> Path:
        return self.root / "mongo"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def card(self) -> Path:
        """``demo.json``: the address, engines, sign-ins and sample ids of this installation, for scripts."""
        return self.root / "demo.json"

    @property
    def ports(self) -> Path:
        return self.root / "ports.json"

    def prepare(self) -> None:
        for folder in (self.root, self.log, self.run):
            folder.mkdir(parents=True, exist_ok=True)

    def secrets(self) -> Secrets:
        """The secrets of this installation; the first call makes them."""
        kept = read_json(self.root / "secrets.json")
        if not kept:
            kept = {
                "secret": _fresh_key(),
                "master_key": f"1:{_fresh_key()}",
                "redis_password": secrets.token_urlsafe(24),
            }
            write_private_json(self.root / "secrets.json", kept)
        return Secrets(**kept)

    def fresh_metrics_folder(self) -> Path:
        """An empty folder for this run's counters, because those of dead processes would be added to ours."""
        home = self.root / "metrics"
        shutil.rmtree(home, ignore_errors=True)
        fresh = home / secrets.token_hex(4)
        fresh.mkdir(parents=True)
        return fresh

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for one run.

        The kernel drops the lock when its holder dies, however it dies, so a stale lock cannot exist.
        """
        with (self.run / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise AlreadyRunning(self._sentence(file.read().strip())) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def is_held(self) -> bool:
        """Whether a run has this folder now."""
        try:
            with (self.run / "lock").open("a+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def _sentence(self, holder: str) -> str:
        url = read_json(self.card).get("url", "")
        at = f" at {url}" if url else ""
        return (
            f"Clinic Suite already runs on {self.root} (process {holder or 'unknown'}){at}: "
            "stop that one first, or set CLINIC_VAR to another folder."
        )


def read_json(path: Path) -> dict[str, Any]:
    """What a file of ours holds, or nothing when it is not there."""
    try:
        held: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return held


def write_private_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write whole or not at all, and never for a moment readable by others."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(opened, "w") as out:
        json.dump(value, out, indent=2, ensure_ascii=False)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)


def _fresh_key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
