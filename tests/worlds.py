"""Worlds of the simulator that the commands of a process use one after the other, as long as they are the same.

A world is made from its options, and what is asked of it is made then and stays: with two thousand users that costs
more than most commands do. Two simulators of the same options and the same kept changes answer alike, so the next one
is given the world of the one before. Clock, limits, tokens, faults and records are its own.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ztui.sim import inprocess
from ztui.sim.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.sim.clock import SimClock
    from ztui.sim.generic import Generic
    from ztui.sim.options import Options
    from ztui.sim.world.world import World

    Key = tuple[Options, bytes]

__all__ = ["lent_worlds"]

MOST = 4
"""So many are kept; a large one takes some dozen megabytes."""
_IDLE: OrderedDict[Key, tuple[World, Generic]] = OrderedDict()


class Lent(inprocess.InProcess):
    """A simulator with a world that another one had, if there is one that fits; it gives it back when it is closed."""

    def __init__(self, options: Options, clock: SimClock | None = None, state: Path | None = None) -> None:
        """Take a world, which nobody else has meanwhile, or make one."""
        self._state = Kept(state, options) if state is not None else None
        self._is_out = True
        idle = _IDLE.pop((options, self._changes()), None)
        super().__init__(options, clock, state if idle is None else None)
        if idle is not None:
            self.engine.world, self.engine._generic = idle
            self.engine._kept = self._state

    def close(self) -> None:
        """Give the world back, unless changes were made that are not kept."""
        super().close()
        changes, world = self._changes(), self.engine.world
        if self._is_out and changes.count(b"\n") == sum(map(len, world.writes.values())):
            _IDLE[self.engine.options, changes] = (world, self.engine._generic)
            while len(_IDLE) > MOST:
                _IDLE.popitem(last=False)
        self._is_out = False

    def _changes(self) -> bytes:
        return self._state.path.read_bytes() if self._state is not None and self._state.path.exists() else b""


@contextmanager
def lent_worlds() -> Iterator[None]:
    """Let the simulators that are started meanwhile in this process take the worlds of those before them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inprocess, "start", Lent)
        yield
