"""Commands without a screen: from exec to exit."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.report import Figure, figure
from benchmarks.turns import environment, in_turns, ztui

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["run"]


def run(home: Path, rounds: int) -> list[Figure]:
    """Measure commands beside an interpreter that only imports click."""

    def timed(argv: Sequence[str]) -> Callable[[], float]:
        def once() -> float:
            begun = time.perf_counter()
            subprocess.run(argv, env=environment(home), check=True, stdout=subprocess.DEVNULL, timeout=120)
            return (time.perf_counter() - begun) * 1e3

        return once

    peer = "python -c 'import click'"
    commands = {
        "ztui --version": ztui("--version"),
        "ztui list --help": ztui("list", "--help"),
        "ztui --demo list call-queues --json, 300 rows": ztui("--demo", "list", "call-queues", "--json"),
        "ztui --demo list call-history --limit 5": ztui("--demo", "list", "call-history", "--json", "--limit", "5"),
    }
    measured = {peer: timed([sys.executable, "-c", "import click"])}
    measured |= {name: timed(argv) for name, argv in commands.items()}
    found = in_turns(max(rounds // 2, 3), measured)
    figures = [figure("commands", name, "ms", found[name], against=peer, peer=found[peer]) for name in commands]
    once = in_turns(1, {"numbers": timed(ztui("--demo", "list", "numbers", "--json"))}, warm=0)["numbers"]
    return [*figures, figure("commands", "ztui --demo list numbers --json, 12,000 rows, once", "ms", once)]
