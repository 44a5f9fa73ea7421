"""What a program does until it is killed: it looks up what was left open, then makes plans and carries them out."""

from __future__ import annotations

import asyncio
import json
import random
import resource
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.soak.line import Line, Moments, WatchedJournal
from tests.soak.plans import Drawing
from tests.unit.zoom.box import QuickClock
from ztui.core.config import Profile
from ztui.core.errors import ZtuiError
from ztui.core.paths import Folders
from ztui.core.secrets import Secret
from ztui.services.bulk.cut import cut_runs, leave, resume_plan
from ztui.services.changes.applying import apply
from ztui.services.changes.records import record_of_request
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.session import Session
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from ztui.services.changes.model import Change, Plan, Result

__all__ = ["Task", "fill_disk", "work"]


@dataclass(frozen=True, slots=True)
class Task:
    """What one program is to do.

    Attributes:
        seed: Of its chance.
        changes: How many it carries out, 0 to look up only.
        deadly: Moment at which it is killed, 0 for never.
        full: First and last moment of a full disk.
        passed: The clock when it begins.
    """

    seed: str
    changes: int
    deadly: int
    full: tuple[int, int]
    passed: float


async def work(sock: socket.socket, folder: Path, task: Task) -> None:
    clock = QuickClock()
    clock.passed = task.passed
    moments = Moments(task.deadly, task.full, fill_disk)
    line = Line(sock, clock, moments)
    line.begin()
    session = _session(line, folder, clock)
    try:
        dice = random.Random(task.seed)
        if dice.random() < 0.3:
            await _resume_some(session, line, dice)
        await _look_up_all(session, line)
        await _resume_some(session, line, dice)
        drawing = Drawing(session, dice, task.seed)
        left = task.changes
        while left > 0:
            if left == task.changes or dice.random() < 0.3:
                await drawing.look_around()
            try:
                plan = await drawing.plan()
            except ZtuiError:
                continue
            if plan is not None:
                left -= len(plan.active)
                await _carry_out(session, line, plan, dice)
    finally:
        await session.close()


async def _look_up_all(session: Session, line: Line) -> None:
    with suppress(ZtuiError):
        for entry in await unfinished(session):
            try:
                result = await look_up(session, entry)
            except ZtuiError as error:
                line.tell("not looked up", id=entry.id, why=error.message)
                continue
            line.tell("looked up", id=entry.id, outcome=result.outcome.value, candidates=result.candidates)


async def _resume_some(session: Session, line: Line, dice: random.Random) -> None:
    """Resume runs that were cut, leave a few for good, and others for the next program."""
    with suppress(ZtuiError):
        for run in await cut_runs(session):
            line.tell("cut", plan=run.id, left=run.left)
            chance = dice.random()
            if chance < 0.8:
                try:
                    plan = await resume_plan(session, run.id)
                except ZtuiError as error:
                    line.tell("not resumed", plan=run.id, why=error.message)
                    continue
                if plan.active:
                    await _carry_out(session, line, plan, dice, resumes=True, left_out=_left_out(plan))
                    continue
            if chance < 0.9:
                await leave(session, run.id)
                line.tell("left", plan=run.id)


async def _carry_out(
    session: Session, line: Line, plan: Plan, dice: random.Random, *, resumes: bool = False, left_out: int = 0
) -> None:
    asked = list(map(_asked, plan.active))
    changes = [each.id for each in plan.active]
    line.tell("begun", plan=plan.id, changes=changes, requests=asked, resumes=resumes, left_out=left_out)
    stop = asyncio.Event()
    if dice.random() < 0.05:
        asyncio.get_running_loop().call_later(dice.random() / 100, stop.set)

    def told(result: Result) -> None:
        line.tell(
            "result",
            plan=plan.id,
            change=result.change.id,
            id=result.journal_id,
            outcome=result.outcome.value,
            said=result.said,
            is_held=result.is_held,
            candidates=result.candidates,
        )

    task = asyncio.ensure_future(apply(session, plan, on_result=told, stop=stop))
    if dice.random() < 0.05:
        asyncio.get_running_loop().call_later(dice.random() / 100, task.cancel)
    try:
        run = await task
    except asyncio.CancelledError:
        has_file = any((session.folders.state / "runs").rglob(f"{plan.id}.json"))  # none before its first change
        line.tell("cancelled", plan=plan.id, kept=has_file)
    except ZtuiError as error:
        line.tell("refused", plan=plan.id, why=error.message)
    else:
        line.tell("ended", plan=plan.id, kept=bool(run.postponed))


def _left_out(plan: Plan) -> int:
    """Give how many changes a resumed run leaves out for good: by now they are so, or cannot be; it says of which.

    What cannot be planned for a reason that passes is none of them: it stays in the run.
    """
    head, *reasons = plan.says
    left = int(head.split(" were done, ")[1].split(" are left")[0].replace(",", ""))
    out = left - len(plan.active) - len(plan.postponed)
    assert not out or reasons, plan.says
    return out


def _asked(change: Change) -> str:
    """Give the request of a change as a text, "" where it takes the key of what another one makes."""
    request = record_of_request(change.request)
    return "" if change.stand_ins else json.dumps(request, sort_keys=True, default=str)


def fill_disk(is_full: bool) -> None:
    """Let no file grow beyond a few bytes, or take that back: what a full disk looks like to SQLite."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 if is_full else hard, hard))


def _session(line: Line, folder: Path, clock: QuickClock) -> Session:
    ledger = Ledger(folder / "quota.sqlite", clock)
    journal = WatchedJournal(folder / "journal.sqlite", clock)
    journal.moments = line.moments
    client = Client(
        credentials=ServerToServer("acc", "id", Secret("hush")),
        transport=asgi(line),
        clock=clock,
        ledger=ledger,
        write_log=journal,
        plan="none",
        chance=random.Random(7),
        api_url="https://zoom.test/v2",
    )
    return Session.begin(
        profile=Profile("acme", plan="none"),
        client=client,
        clock=clock,
        zone=ZoneInfo("UTC"),
        folders=Folders.inside(folder),
        journal=journal,
        last=(ledger.close,),
    )
