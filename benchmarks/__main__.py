"""`python -m benchmarks`: measure, print a table, keep the figures as JSON."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import keep, machine, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.report import Figure

CASES = ("start", "sent", "keys", "rest", "memory", "commands", "windows", "opening", "syncing", "calls", "finding")
RESULTS = Path(__file__).parent / "results" / "latest.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the cases.

    Returns:
        0, or 1 if a target was missed and `--strict` was given.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"one or more of {', '.join(CASES)}; all without")
    parser.add_argument("--rounds", type=int, default=10, help="how often each thing is measured (default 10)")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", help="where the figures are kept")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target was missed")
    given = parser.parse_args(argv)
    unknown = sorted({case.partition(":")[0] for case in given.cases} - set(CASES))
    if unknown or given.rounds < 1:
        parser.error(f"no such case: {', '.join(unknown)}" if unknown else "--rounds must be at least 1")
    figures: list[Figure] = []
    begun = time.perf_counter()
    for case in given.cases or CASES:
        print(f"{case} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="ztui-bench-") as home:
            name, *parts = case.split(":")
            module = import_module(f"benchmarks.cases.{name}")
            figures += module.run(Path(home), given.rounds, *([parts] if parts else []))
    keep(figures, given.json)
    print(table(figures))
    about = ", ".join(f"{name} {value}" for name, value in machine().items())
    print(f"\n{about}; {time.perf_counter() - begun:.0f} s; medians of runs in turns; kept in {given.json}")
    return 1 if given.strict and any(each.kept is False for each in figures) else 0


if __name__ == "__main__":
    raise SystemExit(main())
