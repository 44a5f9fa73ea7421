"""A run: programs that are killed and started again on one account, until all changes were made; then it is judged."""

from __future__ import annotations

import asyncio
import math
import os
import random
import signal
import socket
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.soak.account import Account
from tests.soak.line import Asked, Told, receive
from tests.soak.line import send as send_frame
from tests.soak.work import Task, fill_disk, work
from ztui.contract.catalogue import operation
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Soak"]

_EACH = 22
"""So many changes a program makes, if it is not killed before."""
_MOMENTS = 110
"""So many moments it has about."""
_RESOURCES = (
    "call-queues",
    "queue-members",
    "call-handling",
    "users",
    "common-areas",
    "auto-receptionists",
    "sites",
    "numbers",
    "devices",
)


@dataclass
class Soak:
    """A run.

    Attributes:
        folder: Where journal, ledger and cache lie.
        changes: How many are to be carried out.
        seed: Of all chance.
        most_seconds: After so many no more programs are begun.
        kills: How many programs were killed.
        told: What programs said, in order.
        last_from: Where in it the last program begins.
    """

    folder: Path
    changes: int
    seed: int
    most_seconds: float = math.inf
    kills: int = 0
    programs: int = 0
    begun: int = 0
    seconds: float = 0.0
    told: list[Told] = field(default_factory=list)
    last_from: int = 0
    moments: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"soak {self.seed}")
        lag = self.dice.choice([0.0, 3.0]) if self.seed else 3.0
        self.account = Account(random.Random(f"account {self.seed}"), lag=lag)

    def run(self) -> None:
        """Make the changes, look up what is left, and leave the account at rest."""
        began = time.monotonic()
        _prepare()
        self.account.replenish()
        while self.begun < self.changes and time.monotonic() - began < self.most_seconds:
            self._program(self._task())
            self.account.replenish()
        self.account.settle()
        for _ in range(2):
            self.last_from = len(self.told)
            self._program(Task(f"{self.seed}.last", 0, 0, (0, 0), self.account.clock.passed), calm=True)
            self.account.clock.passed += 60
        self.seconds = time.monotonic() - began

    def _task(self) -> Task:
        deadly = self.dice.randrange(1, _MOMENTS) if self.dice.random() < 0.9 else 0
        full = (0, 0)
        if self.dice.random() < 0.25:
            first = self.dice.randrange(1, _MOMENTS)
            full = (first, first + self.dice.randrange(1, 8))
        return Task(f"{self.seed}.{self.programs}", min(_EACH, self.changes), deadly, full, self.account.clock.passed)

    def _program(self, task: Task, *, calm: bool = False) -> None:
        """Run one program to its end, whichever that is."""
        self.programs += 1
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            _be_program(theirs, self.folder, task)
        theirs.close()
        doomed = self._doomed()
        with ours:
            self._serve(ours, pid, calm=calm, doomed=0 if calm else doomed)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL, status
            self.kills += 1
        else:
            assert os.WEXITSTATUS(status) == 0, "a program failed: see above"

    def _doomed(self) -> int:
        """Give the write at which the program is killed from outside, 0 for none."""
        return self.dice.randrange(1, _EACH) if self.dice.random() < 0.3 else 0

    def _serve(self, sock: socket.socket, pid: int, *, calm: bool, doomed: int) -> None:
        writes = 0
        while (message := receive(sock)) is not None:
            if isinstance(message, Told):
                self._heard(message)
                continue
            assert isinstance(message, Asked)
            if message.method != "GET" and message.path != "/oauth/token":
                writes += 1
                if writes == doomed:
                    os.kill(pid, signal.SIGKILL)
                    if self.dice.random() < 0.5:
                        self.account.arrive_without(message)
                    return
            reply = self.account.answer(message, calm=calm)
            try:
                send_frame(sock, (message.number, *reply))
            except OSError:
                return

    def _heard(self, message: Told) -> None:
        self.told.append(message)
        if message.what == "begun":
            self.begun += len(message.about["changes"])


def _prepare() -> None:
    """Learn what programs need of contract and declarations, so that not each of them has to."""
    for name in _RESOURCES:
        edits(name)
        made = resource(name).operations
        for each in filter(None, (made.list, made.get, made.create, made.update, made.delete)):
            operation(each).detail()


def _be_program(sock: socket.socket, folder: Path, task: Task) -> Any:
    """Be the program, and never come back."""
    code = 1
    try:
        asyncio.run(work(sock, folder, task))
        code = 0
    except BaseException:
        fill_disk(False)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)
