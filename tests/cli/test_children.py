"""Children of a run: none is left behind, and one that falls over is started again, later and later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clinic_suite.cli.children import ChildGaveUp, Children, ChildSpec, pause_after
from clinic_suite.cli.leash import MARK, end_leftovers, members, started_mark

SLEEPS = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT_OF_ONE = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]).wait()"


class Kept:
    """A set of children in a folder of their own, and what was said about them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.said: list[str] = []
        self.children = Children(home, home, home, self.said.append, lambda: None)

    def start(self, code: str, name: str = "child", stop_within_s: float = 5) -> int:
        spec = ChildSpec(name=name, argv=(sys.executable, "-c", code), stop_within_s=stop_within_s)
        return self.children.start(spec).pid


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path)
    yield made
    made.children.stop_all(())


def _until(holds: Callable[[], object], within_s: float = 10) -> None:
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_stopped_child_takes_its_own_children_with_it(kept: Kept) -> None:
    pid = kept.start(PARENT_OF_ONE)
    _until(lambda: len(members(pid)) == 2)

    kept.children.stop_all(())

    # The kernel takes a moment over a killed process that nobody waits for.
    _until(lambda: members(pid) == [])


def test_a_child_that_does_not_hear_is_ended_and_that_is_said(kept: Kept) -> None:
    pid = kept.start(STUBBORN, name="deaf", stop_within_s=0.3)
    _until(lambda: "deaf" in (kept.home / "deaf.log").read_text())

    kept.children.stop_all(())

    # The kernel takes a moment over a killed process that nobody waits for.
    _until(lambda: members(pid) == [])
    assert kept.said == ["deaf did not stop in 0.3 s and was ended."]


def test_children_stop_in_the_order_in_which_they_need_each_other(kept: Kept, tmp_path: Path) -> None:
    tells = "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (open({file!r}, 'a').write('{name} '), sys.exit(0)))\nprint('up', flush=True)\ntime.sleep(60)"
    order = tmp_path / "order"
    for name in ("mongod", "valkey", "web", "worker-events"):
        kept.start(tells.format(file=str(order), name=name), name=name)
    for name in ("mongod", "valkey", "web", "worker-events"):
        _until(lambda name=name: "up" in (kept.home / f"{name}.log").read_text())

    kept.children.stop_all(("web", "clockwork", "worker", "valkey", "mongod"))

    assert order.read_text().split() == ["web", "worker-events", "valkey", "mongod"]


def test_a_child_that_falls_over_is_said_aloud_and_started_again(kept: Kept) -> None:
    pid = kept.start(SLEEPS, name="web")
    os.kill(pid, signal.SIGKILL)
    _until(lambda: members(pid) == [])

    _until(lambda: kept.children.tend() or kept.said)
    _until(lambda: kept.children.tend() or _pid_of(kept, "web") != pid)

    assert kept.said[0].startswith("web was ended by SIGKILL; it starts again in 1 s")
    assert members(_pid_of(kept, "web"))


def test_the_pauses_between_starts_grow_and_then_stay(kept: Kept) -> None:
    assert [pause_after(n) for n in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_waiting_for_a_child_that_ends_shows_the_end_of_its_log(kept: Kept) -> None:
    child = kept.children.start(
        ChildSpec(name="mongod", argv=(sys.executable, "-c", "print('disk is full'); raise SystemExit(14)"))
    )

    with pytest.raises(ChildGaveUp, match="disk is full"):
        kept.children.await_answer(child, lambda: False, within_s=10)


def test_a_silent_child_is_not_waited_for_for_ever(kept: Kept) -> None:
    child = kept.children.start(ChildSpec(name="valkey", argv=(sys.executable, "-c", SLEEPS)))

    with pytest.raises(ChildGaveUp, match=r"did not answer within 0\.2 s"):
        kept.children.await_answer(child, lambda: False, within_s=0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_run_killed_on_the_spot_leaves_no_child(tmp_path: Path) -> None:
    supervisor = (
        "import sys, time; from pathlib import Path; from clinic_suite.cli.children import *\n"
        f"home = Path({str(tmp_path)!r})\n"
        "children = Children(home, home, home, print, lambda: None)\n"
        f"print(children.start(ChildSpec(name='web', argv=(sys.executable, '-c', {SLEEPS!r}))).pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", supervisor], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        pid = int(run.stdout.readline())
        assert members(pid)
        run.kill()

    _until(lambda: members(pid) == [])


def test_the_next_run_ends_what_a_killed_one_left(tmp_path: Path) -> None:
    with _stranger(SLEEPS, {MARK: str(tmp_path)}) as left:
        (tmp_path / "web.pid").write_text(f"{left.pid} {started_mark(left.pid)}\n")

        assert end_leftovers(tmp_path) == ["web"]
        assert left.wait(5) == -signal.SIGTERM
    assert list(tmp_path.glob("*.pid")) == []


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a group without its leader cannot be told apart"
)
def test_the_next_run_ends_the_workers_of_a_server_that_was_killed(tmp_path: Path) -> None:
    with _stranger(PARENT_OF_ONE, {MARK: str(tmp_path)}) as left:
        _until(lambda: len(members(left.pid)) == 2)
        (tmp_path / "web.pid").write_text(f"{left.pid} {started_mark(left.pid)}\n")
        left.kill()
        left.wait()
        assert len(members(left.pid)) == 1

        assert end_leftovers(tmp_path, within_s=0.1) == ["web"]
        _until(lambda: members(left.pid) == [])


def test_a_stranger_who_was_given_the_same_number_is_left_alone(tmp_path: Path) -> None:
    with _stranger(SLEEPS, {}) as stranger:
        (tmp_path / "web.pid").write_text(f"{stranger.pid} another-start\n")

        assert end_leftovers(tmp_path) == []
        assert stranger.poll() is None
        stranger.kill()


def _stranger(code: str, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code], start_new_session=True, env={**os.environ, **environ}
    )


def _pid_of(kept: Kept, name: str) -> int:
    return int((kept.home / f"{name}.pid").read_text().split()[0])
