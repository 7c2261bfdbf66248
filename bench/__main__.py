"""``python -m bench``: measure all figures, or those that are named."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from bench.figures import Bench, cached, choice, diary, empty, memory, reads, signed_in
from bench.load import a_loader
from bench.servers import Engines, engines, settings
from bench.table import Figure, written

FIGURES = {
    "empty": empty.measure,
    "reads": reads.measure,
    "cached": cached.measure,
    "servers": choice.measure,
    "memory": memory.measure,
    "signed-in": signed_in.measure,
    "diary": diary.measure,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*FIGURES, "all"]))
@click.option("--rounds", default=7, show_default=True, help="How often each thing is measured.")
@click.option("--seconds", default=3, show_default=True, help="How long each time.")
def main(names: tuple[str, ...], rounds: int, seconds: int) -> None:
    """Measure figures beside their bounds and write a table; all of them when none is named."""
    wanted = list(FIGURES) if not names or "all" in names else list(dict.fromkeys(names))
    loader = a_loader()
    print(f"Load comes from {loader.name}.", flush=True)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as folder, engines(Path(folder)) as running:
        _prepare(running)
        bench = Bench(loader=loader, engines=running, rounds=rounds, seconds=seconds)
        for name in wanted:
            print(f"Measuring: {name} …", flush=True)
            for figure in FIGURES[name](bench):
                # Told at once: a long run may be broken off, and what is measured is measured.
                print(f"  {figure.name}: {figure.ours}; {figure.bound}; {figure.ratio}", flush=True)
                figures.append(figure)
        words = running.words
    report = written(figures, [words, f"load from {loader.name}", f"medians of {rounds} rounds in turns"])
    place = Path(os.environ.get("CLINIC_VAR", "var"), "bench.md")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(report)
    print(f"\n{report}\nKept in {place}.")


def _prepare(running: Engines) -> None:
    """Fill the database in a process of its own, so that this one has no threads of a driver when it forks."""
    environ = {**os.environ, **settings(running)}
    subprocess.run([sys.executable, "-m", "bench.targets.scene"], env=environ, check=True)


if __name__ == "__main__":
    main(prog_name="python -m bench")
