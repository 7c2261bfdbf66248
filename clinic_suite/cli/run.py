"""``clinic run``: everything that one clinic needs on this machine, started, tended and stopped again."""

from __future__ import annotations

import os
import shutil
import sys
import time
import urllib.request
from collections.abc import Mapping

import attrs
import click
from rich.console import Console

from clinic_suite.cli import processes, servers
from clinic_suite.cli.children import ChildGaveUp, Children, ChildSpec
from clinic_suite.cli.choice import Choice, DatabaseKind, NoRedis, RedisKind, choose
from clinic_suite.cli.folder import REPOSITORY, AlreadyRunning, DataFolder, data_folder, write_private_json
from clinic_suite.cli.leash import end_leftovers
from clinic_suite.cli.ports import LOOPBACK, LOOPBACK_NAME, Claims, NoFreePort
from clinic_suite.cli.report import Report
from clinic_suite.cli.screen import Card, Steps, panel
from clinic_suite.cli.stopping import StopAsked, StopWish
from clinic_suite.cli.web import Gate

_OUR_STEPS = 4
_WANTED_PORT = 8000
_TEND_EVERY_S = 0.25
_REDIS_WITHIN_S, _DATABASE_WITHIN_S, _WEB_WITHIN_S = 30, 180, 60


@click.command()
@click.option("--done-before", default=0, hidden=True, help="How many steps the caller has counted already.")
@click.option("--empty", is_flag=True, help="No demo clinic: print a set-up code for your own first one.")
def run(done_before: int, empty: bool) -> None:
    """Start the clinic on this machine and tend it until Ctrl-C.

    CLINIC_PORT wishes a port, CLINIC_VAR names the data folder, CLINIC_WORKERS the number of web processes.
    """
    console = Console()
    folder = DataFolder(data_folder(os.environ))
    folder.prepare()
    wish = StopWish()
    try:
        with folder.held(), wish.listening():
            Run(folder, console, wish, Steps(console, done_before, _OUR_STEPS), empty=empty).last()
    except (AlreadyRunning, NoFreePort, NoRedis, ChildGaveUp) as refused:
        raise click.ClickException(str(refused)) from None


@attrs.frozen(kw_only=True)
class Engines:
    """The engines of this run, started and with an address each."""

    choice: Choice
    mongodb_uri: str
    mongod_port: int
    redis_url: str

    @property
    def preview(self) -> bool:
        return self.mongodb_uri.startswith("preview://")

    @property
    def private_name(self) -> str:
        """What tells this database from others when its address may move; nothing for a given one."""
        kind = self.choice.database.kind
        return "" if kind is DatabaseKind.GIVEN else str(kind)


class Run:
    """One run from its first step to its last child."""

    def __init__(
        self, folder: DataFolder, console: Console, wish: StopWish, steps: Steps, *, empty: bool
    ) -> None:
        self._folder = folder
        self._console = console
        self._wish = wish
        self._steps = steps
        self._empty = empty
        self._claims = Claims()
        self._children = Children(folder.log, folder.run, REPOSITORY, steps.say, wish.go_on)

    def last(self) -> None:
        """Start, tend until somebody wants us to stop, and stop all, whatever happened."""
        try:
            self._start()
            while True:
                self._wish.go_on()
                self._children.tend()
                time.sleep(_TEND_EVERY_S)
        except StopAsked:
            self._console.print("Stopping …", highlight=False)
        finally:
            self._children.stop_all(processes.STOP_ORDER)
            self._claims.let_go()
        self._console.print("Stopped; nothing is left running.", highlight=False)

    def _start(self) -> None:
        # Whoever waits for this file may believe it, because it is written only when the clinic answers.
        self._folder.card.unlink(missing_ok=True)
        with self._steps.step("Engines"):
            engines = self._start_engines()
        port = self._web_port()
        live_port = self._claims.next_free(port + 1)
        environ = self._environment(engines, port, live_port)
        report, gate = Report.fresh(self._folder), Gate(self._folder.run / "database-is-ready")
        gate.shut()
        web, live, *others = self._product(engines, (port, live_port), environ, gate)
        with self._steps.step("Database: migrations, collections, indexes"):
            preparing = self._children.start(self._prepare_spec(report, engines, environ))
            # Now already, because it loads its modules while the database wakes up; then it waits at the gate.
            serving, telling = self._children.start(web), self._children.start(live)
            self._children.await_answer(preparing, lambda: report.tells("database"), _DATABASE_WITHIN_S)
        with self._steps.step("Set-up code" if self._empty else "Demo clinic"):
            self._children.await_answer(preparing, lambda: report.tells("closed"), _DATABASE_WITHIN_S)
        with self._steps.step(
            "Web, workers and clock" if not engines.preview else "Web, worker and clock in one"
        ):
            gate.open()
            self._children.finish(preparing, _DATABASE_WITHIN_S)
            # The web alone: people wait for it, and what happens by itself may begin a second later.
            self._children.await_answer(serving, lambda: _answers(port), _WEB_WITHIN_S)
            self._children.await_answer(telling, lambda: _answers(live_port), _WEB_WITHIN_S)
            for spec in others:
                self._children.start(spec)
        card = self._card(engines, environ, report)
        report.file.unlink()
        self._console.print(panel(card))

    def _start_engines(self) -> Engines:
        for name in end_leftovers(self._folder.run):
            self._steps.say(f"{name} was left over from a run that was killed; it was ended.")
        choice = choose(os.environ, shutil.which, self._folder.root, servers.wheel_redis())
        uri, port = choice.database.address, 0
        if choice.database.kind is DatabaseKind.PRIVATE:
            port = self._claims.kept(self._folder, "mongod")
            uri = f"mongodb://{LOOPBACK}:{port}/?directConnection=true&replicaSet={servers.REPLICA_SET}"
            # Nobody waits for it here: the preparing process loads its own modules meanwhile, and then waits.
            self._children.start(servers.mongod(choice.database.program, self._folder.mongo, port))
        redis_url = self._start_redis(choice)
        return Engines(choice=choice, mongodb_uri=uri, mongod_port=port, redis_url=redis_url)

    def _start_redis(self, choice: Choice) -> str:
        if choice.redis.kind is RedisKind.GIVEN:
            return choice.redis.address
        port, password = self._claims.kept(self._folder, "valkey"), self._folder.secrets().redis_password
        child = self._children.start(
            servers.valkey(choice.redis.program, self._folder.valkey, port, password)
        )
        self._children.await_answer(child, lambda: servers.valkey_answers(port, password), _REDIS_WITHIN_S)
        return servers.valkey_address(port, password)

    def _web_port(self) -> int:
        wanted = os.environ.get("CLINIC_PORT", "").strip() or str(_WANTED_PORT)
        if not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise click.ClickException(f"CLINIC_PORT: {wanted} is not a port.")
        port = self._claims.next_free(int(wanted))
        if port != int(wanted):
            self._steps.say(f"Port {wanted} is taken, so this run answers on {port}.")
        return port

    def _environment(self, engines: Engines, port: int, live_port: int) -> dict[str, str]:
        """What our children are told; a variable that the person set stays as it was set."""
        secrets = self._folder.secrets()
        ours = {
            "CLINIC_STAGE": "demo",
            "CLINIC_SECRET": secrets.secret,
            "CLINIC_MASTER_KEYS": secrets.master_key,
            "CLINIC_PUBLIC_URL": f"http://{LOOPBACK_NAME}:{port}",
            "CLINIC_VAR": str(self._folder.root),
            "CLINIC_LIVE_URL": f"http://{LOOPBACK_NAME}:{live_port}/live",
        }
        if os.environ.get("CLINIC_PUBLIC_URL"):
            # Whoever says how people reach the clinic also says where their browsers hear of changes, or they poll.
            ours["CLINIC_LIVE_URL"] = ""
        screens = REPOSITORY / "web" / "dist"
        if screens.is_dir():
            ours["CLINIC_WEB_ROOT"] = str(screens)
        else:
            self._steps.say("The screens are not built (web/dist is absent), so only the API answers.")
        given = {name: os.environ[name] for name in ours if os.environ.get(name)}
        fixed = {"MONGODB_URI": engines.mongodb_uri, "REDIS_URL": engines.redis_url}
        return {**ours, **given, **fixed, "SUITE_PRIVATE_DATABASE": engines.private_name}

    def _prepare_spec(self, report: Report, engines: Engines, environ: Mapping[str, str]) -> ChildSpec:
        argv = [sys.executable, "-m", "clinic_suite.cli.prepare", "--report", str(report.file)]
        if self._empty:
            argv += ["--empty"]
        if engines.mongod_port:
            argv += ["--initiate", f"{LOOPBACK}:{engines.mongod_port}"]
        return ChildSpec(name="prepare", argv=tuple(argv), environ=environ)

    def _product(
        self, engines: Engines, ports: tuple[int, int], environ: Mapping[str, str], gate: Gate
    ) -> list[ChildSpec]:
        told = {**environ, "PROMETHEUS_MULTIPROC_DIR": str(self._folder.fresh_metrics_folder())}
        return processes.of_the_product(engines.preview, *ports, _web_workers(), told, gate)

    def _card(self, engines: Engines, environ: Mapping[str, str], report: Report) -> Card:
        demo = report.about("demo")
        kind = "preview" if engines.preview else "mongodb"
        card = Card(
            url=environ["CLINIC_PUBLIC_URL"],
            engine=kind,
            engine_why=f"because {engines.choice.database.why}",
            redis_why=engines.choice.redis.why,
            data=str(self._folder.root),
            log=str(self._folder.log),
            sign_ins=demo.get("sign_ins", []),
            samples=demo.get("samples", {}),
            setup_code=report.about("setup").get("code"),
        )
        told = {"redis": engines.redis_url, "mongodb_uri": engines.mongodb_uri}
        told["live"] = environ["CLINIC_LIVE_URL"]
        write_private_json(self._folder.card, {**attrs.asdict(card), **told})
        return card


def _web_workers() -> int | None:
    wished = os.environ.get("CLINIC_WORKERS", "").strip()
    if not wished:
        return None
    if not wished.isdigit() or int(wished) < 1:
        raise click.ClickException(f"CLINIC_WORKERS: {wished} is not a number of processes.")
    return int(wished)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
