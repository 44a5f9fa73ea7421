"""From exec to something to look at: cold, warm with a million stored calls, and the peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, shows_calls
from benchmarks.harness import measure
from benchmarks.harness.link import SSH
from benchmarks.harness.program import Program
from benchmarks.peers import others
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module, ztui

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run", "run_short"]

BARE = "bare Textual app"
DATA_ROWS = 1000
_BYTES = 12_000


def run(home: Path, rounds: int, account: kept.Account | None = None, *, has_peers: bool = True) -> list[Figure]:
    """Measure `ztui demo`, `ztui` with what it kept, a bare Textual app, and the peers that are installed, in turns."""
    account = account or kept.account(kept.MANY)

    def started(
        argv: Sequence[str | Path], ready: str | Callable[[Screen], object], environ: Mapping[str, str]
    ) -> Callable[[], measure.Start]:
        def once() -> measure.Start:
            with Program(argv, size=SIZE, environ=environ) as program:
                return measure.start(program, ready, timeout=60, paints_before=ready is shows_calls)

        return once

    its = environment(home)
    _left_well(account)
    ours = {
        "cold": started(ztui("demo"), shows_calls, its),
        "warm": started(account.ztui(), shows_calls, account.environ),
    }
    peers = {
        BARE: started(module("bare"), "bare ready", its),
        f"DataTable, {DATA_ROWS:,} rows": started(module("data_table", str(DATA_ROWS)), "+1 415 000 0002", its),
        **{each.name: started(each.argv(home), each.ready, each.environ(home)) for each in others.installed()},
    }
    if not has_peers:
        peers = {BARE: peers[BARE]}
    return _figures(in_turns(rounds, {**ours, **peers}), account.calls, list(peers))


def run_short(home: Path, rounds: int) -> list[Figure]:
    """Measure beside the bare app alone."""
    return run(home, rounds, kept.account(10_000), has_peers=False)


def _left_well(account: kept.Account) -> None:
    """Let the program come to rest and end as a user ends it, so that it keeps what a next start shows."""
    with Program(account.ztui(), size=SIZE, environ=account.environ) as program:
        measure.start(program, shows_calls, timeout=60, quiet=1.5, paints_before=True)
        program.press("q")
        program.wait_exit()


def _figures(found: Mapping[str, Sequence[measure.Start]], calls: int, peers: Sequence[str]) -> list[Figure]:
    names = {"cold": "ztui demo, nothing stored", "warm": f"ztui, {calls:,} stored calls"}
    bare = [each.ready * 1e3 for each in found[BARE]]
    limits = {"cold": 2.0, "warm": 0.4}
    figures = []
    for mine in names:
        ready = [each.ready * 1e3 for each in found[mine]]
        limit = Judged("ratio", limits[mine])
        figures.append(
            figure("start", f"{names[mine]}: exec to first rows", "ms", ready, against=BARE, peer=bare, judged=limit)
        )
        for peer in peers[1:]:
            others_ready = [each.ready * 1e3 for each in found[peer]]
            figures.append(figure("start", f"{names[mine]}: the same", "ms", ready, against=peer, peer=others_ready))
        for what, values in _beside(found[mine]).items():
            theirs = _beside(found[BARE])[what]
            figures.append(figure("start", f"{names[mine]}: {what}", "ms", values, against=BARE, peer=theirs))
        sent = [float(each.bytes) for each in found[mine]]
        for peer in peers:
            limit = Judged("value", _BYTES)
            theirs = [float(each.bytes) for each in found[peer]]
            what = f"{names[mine]}: bytes to quiet"
            figures.append(figure("start", what, "bytes", sent, against=peer, peer=theirs, judged=limit))
    return figures


def _beside(starts: Sequence[measure.Start]) -> dict[str, list[float]]:
    return {
        "exec to first paint": [each.first_paint * 1e3 for each in starts],
        "exec to keys taken": [each.taken * 1e3 for each in starts],
        "exec to quiet": [each.quiet * 1e3 for each in starts],
        f"to quiet over {SSH.name}": [each.linked * 1e3 for each in starts],
    }
