"""Run it: `python -m tests.soak.screen [MINUTES] [SEED]`; prints its figures, and what was wrong."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.soak.screen.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence


_JUMPS = "jumps of the simulator's clock"


def main() -> int:
    """Run it and give the exit code: 1 where anything went wrong."""
    words = argparse.ArgumentParser(prog="python -m tests.soak.screen", description=__doc__)
    words.add_argument("minutes", type=float, nargs="?", default=30)
    words.add_argument("seed", type=int, nargs="?", default=1)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        run = Run(Path(folder), given.minutes * 60, given.seed)
        run.go()
    sys.stdout.write(f"{_table(run)}\n")
    for each in run.wrong:
        sys.stderr.write(f"WRONG: {each}\n")
    return 1 if run.wrong else 0


def _table(run: Run) -> str:
    """Give the figures as the rows of a table in Markdown, as docs/reliability.md has them."""
    done, struck, outcomes = run.done, run.faults, run.books.outcomes
    struck_by = ", ".join(f"{name} {count}" for name, count in sorted(struck.items()) if name != "none")
    ended = [f"{done[each]:,}" for each in ("SIGKILL", "SIGTERM", "SIGHUP")]
    others = sorted((name, count) for name, count in outcomes.items() if name not in ("done", "failed"))
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} at its end" if hasattr(os, "getloadavg") else ""
    rows = [
        ("things done on the terminal, each followed by a key that must be answered", f"{len(run.watch.answers):,}"),
        ("nonsense typed", f"{done['nonsense']:,}"),
        ("edits begun, told to the end by the screen", f"{done['edits begun']:,}, {done['edits told to the end']:,}"),
        ("programs; ended by KILL, TERM, HUP", f"{done['programs']:,}; {', '.join(ended)}"),
        ("commands beside them, of them killed", f"{done['commands beside']:,}, {done['commands killed']:,}"),
        ("requests, of them struck", f"{run.requests:,}, {struck.total() - struck['none']:,} ({struck_by})"),
        (
            "tokens ended, jumps of the clock, edits of the other admin",
            f"{done['tokens ended']:,}, {done[_JUMPS]:,}, {done['edits of the other admin']:,}",
        ),
        ("lists compared with what is so", f"{done['looks at what is shown']:,}"),
        (
            "writes carried out; entries done, failed" + "".join(f", {name}" for name, _ in others),
            f"{run.books.applied:,}; "
            + ", ".join(f"{n:,}" for n in (outcomes["done"], outcomes["failed"], *(count for _, count in others))),
        ),
        ("requests over the quota; all that was wrong", f"{run.over_quota:,}; {len(run.wrong):,}"),
        ("a key's first answer: median, 99 %, longest", _times(run.watch.answers)),
        ("the same without waiting for a processor", _times(run.watch.own)),
        ("memory at its peak", f"{run.watch.peak:.0f} MB"),
        (
            "growth of the longest program: since its first fifth, in its second half",
            f"{run.watch.growth:.0f} MB, {run.watch.later_growth:.0f} MB",
        ),
    ]
    head = f"Seed {run.seed}, {run.seconds / 60:.3g} minutes, {load}."
    return "\n".join([head, "", "| what | how often |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)])


def _times(seconds: Sequence[float]) -> str:
    answers = sorted(seconds) or [0.0]
    each = (statistics.median(answers), answers[int(len(answers) * 0.99)], answers[-1])
    return ", ".join(f"{1000 * one:,.0f} ms" for one in each)


if __name__ == "__main__":
    sys.exit(main())
