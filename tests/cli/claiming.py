"""A process of its own that claims a port, says which, and holds it until its input ends."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from clinic_suite.cli.ports import Claims


def _main() -> None:
    home, wanted, together_at = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    time.sleep(max(0.0, together_at - time.time()))
    claims = Claims(home)
    sys.stdout.write(f"{claims.next_free(wanted)}\n")
    sys.stdout.flush()
    sys.stdin.read()
    claims.let_go()


if __name__ == "__main__":
    _main()
