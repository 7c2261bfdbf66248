"""So that ``python -m clinic_suite.cli`` is the same as ``clinic``, whatever is on PATH."""

from clinic_suite.cli import main

main(prog_name="clinic")
