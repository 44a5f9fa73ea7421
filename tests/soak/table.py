"""The figures of a run, as data and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.judge import Verdict
    from tests.soak.run import Soak

__all__ = ["figures", "table"]


def figures(soak: Soak, verdict: Verdict) -> dict[str, int]:
    """Give what is counted."""
    return {
        "changes": soak.begun,
        "programs": soak.programs,
        "kill -9": soak.kills,
        "writes carried out": sum(1 for each in soak.account.writes if each.intents),
        "writes of the other admin": sum(1 for each in soak.account.writes if not each.intents),
        "writes struck by a fault": sum(soak.account.struck.values()),
        "entries in the journal": sum(verdict.outcomes.values()),
        **{f"entries {name}": count for name, count in sorted(verdict.outcomes.items())},
        "unknown when they ended": verdict.unknown_at_first,
        "unknown at last": sum(verdict.unknown.values()),
        "runs resumed": verdict.resumed,
        "runs left": verdict.left,
        "overtaken by somebody else": sum(verdict.overtaken.values()),
        "wrong": len(verdict.wrong),
    }


def table(soak: Soak, verdict: Verdict) -> str:
    """Give the figures as lines, with the share of what stays unknown and why it does."""
    lines = [f"seed {soak.seed}, lag {soak.account.lag:g} s, {soak.seconds:.0f} s", ""]
    lines += [f"{count:>8,} {name}" for name, count in figures(soak, verdict).items()]
    share = 100 * sum(verdict.unknown.values()) / max(soak.begun, 1)
    lines += ["", f"{share:.2f} % of the changes stay unknown:"]
    lines += [f"{count:>8,} {why}" for why, count in verdict.unknown.most_common()]
    lines += ["", "faults on writes:"]
    lines += [f"{count:>8,} {fault}" for fault, count in sorted(soak.account.struck.items())]
    lines += ["", "faults on what was read, and what else happened:"]
    lines += [f"{count:>8,} {fault}" for fault, count in sorted(soak.account.read_struck.items())]
    return "\n".join(lines)
