"""The processes of one run: started in order, tended while it lasts, stopped in the opposite order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

from clinic_suite.cli.leash import MARK, kill_group, leashed, write_pid_file

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 30.0
_STEADY_S = 60.0
_PAUSE_S = 0.05
_TAIL_LINES = 12


class ChildGaveUp(Exception):
    """A child ended while we were waiting for it to answer."""


@attrs.frozen(kw_only=True)
class ChildSpec:
    """A program to keep running."""

    name: str
    argv: tuple[str, ...]
    environ: Mapping[str, str] = attrs.field(factory=dict)
    stop_within_s: float = 10


class Child:
    """One program, and how often it fell over."""

    def __init__(self, spec: ChildSpec, log: Path, run: Path, cwd: Path) -> None:
        self.spec = spec
        self.log = log / f"{spec.name}.log"
        self._pid_file = run / f"{spec.name}.pid"
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._falls = 0
        self._asked = False
        self._restart_at: float | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def code(self) -> int:
        """How it ended; 0 also while it runs."""
        return (self._process.returncode or 0) if self._process else 0

    def start(self) -> None:
        environ = {**os.environ, **self.spec.environ, MARK: str(self._pid_file.parent)}
        with self.log.open("ab") as out:
            # Its own session: Ctrl-C in the terminal reaches us alone, and we stop the others in order.
            self._process = subprocess.Popen(
                self.spec.argv,
                cwd=self._cwd,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Safe here: the supervisor has one thread, and what runs in the child is one system call.
                preexec_fn=leashed(os.getpid()),  # noqa: PLW1509
            )
        self._started_at = time.monotonic()
        self._restart_at = None
        write_pid_file(self._pid_file, self._process.pid)

    def has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def tend(self, now: float) -> str:
        """Start it again when it fell over, later and later; answer what to say about it."""
        if self._restart_at is not None:
            if now >= self._restart_at:
                self.start()
            return ""
        if not self.has_ended():
            return ""
        kill_group(self.pid)
        self._falls = 0 if now - self._started_at > _STEADY_S else self._falls
        pause = pause_after(self._falls)
        self._falls += 1
        self._restart_at = now + pause
        return f"{self.spec.name} {_how_it_ended(self.code)}; it starts again in {pause:g} s (see {self.log})"

    def ask_to_stop(self) -> None:
        """Ask once: a second SIGTERM tells an RQ worker to drop the job that it is finishing."""
        if self._process is not None and not self._asked:
            self._asked = True
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    def stop(self) -> bool:
        """Ask it to stop, wait, then leave nothing of its group; answer whether it stopped when asked."""
        if self._process is None:
            return True
        self.ask_to_stop()
        try:
            self._process.wait(self.spec.stop_within_s)
            willing = True
        except subprocess.TimeoutExpired:
            willing = False
        kill_group(self.pid)
        self._process.wait()
        self._pid_file.unlink(missing_ok=True)
        return willing

    def tail(self) -> str:
        """The last lines of its log, for the person who must find out why."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-_TAIL_LINES:])


class Children:
    """All processes of one run."""

    def __init__(
        self, log: Path, run: Path, cwd: Path, say: Callable[[str], None], go_on: Callable[[], None]
    ) -> None:
        """``go_on`` is asked while we wait, and raises when the person wants to stop."""
        self._log, self._run, self._cwd, self._say, self._go_on = log, run, cwd, say, go_on
        self._children: list[Child] = []

    def start(self, spec: ChildSpec) -> Child:
        child = Child(spec, self._log, self._run, self._cwd)
        self._children.append(child)
        child.start()
        return child

    def await_answer(self, child: Child, answers: Callable[[], bool], within_s: float) -> None:
        """Wait until a child answers; if it ends instead, or one that it needs, show the end of the log."""
        until = time.monotonic() + within_s
        while not answers():
            self._go_on()
            ended = next((c for c in self._children if c.has_ended()), None)
            if ended and not answers():
                raise ChildGaveUp(f"{ended.spec.name} ended while we waited for it.\n{ended.tail()}")
            if time.monotonic() > until:
                raise ChildGaveUp(f"{child.spec.name} did not answer within {within_s:g} s.\n{child.tail()}")
            time.sleep(_PAUSE_S)

    def finish(self, child: Child, within_s: float) -> None:
        """Wait for a child that does its work and ends; it is not started again."""
        until = time.monotonic() + within_s
        while not child.has_ended():
            self._go_on()
            if time.monotonic() > until:
                raise ChildGaveUp(f"{child.spec.name} was not ready within {within_s:g} s.\n{child.tail()}")
            time.sleep(_PAUSE_S)
        self._children.remove(child)
        child.stop()
        if child.code:
            raise ChildGaveUp(f"{child.spec.name} failed.\n{child.tail()}")

    def tend(self) -> None:
        for child in self._children:
            if said := child.tend(time.monotonic()):
                self._say(said)

    def stop_all(self, order: tuple[str, ...]) -> None:
        """Stop all in the order of their names; those of one family (``worker-…``) at the same time."""
        families: dict[int, list[Child]] = {}
        for child in self._children:
            families.setdefault(_place(child.spec.name, order), []).append(child)
        for place in sorted(families):
            for child in families[place]:
                child.ask_to_stop()
            for child in families[place]:
                if not child.stop():
                    self._say(
                        f"{child.spec.name} did not stop in {child.spec.stop_within_s:g} s and was ended."
                    )
        self._children.clear()


def pause_after(falls: int) -> float:
    """1, 2, 4, 8, 16, then 30 seconds: a child that cannot start must not keep the machine busy."""
    return min(_FIRST_PAUSE_S * 2.0**falls, _LONGEST_PAUSE_S)


def _place(name: str, order: tuple[str, ...]) -> int:
    family = name.partition("-")[0]
    return order.index(family) if family in order else len(order)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
