"""The web server, with the product's modules loaded once before it forks the processes that serve.

Loading them takes far longer than anything else that it does, and needs no database.  So ``clinic run``
starts it while the database is still waking up, and lets it listen when the database is ready: nobody
is answered before that.  What forks later, because a process has died, has everything at hand too.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path

_LOOK_EVERY_S = 0.02


class Gate:
    """A file whose presence says that the database of this run is ready."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def shut(self) -> None:
        self.file.unlink(missing_ok=True)

    def open(self) -> None:
        self.file.touch()

    def wait(self) -> None:
        """Until it opens; whoever gives up on us ends the process."""
        while not self.file.exists():
            time.sleep(_LOOK_EVERY_S)


def arguments(gate: Gate, modules: tuple[str, ...], served: list[str]) -> list[str]:
    """How this module is called: the gate, what to load before it opens, and the server's own arguments."""
    return ["-m", __name__, str(gate.file), ",".join(modules), *served]


def _main() -> None:
    gate, modules, *served = sys.argv[1:]
    for module in ("granian.server", *modules.split(",")):
        import_module(module)
    from granian.cli import entrypoint

    Gate(Path(gate)).wait()
    sys.argv = ["granian", *served]
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    _main()
