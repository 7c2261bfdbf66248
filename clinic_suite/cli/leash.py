"""Keeps a child from outliving us, even when we are killed with no time to say goodbye."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_SET_PARENT_DEATH_SIGNAL = 1
_PAUSE_S = 0.05
_STAT_GROUP, _STAT_STARTED = 2, 19


def leashed(parent: int) -> Callable[[], None] | None:
    """What a new child does before it becomes its program: ask for SIGTERM when its parent dies.

    SIGTERM and not SIGKILL, because mongod, Valkey and the preview engine save when they are asked to
    stop.  Linux only: elsewhere the next start finds leftovers by their pid files.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def hold() -> None:
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            # The parent died between the fork and the line above, so no signal will ever come.
            os._exit(1)

    return hold


def started_mark(pid: int) -> str:
    """When this process began, in its system's own words: a number used again has another mark."""
    stat = _stat(pid)
    if stat:
        return stat[_STAT_STARTED]
    told = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def write_pid_file(file: Path, pid: int) -> None:
    file.write_text(f"{pid} {started_mark(pid)}\n")


def end_leftovers(run_folder: Path, within_s: float = 15) -> list[str]:
    """End what an earlier run, killed before it could stop its children, left behind; answer their names."""
    ended = []
    for file in sorted(run_folder.glob("*.pid")):
        pid_text, _, mark = file.read_text().strip().partition(" ")
        if pid_text.isdigit() and _is_ours(int(pid_text), mark, run_folder):
            end_group(int(pid_text), within_s)
            ended.append(file.stem)
        file.unlink()
    return ended


def end_group(group: int, within_s: float) -> None:
    """Ask the leader of a group to stop, wait, then kill whoever of the group is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(group, signal.SIGTERM)
    until = time.monotonic() + within_s
    while time.monotonic() < until and members(group):
        time.sleep(_PAUSE_S)
    kill_group(group)


def kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def members(group: int) -> list[int]:
    """The living processes of a group; a zombie has ended already."""
    if sys.platform != "linux":
        told = subprocess.run(
            ["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=False
        )
        rows = (line.split() for line in told.stdout.splitlines())
        return [int(pid) for pid, pgid, state in rows if int(pgid) == group and not state.startswith("Z")]
    return [pid for pid in _pids() if _belongs(_stat(pid), group)]


def _is_ours(pid: int, mark: str, run_folder: Path) -> bool:
    if not members(pid):
        return False
    if started_mark(pid) == mark:
        return True
    # The leader is gone but its own children live: each carries our folder in its environment.
    return any(_environment_names(member, run_folder) for member in members(pid))


def _environment_names(pid: int, run_folder: Path) -> bool:
    try:
        return f"{MARK}={run_folder}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


# In the environment of every child, so that a later run can tell its own from a stranger's.
MARK = "SUITE_RUN_FOLDER"


def _pids() -> Iterable[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _belongs(stat: list[str], group: int) -> bool:
    return bool(stat) and stat[0] != "Z" and int(stat[_STAT_GROUP]) == group


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; the name before it may itself hold spaces."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
