"""Run a soak: `python -m tests.soak [CHANGES] [SEED]`; prints its figures, and what was wrong."""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from pathlib import Path

from tests.soak.judge import judge
from tests.soak.run import Soak
from tests.soak.table import figures, table


def main() -> int:
    """Run it and give the exit code: 1 where something was lost, doubled or said wrongly."""
    words = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    words.add_argument("changes", type=int, nargs="?", default=10_000)
    words.add_argument("seed", type=int, nargs="?", default=1)
    words.add_argument("--minutes", type=float, default=math.inf, help="begin no more after so many")
    words.add_argument("--json", action="store_true", help="print figures as JSON")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(Path(folder), given.changes, given.seed, 60 * given.minutes)
        soak.run()
        verdict = judge(soak)
        soak.account.close()
    if given.json:
        print(json.dumps({**figures(soak, verdict), "wrong": verdict.wrong}))
    else:
        print(table(soak, verdict))
    for each in verdict.wrong:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
