"""Judges operations and prints figures and faults: `python -m tests.every_operation [ID or TAG ...]`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.every_operation.judged import Judged, judge
from ztui.contract.catalogue import operations

if TYPE_CHECKING:
    from collections.abc import Sequence


async def _run(wanted: Sequence[str], folder: str) -> Judged:
    judged = Judged()
    for known in operations().values():
        if not wanted or known.id in wanted or known.tag in wanted:
            try:
                await judge(known, judged, Path(folder) / known.id)
            except Exception as error:
                judged.faults.append(f"{known.id}: {type(error).__name__} {str(error)[:300]}")
    return judged


def main() -> int:
    """Print figures and faults; the exit code is 1 when there are faults."""
    with TemporaryDirectory() as folder:
        judged = asyncio.run(_run(sys.argv[1:], folder))
    for fault in judged.faults:
        print(fault)
    for name, count in sorted(judged.figures.items()):
        print(f"{count:>6,} {name}")
    return 1 if judged.faults else 0


if __name__ == "__main__":
    sys.exit(main())
