"""Programs that show calls of half a year, ready for the next key."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.program import Program, Waited
from benchmarks.peers.history import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.harness.screen import Screen
    from benchmarks.kept import Account

__all__ = ["SIZE", "browsing", "has_counted", "shows_calls", "type_command"]

SIZE = (120, 40)
_TRIES = 20
_CALL = re.compile(r"^.{2,3}\s*\d\d:\d\d", re.MULTILINE)


def shows_calls(screen: Screen) -> bool:
    """Tell whether rows of the call history are on the screen."""
    return bool(_CALL.search("\n".join(screen.rows[3:])))


def has_counted(screen: Screen, rows: int) -> bool:
    """Tell whether a list says how many calls it has."""
    return re.search(rf"(?<![\d,+]){rows:,}(?![\d,+])", screen.rows[2]) is not None


def type_command(program: Program, command: str) -> float:
    """Type a command as soon as the program takes one; gives the time of its last key."""
    for _ in range(_TRIES):
        program.press(":")
        with suppress(Waited):
            program.wait_for(lambda screen: screen.rows[-1].strip() == ":", 1.5)
            break
    program.press(*command)
    program.wait_for(lambda screen: screen.rows[-1].strip() == f":{command}", 10)
    program.wait_quiet(0.1, timeout=30)
    return program.press("enter")


@contextmanager
def browsing(account: Account, **variables: str) -> Iterator[Program]:
    """Open all calls of an account, and wait until they are counted and the program is quiet."""
    with Program(account.ztui(), size=SIZE, environ={**account.environ, **variables}) as program:
        measure.start(program, shows_calls, timeout=60, paints_before=True)
        type_command(program, f"call-history last {DAYS + 1}d")
        program.wait_for(lambda screen: has_counted(screen, account.calls), 60)
        program.wait_quiet(0.5)
        yield program
