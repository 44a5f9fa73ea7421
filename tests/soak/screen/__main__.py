"""Run it: `python -m tests.soak.screen [MINUTES] [SEED]`; prints its figures, and what was wrong."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.soak.screen.run import Run


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
    answers = sorted(run.watch.answers) or [0.0]
    rows = [
        *sorted(run.done.items()),
        ("requests", run.requests),
        *((f"struck by {name}", count) for name, count in sorted(run.faults.items()) if name != "none"),
        ("writes carried out", run.books.applied),
        *((f"entries {name}", count) for name, count in sorted(run.books.outcomes.items())),
        ("requests over the quota", run.over_quota),
    ]
    times = (
        f"keys answered after {1000 * statistics.median(answers):.0f} ms (median), "
        f"{1000 * answers[int(len(answers) * 0.99)]:.0f} ms (99 %), {1000 * answers[-1]:.0f} ms at most"
    )
    memory = f"memory {max(map(max, filter(None, run.watch.memory)), default=0):.0f} MB, grew by {run.watch.growth:.0f}"
    return "\n".join([f"seed {run.seed}, {run.seconds:.0f} s", *(f"{n:>8,} {name}" for name, n in rows), times, memory])


if __name__ == "__main__":
    sys.exit(main())
