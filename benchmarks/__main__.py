"""`python -m benchmarks`: measure, print a table, keep the figures as JSON."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness.program import Waited
from benchmarks.report import keep, machine, missed, summary, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.report import Figure

CASES = (
    "start",
    "commands",
    "sent",
    "rest",
    "driver",
    "keys",
    "memory",
    "calls",
    "beside",
    "growth",
    "first_page",
    "syncing",
    "opening",
    "exact",
)
MORE = ("windows", "finding")
"""What is only measured when it is named."""
SHORT = ("exact", "start")
RESULTS = Path(__file__).parent / "results" / "latest.json"
_ROUNDS, _SHORT_ROUNDS = 5, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the cases.

    Returns:
        0, or 1 if a case did not come to its end, or a target was missed: with `--short` one that is exact, with
        `--strict` any.
    """
    given = _given(argv)
    figures: list[Figure] = []
    failed: list[str] = []
    begun = time.perf_counter()
    for case in given.cases or (SHORT if given.short else CASES):
        at = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="ztui-bench-") as home:
            name, *parts = case.split(":")
            module = import_module(f"benchmarks.cases.{name}")
            run = module.run_short if given.short and hasattr(module, "run_short") else module.run
            try:
                figures += run(Path(home), given.rounds, *([parts] if parts else []))
            except Waited as error:
                failed.append(case)
                print(f"{case} did not come to its end: {error}", file=sys.stderr)
        keep(figures, given.json)
        print(f"{case}: {time.perf_counter() - at:.0f} s", file=sys.stderr, flush=True)
    print(table(figures))
    about = ", ".join(f"{name} {value}" for name, value in machine().items())
    print(f"\n{summary(figures)}\n{about}; {time.perf_counter() - begun:.0f} s; kept in {given.json}")
    judges = given.short or given.strict
    return 1 if failed or (judges and missed(figures, exact=not given.strict)) else 0


def _given(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    every = ", ".join(CASES + MORE)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"one or more of {every}; or calls:PART")
    parser.add_argument("--rounds", type=int, help=f"how often each thing is measured (default {_ROUNDS})")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", help="where the figures are kept")
    parser.add_argument("--short", action="store_true", help="a minute; exit 1 if a target that is exact was missed")
    parser.add_argument("--strict", action="store_true", help="exit 1 if any target was missed")
    given = parser.parse_args(argv)
    unknown = sorted({case.partition(":")[0] for case in given.cases} - {*CASES, *MORE})
    if unknown:
        parser.error(f"no such case: {', '.join(unknown)}")
    if given.rounds is None:
        given.rounds = _SHORT_ROUNDS if given.short else _ROUNDS
    if given.rounds < 1:
        parser.error("--rounds must be at least 1")
    return given


if __name__ == "__main__":
    raise SystemExit(main())
