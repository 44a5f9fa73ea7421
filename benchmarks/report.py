"""Figures, how they are judged, and how they are printed and kept."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Figure", "Judged", "as_json", "figure", "keep", "machine", "missed", "summary", "table"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is allowed.

    Attributes:
        by: `ratio` to the peer, `difference` from the peer, or the `value` itself.
        most: The most that is allowed.
    """

    by: str
    most: float


_SLACK = 1.15
"""By how much an exact figure may be over its target before it counts as a change of the program."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, beside its peer in the same run.

    Attributes:
        case: Group of figures.
        what: What was measured.
        unit: Of `value` and `peer`.
        value: Median of ours.
        spread: Smallest and largest of ours.
        against: What the peer is, "" for none.
        peer: Median of the peer, None for none.
        judged: What is allowed, None if the figure only informs.
        runs: How often it was measured.
        exact: It repeats on any machine at any load, so that a change of it is a change of the program.
    """

    case: str
    what: str
    unit: str
    value: float
    spread: tuple[float, float]
    against: str = ""
    peer: float | None = None
    judged: Judged | None = None
    runs: int = 1
    exact: bool = False

    @property
    def ratio(self) -> float | None:
        """Give ours as a multiple of the peer's, None without a peer or beside a zero."""
        return self.value / self.peer if self.peer else None

    @property
    def kept(self) -> bool | None:
        """Tell whether the figure is allowed; None if it only informs."""
        if self.judged is None:
            return None
        against = {
            "ratio": self.ratio if self.ratio is not None else float("inf"),
            "difference": self.value - (self.peer or 0.0),
            "value": self.value,
        }[self.judged.by]
        return against <= self.judged.most


def figure(
    case: str,
    what: str,
    unit: str,
    ours: Sequence[float],
    *,
    against: str = "",
    peer: Sequence[float] = (),
    judged: Judged | None = None,
    exact: bool = False,
) -> Figure:
    """Make a figure of samples; those of the peer were taken in turns with ours."""
    return Figure(
        case,
        what,
        unit,
        statistics.median(ours),
        (min(ours), max(ours)),
        against,
        statistics.median(peer) if peer else None,
        judged,
        len(ours),
        exact,
    )


def machine() -> dict[str, Any]:
    """Describe where it was measured, without names."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 1e9:.0f} GB",
        "load": [round(each, 2) for each in os.getloadavg()],
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "textual": version("textual"),
        "sqlite": sqlite3.sqlite_version,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def as_json(figures: Sequence[Figure]) -> str:
    """Give figures and machine as JSON."""
    rows = [{**asdict(each), "ratio": each.ratio, "kept": each.kept} for each in figures]
    return json.dumps({"machine": machine(), "figures": rows}, indent=2) + "\n"


def keep(figures: Sequence[Figure], path: Path) -> None:
    """Write figures to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(figures), encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """Give figures as a table in Markdown, one row each."""
    heads = ("case", "what", "ours", "peer", "ratio", "target", "")
    rows = [heads, *(_row(each) for each in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def missed(figures: Sequence[Figure], *, exact: bool) -> list[Figure]:
    """Give the figures that are not allowed, of all; or, with some slack, of the exact ones alone.

    Bytes depend a little on the rows that are shown, and those on the day on which the account was made.
    """
    if not exact:
        return [each for each in figures if each.kept is False]
    return [each for each in figures if each.exact and each.judged and each.value > _SLACK * each.judged.most]


def summary(figures: Sequence[Figure]) -> str:
    """Say how many targets were kept, and name the others."""
    judged = [each for each in figures if each.judged is not None]
    missed = [each for each in judged if each.kept is False]
    told = "".join(
        f"\n  no: {each.case}: {each.what}: {_number(each.value, each.unit)}, {_target(each)}" for each in missed
    )
    return f"{len(judged) - len(missed)} of {len(judged)} targets kept, medians of runs in turns{told}"


def _row(each: Figure) -> tuple[str, ...]:
    peer = f"{_number(each.peer, each.unit)} ({each.against})" if each.peer is not None else ""
    verdict = {None: "", True: "kept", False: "no"}[each.kept]
    ratio = "" if each.ratio is None else f"{each.ratio:.2f}"
    return (each.case, each.what, _number(each.value, each.unit), peer, ratio, _target(each), verdict)


def _number(value: float, unit: str) -> str:
    digits = 0 if unit in ("bytes", "") or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()


def _target(each: Figure) -> str:
    if each.judged is None:
        return ""
    most = each.judged.most
    match each.judged.by:
        case "ratio":
            return f"at most {most:g} x"
        case "difference":
            return f"at most {most:,g} {each.unit} more"
        case _:
            return f"at most {most:,g} {each.unit}".rstrip()
